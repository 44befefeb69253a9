/**
 * The start-up check over a definition: what neither the compiler nor XState notices. A definition with problems is
 * never carried; `checkProcedure` is run over every published one at start and by a test, `checkStep` over every step
 * the tests take (topics, marks and tasks are computed, so only steps show them).
 */
import { z } from 'zod';
import { nodesIn, type ChartNode } from './chart.ts';
import { checkInputs } from './check-fields.ts';
import { coreRules } from './core-rules.ts';
import { annotations, decisionNamed } from './decisions.ts';
import { allGuard, candidateOf, causeAction, notYetGuard } from './evaluate.ts';
import { coreMarks, coreNotices } from './texts.ts';
import type { Procedure } from './definition.ts';
import type { Step } from './entry.ts';
import type { RuleAt } from './predicates.ts';
import { dueItemName, type Projection } from './projection.ts';
import type { Text } from '../../model/text.ts';

/** A transition as the check reads it. */
interface Handler {
  readonly node: ChartNode;
  readonly event: string;
  readonly names: readonly string[];
  readonly isNotYet: boolean;
}

/** Every problem of a definition as one sentence each; empty when it may be carried. Never throws. */
export function checkProcedure(procedure: Procedure): string[] {
  const problems: string[] = [];
  const say = (problem: string): void => {
    problems.push(`${procedure.id} v${procedure.version}: ${problem}`);
  };
  try {
    const nodes = nodesIn(procedure.machine.root);
    const handlers = nodes.flatMap((node) => checkNode(procedure, node, say));
    checkNames(procedure, say);
    checkEvents(procedure, handlers, say);
    checkGuards(procedure, handlers, say);
    checkLists(procedure, handlers, say);
    checkTexts(procedure, nodes, say);
    checkInputs(procedure, say);
    checkContents(procedure, say);
    checkOpens(procedure, say);
  } catch (error) {
    say(`the machine does not resolve: ${error instanceof Error ? error.message : String(error)}`);
  }
  return problems;
}

/** A part of the contents that names an entry nobody writes would leave that content readable. */
function checkContents({ contents, decisions, told }: Procedure, say: (problem: string) => void): void {
  const named = contents?.parts.flatMap(({ entries }) => entries) ?? [];
  for (const entry of named) {
    if (entry !== 'begin' && !has(decisions, entry) && !has(told, entry))
      say(`contents: no decision or told event ${entry}`);
    if (named.indexOf(entry) !== named.lastIndexOf(entry)) say(`contents: ${entry} stands in two parts`);
  }
}

/** What opens an instance is one of its decisions; who decides elsewhere is not anybody anywhere as well. */
function checkOpens({ opens, decisions }: Procedure, say: (problem: string) => void): void {
  for (const name of opens?.by ?? []) if (!has(decisions, name)) say(`opens: no decision ${name}`);
  for (const [name, decision] of Object.entries(decisions)) {
    if (decision.elsewhere === true && decision.bodies !== undefined)
      say(`${name}: both elsewhere and in named bodies`);
  }
}

/** Every problem of a step taken: a phase, due item, task, notice topic or mark without text or name; a start that is not declared. */
export function checkStep(procedure: Procedure, step: Step): string[] {
  const { projection, effects } = step.entry;
  const problems = checkProjection(procedure, projection);
  for (const effect of effects) {
    if (
      (effect.kind === 'start' || effect.kind === 'startNext') &&
      procedure.starts?.includes(effect.procedure) !== true
    )
      problems.push(`it starts ${effect.procedure} and does not say so`);
    if (effect.kind !== 'notify') continue;
    if (!has(procedure.notices, effect.topic) && !has(coreNotices, effect.topic)) {
      problems.push(`the notice topic ${effect.topic} has no text`);
    }
    if (effect.dueItem !== undefined && !has(procedure.dueItems, dueItemName(effect.dueItem))) {
      problems.push(`the notice ${effect.topic} names a due item ${effect.dueItem} without text`);
    }
  }
  return problems.map((problem) => `${procedure.id} v${procedure.version}, entry ${step.entry.seq}: ${problem}`);
}

