import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { dueFor } from '../../model/calendar/due-date.ts';
import type { CalendarSettings } from '../../model/calendar/settings.ts';
import type { Instant, LocalDate } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Calendars } from '../../contract/records/calendars.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Connection } from '../database.ts';
import { factsInForce } from '../registers/in-force.ts';
import { directiveSchema, editionSchema } from '../registers/known.ts';

const sources = ['edition', 'directive'] as const;
const askSchema = z.object({ sources: z.array(z.enum(sources)) }).default({ sources: [...sources] });

/** Something decided for all bodies that their standards are asked for. */
export interface Asked {
  readonly source: (typeof sources)[number];
  readonly ref: string;
  readonly what: string;
  readonly whatEn: string;
  readonly decidedOn: LocalDate;
  readonly applyBy: LocalDate;
}

/**
 * Fact `asked`: the newest edition and the directives, each with its apply-by date as the body's calendar takes it. Of the
 * editions only the newest asks for anything; its predecessors may have been registered later.
 */
export async function asked(
  db: Connection,
  calendars: Pick<Calendars, 'of'>,
  { organisation, ask, at }: FactScope,
): Promise<Json> {
  return askedUnder(await calendars.of(organisation, at), await askedNow(db, at), ask, at);
}

/** The same under a calendar, of what is asked of all bodies. */
export function askedUnder(
  settings: CalendarSettings,
  all: readonly Asked[],
  ask: Json | undefined,
  at: Instant,
): ReturnType<typeof datedUnder>[] {
  const wanted = askSchema.parse(ask);
  return all.filter(({ source }) => wanted.sources.includes(source)).map((one) => datedUnder(settings, one, at));
}

/** One of them with its dates under a calendar. */
export function datedUnder(
  settings: CalendarSettings,
  { source, ref, what, whatEn, applyBy }: Asked,
  at: Instant,
): { [key: string]: Json } {
  const id = `${source}:${ref}`;
  return JSON.parse(JSON.stringify({ id, source, ref, what, whatEn, ...dueFor(applyBy, at, settings) }));
}

/** What is asked of all bodies at an instant. */
export async function askedNow(db: Connection, at: Instant): Promise<Asked[]> {
  const facts = await factsInForce(db, { organisation: 'common', registers: ['editions', 'directives'] }, at);
  const of = (register: string) => facts.filter((fact) => fact.register === register).map(({ value }) => value);
  return askedOf({ editions: of('editions'), directives: of('directives') }, at);
}

/** The same, of what the registers say. */
export function askedOf(
  common: { readonly editions: readonly Json[]; readonly directives: readonly Json[] },
  at: Instant,
): Asked[] {
  const today = dateInJapan(at);
  const newest = common.editions
    .map((value) => editionSchema.parse(value))
    .filter(({ decidedOn }) => decidedOn <= today)
    .sort((a, b) => b.decidedOn.localeCompare(a.decidedOn))
    .slice(0, 1);
  const directives = common.directives
    .map((value) => directiveSchema.parse(value))
    .filter(({ decidedOn }) => decidedOn <= today);
  return [
    ...newest.map(({ id: ref, nameJa: what, nameEn: whatEn, decidedOn, applyBy }) => ({
      source: 'edition' as const,
      ref,
      what,
      whatEn,
      decidedOn,
      applyBy,
    })),
    ...directives.map(({ id: ref, titleJa: what, titleEn: whatEn, decidedOn, applyBy }) => ({
      source: 'directive' as const,
      ref,
      what,
      whatEn,
      decidedOn,
      applyBy,
    })),
  ];
}
