/**
 * `npm run mutate`: replaces each rule of every published procedure in turn by always-true and always-false; each must
 * make a check of the rule's table fail that names its clause. Prints N of N; exits 1 when a mutant survives.
 */
import { published } from '../machines/procedures.ts';
import { ruleTables } from '../test/machines/rule-tables.ts';
import { mutants, survivors } from '../test/machines/support/mutate.ts';

let killed = 0;
let total = 0;
const alive: string[] = [];
for (const procedure of published) {
  const table = ruleTables.find((one) => one.procedure === procedure);
  if (table === undefined) {
    const untried = 2 * Object.keys(procedure.rules).length;
    total += untried;
    alive.push(`${procedure.id} v${procedure.version}: no table of rule cases (${untried} mutants untried)`);
    continue;
  }
  const all = mutants(table);
  const found = survivors(table, all);
  total += all.length;
  killed += all.length - new Set(found).size;
  alive.push(...found);
  process.stdout.write(`${procedure.id} v${procedure.version}: ${all.length - found.length} of ${all.length}\n`);
}
for (const one of alive) process.stdout.write(`survived: ${one}\n`);
process.stdout.write(`${killed} of ${total}\n`);
process.exitCode = alive.length === 0 && total > 0 ? 0 : 1;
