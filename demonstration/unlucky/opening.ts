/** The unlucky ministry is imported by an administrator, and its year begins late. */
import { z } from 'zod';
import { cast } from '../cast/cast.ts';
import { departmentRowsOf, unluckyMinistry } from '../cast/bodies.ts';
import { peopleAndAppointmentsOfUnlucky } from '../cast/people.ts';
import { addDays } from '../../model/japan-time.ts';
import { asksFor, isApproved } from '../stories/personnel.ts';
import { StoryBroken } from '../stories/teller.ts';
import { cycleOf, type Scene } from '../stories/year.ts';

const Progress = z.looseObject({ done: z.boolean(), failed: z.number() });
const Due = z.looseObject({
  due: z.array(
    z.looseObject({
      id: z.string(),
      ja: z.string(),
      en: z.string(),
      overdue: z.boolean(),
      businessDays: z.number().optional(),
      explained: z.looseObject({ reason: z.string(), expectedOn: z.string() }).optional(),
    }),
  ),
});

/** The ministry with its departments, people and posts; then its year, alone. */
export async function imported({ teller, people, year }: Scene): Promise<void> {
  const { administrator } = cast.centre;
  teller.chapter({
    ja: `不運な省：${unluckyMinistry.row.nameJa}`,
    en: `The unlucky ministry: ${unluckyMinistry.row.nameEn}`,
  });
  const change = await asksFor(
    { teller },
    {
      organisations: [{ ...unluckyMinistry.row, supervisors: [], fictional: true }],
      departments: departmentRowsOf(unluckyMinistry),
      ...peopleAndAppointmentsOfUnlucky(Date.now()),
    },
  );
  await isApproved({ teller }, change);
  await teller.sends(
    people.ciso,
    'PUT',
    `/registers/${people.organisation}/minimumObservationDays`,
    { value: 0 },
    { ja: '効果の観察は最短0日（実演のため）', en: 'effects are observed for 0 days at least (for the demonstration)' },
  );
  await teller.sends(
    administrator,
    'POST',
    '/years',
    { year, organisations: [people.organisation] },
    { ja: '年度を開く', en: 'its year is opened' },
  );
  await teller.until('its year is opened', async () => {
    const { done } = Progress.parse(await teller.reads(administrator, `/years/${year}/opening?wait=1`));
    return done ? true : undefined;
  });
}

/** Overdue at birth: the posts that owe it say why, and whoever reads it reads that. */
export async function beginsLate(scene: Scene): Promise<void> {
  const { teller, people, today } = scene;
  const cycle = cycleOf(scene);
  teller.says({
    ja: '年度の手続が遅れて始まり、方向性も計画も、開いた時に既に期限を過ぎています。',
    en: 'The year begins late: direction and plan are overdue when it is opened.',
  });
  console.log(JSON.stringify(Due.parse(await teller.reads(people.headOfOfficers, `/procedures/${cycle}`)).due.map(({id,overdue,due,businessDays})=>({id,overdue,businessDays,due:new Date(due as number).toISOString()}))));
  const explained = (item: string, reason: string, days: number) => ({
    item,
    reason,
    expectedOn: addDays(today, days),
  });
  await teller.isRefused(people.staffOfPlanning, cycle, 'explainDelay', explained('plan', '知らない', 7), 'owesTheItem');
  await teller.isRefused(
    people.promotionLead,
    cycle,
    'explainDelay',
    explained('plan', '担当者の病気', -1),
    'expectedAhead',
  );
  await teller.does(people.promotionLead, cycle, 'explainDelay', explained('plan', '前任の事務局が年度当初に全員異動した', 7));
  await teller.does(people.ciso, cycle, 'explainDelay', explained('direction', '責任者の発令が遅れた', 1));
  await showDelays(scene);
}

/** What is overdue, as somebody of the body reads it. */
export async function showDelays(scene: Scene): Promise<void> {
  const { teller, people } = scene;
  const { due } = Due.parse(await teller.looksAt(people.headOfOfficers, `/procedures/${cycleOf(scene)}`));
  const late = due.filter(({ overdue }) => overdue);
  if (!late.some(({ explained }) => explained !== undefined)) throw new StoryBroken('nobody reads why it is late');
  for (const { ja, en, businessDays = 0, explained } of late) {
    const [why, when] = explained === undefined ? ['–', '–'] : [explained.reason, explained.expectedOn];
    teller.says({
      ja: `期限超過 ${-businessDays}開庁日：${ja}――理由：${why}、見込み：${when}`,
      en: `${-businessDays} business days overdue: ${en} – why: ${why}, expected: ${when}`,
    });
  }
}
