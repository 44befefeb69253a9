import { readFileSync, writeFileSync } from 'node:fs';
import { execSync } from 'node:child_process';
import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, test } from 'vitest';
import type { OrganisationRow } from '../../records/contract.ts';
import { eventually } from '../support/eventually.ts';
import { makeWorld, type World } from './world.ts';
let world: World;
beforeAll(async () => { world = await makeWorld(); });
afterAll(() => world?.close());
function cpus(): Record<string, number> {
  const out: Record<string, number> = {};
  for (const line of execSync('ps -eo pid,comm').toString().split('\n')) {
    const [pid, comm] = line.trim().split(/\s+/);
    if (!pid || !comm || !/server|postgres|node/.test(comm)) continue;
    try { const st = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); const k = comm === 'node' || comm==='MainThread' ? `node${pid}` : comm; out[k] = (out[k] ?? 0) + (Number(st[11]) + Number(st[12])) * 10; } catch {}
  }
  return out;
}
test('open', async () => {
  const organisations = Array.from({ length: 300 }, (_, i): OrganisationRow => ({ id: `demo-x-${i}`, kind: 'ministry', nameJa: `試験${i}（架空）`, nameEn: `Test ${i} (fictional)`, supervisors: [], fictional: true }));
  await world.records.registry.change({ organisations }, 'p-admin', Date.now());
  await world.work();
  const s = new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.start');
  const before = cpus(); const t = Date.now();
  const id = await world.engine.openYear({ year: 2026, organisations: organisations.map((o) => o.id) });
  await eventually(async () => (await world.engine.opening(id)).finished, { within: 200_000, every: 500 });
  console.info('ms', Date.now() - t); const after = cpus();
  for (const k of Object.keys(after)) { const d = after[k]! - (before[k] ?? 0); if (d > 50) console.info(k, d, 'ms cpu'); }
  const { profile } = await s.post('Profiler.stop'); writeFileSync('/tmp/open.cpuprofile', JSON.stringify(profile));
  console.info('me', process.pid);
}, 300_000);
