/**
 * Records golden histories of the published procedures from a finished walkthrough:
 * `node --import tsx scripts/record-golden.ts <data directory of the walkthrough>`. Run it when a version is published.
 */
import { join, resolve } from 'node:path';
import { readConfiguration } from '../app/configuration.ts';
import { cast, demonstration } from '../demonstration/index.ts';
import { startSystem } from '../app/system.ts';
import { dateInJapan, fiscalYearOf } from '../model/japan-time.ts';
import { recordGolden, writeGolden } from '../test/golden/record.ts';

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('name the data directory of a finished walkthrough');
const system = await startSystem(
  readConfiguration({ ...process.env, JUNKAN_DATA: resolve(directory), JUNKAN_PORT: '0' }),
  {
    parts: ['engine'],
    demonstration,
    say: ({ en }) => void process.stdout.write(`${en}\n`),
  },
);
try {
  const year = fiscalYearOf(dateInJapan(Date.now()));
  const ofTheCentre = ['hqaudit', 'programme', 'standards'];
  const onlyOnes = ['cycle', 'programme', 'supervision'];
  for (const procedure of ['cycle', 'audit', 'improvement', ...ofTheCentre, 'supervision']) {
    const own = ofTheCentre.includes(procedure) ? cast.centre : cast.ministry;
    const organisation = procedure === 'supervision' ? 'demo-joint-agency' : own.organisation;
    const instance = `${procedure}/${year}/${organisation}${onlyOnes.includes(procedure) ? '' : '/1'}`;
    const file = join(import.meta.dirname, '..', 'test', 'golden', `${procedure}-1.json.gz`);
    writeGolden(file, await recordGolden(system.temporal, { instance, procedure, version: 1 }));
    process.stdout.write(`${file}\n`);
  }
} finally {
  await system.stop();
}
