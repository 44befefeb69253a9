/** A refusal as the caller reads it: the failed rules, what each is about and rests on, and who could mend it. */
import {
  decisionNamed,
  shown,
  type Json,
  type Projection,
  type Refusal,
  type Remedy,
  type ShownTask,
  type Thing,
} from '../../machines/core/index.ts';
import type { InstanceId, OrganisationId } from '../../model/identifiers.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { tokenCarriesPost } from '../../machines/registry/carried.ts';
import { failing } from '../../machines/registry/rule.ts';
import { isOfOwnBody } from '../access/bodies.ts';
import { standsIn, type Reach } from '../access/contents.ts';
import type { Caller } from '../caller.ts';
import { cited } from '../cited.ts';
import type { InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problems.ts';
import { namesFor, plainNames, type Names } from './naming.ts';

/** The text rules cite; later editions exist, and junkan says so in every refusal. */
export const guideline = {
  decidedOn: '2016-08-31',
  ja: '政府機関等の情報セキュリティ対策の運用等に関する指針（平成28年8月31日決定）による。その後の版があるため、現行の版もご確認ください。',
  en: 'By the guideline as decided on 31 August 2016. Later editions exist; check the one in force.',
} as const;

/** Failed rules for people. */
export function rulesForPeople(refusals: readonly Refusal[], names: Names = plainNames) {
  return refusals.map((refusal) => ruleForPeople(refusal, names));
}

/** A failed rule for people. The sentence names the things it is about. */
function ruleForPeople(refusal: Refusal, names: Names) {
  const { rule, clause, basis, concerns, whoCould, where, ministries, more, paths } = refusal;
  const about = (refusal.about ?? []).map((thing) => ({ kind: thing.kind, id: thing.id, ...names.thing(thing) }));
  const remedies = refusal.remedies?.map((remedy) => names.remedy(remedy));
  return {
    id: rule,
    ...cited({ clause, ministries }),
    basis,
    concerns,
    ...sentence(refusal, about),
    ...(about.length > 0 && { about }),
    ...(more !== undefined && { more }),
    ...(paths !== undefined && { paths }),
    ...(remedies !== undefined && { remedies }),
    whoCould: names.who(whoCould, where),
  };
}

/** Words before what is named: stages and times come, everything else is what the rule fails for. */
const before: Readonly<Record<'coming' | 'posts' | 'failing', Text>> = {
  posts: { ja: '行える者：', en: 'Who could: ' },
  coming: { ja: '行える段階：', en: 'Possible at: ' },
  failing: { ja: '該当：', en: 'Concerned: ' },
};

/** Things named in the sentence itself; all of them stand in `about`. */
const NAMED_IN_SENTENCE = 5;

function sentence({ ja, en, more = 0 }: Refusal, about: readonly (Text & Pick<Thing, 'kind'>)[]): Text {
  if (about.length === 0) return { ja, en };
  const word = before[wordFor(about)];
  const shown = about.slice(0, NAMED_IN_SENTENCE);
  const left = about.length - shown.length + more;
  return {
    ja: `${ja}（${word.ja}${shown.map((thing) => thing.ja).join('、')}${left > 0 ? `ほか${left}件` : ''}）`,
    en: `${en} (${word.en}${shown.map((thing) => thing.en).join(', ')}${left > 0 ? ` and ${left} more` : ''})`,
  };
}

function wordFor(about: readonly Pick<Thing, 'kind'>[]): keyof typeof before {
  if (about.every(({ kind }) => kind === 'state' || kind === 'time')) return 'coming';
  // Posts, and the other bodies in which they are held.
  const ofPosts = about.every(({ kind }) => kind === 'role' || kind === 'organisation');
  return ofPosts && about.some(({ kind }) => kind === 'role') ? 'posts' : 'failing';
}

/** Kinds that say nothing of what is recorded: anybody who may ask is told them. */
const harmless: readonly Thing['kind'][] = [
  'state',
  'time',
  'role',
  'date',
  'figure',
  'requirement',
  'criterion',
  'criteriaSet',
  'guideline',
  'measureKind',
];

/** Kinds that are told, besides, to whoever reads its contents but for some parts: what findings and people they are about stays theirs. */
const ofContents: readonly Thing['kind'][] = [
  'department',
  'measure',
  'edition',
  'directive',
  'owedItem',
  'dueItem',
  'dimension',
  'version',
  'subject',
  'audit',
  'improvement',
  'cycle',
];

/**
 * The refusal as a reader may know of it who does not read the whole procedure: what is recorded there is named only where
 * the reader named it, or it is the reader.
 */
function asFarAsRead(refusal: Refusal, person: string, said: Json, { reading, context }: Reach): Refusal {
  const told = reading === 'partial' ? [...harmless, ...ofContents] : harmless;
  const { about = [], more: _, remedies, ...rest } = refusal;
  const own = remedies?.filter(({ instance }) => instance === undefined);
  const spoken = JSON.stringify(said);
  const kept = about.filter(
    ({ kind, id }) =>
      told.includes(kind) || (kind === 'person' && id === person) || spoken.includes(JSON.stringify(id)),
  );
  const named = kept.map((thing) => titledAsRead(thing, [said, context ?? null]));
  return { ...rest, ...(named.length > 0 && { about: named }), ...(own !== undefined && { remedies: own }) };
}

/** A thing with its title only where that stands in what the reader said or reads. */
function titledAsRead(thing: Thing, read: Json): Thing {
  const { title, ...untitled } = thing;
  return title === undefined || standsIn(read, title) ? thing : untitled;
}

/** Refusals of an instance as its reader is told them, with the names for them and for further posts; `said` is what the reader sent. */
export async function toldRefusals(
  parts: Parts,
  me: Caller,
  { instance, organisation, procedure, state, at, reach }: InstanceReading,
  said: Json,
  refusals: readonly Refusal[],
  posts: readonly DecidingRole[] = [],
  where: readonly OrganisationId[] = [],
): Promise<{ readonly refusals: readonly Refusal[]; readonly names: Names }> {
  const { reading } = reach;
  const readsAll = reading === 'full';
  const readable = readsAll ? refusals : refusals.map((refusal) => asFarAsRead(refusal, me.person, said, reach));
  const ready = await readyElsewhere(parts, readable);
  const here = readyIn(shown(procedure, state));
  const known = readable.map((refusal) => ({
    ...refusal,
    ...(refusal.remedies !== undefined && {
      remedies: refusal.remedies.map((remedy) => firstThere(remedy, ready.get(remedy.instance ?? '') ?? [])),
    }),
  }));
  const expected = (remedy: Remedy): readonly ShownTask[] =>
    (remedy.instance === undefined ? here : (ready.get(remedy.instance) ?? [])).filter(
      ({ decision }) => decision === remedy.decision,
    );
  // Whoever is of the body, or reads all of it, is told who holds the posts.
  const tellsHolders = readsAll || isOfOwnBody(me, instance);
  const whereOf = (decision: string): readonly OrganisationId[] | undefined =>
    decisionNamed(procedure, decision)?.bodies?.(state.snapshot.context);
  const scope = { instance, organisation, procedure, at, posts, where, whereOf, expected, tellsHolders };
  const names = await namesFor(parts, scope, known);
  return { refusals: known, names };
}

/** What can be done now in an instance. */
function readyIn({ ended, tasks }: Projection): readonly ShownTask[] {
  return ended === undefined ? tasks.filter((task) => task.waitsFor === undefined && task.entry === undefined) : [];
}

/** What can be done now in each of the procedures that remedies name; absent where it is not known. */
async function readyElsewhere(
  { records }: Parts,
  refusals: readonly Refusal[],
): Promise<ReadonlyMap<InstanceId, readonly ShownTask[]>> {
  const named = refusals.flatMap(({ remedies = [] }) => remedies.flatMap(({ instance }) => instance ?? []));
  const rows = await Promise.all([...new Set(named)].map((instance) => records.instances.get(instance)));
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.instance, readyIn(row.projection)] as const])));
}

