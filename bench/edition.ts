/**
 * An edition of the common standards comes into force while 5,000 years are open: every cycle is told, while people go on
 * deciding. Measured from the moment it is in the register until the last cycle's entry is in the journal.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Edition } from '../records/registers/known.ts';
import type { InstanceId } from '../model/identifiers.ts';
import { amendmentTold } from '../model/registry-tells.ts';
import { dateInJapan } from '../model/japan-time.ts';
import { latencies } from './april.ts';
import { deciding } from './decisions.ts';
import { progress, type Parts } from './parts.ts';
import { amount } from './settings.ts';
import { median, rounded } from './statistics.ts';
import { generatedBodies } from './year.ts';

const BODIES = amount(5_000, 200);
const YEAR = 2026;
/** Decisions are taken this long before, for comparison, milliseconds. */
const CALM = amount(20_000, 3_000);
/** Longest wait for the last entry, milliseconds: domain-2 asks for a quarter of an hour. */
const WITHIN = 30 * 60_000;

export interface EditionFigures {
  /** From the register until the last cycle has it in its journal. */
  readonly editionToldMs: number;
  readonly editionToldPerSecond: number;
  /** Median latency of one caller's decisions, before, meanwhile and afterwards: what else the machine did shows. */
  readonly editionDecisionMs: { readonly before: number; readonly during: number; readonly after: number };
  /** Meanwhile, against the mean of before and after. */
  readonly editionDecisionRatio: number;
}

export async function measureEdition(parts: Parts): Promise<EditionFigures> {
  const { records, engine } = parts;
  const organisations = generatedBodies(BODIES, 'edition');
  await records.registry.change({ organisations }, 'p-bench', Date.now());
  const ids = organisations.map(({ id }) => id);
  const opening = await engine.openYear({ year: YEAR, organisations: ids });
  while (!(await engine.opening(opening)).finished) await pause(200);
  const cycles = ids.map((id): InstanceId => `cycle/${YEAR}/${id}`);
  await allOpen(parts, cycles);
  progress(`${BODIES} years are open`);
  const decide = await deciding(parts);
  const calm = async (): Promise<number> => {
    const until = Date.now() + CALM;
    return median(await latencies(decide, () => Date.now() >= until));
  };
  const before = await calm();
  const today = dateInJapan(Date.now());
  const edition: Edition = {
    id: 'bench-edition',
    nameJa: '計測用の版（架空）',
    nameEn: 'benchmark edition (fictional)',
    decidedOn: today,
    applyBy: `${YEAR + 2}-03-31`,
    requirements: [],
  };
  const began = Date.now();
  await records.registers.set('common', 'editions', edition.id, edition, began, 'p-bench');
  await engine.ensureSchedules([]);
  await engine.lookAround();
  let done = false;
  const [during] = await Promise.all([
    latencies(decide, () => done),
    allTold(parts, amendmentTold('edition', edition.id), began).finally(() => {
      done = true;
    }),
  ]);
  const editionToldMs = Date.now() - began;
  const figures = { before, during: median(during), after: await calm() };
  progress(`told to ${BODIES} cycles in ${editionToldMs} ms`);
  return {
    editionToldMs,
    editionToldPerSecond: rounded((BODIES * 1_000) / editionToldMs),
    editionDecisionMs: {
      before: rounded(figures.before),
      during: rounded(figures.during),
      after: rounded(figures.after),
    },
    editionDecisionRatio: rounded((2 * figures.during) / (figures.before + figures.after)),
  };
}

async function allOpen({ records }: Parts, cycles: readonly InstanceId[]): Promise<void> {
  const deadline = Date.now() + WITHIN;
  for (const cycle of cycles) {
    for (let there = false; !there;) {
      if (Date.now() > deadline) throw new Error(`${cycle} was not opened`);
      there = await records.journal.waitFor(cycle, 1, 5_000);
    }
  }
}

/** It is noted as told once it is in the cycle's journal. */
async function allTold({ records }: Parts, id: string, begunBefore: number): Promise<void> {
  const deadline = Date.now() + WITHIN;
  while ((await records.registryTells.untold(id, begunBefore, 1)).length > 0) {
    if (Date.now() > deadline) throw new Error('not every cycle was told');
    await pause(200);
  }
}
