/** kill -9 of junkan, then how long until it takes a decision again. */
import { setTimeout as pause } from 'node:timers/promises';
import { cast } from '../demonstration/index.ts';
import { call, documentOf, end, launch, tokenOf } from './system.ts';
import { progress } from './parts.ts';

/** `restartMs` from the server answering HTTP, `restartTotalMs` from the kill; to the first accepted decision. */
export interface RestartFigures {
  readonly restartMs: number;
  readonly restartTotalMs: number;
}

/** After the first decision, until what it set off is over, milliseconds. */
const SETTLED = 3_000;

/** Measures one restart of a demonstration with its 124 open cycles. */
export async function measureRestart(): Promise<RestartFigures> {
  const first = await launch();
  const { organisation, ciso } = cast.ministry;
  const token = await tokenOf(first, ciso);
  const decisions = `/procedures/cycle/2026/${organisation}/decisions`;
  const direction = {
    type: 'setDirection',
    direction: '計測',
    resourcePolicy: '計測',
    level: '計測',
    document: await documentOf(first.address, token, '計測用の文書'),
  };
  await untilAccepted(() => call(first.address, token, 'POST', decisions, direction));
  // In the middle of its own task an instance may wait up to ten more seconds until Temporal gives the task to another
  // worker (docs/decisions/0019); what is measured is a kill between two.
  await pause(SETTLED);
  const gone = new Promise((resolve) => first.process.once('exit', resolve));
  const killed = performance.now();
  first.process.kill('SIGKILL');
  await gone;
  const second = await launch(first.directory);
  const answering = performance.now();
  await untilAccepted(() => call(second.address, token, 'POST', decisions, direction));
  const accepted = performance.now();
  await end(second);
  const figures = { restartMs: Math.round(accepted - answering), restartTotalMs: Math.round(accepted - killed) };
  progress(`restart: ${figures.restartMs} ms after the server answers, ${figures.restartTotalMs} ms after the kill`);
  return figures;
}

async function untilAccepted(decide: () => Promise<unknown>): Promise<void> {
  for (let last: unknown, tries = 0; ; tries += 1) {
    try {
      await decide();
      return;
    } catch (error) {
      last = error;
      if (tries > 600) throw last;
      await pause(50);
    }
  }
}
