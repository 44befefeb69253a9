/** (c) over HTTP: the same decision as in decisions.ts, with token, look-ups and the journal wait, 32 callers. */
import { cast } from '../demonstration/index.ts';
import { z } from 'zod';
import { call, end, launch, tokenOf } from './system.ts';
import { progress } from './parts.ts';
import { amount } from './settings.ts';
import { latency, median, rounded, throughput } from './statistics.ts';

const CALLERS = 32;
const ROUNDS = amount(5, 1);
const PER_ROUND = amount(320, 64);

/** Fields of the result. */
export interface HttpFigures {
  readonly decisionsPerSecondHttp: number;
  readonly p50OneCallerHttpMs: number;
}

const Rows = z.looseObject({ items: z.array(z.looseObject({ instance: z.string() })) });

/** Opens 32 improvements of the invented ministry and decides on them. */
export async function measureHttp(): Promise<HttpFigures> {
  const system = await launch();
  try {
    const { address } = system;
    const { organisation, headOfOfficers, departments } = cast.ministry;
    const token = await tokenOf(system, headOfOfficers);
    const cycle = `/procedures/cycle/2026/${organisation}/decisions`;
    for (let i = 1; i <= CALLERS; i += 1) {
      await call(address, token, 'POST', cycle, {
        type: 'openImprovement',
        source: 'own',
        covers: [{ ref: `bench-${i}`, clause: '3-16' }],
        needsAudit: false,
      });
    }
    const instances = await opened(address, token, organisation);
    const post = { role: 'officer', department: departments.services };
    for (const instance of instances) {
      await call(address, token, 'POST', `/procedures/${instance}/decisions`, {
        type: 'assignOwner',
        ...post,
        planBy: '2027-03-31',
      });
    }
    const decide = (caller: number): Promise<unknown> =>
      call(address, token, 'POST', `/procedures/${instances[caller]}/decisions`, {
        type: 'reassign',
        ...post,
        reason: '組織改編に伴い担当を改める。',
      });
    const speeds: number[] = [];
    const latencies: number[] = [];
    await throughput(CALLERS, CALLERS, decide);
    for (let round = 1; round <= ROUNDS; round += 1) {
      speeds.push(await throughput(CALLERS, PER_ROUND, decide));
      latencies.push(await latency(amount(40, 5), () => decide(0)));
      progress(`over HTTP, round ${round} of ${ROUNDS}: ${rounded(speeds.at(-1) ?? 0)}/s`);
    }
    return { decisionsPerSecondHttp: rounded(median(speeds)), p50OneCallerHttpMs: rounded(median(latencies)) };
  } finally {
    await end(system);
  }
}

async function opened(address: string, token: string, organisation: string): Promise<string[]> {
  for (;;) {
    const rows = Rows.parse(
      await call(
        address,
        token,
        'GET',
        `/procedures?kind=improvement&year=2026&organisation=${organisation}&limit=100`,
      ),
    );
    if (rows.items.length >= CALLERS) return rows.items.map(({ instance }) => instance);
  }
}
