/** What refusals of an audit name. */
import type { Thing } from '../../core/index.ts';
import { asTyped, dateInJapan, dateThing, personThing, roleThing } from '../../kit/v1/index.ts';
import type { Text } from '../../../model/text.ts';
import { phases } from './texts.ts';
import { substituteOf, type Context, type FindingStanding } from './types.ts';

/** A finding by its number and title, with what has become of it; never its text. */
export function findingThing(context: Context, number: number): Thing {
  const { standing, title } = context.findings.find((finding) => finding.number === number) ?? {};
  const { ja, en } = standing === undefined ? unrecorded : standings[standing];
  const label = { ja: `第${number}号（${ja}）`, en: `no. ${number} (${en})` };
  const thing: Thing = { kind: 'finding', id: `${context.instance}#${number}`, label };
  return title === undefined ? thing : { ...thing, title: asTyped(title) };
}

/** A finding as somebody named it, where that is not what stands there. */
export function namedFindingThing(
  { instance }: Context,
  { finding, title }: { readonly finding: number; readonly title: string },
): Thing {
  const label = { ja: `第${finding}号（指定されたもの）`, en: `no. ${finding} (as named)` };
  return { kind: 'finding', id: `${instance}#${finding}`, label, title: asTyped(title) };
}

const unrecorded: Text = { ja: '記録なし', en: 'not recorded' };

const standings: Readonly<Record<FindingStanding, Text>> = {
  recorded: { ja: '記録済み', en: 'recorded' },
  withdrawn: { ja: '取下げ済み', en: 'withdrawn' },
  pending: { ja: '引継ぎの判断待ち', en: 'waits for a successor' },
  adopted: { ja: '引継ぎ済み', en: 'adopted' },
  rejected: { ja: '引き継がれず', en: 'not adopted' },
};

/** Whoever leads: the substitute, or the audit officer's post. */
export function leaderThing(context: Context): Thing {
  const substitute = substituteOf(context);
  return substitute === undefined ? roleThing('auditOfficer') : personThing(substitute);
}

/** The stage at which findings are recorded. */
export const fieldworkThing: Thing = { kind: 'state', id: 'live.active.fieldwork', label: phases.fieldwork };

/** The last day on which departments may comment. */
export function commentDateThings({ commentDue }: Context): Thing[] {
  if (commentDue === undefined) return [];
  return [dateThing(dateInJapan(commentDue - 1), { of: { ja: '意見の期限', en: 'comments until' } })];
}

/** The day on which fieldwork began. */
export function fieldworkDateThings({ fieldworkBegan }: Context): Thing[] {
  if (fieldworkBegan === undefined) return [];
  return [dateThing(dateInJapan(fieldworkBegan), { of: { ja: '実地監査の開始', en: 'fieldwork began' } })];
}
