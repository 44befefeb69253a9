/** What the definitions say by themselves, whatever runs: phases, decisions and by whom, and the rules by which they are refused. */
import { z } from '@hono/zod-openapi';
import { decisionNamed, pictureOf, wayOf, type Procedure } from '../../machines/core/index.ts';
import { newestOf, published } from '../../machines/procedures.ts';
import { registryRules } from '../../machines/registry/rules.ts';
import { clauseShown } from '../../model/clauses.ts';
import { namesOfRoles } from '../decisions/naming.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { named, textSchema } from '../schemas.ts';
import { labelOf, laneWords, textOf } from '../texts.ts';

const stepSchema = named.extend({
  by: z.array(textSchema).describe('決定する役職 / who decides'),
  instead: z.array(textSchema).describe('代わりに行う決定 / taken instead of it'),
  irreversible: z.boolean(),
});

const ruleSchema = named.extend({
  clause: z.string(),
  section: textSchema.describe('条項の表記 / how the clause is cited'),
  basis: z.enum(['text', 'design']),
  at: z.array(named).describe('判断する決定 / the decisions it judges'),
});

const definitionSchema = named
  .extend({
    version: z.int(),
    phases: z.array(named),
    lanes: z.array(named.extend({ phase: z.string().optional(), steps: z.array(stepSchema) })),
    anyTime: z.array(stepSchema),
    rules: z.array(ruleSchema),
  })
  .openapi('Definition');

export type Definition = z.output<typeof definitionSchema>;

/** Nothing in them changes while the program runs. */
let known: readonly Definition[] | undefined;

export function definitionRoutes(router: Router) {
  return endpoint(
    router,
    {
      method: 'get',
      path: '/definitions',
      tag: 'clauses',
      summary: { ja: '手続の定め：段階、決定、規則', en: 'what procedures are: phases, decisions, rules' },
      params: none,
      query: none,
      body: noBody,
      success: {
        status: 200,
        text: {
          ja: '手続ごとの定め。台帳の規則は最後にあります',
          en: 'by procedure; the rules of the registry come last',
        },
        schema: z.object({ items: z.array(definitionSchema) }),
      },
    },
    async () => {
      known ??= [...[...new Set(published.map(({ id }) => id))].flatMap((id) => shown(newestOf(id))), ofRegistry()];
      return { status: 200, body: { items: [...known] } };
    },
  );
}

function shown(procedure: Procedure | undefined): Definition[] {
  if (procedure === undefined) return [];
  const { id, version, label, phases, states } = procedure;
  const picture = pictureOf(procedure);
  const way = wayOf(procedure);
  const lanes = picture.lanes.map((lane) => {
    const phase = phaseOf(states, lane.id) ?? states[lane.begins]?.phase;
    return {
      id: lane.aside === true ? 'aside' : lane.id,
      ...laneWords(procedure, lane),
      ...(phase !== undefined && { phase }),
      steps: lane.steps.map((step) => stepOf(procedure, step.decision, step.instead)),
    };
  });
  return [
    {
      id,
      version,
      ja: label.ja,
      en: label.en,
      phases: [...way.phases, ...(way.end === undefined ? [] : [way.end])].map((phase) => ({
        id: phase,
        ...textOf(phases, phase),
      })),
      lanes,
      anyTime: picture.anyTime.map((decision) => stepOf(procedure, decision, [])),
      rules: rulesOf(procedure),
    },
  ];
}

/** The phase that a state or one around it declares. */
function phaseOf(states: Procedure['states'], path: string): string | undefined {
  const parts = path.split('.');
  for (let end = parts.length; end > 0; end -= 1) {
    const phase = states[parts.slice(0, end).join('.')]?.phase;
    if (phase !== undefined) return phase;
  }
  return undefined;
}

function stepOf(procedure: Procedure, decision: string, instead: readonly string[]): z.output<typeof stepSchema> {
  const { by = [], irreversible } = decisionNamed(procedure, decision) ?? {};
  return {
    id: decision,
    ...wordsOf(labelOf(procedure, decision)),
    by: namesOfRoles(by).map(wordsOf),
    instead: instead.map((other) => wordsOf(labelOf(procedure, other))),
    irreversible: irreversible === true,
  };
}

function wordsOf({ ja, en }: z.output<typeof textSchema>) {
  return { ja, en };
}

function rulesOf(procedure: Procedure): Definition['rules'] {
  const decisions = Object.entries(procedure.decisions);
  return Object.entries(procedure.rules).map(([id, { ja, en, clause, basis }]) => ({
    id,
    ja,
    en,
    clause,
    section: clauseShown(clause),
    basis,
    at: decisions
      .filter(([, { rules }]) => rules.some((at) => (typeof at === 'string' ? at : at.rule) === id))
      .map(([decision, { label }]) => ({ id: decision, ja: label.ja, en: label.en })),
  }));
}

function ofRegistry(): Definition {
  return {
    id: 'registry',
    version: 1,
    ja: '台帳',
    en: 'the registry',
    phases: [],
    lanes: [],
    anyTime: [],
    rules: Object.entries(registryRules).map(([id, { ja, en, clause, basis }]) => ({
      id,
      ja: ja.replaceAll('{what}', '…'),
      en: en.replaceAll('{what}', '…'),
      clause,
      section: clauseShown(clause),
      basis,
      at: [],
    })),
  };
}