/** A decision of another procedure that would mend something may be far off there: what can be done there now comes first. */
function firstThere(remedy: Remedy, ready: readonly ShownTask[]): Remedy {
  const [first] = ready;
  const isReady = first === undefined || ready.some(({ decision }) => decision === remedy.decision);
  return isReady ? remedy : { ...remedy, decision: first.decision };
}

/** Where a post that the token does not carry could have done it: that comes first. */
export function withheldRefusals({ withheld }: Caller, refused: readonly Refusal[]): Refusal[] {
  const missing = withheld.filter((role) => refused.some(({ whoCould }) => whoCould.includes(role)));
  return failing({ tokenCarriesPost }, { withheld: missing });
}

/** Throws 403 for whoever holds a guarded post that the token does not carry. */
export function requireCarried({ withheld }: Caller): void {
  const refused = failing({ tokenCarriesPost }, { withheld });
  if (refused.length > 0) throw refusedProblem(refused);
}

/** The problem of a refusal: 403 as soon as one failing rule concerns who decides, else 409. */
export function refusedProblem(refusals: readonly Refusal[], names: Names = plainNames): Problem {
  const first = refusals[0];
  const detail = first === undefined ? { ja: '行えません。', en: 'It cannot be done.' } : ruleForPeople(first, names);
  const rest = refusals.length - 1;
  const kind = refusals.some((refusal) => refusal.concerns === 'who') ? 'refusedWho' : 'refused';
  return new Problem(
    kind,
    {
      ja: rest > 0 ? `${detail.ja}（ほかに${rest}件）` : detail.ja,
      en: rest > 0 ? `${detail.en} (and ${rest} more)` : detail.en,
    },
    { refusals: json(rulesForPeople(refusals, names)), guideline },
  );
}

function json(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
