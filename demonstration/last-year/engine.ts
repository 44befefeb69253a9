/**
 * Carries instances in memory, without Temporal: the same pure steps, the ordinary append to the journal, starts and tells
 * at once. For a past that is told in seconds and over when it has been told; nothing of it goes on afterwards.
 */
import { NoSuchInstance, type Engine, type Schedules, type YearOpener } from '../../contract/engine.ts';
import type { DecideAnswer, DurableInput, OpeningProgress, TellMessage } from '../../contract/messages.ts';
import type { RecordedEntry } from '../../contract/records/journal.ts';
import type { Records } from '../../contract/records/records.ts';
import { makeActivities } from '../../activities/index.ts';
import { claimCycles } from '../../activities/open-cycles.ts';
import { begin, next, type Procedure } from '../../machines/core/index.ts';
import { newestOf, procedureOf } from '../../machines/procedures.ts';
import { parseInstanceId, type Instant, type InstanceId } from '../../model/identifiers.ts';
import { makeInstance, type Instance } from '../../workflows/instance.ts';
import { outgoingOf, type OutgoingMessage } from '../../workflows/outgoing.ts';

/** The engine of a past. */
export interface MemoryEngine extends Engine, YearOpener, Schedules {
  /** Lets happen what is due up to an instant, the earliest first, each at its own instant. */
  readonly pass: (until: Instant, at: (instant: Instant) => void) => Promise<void>;
  /** Instances that have not ended. */
  open(): readonly InstanceId[];
}

interface Carried {
  readonly procedure: Procedure;
  readonly instance: Instance;
}

/**
 * Makes the engine over records.
 *
 * @param decided told of every decision taken
 */
export function makeMemoryEngine(records: Records, clock: () => Instant, decided: () => void): MemoryEngine {
  const carried = new Map<InstanceId, Carried>();
  const entries: RecordedEntry[] = [];
  const outgoing: OutgoingMessage[] = [];
  const openings = new Map<string, OpeningProgress>();

  const engine: MemoryEngine = {
    async start(input) {
      if (carried.has(input.instance)) return 'exists';
      beginInstance(input);
      await settle();
      return 'started';
    },

    async decide(message): Promise<DecideAnswer> {
      const { instance } = running(message.instance);
      instance.judge(message);
      const answer = instance.decide(message);
      await settle();
      decided();
      return answer;
    },

    async tell(message) {
      take(running(message.to).instance, message);
      await settle();
    },

    async view(id) {
      const { procedure, instance } = running(id);
      return { procedure: procedure.id, version: procedure.version, at: instance.now(), state: instance.state() };
    },

    async openYear({ year, organisations }) {
      const id = `open-year/${year}/${openings.size}`;
      const { claimed, existed, failed } = await claimCycles(
        { records, newest: newestOf },
        { year, organisations, at: clock() },
      );
      for (const { start } of claimed) await engine.start(start);
      const total = organisations.length;
      openings.set(id, { year, total, opened: claimed.length, existed, failed: failed.length, errors: failed });
      return id;
    },

    async opening(id) {
      const progress = openings.get(id);
      if (progress === undefined) throw new NoSuchInstance(id);
      return { ...progress, finished: true };
    },

    async pass(until, at) {
      for (;;) {
        const [first] = [...carried.values()]
          .filter(isOpen)
          .flatMap(({ procedure, instance }) => {
            const due = next(procedure, instance.state())?.due;
            return due === undefined || due > until ? [] : [{ due, instance }];
          })
          .sort((a, b) => a.due - b.due);
        if (first === undefined) return;
        at(first.due);
        first.instance.fireWhatIsDue();
        await settle();
      }
    },

    open: () => [...carried].flatMap(([id, one]) => (isOpen(one) ? [id] : [])),

    // What the Schedules do is done here by the story itself.
    ensureSchedules: async () => {},
    lookAround: async () => {},
    nextActions: async () => [],
    ready: async () => true,
    work: async () => undefined,
    close: async () => {},
  };
  const activities = makeActivities({ records, engine, clock });
  return engine;

  function running(id: InstanceId): Carried {
    const one = carried.get(id);
    if (one === undefined || !isOpen(one)) throw new NoSuchInstance(id);
    return one;
  }

  function beginInstance(start: DurableInput): void {
    const { instance: id, procedure: kind, version, input = {}, inbox = [], first: opening } = start;
    const key = parseInstanceId(id);
    if (key === undefined) throw new Error(`${id} is no instance id`);
    const { year, organisation } = key;
    const procedure = procedureOf(kind, version);
    const first = begin(procedure, { instance: id, organisation, year, input }, clock());
    const kept: Parameters<typeof makeInstance>[0]['kept'] = ({ entry, effects }, request) => {
      entries.push({ entry, ...request });
      outgoing.push(...outgoingOf(id, effects));
    };
    const instance = makeInstance({
      procedure,
      id,
      state: first.state,
      answers: new Map(),
      told: new Map(),
      clock,
      kept,
    });
    carried.set(id, { procedure, instance });
    if (opening !== undefined) instance.judge(opening);
    kept(first, {});
    if (opening !== undefined) instance.decide(opening);
    instance.fireWhatIsDue();
    for (const message of inbox) take(instance, message);
  }

  function take(instance: Instance, message: TellMessage): void {
    const outcome = instance.take(message);
    if (outcome === 'ended' || outcome === 'refused')
      outgoing.push({ kind: 'inbox', to: message.to, message, reason: outcome });
  }

  /** What was caused is in the journal and has reached the others before anybody is answered. */
  async function settle(): Promise<void> {
    for (;;) {
      if (entries.length > 0) await activities.appendJournal(entries.splice(0));
      const item = outgoing.shift();
      if (item === undefined) return;
      await perform(item);
    }
  }

  async function perform(item: OutgoingMessage): Promise<void> {
    if ('procedure' in item) {
      const { procedure, to: instance, input, by, kind } = item;
      const numbered = kind === 'startNext' ? ({ numbered: true } as const) : {};
      const claim = await activities.claimInstance({ procedure, instance, input, by, ...numbered });
      if (claim.result !== 'exists') beginInstance(claim.start);
      return;
    }
    let { to } = item.message;
    let reason = item.kind === 'inbox' ? item.reason : undefined;
    for (;;) {
      const one = carried.get(to);
      if (reason === undefined && one !== undefined && isOpen(one)) return take(one.instance, { ...item.message, to });
      const answer = await activities.putInInbox({ ...item.message, to }, reason ?? 'absent');
      if (answer.result !== 'tellInstead') return;
      to = answer.instance;
      reason = undefined;
    }
  }
}

function isOpen({ instance }: Carried): boolean {
  return instance.state().snapshot.status !== 'done';
}
