/** What comes from outside in the middle of the year: an edition of the common standards, and directives (3-4, 3-6). */
import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { addDays } from '../../model/japan-time.ts';
import { cast } from '../cast/cast.ts';
import { requirements } from '../cast/registers.ts';
import { cycleOf, type Scene } from '../stories/year.ts';
import { showDelays } from './opening.ts';

const Pending = z.looseObject({ status: z.literal('pending'), change: z.string() });
const State = z.looseObject({ counts: z.record(z.string(), z.number()) });
const edition = 'demo-edition-2';
const [inOperation, notApplicable] = ['demo-directive-2', 'demo-directive-3'] as const;
const additional = 'ex-7.1 generative services';

/** Registered by the centre and approved by an administrator; owed until it is answered, never settled by a sentence. */
export async function decidedOutside(scene: Scene): Promise<void> {
  const { teller, people, today } = scene;
  const { ciso, promotionLead } = people;
  const cycle = cycleOf(scene);
  teller.chapter({
    ja: '年度の途中に、統一基準群の改定と個別に決定された対策',
    en: 'An edition and directives come in the middle of the year',
  });
  const before = await owed(scene);
  await registered(scene, 'editions', edition, {
    id: edition,
    nameJa: '統一基準群 例示版2（架空）',
    nameEn: 'Common standards, second example edition (fictional)',
    predecessor: 'demo-edition-1',
    decidedOn: addDays(today, -90),
    // Told late: it should have been applied already.
    applyBy: addDays(today, -30),
    requirements: [...requirements, additional],
  });
  for (const [id, titleJa, titleEn] of [
    [inOperation, '不審な通信の遮断（架空の個別決定）', 'Blocking suspicious traffic (fictional directive)'],
    [notApplicable, '無線機器の更新（架空の個別決定）', 'Renewal of radio equipment (fictional directive)'],
  ] as const)
    await registered(scene, 'directives', id, {
      id,
      decidedOn: today,
      applyBy: addDays(today, 60),
      titleJa,
      titleEn,
    });
  await teller.until(`${cycle} owes them`, async () => ((await owed(scene)) === before + 3 ? true : undefined));
  await teller.does(promotionLead, cycle, 'explainDelay', {
    item: `edition:${edition}`,
    reason: '統一基準群の改定の連絡が適用期限の後に届いた',
    expectedOn: addDays(today, 5),
  });
  await showDelays(scene);
  teller.says({
    ja: '「改正は不要」の一言では済みません。版には対応表、個別の対策には対応が要ります。',
    en: '“No amendment needed” is no answer: an edition needs a map, a directive an answer.',
  });
  await teller.isRefused(ciso, cycle, 'noAmendmentNeeded', { ref: edition, reason: '影響はない' }, 'amendmentWaivable');
  const map = (ids: readonly string[]) => ({
    edition,
    conformance: ids.map((requirement, i) => ({ requirement, by: 'measure', text: `第${i + 1}条` })),
  });
  const record = await teller.document(ciso, '新しい版への準拠の確認');
  await teller.isRefused(
    ciso,
    cycle,
    'declareConformity',
    { ...map(requirements), document: record },
    'conformanceComplete',
  );
  await teller.does(ciso, cycle, 'declareConformity', { ...map([...requirements, additional]), document: record });
  await teller.isRefused(
    ciso,
    cycle,
    'settleDirective',
    { directive: inOperation, how: 'inOperation' },
    'operationSaysWhere',
  );
  await teller.does(ciso, cycle, 'settleDirective', {
    directive: inOperation,
    how: 'inOperation',
    where: '監視手順書 第4条',
  });
  const met = { directive: notApplicable, how: 'notApplicable', ground: 'alreadyMet', text: '既に全て更新した' };
  await teller.isRefused(ciso, cycle, 'settleDirective', met, 'alreadyMetShowsDocument');
  await teller.does(ciso, cycle, 'settleDirective', {
    ...met,
    ground: 'noSubject',
    text: '無線の機器を使っていない',
  });
}

async function owed({ teller, people, ...rest }: Scene): Promise<number> {
  const path = `/procedures/${cycleOf({ teller, people, ...rest })}`;
  return State.parse(await teller.reads(people.ciso, path)).counts['owed'] ?? 0;
}

/** What every cycle is told cannot be called back: it waits for an administrator. */
async function registered({ teller }: Scene, register: string, key: string, value: Json): Promise<void> {
  const asked = await teller.sends(
    cast.centre.firstStaff,
    'PUT',
    `/registers/common/${register}`,
    { key, value },
    { ja: `${key} → 承認待ち（pending）`, en: `${key} → pending` },
  );
  await teller.sends(
    cast.centre.secondAdministrator,
    'POST',
    `/registry/changes/${Pending.parse(asked).change}/approve`,
    {},
    { ja: '管理者の承認 → 全ての年度に知らされる', en: 'approved by an administrator → every year is told' },
  );
}
