/**
 * All of Temporal's data deleted in mid-year: every procedure is rebuilt from its journal, and stands where it stood with
 * the instant at which time acts next.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { next } from '../machines/core/index.ts';
import { procedureOf } from '../machines/procedures.ts';
import { treeDigest } from '../model/tree-digest.ts';
import type { InstanceId } from '../model/identifiers.ts';
import { startRebuilder } from '../worker/rebuild/rebuilder.ts';
import { progress, type Parts } from './parts.ts';
import { amount } from './settings.ts';
import { rounded, timed } from './statistics.ts';
import { generatedBodies } from './year.ts';

const BODIES = amount(500, 50);
const YEAR = 2026;
/** Looked at side by side. */
const AT_ONCE = 16;

export interface LossFigures {
  readonly rebuilt: number;
  readonly rebuiltMs: number;
  readonly rebuiltPerSecond: number;
}

/** Throws where one stands elsewhere afterwards, or time would act at another instant. */
export async function measureLoss(parts: Parts): Promise<{ readonly figures: LossFigures; readonly after: Parts }> {
  const { records, engine } = parts;
  const organisations = generatedBodies(BODIES, 'loss');
  await records.registry.change({ organisations }, 'p-bench', Date.now());
  const opening = await engine.openYear({ year: YEAR, organisations: organisations.map(({ id }) => id) });
  while (!(await engine.opening(opening)).finished) await pause(100);
  const ids = organisations.map(({ id }): InstanceId => `cycle/${YEAR}/${id}`);
  for (const id of ids) await records.journal.waitFor(id, 1, 60_000);
  const before = await standing(parts, ids);
  progress(`${ids.length} procedures stand; Temporal's data are deleted`);
  const after = await parts.losingTemporal();
  const rebuilder = startRebuilder({ records, engine: after.engine, signed: async () => [], look: 50 });
  try {
    const asked = Date.now();
    const { ms } = await timed(async () => {
      await records.rebuilds.ask(ids, { by: 'p-bench', at: asked });
      while ((await records.rebuilds.since(asked, undefined, 1)).waiting > 0) await pause(50);
    });
    const now = await standing(after, ids);
    const elsewhere = ids.filter((id) => before.get(id) !== now.get(id));
    if (elsewhere.length > 0)
      throw new Error(`${elsewhere.length} stand elsewhere: ${elsewhere.slice(0, 3).join(', ')}`);
    const figures = {
      rebuilt: ids.length,
      rebuiltMs: Math.round(ms),
      rebuiltPerSecond: rounded((ids.length * 1_000) / ms),
    };
    progress(`${figures.rebuilt} procedures rebuilt in ${figures.rebuiltMs} ms`);
    return { figures, after };
  } finally {
    await rebuilder.stop();
  }
}

/** Where each stands, and when time acts next. */
async function standing({ engine }: Parts, ids: readonly InstanceId[]): Promise<ReadonlyMap<InstanceId, string>> {
  const found = new Map<InstanceId, string>();
  const waiting = [...ids];
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const { procedure, version, state } = await engine.view(id);
      found.set(id, `${treeDigest(state).digest} ${next(procedureOf(procedure, version), state)?.due}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}