function checkProjection(procedure: Procedure, projection: Projection): string[] {
  const problems: string[] = [];
  const wants = (kind: string, name: string, texts: Readonly<Record<string, unknown>>): void => {
    if (!has(texts, name)) problems.push(`the ${kind} ${name} is unknown or has no text`);
  };
  wants('phase', projection.phase, procedure.phases);
  if (projection.ended !== undefined) wants('end', projection.ended, procedure.phases);
  for (const item of projection.due) wants('due item', dueItemName(item.id), procedure.dueItems);
  for (const mark of projection.marks) wants('mark', dueItemName(mark), { ...coreMarks, ...procedure.marks });
  for (const task of projection.tasks) {
    wants('decision of a task', task.decision, { ...annotations, ...procedure.decisions });
    const { why } = decisionNamed(procedure, task.decision) ?? {};
    if (why === undefined) problems.push(`the task ${task.decision} does not say why it is expected`);
    if (task.dueItem !== undefined) wants('due item of a task', dueItemName(task.dueItem), procedure.dueItems);
  }
  return problems;
}

/** One state: only the forms that behave the same after a restart; gives its handlers. */
function checkNode(procedure: Procedure, node: ChartNode, say: (problem: string) => void): Handler[] {
  const where = node.path.length === 0 ? 'the root' : node.path.join('.');
  if ((node.always ?? []).length > 0) say(`${where} uses always`);
  if (node.after.length > 0) say(`${where} uses after; timers are derived by timers()`);
  if (node.invoke.length > 0) say(`${where} uses invoke; effects are data`);
  if (node.type === 'history') say(`${where} is a history state; it would not survive save and load`);
  if (node.type === 'compound' && node.initial.target === undefined) say(`${where} has no initial state`);
  checkActions(procedure, [...node.entry, ...node.exit], where, say);
  const handlers: Handler[] = [];
  for (const [event, transitions] of node.transitions) {
    if (node.after.some((delayed) => delayed.eventType === event)) continue;
    for (const transition of transitions) {
      const { names, isNotYet } = checkGuard(transition.guard, `${where} on ${event}`, say);
      checkActions(procedure, transition.actions, `${where} on ${event}`, say);
      const doesNothing = transition.target === undefined && transition.actions.length === 0;
      if (doesNothing && !isNotYet) say(`${where} on ${event} does nothing; it would be refused without a reason`);
      if (isNotYet && !doesNothing) say(`${where} on ${event} only says "not yet", and yet leads or does something`);
      if (node.type === 'parallel' && (transition.target ?? []).some((target: ChartNode) => isBelow(target, node))) {
        say(`${where} on ${event} targets one of its own regions; all the others would be reset`);
      }
      if (node.type === 'final') say(`${where} is final and handles ${event}`);
      handlers.push({ node, event, names, isNotYet });
    }
  }
  return handlers;
}

function checkGuard(guard: unknown, where: string, say: (problem: string) => void): ReturnType<typeof candidateOf> {
  const names = z.array(z.string());
  const forms = z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal(allGuard), params: names.min(1) }),
    z.strictObject({ type: z.literal(notYetGuard), params: names.length(1) }),
  ]);
  if (guard !== undefined && !forms.safeParse(guard).success) {
    say(`${where} has a guard that is not all(…), nor notYet(…) of one rule`);
  }
  return candidateOf(guard);
}

function checkActions(
  procedure: Procedure,
  actions: readonly unknown[],
  where: string,
  say: (problem: string) => void,
): void {
  const implemented: Readonly<Record<string, unknown>> = procedure.machine.implementations.actions;
  for (const action of actions) {
    const type = typeof action === 'string' ? action : typeOf(action);
    if (type === 'xstate.assign') continue;
    if (type === undefined) say(`${where} has an action that is a plain function; only assign and cause are known`);
    else if (type !== causeAction) say(`${where} has the action ${type}; only assign and cause are known`);
    else if (!has(implemented, type)) say(`${where} causes, but setup({ actions }) was not given the core's actions`);
  }
}

function typeOf(action: unknown): string | undefined {
  if ((typeof action !== 'object' && typeof action !== 'function') || action === null) return undefined;
  return 'type' in action && typeof action.type === 'string' ? action.type : undefined;
}

