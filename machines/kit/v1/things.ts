/** Things that refusals name, one maker each: the same thing looks alike in every rule. */
import type { Thing, ThingKind } from '../../core/index.ts';
import { parseInstanceId } from '../../../model/identifiers.ts';
import type {
  DepartmentId,
  InstanceId,
  Instant,
  LocalDate,
  OrganisationId,
  PersonId,
} from '../../../model/identifiers.ts';
import { dateInJapan, dateInWords, fiscalYearName } from '../../../model/japan-time.ts';
import type { Text } from '../../../model/text.ts';
import { isFilled } from './fields.ts';
import { asTyped } from './shapes.ts';
import type { HeldPost } from './posts.ts';

/** The number of another instance, the name of a fiscal year: what things are called by. */
export { fiscalYearName, parseInstanceId };

/** A person; `posts` are those because of which the person is named. */
export function personThing(person: PersonId, posts: readonly HeldPost[] = []): Thing {
  if (posts.length === 0) return { kind: 'person', id: person };
  const named = posts.map(({ role, department, from, to }) => ({
    role,
    ...(department === undefined ? {} : { department }),
    from,
    ...(to === undefined ? {} : { to }),
  }));
  return { kind: 'person', id: person, posts: named };
}

export function departmentThing(department: DepartmentId): Thing {
  return { kind: 'department', id: department };
}

export function organisationThing(organisation: OrganisationId): Thing {
  return { kind: 'organisation', id: organisation };
}

/** A post of the body. */
export function roleThing(role: string): Thing {
  return { kind: 'role', id: role };
}

/** A post, and the department it belongs to. */
export function postThings({
  role,
  department,
}: {
  readonly role: string;
  readonly department?: DepartmentId;
}): Thing[] {
  return [roleThing(role), ...(department === undefined ? [] : [departmentThing(department)])];
}

export function documentThing(hash: string): Thing {
  return { kind: 'document', id: hash };
}

export function criteriaSetThing(id: string): Thing {
  return { kind: 'criteriaSet', id };
}

/** Another instance; with its title where that is known here. */
export function instanceThing(kind: 'improvement' | 'audit' | 'cycle', id: InstanceId, title?: Text): Thing {
  return title === undefined ? { kind, id } : { kind, id, title };
}

/** A year's cycle of a body. */
export function cycleThing(organisation: OrganisationId, year: number): Thing {
  return { kind: 'cycle', id: `cycle/${year}/${organisation}`, label: fiscalYearName(year) };
}

/** How a date is meant: what it is the date of, and whether it is the earliest or the latest one. */
interface OfDate {
  readonly of?: Text;
  readonly bound?: 'from' | 'until';
}

const bounds = {
  from: { ja: '以降', en: ' or later' },
  until: { ja: '以前', en: ' or earlier' },
} as const satisfies Record<string, Text>;

/** A date: `2026年11月30日以降` with the bound `from`. */
export function dateThing(date: LocalDate, { of, bound }: OfDate = {}): Thing {
  const { ja, en } = dateInWords(date);
  const end = bound === undefined ? { ja: '', en: '' } : bounds[bound];
  const start = of === undefined ? { ja: '', en: '' } : { ja: `${of.ja} `, en: `${of.en} ` };
  return { kind: 'date', id: date, label: { ja: `${start.ja}${ja}${end.ja}`, en: `${start.en}${en}${end.en}` } };
}

/** From when on a date may lie that must lie ahead. */
export function aheadThing({ at }: { readonly at: Instant }): Thing {
  return dateThing(dateInJapan(at), { bound: 'from' });
}

/** A fiscal year: `令和8年度以前` with the bound `until`. */
export function yearThing(year: number, bound?: OfDate['bound']): Thing {
  const { ja, en } = fiscalYearName(year);
  const end = bound === undefined ? { ja: '', en: '' } : bounds[bound];
  return { kind: 'figure', id: String(year), label: { ja: `${ja}${end.ja}`, en: `${en}${end.en}` } };
}

/** Something by its number, with its title where it has one. */
export function numberedThing(kind: 'finding' | 'advice', id: string, number: number, title?: string): Thing {
  const label = { ja: `第${number}号`, en: `no. ${number}` };
  return { kind, id, label, ...(title !== undefined && { title: asTyped(title) }) };
}

/** A figure, such as a limit. */
export function figureThing(figure: number, ja: string, en: string): Thing {
  return { kind: 'figure', id: String(figure), label: { ja, en } };
}

/** Fields of the rows at fault, by their places: `rowsAt('measures', rows, isWrong, 'due')` gives `measures[2].due`. */
export function rowsAt<T>(
  field: string,
  rows: readonly T[],
  isWrong: (row: T, index: number) => boolean,
  part?: string,
): string[] {
  return rows.flatMap((row, index) =>
    isWrong(row, index) ? [`${field}[${index}]${part === undefined ? '' : `.${part}`}`] : [],
  );
}

/** A thing known here by its id alone. */
export function bareThing(kind: ThingKind, id: string): Thing {
  return { kind, id };
}

/** The documents there are of these, each once, in the order in which the rule's sentence speaks of them. */
export function documentThings(...hashes: readonly (string | undefined)[]): Thing[] {
  return [...new Set(hashes)].flatMap((hash) => (hash === undefined || hash === '' ? [] : [documentThing(hash)]));
}

/** Of these fields those left empty. */
export function emptyFields<K extends string>(
  input: { readonly [P in K]?: string | undefined },
  ...names: readonly K[]
): K[] {
  return names.filter((name) => !isFilled(input[name]));
}
