/**
 * The government's year: what lies between the bodies. First chapter: the common standards are drafted by the centre, pass
 * the council, are decided by headquarters on paper and reach every open year; the guidance is put to all ministries, of
 * which one stays silent.
 */
import { z } from 'zod';
import type { LocalDate, PersonId } from '../../model/identifiers.ts';
import { addDays } from '../../model/japan-time.ts';
import { cast, personId, unluckyCast } from '../cast/cast.ts';
import { requirements } from '../cast/registers.ts';
import { isTold } from './notices.ts';
import { opensYear } from './opening.ts';
import { asksFor, isApproved } from './personnel.ts';
import { StoryBroken, type Teller } from './teller.ts';

const Cycle = z.looseObject({ counts: z.record(z.string(), z.number()) });
const Ended = z.looseObject({
  phase: z.looseObject({ id: z.string() }),
  marks: z.array(z.looseObject({ id: z.string(), ja: z.string(), en: z.string() })),
});

interface Government {
  readonly teller: Teller;
  readonly year: number;
  readonly today: LocalDate;
  /** CISO of the ministry that stays silent. */
  readonly silentCiso: PersonId;
}

const { centre, headquarters, ministry } = cast;
/** The agency founded in the middle of the year. */
export const founded = { organisation: 'demo-dew-institute', ciso: personId('unlucky', 'cisoOfDew') };
const { director, firstStaff, secondStaff } = centre;

/** What every draft rests on (2-4). */
async function basis({ teller, year }: Government) {
  return {
    threats: '供給網を経由した攻撃の増加（架空）',
    inspection: await teller.document(firstStaff, '府省庁の運用状況の点検結果'),
    inspectionPeriod: { from: `${year - 1}-04-01`, to: `${year - 1}-09-30` },
    inspectedBodies: [ministry.organisation],
  };
}

/** The first chapter. The years of the other bodies are closed by then: one that was founded meanwhile is told. */
export async function commonStandards(scene: Government): Promise<void> {
  const { teller } = scene;
  teller.chapter({ ja: '政府の一年：統一基準群の改定', en: 'The government’s year: the common standards are revised' });
  await newlyFounded(scene);
  const before = await owed(scene);
  const instance = await drafted(scene);
  await decided(scene, instance);
  await guidanceDrafted(scene, instance);
  await promulgated(scene, instance, before);
  await consulted(scene, instance);
}

/** An agency founded in the middle of the year, whose year goes on. */
async function newlyFounded({ teller, year }: Government): Promise<void> {
  const change = await asksFor(
    { teller },
    {
      organisations: [
        {
          id: founded.organisation,
          kind: 'incorporated-administrative-agency',
          class: 'national-research-and-development',
          nameJa: '国立研究開発法人朝露研究所（架空）',
          nameEn: 'Morning Dew Institute (fictional)',
          supervisors: [ministry.organisation],
          fictional: true,
        },
      ],
      people: [
        { id: founded.ciso, nameJa: '朝霧 澪（架空）', nameEn: 'Asagiri Mio (fictional)', home: founded.organisation },
      ],
      appointments: [
        {
          id: `${founded.organisation}-1`,
          person: founded.ciso,
          role: 'ciso',
          organisation: founded.organisation,
          from: `${year}-04-01`,
          kind: 'regular',
        },
        {
          id: `${founded.organisation}-2`,
          person: founded.ciso,
          role: 'promotionOffice',
          organisation: founded.organisation,
          from: `${year}-04-01`,
          kind: 'concurrent',
        },
      ],
    },
  );
  await isApproved({ teller }, change);
  await opensYear(teller, year, [founded.organisation]);
}

async function drafted(scene: Government): Promise<string> {
  const { teller, year } = scene;
  const of = `standards/${year}/${centre.organisation}`;
  const rests = await basis(scene);
  const draft = {
    title: '統一基準群の改定（架空）',
    document: await teller.document(firstStaff, '統一規範・統一基準の原案'),
    covers: ['model', 'standards'],
    comparison: await teller.document(firstStaff, '新旧対照表'),
    comprehensive: '全府省庁への照会の結果を反映した',
    conformable: '小規模な機関の体制でも実施できることを確かめた',
    international: 'ISO/IEC 27002 との対応を確かめた',
  };
  const { inspection: _, inspectionPeriod: __, ...uninspected } = rests;
  teller.says({
    ja: '運用の状況の点検を踏まえない原案は、指針の明文により提出できません。拒まれた提出は、何も始めません。',
    en: 'A draft that rests on no inspection cannot be submitted: the clause says so in words. What is refused begins nothing.',
  });
  await teller.isRefused(firstStaff, of, 'submitDraft', { ...draft, ...uninspected }, 'inspectionCited');
  await teller.mayNotDecide(ministry.ciso, of, 'submitDraft', { ...draft, ...rests });
  return teller.opens(firstStaff, of, 'submitDraft', { ...draft, ...rests });
}