function isBelow(node: ChartNode, ancestor: ChartNode): boolean {
  return node.path.length > ancestor.path.length && ancestor.path.every((key, i) => node.path[i] === key);
}

/** Every event is known and handled, and in no two parallel regions (one could take it while the other refuses). */
function checkEvents(procedure: Procedure, handlers: readonly Handler[], say: (problem: string) => void): void {
  const known = [procedure.decisions, procedure.told, procedure.times].flatMap((table) => Object.keys(table));
  for (const event of known) {
    const nodes = [...new Set(handlers.filter((handler) => handler.event === event).map(({ node }) => node))];
    if (nodes.length === 0) say(`nothing handles ${event}`);
    for (const [i, one] of nodes.entries()) {
      const other = nodes.slice(i + 1).find((node) => inParallel(one, node));
      if (other !== undefined) {
        say(`${event} is handled in two parallel regions: ${one.path.join('.')} and ${other.path.join('.')}`);
      }
    }
  }
  for (const event of new Set(handlers.map((handler) => handler.event))) {
    if (known.includes(event) || event.startsWith('xstate.done.state.')) continue;
    say(
      event.includes('*')
        ? `the wildcard ${event} is used`
        : `${event} is handled but is no decision, told event or time`,
    );
  }
}

/** True when both states can be active at once without one containing the other. */
function inParallel(a: ChartNode, b: ChartNode): boolean {
  let common: ChartNode = a.machine.root;
  for (let depth = 0; ; depth += 1) {
    const key = a.path[depth];
    if (key === undefined || b.path[depth] === undefined) return false;
    if (key !== b.path[depth]) return common.type === 'parallel';
    const inner = common.states[key];
    if (inner === undefined) return false;
    common = inner;
  }
}

/** Each name in a guard is known; rules are neither negated nor guard what time brings; routes judge the event. */
function checkGuards(procedure: Procedure, handlers: readonly Handler[], say: (problem: string) => void): void {
  const used = new Set<string>();
  for (const { node, event, names } of handlers) {
    for (const name of names) {
      const where = `${node.path.join('.')} on ${event}`;
      const bare = name.startsWith('!') ? name.slice(1) : name;
      used.add(`${bare} ${event}`);
      if (has(procedure.rules, bare)) {
        if (name !== bare) say(`${where} negates the rule ${bare}; only routes may be negated`);
        else if (has(procedure.times, event))
          say(`${where} is guarded by the rule ${bare}; nobody can be refused there`);
      } else {
        const route = has(procedure.routes, bare) ? procedure.routes[bare] : undefined;
        if (route === undefined) say(`${where} is guarded by ${name}, which is neither rule nor route`);
        else if (!route.of.includes(event)) say(`${where} is guarded by ${bare}, which does not judge ${event}`);
      }
    }
  }
  for (const [name, { of }] of Object.entries(procedure.routes)) {
    for (const event of of) {
      if (!used.has(`${name} ${event}`)) say(`${name} says it judges ${event}, but no guard uses it there`);
    }
  }
}

/**
 * Every branch that can accept an event carries every rule that stands at it, less those that are only for the opposite
 * of one of its routes; none carries another. Every rule stands somewhere.
 */
function checkLists(procedure: Procedure, handlers: readonly Handler[], say: (problem: string) => void): void {
  const { rules, routes, decisions, told } = procedure;
  const listed = new Set<string>();
  for (const [event, { rules: list }] of [...Object.entries(decisions), ...Object.entries(told)]) {
    const branches = handlers.filter((handler) => handler.event === event);
    const names = list.map(ruleNameOf);
    for (const [i, name] of names.entries()) {
      listed.add(name);
      if (!has(rules, name)) say(`${event} lists ${name}, which is no rule`);
      if (names.indexOf(name) !== i) say(`${event} lists ${name} twice`);
    }
    for (const at of list) {
      if (typeof at === 'string') continue;
      const bare = at.only.startsWith('!') ? at.only.slice(1) : at.only;
      if (!has(routes, bare)) say(`${event} has ${at.rule} only for ${at.only}, which is no route`);
      else if (!branches.some((branch) => branch.names.includes(at.only))) {
        say(`${event} has ${at.rule} only for ${at.only}, but no branch of it is chosen by that`);
      }
    }
    for (const branch of branches) checkBranch(event, list, branch, rules, say);
  }
  for (const name of Object.keys(rules)) {
    if (!listed.has(name)) say(`the rule ${name} stands at no decision or told event`);
  }
}

