/**
 * What the registry and the common registers tell cycles (domain.md 2 and 3): a body has ended; an edition of the common
 * standards or a measure for the whole government has come into force. Each cycle is told each once, for ever.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { InboxAnswer, InboxReason, RoundActivities } from '../contract/activities.ts';
import { type Engine, NoSuchInstance } from '../contract/engine.ts';
import type { Json } from '../machines/core/index.ts';
import type { TellMessage } from '../contract/messages.ts';
import type { Instant } from '../model/identifiers.ts';
import { dateInJapan, startOfDate } from '../model/japan-time.ts';
import type { CalendarSettings } from '../model/calendar/settings.ts';
import { amendmentTold, endingTold, registrySender } from '../model/registry-tells.ts';
import type { Records } from '../contract/records/records.ts';
import type { InstanceToTell } from '../contract/records/registry-tells.ts';
import { askedOf, datedUnder, type Asked } from '../records/look-ups/asked.ts';
import { forEachOf } from './long-work.ts';

/**
 * Cycles told at the same time, and read at a time. Whoever tells one rests as long as it took before the next, so that five
 * thousand of them leave the machine to those who decide: it has a quarter of an hour, and decisions come first.
 */
const AT_ONCE = 2;
/** Milliseconds. */
const LONGEST_REST = 1_000;
const PAGE = 200;
/**
 * How long a cycle may keep its place until what it was told is in the journal, milliseconds: so that five thousand
 * tells do not stand in the queue before everyone's decisions.
 */
const SETTLED_WITHIN = 15_000;
/** Pauses before telling a claimed cycle again that does not run yet; the last one repeats. Milliseconds. */
const TELL_AGAIN = [100, 300, 1_000, 3_000];

/** What telling one instance takes. */
export interface Telling {
  readonly records: Pick<Records, 'registryTells' | 'journal'>;
  readonly engine: Pick<Engine, 'tell'>;
  readonly putInInbox: (message: TellMessage, reason: InboxReason) => Promise<InboxAnswer>;
}

interface Need extends Telling {
  readonly records: Pick<Records, 'registry' | 'registers' | 'registryTells' | 'journal' | 'calendars'>;
}

/** What an instance is told, and under which id. */
export interface Word {
  readonly id: string;
  readonly type: string;
  readonly input: Json;
}

/** Makes the two activities. Records or engine being away fails them; tried again, they go on where they were. */
export function makeTellCycles(need: Need): Pick<RoundActivities, 'tellEndings' | 'tellAmendments'> {
  const { registry, registers, registryTells, calendars } = need.records;
  return {
    async tellEndings(at) {
      const today = dateInJapan(at);
      const ended = (await registry.organisations()).filter(({ to }) => to !== undefined && to < today);
      const words = new Map(
        ended.map(({ id, successors = [], abolitionBasis = '' }): [string, Word] => [
          id,
          {
            id: endingTold(id),
            type: 'organisationEnding',
            input: { successors: [...successors], legalBasis: abolitionBasis },
          },
        ]),
      );
      return tellAll(
        need,
        at,
        () => registryTells.untoldEndings([...words.keys()], PAGE),
        async ({ organisation }) => words.get(organisation),
      );
    },

    async tellAmendments(at) {
      let told = 0;
      for (const { since, changed, ...asked } of await amendments(registers, at)) {
        // What was changed since – its date, its name – is told after it, once for each change.
        for (const again of changed === undefined ? [undefined] : [undefined, changed]) {
          const id = amendmentTold(asked.source, asked.ref, again);
          told += await tellAll(
            need,
            at,
            () => registryTells.untold(id, again ?? since, PAGE),
            async ({ organisation }) =>
              amendment(id, asked, again !== undefined, await calendars.of(organisation, at), at),
          );
        }
      }
      return told;
    },
  };
}

/**
 * Editions and directives in force, with the instant from which they are: a cycle that began later finds at its opening
 * what its standards still owe, and need not be told.
 */
async function amendments(
  registers: Pick<Records['registers'], 'history' | 'common'>,
  at: Instant,
): Promise<(Asked & { since: Instant; changed?: Instant })[]> {
  const common = {
    editions: await registers.common('editions', at),
    directives: await registers.common('directives', at),
  };
  const kept = {
    edition: await keptSince(registers, 'editions'),
    directive: await keptSince(registers, 'directives'),
  };
  return askedOf(common, at).map((asked) => {
    const { first = 0, last = 0 } = kept[asked.source].get(asked.ref) ?? {};
    const since = Math.max(first, startOfDate(asked.decidedOn));
    return { ...asked, since, ...(last > since && { changed: last }) };
  });
}

/** With its date as the body's own calendar takes it: a statechart reads none. */
function amendment(id: string, asked: Asked, again: boolean, calendar: CalendarSettings, at: Instant): Word {
  const { source, ref, what, whatEn, ...due } = datedUnder(calendar, asked, at);
  const input = { source, ref, subject: 'standards', what, whatEn, due, ...(again && { again }) };
  return { id, type: 'amendmentRequired', input };
}

/** Since when each item has been in the register, and since when as it stands now. */
async function keptSince(
  registers: Pick<Records['registers'], 'history'>,
  register: string,
): Promise<ReadonlyMap<string, { readonly first: Instant; readonly last: Instant }>> {
  const kept = new Map<string, { readonly first: Instant; readonly last: Instant }>();
  for (const { key, from } of await registers.history('common', register)) {
    kept.set(key, { first: kept.get(key)?.first ?? from, last: from });
  }
  return kept;
}

/** Tells page after page of cycles until none is left. */
async function tellAll(
  need: Need,
  at: Instant,
  page: () => Promise<readonly InstanceToTell[]>,
  wordFor: (cycle: InstanceToTell) => Promise<Word | undefined>,
): Promise<number> {
  let told = 0;
  for (let cycles = await page(); cycles.length > 0; cycles = await page()) {
    await forEachOf(cycles, AT_ONCE, async (cycle) => {
      const word = await wordFor(cycle);
      if (word === undefined) throw new Error(`nothing to tell ${cycle.instance}`);
      const began = performance.now();
      await tellOne(need, cycle, word, at);
      told += 1;
      await pause(Math.min(performance.now() - began, LONGEST_REST));
    });
  }
  return told;
}

/**
 * Tells one instance, and keeps that it was told; when it has ended meanwhile, the tell goes the way of every late tell (word
 * of the body's ending never to its successor).
 */
export async function tellOne(
  need: Telling,
  { instance, seq }: InstanceToTell,
  word: Word,
  at: Instant,
): Promise<void> {
  await delivered(need, { ...word, from: registrySender, to: instance }, seq);
  await need.records.registryTells.told(instance, word.id, at);
}

async function delivered({ records, engine, putInInbox }: Telling, first: TellMessage, seq: number): Promise<void> {
  let message = first;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await engine.tell(message);
      await records.journal.waitFor(first.to, seq + 1, SETTLED_WITHIN);
      return;
    } catch (error) {
      if (!(error instanceof NoSuchInstance)) throw error;
    }
    const answer = await putInInbox(message, 'absent');
    if (answer.result === 'waiting') return;
    if (answer.result === 'tellInstead') message = { ...message, to: answer.instance };
    else await pause(TELL_AGAIN[Math.min(attempt, TELL_AGAIN.length - 1)]);
  }
}
