/**
 * `npm run walkthrough`: three invented bodies through a whole year over HTTP, with their people's own tokens, refusals
 * included; then an unlucky ministry, for which everything goes wrong. Ends non-zero when an expected refusal does not come or an end differs; then says where its data lie.
 */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { refold } from '../../machines/core/index.ts';
import { procedureOf } from '../../machines/procedures.ts';
import type { Text } from '../../model/text.ts';
import { dateInJapan, fiscalYearName, fiscalYearOf } from '../../model/japan-time.ts';
import { files } from '../../app/cli/connection.ts';
import { languageOf } from '../../app/cli/context.ts';
import { readConfiguration } from '../../app/configuration.ts';
import { cast, demonstration } from '../index.ts';
import { issueAdministratorToken } from '../../app/installation.ts';
import { startSystem, type System } from '../../app/system.ts';
import { UserError } from '../../app/user-error.ts';
import { commonStandards, founded } from '../stories/government.ts';
import { headquartersAudits } from '../stories/headquarters-audits.ts';
import { agency, corporation, ministry } from '../stories/stories.ts';
import { opensYear } from '../stories/opening.ts';
import { evaluationByMinisters } from '../stories/supervision.ts';
import { StoryBroken, Teller } from '../stories/teller.ts';
import { unlucky } from '../unlucky/story.ts';

const Board = z.looseObject({
  items: z.array(
    z.looseObject({
      organisation: z.string(),
      nameJa: z.string(),
      nameEn: z.string(),
      phase: z.string(),
      phaseJa: z.string(),
      phaseEn: z.string(),
      openImprovements: z.number(),
      marks: z.array(z.looseObject({ ja: z.string(), en: z.string() })),
    }),
  ),
});

const language = languageOf(process.env);
const directory = mkdtempSync(join(tmpdir(), 'junkan-walkthrough-'));
const write = (line: string): void => void process.stdout.write(`${line}\n`);

let system: System | undefined;
try {
  system = await startSystem(
    { ...readConfiguration({ ...process.env, JUNKAN_DATA: directory, JUNKAN_PORT: '0' }) },
    {
      parts: ['engine', 'worker', 'web'],
      // Only the years that are told are opened: what comes in mid-year is told to every open one.
      create: { kind: 'demonstration', opensYear: false },
      demonstration,
      say: (text) => write(text[language]),
    },
  );
  await tell(system);
} catch (error) {
  process.exitCode = 1;
  write('');
  if (error instanceof StoryBroken) write(`✗ ${error.message}`);
  else if (error instanceof UserError) write(`✗ ${error.text[language]}`);
  else write(`✗ ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await system?.stop();
  write(language === 'ja' ? `データ：${directory}` : `Its data lie in ${directory}`);
}

async function tell({ address = '', records }: System): Promise<void> {
  const administrator = readFileSync(join(directory, files.administratorToken), 'utf8').trim();
  const teller = new Teller({ address: address.replace(/\/$/, ''), administrator, language, write });
  // Whom the administrator gave a token, approves nothing that the administrator asks for: this one is the installation's.
  const second = cast.centre.secondAdministrator;
  teller.enters(second, await issueAdministratorToken(records, second, 'recovered', Date.now()));
  const today = dateInJapan(Date.now());
  const year = fiscalYearOf(today);
  const scene = { teller, year, today };
  teller.chapter({
    ja: `${fiscalYearName(year).ja}、架空の三機関の一年と、不運な省の一年。すべて HTTP で、それぞれの人自身のトークンで行います。`,
    en: `${fiscalYearName(year).en}: a year of three invented bodies, and of an unlucky ministry, over HTTP, with each person's own token.`,
  });
  await opensYear(
    teller,
    year,
    [cast.ministry, cast.agency, cast.corporation].map(({ organisation }) => organisation),
  );
  await showBoard(teller, cast.ministry.manager);
  teller.says({
    ja: '他の機関の人には、存在しないものと同じ応えです。',
    en: 'To people of other bodies it is as if it did not exist.',
  });
  await teller.mayNotRead(cast.corporation.ciso, `/procedures/cycle/${year}/${cast.ministry.organisation}`);
  await ministry({ ...scene, people: cast.ministry, committee: true }, cast.ministry.officerOfInformation);
  await showBoard(teller, cast.ministry.manager);
  await agency({ ...scene, people: cast.agency, committee: false }, cast.agency.statutoryAuditor);
  await showBoard(teller, cast.ministry.manager);
  await corporation({ ...scene, people: cast.corporation, committee: false }, cast.corporation.outsideVerifier);
  const ends = await showBoard(teller, cast.ministry.manager);
  const open = ends.filter(({ phase }) => phase !== 'closed');
  if (open.length > 0) throw new StoryBroken(`not closed: ${open.map(({ organisation }) => organisation).join(', ')}`);

  const unluckyCiso = await unlucky({ teller, year, today });
  const worst = await showBoard(teller, unluckyCiso, {
    ja: '不運な省から見た一覧',
    en: 'The board as the unlucky ministry sees it',
  });
  if (worst.some(({ phase }) => phase !== 'closed'))
    throw new StoryBroken('the unlucky ministry has not closed its year');
  await commonStandards({ teller, year, today, silentCiso: unluckyCiso });
  await headquartersAudits({ teller, year, today, agency: founded });
  await evaluationByMinisters({ teller, year, today });

  teller.chapter({ ja: '記録をはじめから辿り直す', en: 'Every journal taken again from its first entry' });
  let entries = 0;
  let journals = 0;
  for (let after: string | undefined; ;) {
    const rows = await records.instances.list({ year }, after, 500);
    for (const { instance, procedure, version } of rows) {
      const recorded = await records.journal.all(instance);
      const different = refold(procedureOf(procedure, version), recorded);
      if (different !== undefined) throw new StoryBroken(`${instance} differs at entry ${different.seq}`);
      const broken = await records.journal.verifyChain(instance);
      if (broken !== undefined) throw new StoryBroken(`the chain of ${instance} is broken at entry ${broken}`);
      entries += recorded.length;
      journals += 1;
    }
    after = rows.at(-1)?.instance;
    if (rows.length < 500) break;
  }
  const { accepted, refused } = teller.counts;
  teller.says({
    ja: `${journals}件の記録、${entries}項目：同じ結果になり、連鎖も切れていません。決定 ${accepted}件、想定どおりの拒否 ${refused}件。`,
    en: `${journals} journals, ${entries} entries: the same results, no chain broken. ${accepted} decisions, ${refused} refusals as expected.`,
  });
}

async function showBoard(
  teller: Teller,
  person: string,
  title: Text = { ja: '所管府省庁から見た一覧', en: 'The board as the supervising ministry sees it' },
) {
  const { items } = Board.parse(await teller.reads(person, '/board?limit=100'));
  teller.chapter(title);
  for (const line of items) {
    const marks = line.marks.map((mark) => mark[language]).join(' · ');
    teller.shows(
      language === 'ja'
        ? `${line.nameJa}：${line.phaseJa}、改善継続 ${line.openImprovements}件${marks === '' ? '' : `〔${marks}〕`}`
        : `${line.nameEn}: ${line.phaseEn}, ${line.openImprovements} improvements open${marks === '' ? '' : ` [${marks}]`}`,
    );
  }
  return items;
}