function checkBranch(
  event: string,
  list: readonly RuleAt[],
  { node, names, isNotYet }: Handler,
  rules: Procedure['rules'],
  say: (problem: string) => void,
): void {
  const where = `${node.path.join('.')} on ${event}`;
  const expected = isNotYet ? [] : list.filter((at) => isCarried(at, names)).map(ruleNameOf);
  for (const name of expected) if (!names.includes(name)) say(`${where} lacks the rule ${name}`);
  const allowed = isNotYet ? list.map(ruleNameOf) : expected;
  const looksAhead = isNotYet && names.some((name) => rules[name]?.reads.some((part) => part !== 'state'));
  if (looksAhead) say(`${where} says "not yet" by a rule that reads more than the state`);
  for (const name of names) {
    if (has(rules, name) && !allowed.includes(name))
      say(`${where} carries the rule ${name}, which does not stand there`);
  }
}

function ruleNameOf(at: RuleAt): string {
  return typeof at === 'string' ? at : at.rule;
}

/** Whether a branch carries a rule: unless it is chosen by the opposite of the route that the rule is only for. */
function isCarried(at: RuleAt, names: readonly string[]): boolean {
  if (typeof at === 'string') return true;
  return !names.includes(at.only.startsWith('!') ? at.only.slice(1) : `!${at.only}`);
}

function checkNames(procedure: Procedure, say: (problem: string) => void): void {
  const clash = (tables: readonly Readonly<Record<string, unknown>>[], what: string): void => {
    const seen = new Set<string>();
    for (const name of tables.flatMap((table) => Object.keys(table))) {
      if (seen.has(name)) say(`the name ${name} stands twice among ${what}`);
      if (!/^[a-z][A-Za-z0-9]*$/.test(name)) say(`the name ${name} is not in lower camel case`);
      seen.add(name);
    }
  };
  const { decisions, told, times, rules, routes } = procedure;
  clash([decisions, told, times, { begin: true }], 'decisions, told events and times');
  clash([rules, routes, coreRules], 'rules and routes (the core’s included)');
  for (const name of Object.keys(annotations)) {
    if ([decisions, told, times].some((table) => has(table, name))) say(`${name} is the core’s own`);
  }
}

function checkTexts(procedure: Procedure, nodes: readonly ChartNode[], say: (problem: string) => void): void {
  const paths = nodes.filter((node) => node.path.length > 0).map((node) => node.path.join('.'));
  for (const path of paths) if (!has(procedure.states, path)) say(`the state ${path} has no text`);
  for (const path of Object.keys(procedure.states)) if (!paths.includes(path)) say(`there is no state ${path}`);
  const { label, states, phases, notices, dueItems, marks = {}, times, decisions, rules } = procedure;
  for (const [table, texts] of Object.entries({ states, phases, notices, dueItems, marks, times, rules })) {
    for (const [name, text] of Object.entries<Text>(texts)) checkText(text, `${table}.${name}`, say);
  }
  for (const [topic, { asks = [] }] of Object.entries(notices))
    for (const decision of asks)
      if (!has(decisions, decision)) say(`notices.${topic} asks for ${decision}, which is no decision`);
  checkText(label, 'the label', say);
  for (const [name, decision] of Object.entries(decisions)) {
    checkText(decision.label, `decisions.${name}`, say);
    if (decision.why !== undefined) checkText(decision.why, `why of ${name}`, say);
    for (const other of decision.insteadOf ?? [])
      if (!has(decisions, other)) say(`${name} is taken instead of ${other}, which is no decision`);
  }
}

function checkText(text: Text, where: string, say: (problem: string) => void): void {
  if (text.ja.trim() === '' || text.en.trim() === '') say(`${where} is not in both languages`);
  else if (!/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text.ja))
    say(`${where} has no Japanese text`);
}

function has(table: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.hasOwn(table, name);
}
