/** What a body's cycle begins with: read from registry, registers and journal at the instant of the opening. */
import { z } from 'zod';
import type { Effect, Json } from '../machines/core/index.ts';
import { canonicalText } from '../model/canonical.ts';
import { holidaysKnownFor } from '../model/calendar/business-days.ts';
import { cycleCalendar } from '../model/calendar/year.ts';
import { instanceId, type Instant, type InstanceId, type OrganisationId } from '../model/identifiers.ts';
import { profiles, type Profile } from '../model/organisations.ts';
import type { Text } from '../model/text.ts';
import type { InstanceRow } from '../contract/records/instances.ts';
import type { Records } from '../contract/records/records.ts';

/** The parts of records an opening reads. */
export type OpeningRecords = Pick<Records, 'journal' | 'instances' | 'registry' | 'lookUps' | 'calendars'>;

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
});

/** What an evaluated cycle tells the next one (3-19). */
const evaluation = z.looseObject({ provisional: z.boolean() });

/** The input of the definition `cycle`. Throws `NotOpenable`; RecordsUnavailable while the database is away. */
export async function cycleInput(
  records: OpeningRecords,
  organisation: OrganisationId,
  year: number,
  at: Instant,
): Promise<Json> {
  const body = await records.registry.organisation(organisation);
  if (body === undefined) {
    throw new NotOpenable({
      ja: `組織 ${organisation} は登録されていません。先に登録してください。`,
      en: `The registry has no organisation ${organisation}. Import it first.`,
    });
  }
  const { kind, supervisors } = body;
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
  const instance = instanceId({ kind: 'cycle', year, organisation });
  const actor = { person: '', appointments: [] };
  const registers = settings.parse(
    await records.lookUps.fact('registers', { organisation, instance, at, actor, ask: undefined }),
  );
  const { dueItems, yearBegins, inspectionBegins, openedLate } = cycleCalendar(
    await records.calendars.of(organisation, at),
    year,
    at,
  );
  const earlier = await records.instances.list({ procedure: 'cycle', organisation }, undefined, 500);
  return asJson({
    profile: kind,
    supervisors,
    dueItems,
    yearBegins,
    inspectionBegins,
    openedLate,
    firstCycle: !earlier.some((row) => row.year < year),
    ...registers,
    predecessor: await predecessor(records, organisation, year),
  });
}

/** The cycle of the year before: how far it is, and its evaluation when there is one. */
async function predecessor(records: OpeningRecords, organisation: OrganisationId, year: number): Promise<Json> {
  const cycle = instanceId({ kind: 'cycle', year: year - 1, organisation });
  const row = await records.instances.get(cycle);
  if (row === undefined) return { status: 'none' };
  const told = await evaluationTold(records, cycle);
  return { ...told, status: statusOf(row, told), cycle };
}

function statusOf(row: InstanceRow, told: z.output<typeof evaluation> | undefined): string {
  if (row.projection.ended !== undefined) return row.projection.ended === 'closed' ? 'closed' : 'ended';
  if (told === undefined) return 'running';
  return told.provisional ? 'provisional' : 'evaluated';
}

/**
 * The last evaluation a cycle told its successor. It is told to the next cycle's inbox as well; read here it stands in
 * the new cycle's first entry already, whatever version the old one was.
 */
async function evaluationTold(
  records: OpeningRecords,
  cycle: InstanceId,
): Promise<z.output<typeof evaluation> | undefined> {
  const entries = await records.journal.all(cycle);
  const effect = entries.flatMap((entry) => entry.effects).findLast(isEvaluationTold);
  return effect === undefined ? undefined : evaluation.parse(effect.input);
}

function isEvaluationTold(effect: Effect): effect is Extract<Effect, { kind: 'tell' }> {
  return effect.kind === 'tell' && effect.type === 'predecessorEvaluated';
}

function isProfile(kind: string): kind is Profile {
  return profiles.some((profile) => profile === kind);
}

/** Leaves out what is undefined; throws on what JSON cannot carry. */
function asJson(value: unknown): Json {
  return JSON.parse(canonicalText(value));
}
