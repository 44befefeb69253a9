import type { Json } from '../../machines/core/index.ts';
import type { CalendarSettings } from '../../model/calendar/settings.ts';
import type { Instant, OrganisationId, OrganisationScope } from '../../model/identifiers.ts';
import type { OrganisationRow } from './registry.ts';

/** An opening of a fiscal year, whoever asked for it. */
export interface OpeningRow {
  /** Its workflow's id, `open-year/<year>/<digest of the bodies>`. */
  readonly id: string;
  readonly year: number;
  /** True when it was for all bodies: those that join later are opened by themselves from then on. */
  readonly everyone: boolean;
  /** The bodies it opens: whoever opens years of all of them may follow it. */
  readonly organisations: readonly OrganisationId[];
  /** A person, or what of the installation asked: `planning-day`, `round`, `installation`. */
  readonly by: string;
  readonly at: Instant;
}

/** A body as an opening finds it. */
export interface BodyToOpen {
  readonly body: OrganisationRow;
  /** What is in force in its registers, as the fact `registers` gives it. */
  readonly registers: Json;
  /** Its calendar; that of ministries for a body that runs no cycle. */
  readonly calendar: CalendarSettings;
  /** What is asked of its standards in force (3-4, 3-6) and not answered there, with its dates under its calendar. */
  readonly asked: readonly Json[];
  /** It has had a cycle of an earlier year that was not withdrawn. */
  readonly hadEarlier: boolean;
  /** The cycle of the year before. */
  readonly predecessor?: {
    readonly ended?: string;
    /** It rests, as opened by mistake. */
    readonly withdrawn?: boolean;
    /** The ways out it took. */
    readonly marks: readonly string[];
    /** What it told its successor last. */
    readonly told?: Json;
  };
}

/** Bodies (the first of them) that an opening could not open. */
export interface FailedOpening {
  readonly id: string;
  readonly organisations: readonly OrganisationId[];
  readonly at: Instant;
}

/** Openings of fiscal years (docs/decisions/0013). */
export interface Openings {
  /** Bodies to be opened, all in one look, by id; who is not in the registry is not in the answer. */
  bodies(
    organisations: readonly OrganisationId[],
    year: number,
    at: Instant,
  ): Promise<ReadonlyMap<OrganisationId, BodyToOpen>>;
  /** Before it is started; the same id again only renews its instant. */
  record(opening: OpeningRow): Promise<void>;
  /** The last one of a year, among those of no other bodies; with an id, that one. */
  last(year: number, of?: OrganisationScope, id?: string): Promise<OpeningRow | undefined>;
  /** Years that were opened for all bodies. */
  years(): Promise<ReadonlySet<number>>;
  /** Bodies whose cycle of that year has begun, and the phase it is in. */
  begun(year: number): Promise<ReadonlyMap<OrganisationId, string>>;
  /** Bodies of an opening could not be opened: tells their administrators and the installation's, each person once. */
  reportFailed(opening: FailedOpening): Promise<void>;
}
