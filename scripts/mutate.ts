/**
 * `npm run mutate`: replaces each rule of every published procedure and of the registry in turn by always-true and
 * always-false, and takes away each use of a rule in turn (one rule at one branch of one event, or in one list that the
 * registry asks together). Each must make a check of the rule's table fail:
 * for a rule, one that names its clause; for a use, a trial that was refused for it. Prints N of N, rules and uses apart;
 * exits 1 when a mutant survives. Arguments: only these procedures, or `registry`.
 */
import { published } from '../machines/procedures.ts';
import { lostUses, mutatedRules } from '../test/machines/registry/rule-cases.ts';
import { ruleTables } from '../test/machines/rule-tables.ts';
import { mutants, survivingUses, survivors, usesOf } from '../test/machines/support/mutate.ts';

const only = process.argv.slice(2);
const alive: string[] = [];
const sums = { rules: { killed: 0, total: 0 }, uses: { killed: 0, total: 0 } };

/** Counts, says and keeps what survived. */
function tell(who: string, what: keyof typeof sums, total: number, survived: readonly string[]): void {
  const killed = total - new Set(survived).size;
  sums[what].killed += killed;
  sums[what].total += total;
  alive.push(...survived);
  process.stdout.write(`${who}, ${what}: ${killed} of ${total}\n`);
}

for (const procedure of published) {
  if (only.length > 0 && !only.includes(procedure.id)) continue;
  const who = `${procedure.id} v${procedure.version}`;
  const table = ruleTables.find((one) => one.procedure === procedure);
  if (table === undefined) {
    alive.push(`${who}: no table of rule cases`);
    continue;
  }
  const all = mutants(table);
  tell(who, 'rules', all.length, survivors(table, all));
  const uses = usesOf(procedure);
  tell(who, 'uses', uses.length, survivingUses(table, uses));
}
if (only.length === 0 || only.includes('registry')) {
  const [rules, uses] = [mutatedRules(), lostUses()];
  tell('registry', 'rules', rules.total, rules.survived);
  tell('registry', 'uses', uses.total, uses.survived);
}
for (const one of alive) process.stdout.write(`survived: ${one}\n`);
process.stdout.write(`rules: ${sums.rules.killed} of ${sums.rules.total}\n`);
process.stdout.write(`uses: ${sums.uses.killed} of ${sums.uses.total}\n`);
process.exitCode = alive.length === 0 && sums.rules.total > 0 ? 0 : 1;
