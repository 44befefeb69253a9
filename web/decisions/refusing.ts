/** A refused decision as a problem, noted for the CISO of the body. */
import type { Json, Refusal } from '../../machines/core/index.ts';
import type { Caller } from '../caller.ts';
import type { InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problems.ts';
import { refusedProblem, toldRefusals, withheldRefusals } from './refused.ts';

/** Name of the interpreter's refusal when `If-Match` no longer holds. */
const staleRule = 'stale';

/** 412. */
export function staleProblem(): Problem {
  return new Problem('stale', {
    ja: 'ご覧になった後に、この手続に新しい決定がありました。もう一度表示して、確かめてから送ってください。',
    en: 'The procedure has moved on since you looked. Read it again, check, and send anew.',
  });
}

/** Notes the refusal for the CISO of the body, and says it as a problem. */
export async function refusal(
  parts: Parts,
  me: Caller,
  present: InstanceReading,
  decision: string,
  said: Json,
  refused: readonly Refusal[],
): Promise<Problem> {
  if (refused.some(({ rule }) => rule === staleRule)) {
    return staleProblem();
  }
  const { instance, organisation, procedure, at } = present;
  parts.metrics.decision(procedure.id, decision, 'refused');
  for (const { rule } of refused) parts.metrics.refusal(procedure.id, rule);
  await parts.records.refusals.record({ at, instance, organisation, person: me.person, decision, refused });
  const told = await toldRefusals(parts, me, present, said, refused);
  return refusedProblem([...withheldRefusals(me, refused), ...told.refusals], told.names);
}
