/** The unlucky ministry is imported by an administrator, and its year begins late. */
import { z } from 'zod';
import { departmentRowsOf, unluckyMinistry } from '../cast/bodies.ts';
import { peopleAndAppointmentsOfUnlucky } from '../cast/people.ts';
import { addDays } from '../../model/japan-time.ts';
import { opensYear } from '../stories/opening.ts';
import { asksFor, isApproved } from '../stories/personnel.ts';
import { StoryBroken } from '../stories/teller.ts';
import { cycleOf, type Scene } from '../stories/year.ts';

const Due = z.looseObject({
  due: z.array(
    z.looseObject({
      id: z.string(),
      ja: z.string(),
      en: z.string(),
      overdue: z.boolean(),
      basis: z.looseObject({ ja: z.string(), en: z.string() }).optional(),
      businessDays: z.number().optional(),
      explained: z.looseObject({ reason: z.string(), expectedOn: z.string() }).optional(),
    }),
  ),
});

/** The ministry with its departments, people and posts; then its year, alone. */
export async function imported({ teller, people, year }: Scene): Promise<void> {
  teller.chapter({
    ja: `不運な省：${unluckyMinistry.row.nameJa}`,
    en: `The unlucky ministry: ${unluckyMinistry.row.nameEn}`,
  });
  const { people: everybody, appointments } = peopleAndAppointmentsOfUnlucky(Date.now());
  const change = await asksFor(
    { teller },
    {
      organisations: [{ ...unluckyMinistry.row, supervisors: [], fictional: true }],
      departments: departmentRowsOf(unluckyMinistry),
      people: everybody,
      // Nobody heads its CSIRT yet.
      appointments: appointments.filter(({ role }) => role !== 'csirtHead'),
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
  await opensYear(teller, year, [people.organisation]);
}

/** Its dates are moved because it was opened late; what was due on 1 April is overdue at birth, and its post says why. */
export async function beginsLate(scene: Scene): Promise<void> {
  const { teller, people, today } = scene;
  const { ciso, promotionLead, staffOfPlanning } = people;
  const cycle = cycleOf(scene);
  teller.says({
    ja: '年度の手続を開くのが遅れました。期限は開いた日から改めて数えられ、移したことが残ります。',
    en: 'The year is opened late: its dates are counted from the opening, and say so.',
  });
  const { due } = Due.parse(await teller.looksAt(people.headOfOfficers, `/procedures/${cycle}`));
  for (const { ja, en, basis } of due.filter(({ id }) => ['direction', 'plan'].includes(id))) {
    if (basis !== undefined) teller.says({ ja: `${ja}――${basis.ja}`, en: `${en} – ${basis.en}` });
  }
  const explained = (item: string, reason: string, days: number) => ({
    item,
    reason,
    expectedOn: addDays(today, days),
  });
  await teller.isRefused(
    promotionLead,
    cycle,
    'explainDelay',
    explained('plan', '事務局が年度当初に全員異動した', 7),
    'itemIsOverdue',
  );
  await teller.does(ciso, cycle, 'confirmStructure', { document: await teller.document(ciso, '体制表（CSIRT なし）') });
  teller.says({
    ja: 'CSIRT の責任者がいません。体制の確認は妨げませんが、4月1日から期限超過です。',
    en: 'Nobody heads a CSIRT. That blocks nothing, and is overdue from 1 April.',
  });
  await teller.isRefused(staffOfPlanning, cycle, 'explainDelay', explained('csirt', '知らない', 7), 'owesTheItem');
  await teller.isRefused(ciso, cycle, 'explainDelay', explained('csirt', '後任が決まらない', -1), 'expectedAhead');
  await teller.does(ciso, cycle, 'explainDelay', explained('csirt', '後任が決まらない', 7));
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
