/**
 * Identifiers that appear in entries, workflow ids and addresses. They never carry a person's name:
 * people are opaque ids everywhere outside the registry.
 */

/** Opaque id of a person, e.g. `p-7f3k…`. */
export type PersonId = string;
/** Id of an organisation (body) of the registry, e.g. `mof`. */
export type OrganisationId = string;
/** Some bodies, or all there are: what somebody administers, or may see. */
export type OrganisationScope = 'all' | readonly OrganisationId[];
/** Id of a department, unique within its organisation. */
export type DepartmentId = string;
/** A date in Japan (Asia/Tokyo), `YYYY-MM-DD`. */
export type LocalDate = string;
/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** `kind/year/organisation` or `kind/year/organisation/number`, e.g. `improvement/2026/mof/7`. */
export type InstanceId = string;

/** The parts of an instance id. `number` is absent for the cycle, of which a body has one a year. */
export interface InstanceKey {
  readonly kind: string;
  /** Fiscal year 年度: the calendar year in which it begins on 1 April. */
  readonly year: number;
  readonly organisation: OrganisationId;
  readonly number?: number;
}

const instancePattern = /^([a-z][a-z0-9-]*)\/(\d{4})\/([a-z0-9][a-z0-9-]*)(?:\/([1-9]\d{0,5}))?$/;

/** Writes an instance id. */
export function instanceId(key: InstanceKey): InstanceId {
  const base = `${key.kind}/${key.year}/${key.organisation}`;
  return key.number === undefined ? base : `${base}/${key.number}`;
}

/** Reads an instance id; `undefined` when the text is none. */
export function parseInstanceId(id: string): InstanceKey | undefined {
  const match = instancePattern.exec(id);
  if (!match) return undefined;
  const [, kind, year, organisation, number] = match;
  if (kind === undefined || year === undefined || organisation === undefined) return undefined;
  return {
    kind,
    year: Number(year),
    organisation,
    ...(number === undefined ? {} : { number: Number(number) }),
  };
}
