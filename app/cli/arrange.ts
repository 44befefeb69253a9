import { parseInstanceId } from '../../model/identifiers.ts';

/**
 * `decide cycle/2026/mof approvePlan …` as people write it, becomes `decide cycle approvePlan cycle/2026/mof …` as the
 * commands are arranged (each kind of procedure has its own decisions).
 */
export function arrangeDecide(inputs: readonly string[]): readonly string[] {
  const [command, instance, decision, ...rest] = inputs;
  if (command !== 'decide' || instance === undefined) return inputs;
  const key = parseInstanceId(instance);
  if (key === undefined) return inputs;
  if (decision === undefined || decision.startsWith('-')) return ['decide', key.kind, '--help'];
  return ['decide', key.kind, decision, instance, ...rest];
}
