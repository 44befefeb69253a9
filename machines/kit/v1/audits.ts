/**
 * What audits share, a body's own and those of headquarters: the team and its changes, where its independence is judged, and
 * the words of findings. What makes somebody independent is each audit's own matter.
 */
import { z } from 'zod';
import type { Choice, LookUpRequest, Thing } from '../../core/index.ts';
import type { Instant, PersonId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { document, person, some, text, type MoreWords } from './fields.ts';
import { commonFact } from './facts.ts';
import { madeOf } from './tables.ts';
import { gradeNames, withTitle, type Grade } from './shapes.ts';
import { rowsAt, personThing } from './things.ts';

/** A member of the team; `to` is set on leaving it. */
export interface Auditor {
  readonly person: PersonId;
  readonly since: Instant;
  readonly to?: Instant;
  readonly replacedBy?: PersonId;
  readonly reason?: string;
}

interface Teamed<A extends Auditor = Auditor> {
  readonly auditors: readonly A[];
}

/** The present team. */
export function team<A extends Pick<Auditor, 'to'>>({ auditors }: { readonly auditors: readonly A[] }): readonly A[] {
  return auditors.filter(({ to }) => to === undefined);
}

export function isOfTheTeam(context: Teamed, one: PersonId): boolean {
  return team(context).some((member) => member.person === one);
}

/** How somebody joins the team. */
type Joining<A extends Auditor> = (person: PersonId, since: Instant) => A;

function joined<A extends Auditor>(
  context: Teamed<A> & { readonly at: Instant },
  people: readonly PersonId[],
  joining: Joining<A>,
): readonly A[] {
  const fresh = [...new Set(people)].filter((one) => !isOfTheTeam(context, one));
  return [...context.auditors, ...fresh.map((one) => joining(one, context.at))];
}

/** The auditors once the whole team is named: who was of it and is not named has left it. */
export function assigned<A extends Auditor>(
  context: Teamed<A> & { readonly at: Instant },
  people: readonly PersonId[],
  joining: Joining<A>,
): readonly A[] {
  return joined(context, people, joining).map((one) =>
    one.to === undefined && !people.includes(one.person) ? { ...one, to: context.at } : one,
  );
}

/** One for another. */
export interface Replacement {
  readonly outgoing: PersonId;
  readonly incoming: PersonId;
  readonly reason: string;
}

/** The auditors with one replaced; the successor may be of the team already. */
export function replaced<A extends Auditor>(
  context: Teamed<A> & { readonly at: Instant },
  { outgoing, incoming, reason }: Replacement,
  joining: Joining<A>,
): readonly A[] {
  return joined(context, [incoming], joining).map((one) =>
    one.person === outgoing && one.to === undefined ? { ...one, to: context.at, replacedBy: incoming, reason } : one,
  );
}

/** The whole team, named from the holders of some posts. */
export const auditorsField = (...among: readonly Role[]) =>
  some(person('監査実施者 / auditor', { among }), 50, '監査実施者の全員 / the whole team');

/** Who leaves, who succeeds, and why. */
export const replacementFields = (among: readonly Role[], more?: MoreWords) => ({
  outgoing: person('外れる者 / who leaves', { choices: 'team' }),
  incoming: person('後任 / successor', { among, ...more }),
  reason: text('理由 / reason'),
});

const assigning = z.object({ auditors: z.array(z.string()) });
const replacing = z.object({ incoming: z.string() });
const present = z.object({ auditors: z.array(z.object({ person: z.string(), to: z.number().optional() })) });

/** Whose posts are looked up where the team is named: all of it, and whoever decides. */
export function namedAnd({ input, actor }: LookUpRequest): readonly PersonId[] {
  return [...assigning.parse(input).auditors, actor];
}

/** Where one is replaced: the successor, and whoever decides. */
export function incomingAnd({ input, actor }: LookUpRequest): readonly PersonId[] {
  return [replacing.parse(input).incoming, actor];
}

/** The present team and whoever decides. */
export function teamAnd({ context, actor }: LookUpRequest): readonly PersonId[] {
  return [...team(present.parse(context)).map((one) => one.person), actor];
}

/** Where the team's independence is judged: when it is named, when fieldwork begins, on a replacement, at the report. */
type TeamCheck =
  | { readonly type: 'assign'; readonly input: { readonly auditors: readonly PersonId[] } }
  | { readonly type: 'replaceAuditor'; readonly input: Pick<Replacement, 'incoming'> }
  | { readonly type: 'startFieldwork' | 'report' };

/** Whose independence is judged. */
export function peopleChecked(context: Teamed, event: TeamCheck): readonly PersonId[] {
  if (event.type === 'assign') return event.input.auditors;
  if (event.type === 'replaceAuditor') return [event.input.incoming];
  return team(context).map((one) => one.person);
}

/** Where in the input somebody at fault stands. */
function checkedPaths(event: TeamCheck, isAtFault: (person: PersonId) => boolean): string[] {
  if (event.type === 'assign') return rowsAt('auditors', event.input.auditors, isAtFault);
  return event.type === 'replaceAuditor' && isAtFault(event.input.incoming) ? ['incoming'] : [];
}

/** What would mend it. */
function checkedRemedies({ type }: Pick<TeamCheck, 'type'>): string[] {
  if (type === 'startFieldwork') return ['assign'];
  return type === 'report' ? ['replaceAuditor'] : [];
}

/**
 * How a rule judges that nothing stands against anybody checked: `against` says what does, person by person. `checked` is
 * whose independence is judged, where more people than the team's are.
 */
export function nothingAgainst<C extends Teamed, E extends TeamCheck>(
  against: (person: PersonId, context: C, event: E) => readonly Thing[],
  checked: (context: C, event: E) => readonly PersonId[] = peopleChecked,
) {
  type Judged = { readonly context: C; readonly event: E };
  const about = ({ context, event }: Judged): Thing[] => {
    const found = [...new Set(checked(context, event))].flatMap((person) => against(person, context, event));
    return found.filter(
      (one, place) => found.findIndex(({ kind, id }) => kind === one.kind && id === one.id) === place,
    );
  };
  return {
    test: (judged: Judged): boolean => about(judged).length === 0,
    about,
    paths: ({ context, event }: Judged): string[] =>
      checkedPaths(event, (person) => against(person, context, event).length > 0),
    remedies: ({ event }: Judged): string[] => checkedRemedies(event),
  };
}

interface Replacing {
  readonly context: Teamed;
  readonly event: { readonly input: Replacement };
}

/** The rule that the team is named before fieldwork, but for its clause and basis. */
export const teamAssigned = {
  concerns: 'state',
  reads: ['state'],
  ja: '監査実施者がまだ割り当てられていません。独立した監査実施者を割り当ててから、実地監査を始めてください。',
  en: 'No auditors are assigned yet. Assign independent auditors before fieldwork starts.',
  met: { ja: '監査実施者が割り当てられている', en: 'auditors are assigned' },
  test: ({ context }: { readonly context: Teamed }): boolean => team(context).length > 0,
  remedies: () => ['assign'],
} as const;

/** The rule that who leaves is of the team, and somebody else succeeds, but for its clause. */
export const outgoingOfTheTeam = {
  basis: 'design',
  concerns: 'input',
  reads: ['state', 'input'],
  ja: '外れる者が現在の監査実施者でないか、後任と同じ者です。外れる者は現在の監査実施者から、後任は別の者から選んでください。',
  en: 'Who leaves is not of the present team, or is the successor too. Choose a member of the team, and someone else to succeed.',
  met: {
    ja: '外れる者は現在の監査実施者で、後任は別の者である',
    en: 'who leaves is of the team, and the successor is somebody else',
  },
  test: ({ context, event: { input } }: Replacing): boolean =>
    isOfTheTeam(context, input.outgoing) && input.incoming !== input.outgoing,
  about: ({ context, event: { input } }: Replacing): Thing[] => [
    personThing(isOfTheTeam(context, input.outgoing) ? input.incoming : input.outgoing),
  ],
  paths: ({ context, event: { input } }: Replacing): string[] => [
    isOfTheTeam(context, input.outgoing) ? 'incoming' : 'outgoing',
  ],
} as const;

/** What every finding 指摘事項 says; author and number never change. */
export interface Finding {
  readonly number: number;
  /** What people call it in lists; who reads it is who reads the finding. */
  readonly title: string;
  readonly grade: Grade;
  readonly statement: string;
  readonly evidence: readonly string[];
  readonly author: PersonId;
}

/** The documents on which a finding rests. */
export const evidenceField = (max: number, more?: MoreWords) =>
  some(document('証拠の文書 / evidence', more), max, '証拠 / evidence');

/** The list of the present team. */
export const teamChoices = {
  from: (context: Teamed): Choice[] =>
    team(context).map((one) => ({ id: one.person, person: one.person, ja: '', en: '' })),
};

/** The registered sets of criteria. */
export const criteriaSetChoices = madeOf()(
  z.object({ common: commonFact.pick({ criteriaSets: true }) }),
  (_, { common }): Choice[] =>
    common.criteriaSets.map(({ id, nameJa = id, nameEn = nameJa }) => ({ id, ja: nameJa, en: nameEn })),
);

/** A finding in a list from which one is chosen: by number and title. */
export function findingChoice({ number, title, grade, author }: Finding): Choice {
  const { ja, en } = gradeNames[grade];
  const called = withTitle({ ja: `指摘${number}`, en: `finding ${number}` }, title);
  return { id: String(number), ja: `${called.ja} ${ja}`, en: `${called.en}, ${en}`, person: author };
}
