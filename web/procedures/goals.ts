/** What is missing to come into the next phase and to the end, rule by rule, with who could do it and where. */
import { z } from '@hono/zod-openapi';
import { decisionNamed, type Goal, type OpenDecision, type Projection } from '../../machines/core/index.ts';
import type { Names } from '../decisions/naming.ts';
import { rulesForPeople } from '../decisions/refused.ts';
import type { Caller } from '../caller.ts';
import type { InstanceReading } from '../instances.ts';
import { instant, named, refusalSchema, textSchema, whoSchema } from '../schemas.ts';
import { labelOf, textOf } from '../texts.ts';

const ruleSchema = refusalSchema
  .omit({ concerns: true, paths: true })
  .extend({
    met: z.boolean().describe('満たされている / it is kept'),
    mine: z.boolean().describe('読む者に行えることがある / the reader could do something about it now'),
  })
  .openapi('GoalRule');

const stepSchema = textSchema
  .extend({
    kind: z.enum(['decision', 'time', 'told']),
    id: z.string(),
    mine: z.boolean().describe('読む者が今行える / the reader may take it now'),
    whoCould: z.array(whoSchema),
    due: instant.optional(),
  })
  .openapi('GoalStep');

export const goalSchema = z
  .object({
    id: z.enum(['nextPhase', 'close']),
    phase: named.describe('進む先の段階 / the phase it leads to'),
    steps: z.array(stepSchema).describe('そこへ至る決定 / the decisions that lead there, in order'),
    rules: z.array(ruleSchema).describe('最初の決定が求める状態 / what the first of them asks of the state'),
  })
  .openapi('Goal');

const told = { ja: 'ほかの手続からの通知', en: 'told by another procedure' };

/** The goals as their reader is told them: with the rules as the reader may know of them, in the order of `rulesOfGoals`. */
export function goalsFor(
  me: Caller,
  { procedure }: InstanceReading,
  projection: Projection,
  goals: readonly Goal[],
  decisions: readonly OpenDecision[],
  names: Names,
) {
  const opened = new Set(decisions.flatMap(({ decision, status }) => (status === 'open' ? [decision] : [])));
  return goals.map(({ id, phase, steps, rules }) => {
    const shown = rulesForPeople(rules, names);
    return {
      id,
      phase: { id: phase, ...textOf(procedure.phases, phase) },
      steps: steps.map((event) => stepFor(event)),
      // What a rule is about stands beside its sentence, not in it.
      rules: shown.map(({ concerns: _, paths: __, remedies = [], ...rule }, i) => ({
        ...rule,
        ja: rules[i]?.ja ?? rule.ja,
        en: rules[i]?.en ?? rule.en,
        remedies,
        met: rules[i]?.isMet === true,
        mine: remedies.some(({ decision, instance, whoCould }) =>
          instance === undefined
            ? opened.has(decision)
            : whoCould.some(({ holders = [] }) => holders.some(({ person }) => person === me.person)),
        ),
      })),
    };
  });

  function stepFor(event: string): z.output<typeof stepSchema> {
    const decision = decisionNamed(procedure, event);
    const isTime = Object.hasOwn(procedure.times, event);
    if (decision === undefined) {
      const words = isTime ? textOf(procedure.times, event) : told;
      return { kind: isTime ? 'time' : 'told', id: event, ...words, mine: false, whoCould: [] };
    }
    const item = projection.tasks.find((task) => task.decision === event)?.dueItem;
    return {
      kind: 'decision',
      id: event,
      ...labelOf(procedure, event),
      mine: opened.has(event),
      whoCould: names.who(decision.by, decisions.find((one) => one.decision === event)?.where),
      due: projection.due.find((one) => one.id === item && one.met === undefined)?.due,
    };
  }
}