/** Council, then headquarters, whose decision on paper the centre's staff enter. */
async function decided({ teller, today }: Government, instance: string): Promise<void> {
  const draft = await presentDraft(teller, instance, 'recordCouncil');
  await teller.mayNotRead(headquarters.chair, `/procedures/${instance}`);
  const paper = {
    draft,
    enteredFor: {
      decider: headquarters.chair,
      decidedOn: today,
      number: '本部決定第1号（架空）',
      document: await teller.document(firstStaff, '戦略本部決定'),
    },
  };
  teller.says({
    ja: '推進会議を経る前に、戦略本部は決定できません（指針2〔2-2〕の明文）。',
    en: 'Headquarters does not decide before the council (guideline 2 [2-2], in words).',
  });
  await teller.isRefused(firstStaff, instance, 'decide', paper, 'councilPassed');
  await teller.does(secondStaff, instance, 'recordCouncil', {
    draft,
    heldOn: today,
    outcome: 'passed',
    document: await teller.document(secondStaff, '推進会議の記録'),
  });
  await isTold(teller, headquarters.member, 'putForward');
  const seq = await teller.does(firstStaff, instance, 'decide', paper);
  await isTold(teller, headquarters.chair, 'enteredForYou');
  await teller.does(headquarters.chair, instance, 'confirm', { seq });
}

const Form = z.looseObject({ draft: z.looseObject({ draft: z.string() }) });

/** The draft that a form is filled in with. */
async function presentDraft(teller: Teller, instance: string, decision: string): Promise<string> {
  return Form.parse(await teller.reads(firstStaff, `/procedures/${instance}/decisions/${decision}/draft`)).draft.draft;
}

/** Registered as an edition, it is owed in every open year. */
async function promulgated(scene: Government, instance: string, before: number): Promise<void> {
  const { teller, today } = scene;
  await teller.does(secondStaff, instance, 'promulgate', {
    id: 'demo-edition-3',
    nameJa: '統一基準群 例示版3（架空）',
    nameEn: 'Common standards, third example edition (fictional)',
    applyBy: addDays(today, 365),
    predecessor: 'demo-edition-2',
    requirements: [...requirements, 'ex-7.1 generative services', 'ex-7.2 supply chains'],
  });
  const after = await teller.until('the edition reaches the open years', async () => {
    const found = await owed(scene);
    return found > before ? found : undefined;
  });
  teller.says({
    ja: `新しい版は、開いている年度サイクルに知らされました（未了事項 ${before}件 → ${after}件）。`,
    en: `The new edition has reached the open years (owed: ${before} → ${after}).`,
  });
}

async function owed({ teller, year }: Government): Promise<number> {
  const state = await teller.reads(founded.ciso, `/procedures/cycle/${year}/${founded.organisation}`);
  return Cycle.parse(state).counts['owed'] ?? 0;
}

async function guidanceDrafted(scene: Government, instance: string): Promise<void> {
  const { teller } = scene;
  await teller.does(firstStaff, instance, 'submitGuidebook', {
    title: '統一基準群の改定（架空）',
    document: await teller.document(firstStaff, '対策基準策定ガイドライン案'),
    ...(await basis(scene)),
    examples: '新しい遵守事項ごとに対策事項の例を示した',
    thinking: '考え方の解説を全て見直した',
  });
}

/** All ministries are asked; one answers and is answered, the other stays silent past its date. */
async function consulted({ teller, today, silentCiso }: Government, instance: string): Promise<void> {
  const draft = await presentDraft(teller, instance, 'consult');
  const letter = { askedOn: addDays(today, -60), letter: await teller.document(firstStaff, '協議書') };
  await teller.does(firstStaff, instance, 'consult', { draft, ministries: [ministry.organisation], ...letter });
  await isTold(teller, ministry.promotionLead, 'opinionAsked');
  await teller.does(ministry.promotionLead, instance, 'giveOpinion', {
    ministry: ministry.organisation,
    kind: 'comment',
    opinion: '供給網の項に、小規模な委託先の例を加えるべき（架空）',
  });
  await teller.does(secondStaff, instance, 'answerOpinions', {
    answers: [{ opinion: 1, disposition: 'notAdopted', reason: '既に解説に含まれている' }],
  });
  teller.says({
    ja: '一つの府省庁にまだ意見を求めていません。協議の上で決定する、というのが指針2〔2-3〕の明文です。',
    en: 'One ministry has not been asked. “After consultation with the ministries” is what guideline 2 [2-3] says.',
  });
  await teller.isRefused(director, instance, 'decideGuidebook', { draft }, 'everyMinistryAsked');
  await teller.mayNotRead(silentCiso, `/procedures/${instance}`);
  await teller.does(firstStaff, instance, 'consult', { draft, ministries: [unluckyCast.organisation], ...letter });
  await teller.looksAt(silentCiso, `/procedures/${instance}`, {
    ja: '意見を求められた府省庁は、示された案を読めます',
    en: 'a ministry that was asked reads what was put to it',
  });
  await teller.does(director, instance, 'decideGuidebook', { draft });
  const { phase, marks } = Ended.parse(await teller.reads(director, `/procedures/${instance}`));
  const silence = marks.find(({ id }) => id === 'noOpinion');
  if (phase.id !== 'completed' || silence === undefined) throw new StoryBroken(`${instance} is ${phase.id}`);
  teller.says({
    ja: `ガイドラインは決定されました。意見のなかった府省庁については印が残ります：〔${silence.ja}〕`,
    en: `The guidance is decided; the silence of one ministry stays marked: [${silence.en}]`,
  });
}
