/** An emergency for which the exception is applied for afterwards 事後申請 (6-8). */
import { addDays } from '../../model/japan-time.ts';
import { requirements } from '../cast/registers.ts';
import { cycleOf, type Scene } from '../stories/year.ts';

/** Applied for afterwards, refused beyond the longest term, granted by another; it outlives the year. */
export async function exceptionAfterwards(scene: Scene): Promise<void> {
  const { teller, people, today } = scene;
  const { staffOfPlanning, ciso, promotionLead, departments } = people;
  const cycle = cycleOf(scene);
  teller.chapter({ ja: '例外措置：緊急のため事後に申請する', en: 'An exception, applied for after an emergency' });
  const asked = {
    reason: '豪雨で庁舎に入れず、私物の端末で業務を続けた',
    substitute: '仮想端末だけを使い、情報を保存しない',
    until: addDays(today, 400),
    begunOn: addDays(today, -3),
    department: departments.servicesPlanning,
  };
  const requirement = requirements.at(-1);
  await teller.isRefused(staffOfPlanning, cycle, 'applyForException', asked, 'exceptionNamesRequirement');
  await teller.isRefused(
    staffOfPlanning,
    cycle,
    'applyForException',
    { ...asked, requirement, until: addDays(today, 1_000) },
    'exceptionWithinReason',
  );
  await teller.does(staffOfPlanning, cycle, 'applyForException', { ...asked, requirement });
  await teller.isRefused(
    promotionLead,
    cycle,
    'decideException',
    { exception: 1, granted: true, reason: 'やむを得ない' },
    'notYourRole',
  );
  await teller.does(ciso, cycle, 'decideException', {
    exception: 1,
    granted: true,
    reason: '代替措置により影響が限られる',
  });
}
