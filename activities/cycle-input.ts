/** What a body's cycle begins with: read from registry, registers and journal at the instant of the opening. */
import { z } from 'zod';
import type { Json } from '../machines/core/index.ts';
import { canonicalText } from '../model/canonical.ts';
import { holidaysKnownFor } from '../model/calendar/business-days.ts';
import { cycleCalendar } from '../model/calendar/year.ts';
import { instanceId, type Instant, type InstanceId, type OrganisationId } from '../model/identifiers.ts';
import { profiles, type Profile } from '../model/organisations.ts';
import type { Text } from '../model/text.ts';
import type { BodyToOpen } from '../contract/records/openings.ts';
import type { Records } from '../contract/records/records.ts';

/** The parts of records an opening reads. */
export type OpeningRecords = Pick<Records, 'openings'>;

/** A body whose year cannot be opened, and why, in words for people. */
export class NotOpenable extends Error {
  override readonly name = 'NotOpenable';
  readonly text: Text;
  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** What a cycle takes over from the registers of its body. */
const settings = z.object({
  committeeRule: z.boolean(),
  minimumObservationDays: z.number(),
  coolingOffDays: z.number(),
  maximumExtensions: z.number(),
  longestTermDays: z.number(),
  longestExceptionDays: z.number(),
});

/** What an evaluated cycle tells the next one (3-19). */
const evaluation = z.looseObject({ provisional: z.boolean() });

/**
 * The inputs of the definition `cycle` for some bodies, all read in one look; in place of one that cannot be opened
 * `NotOpenable`, or what went wrong with it. Throws RecordsUnavailable while the database is away.
 */
export async function cycleInputs(
  { openings }: OpeningRecords,
  organisations: readonly OrganisationId[],
  year: number,
  at: Instant,
): Promise<ReadonlyMap<OrganisationId, Json | Error>> {
  const found = await openings.bodies(organisations, year, at);
  return new Map(
    organisations.map((organisation): [OrganisationId, Json | Error] => {
      try {
        return [organisation, inputOf(organisation, found.get(organisation), year, at)];
      } catch (error) {
        return [organisation, error instanceof Error ? error : new Error(String(error))];
      }
    }),
  );
}

function inputOf(organisation: OrganisationId, found: BodyToOpen | undefined, year: number, at: Instant): Json {
  if (found === undefined) {
    throw new NotOpenable({
      ja: `組織 ${organisation} は登録されていません。先に登録してください。`,
      en: `The registry has no organisation ${organisation}. Import it first.`,
    });
  }
  const { body, registers, calendar, asked, hadEarlier, predecessor } = found;
  const { kind } = body;
  if (!isProfile(kind)) {
    throw new NotOpenable({
      ja: `${body.nameJa} は年度サイクルの対象ではありません。`,
      en: `${body.nameEn} runs no annual cycle.`,
    });
  }
  if (!holidaysKnownFor(year)) {
    throw new NotOpenable({
      ja: `${year}年度の祝日が分からないため、期限を計算できません。junkan を更新してください。`,
      en: `The holidays of fiscal year ${year} are not known, so no dates can be computed. Update junkan.`,
    });
  }
  const { dueItems, yearBegins, inspectionBegins, openedLate } = cycleCalendar(calendar, year, at);
  return asJson({
    profile: kind,
    dueItems,
    yearBegins,
    inspectionBegins,
    openedLate,
    asked,
    firstCycle: !hadEarlier,
    ...settings.parse(registers),
    predecessor: predecessorOf(predecessor, instanceId({ kind: 'cycle', year: year - 1, organisation })),
  });
}

/**
 * The cycle of the year before: how far it is, and its evaluation when there is one. The evaluation is told to the next
 * cycle's inbox as well; read here it stands in the new cycle's first entry already, whatever version the old one was.
 */
function predecessorOf(predecessor: BodyToOpen['predecessor'], cycle: InstanceId): unknown {
  if (predecessor === undefined) return { status: 'none' };
  const told = predecessor.told === undefined ? undefined : evaluation.parse(predecessor.told);
  return { ...told, status: statusOf(predecessor, told), cycle };
}

function statusOf(
  { ended, withdrawn, marks }: NonNullable<BodyToOpen['predecessor']>,
  told: z.output<typeof evaluation> | undefined,
): string {
  if (ended !== undefined) return ended === 'closed' ? 'closed' : 'ended';
  if (withdrawn === true) return 'withdrawn';
  if (told === undefined) return marks.includes('noEvaluationPossible') ? 'notEvaluable' : 'running';
  return told.provisional ? 'provisional' : 'evaluated';
}

function isProfile(kind: string): kind is Profile {
  return profiles.some((profile) => profile === kind);
}

/** Leaves out what is undefined; throws on what JSON cannot carry. */
function asJson(value: unknown): Json {
  return JSON.parse(canonicalText(value));
}
