/** The exploration itself is tried: without the rule that guards an order constraint it finds a path that breaks it. */
import { describe, expect, it } from 'vitest';
import type { Procedure } from '../../machines/core/index.ts';
import { withRule } from '../machines/support/mutate.ts';
import { auditExplorations } from './audit.ts';
import { cycleExplorations } from './cycle.ts';
import { explore, type Exploration, type ExplorationResult } from './explore.ts';
import { hqauditExplorations } from './hqaudit.ts';
import { improvementExplorations } from './improvement.ts';
import { standardsExplorations } from './standards.ts';
import { supervisionExplorations } from './supervision.ts';

/** Explores with a rule always true, up to the first broken invariant. */
function without<G>(rule: string, name: string, among: readonly Exploration<G>[]): ExplorationResult {
  const exploration = among.find((one) => one.name === name);
  if (exploration === undefined) throw new Error(`there is no exploration ${name}`);
  const { rules }: Procedure = exploration.procedure;
  const judged = rules[rule];
  if (judged === undefined) throw new Error(`there is no rule ${rule}`);
  return withRule(judged, true, () => explore({ ...exploration, stopWhenBroken: true }));
}

describe('the exploration finds the path that a missing rule opens', () => {
  it.each([
    ['order 1 (3-7', 'riskAssessed', 'cycle: planning'],
    ['order 1 (3-7', 'planHasTrainingAndTechnical', 'cycle: planning'],
    ['order 1 (3-7', 'planApproverIsAnother', 'cycle: planning'],
    ['order 2 (3-9', 'trainingRestsOnPlan', 'cycle: operation'],
    ['order 3 (3-14', 'threeDimensionsInspected', 'cycle: check'],
    ['order 3 (3-14', 'independentAuditReported', 'cycle: check'],
    ['order 3 (3-14', 'insufficientWithoutAudit', 'cycle: no audit'],
    ['order 5 (3-16', 'everythingCovered', 'cycle: check'],
    ['order 6 (3-18', 'everyImprovementEnded', 'cycle: check'],
    ['order 6 (3-18', 'auditedAtLast', 'cycle: no audit'],
    ['order 7 (3-19', 'judgedFirst', 'cycle: check'],
    ['order 7 (3-19', 'evaluationCited', 'cycle: last year'],
    ['3-20: later is no end', 'adviceDisposed', 'cycle: advice put off'],
  ])('%s: %s, in %s', (constraint, rule, name) => {
    expect(without(rule, name, cycleExplorations()).broken.join('\n')).toContain(constraint);
  });
  it.each([
    ['order 5 (3-16', 'recurrencePrevented', 'improvement: rounds'],
    ['order 5 (3-16', 'approverIsNotPlanner', 'improvement: rounds'],
    ['order 6 (3-18', 'isNamedVerifier', 'improvement: rounds'],
    ['order 6 (3-18', 'actorIndependent', 'improvement: rounds'],
    ['order 6 (3-18', 'observationOver', 'improvement: rounds'],
    ['order 6 (3-18', 'reEntryDone', 'improvement: re-entry'],
    ['order 6 (3-18', 'auditCited', 'improvement: after no audit'],
    ['order 6 (3-18', 'secondPerson', 'improvement: withdrawal of two findings'],
    ['order 6 (3-18', 'successorsCiso', 'improvement: merge and transfer'],
  ])('%s: %s, in %s', (constraint, rule, name) => {
    expect(without(rule, name, improvementExplorations).broken.join('\n')).toContain(constraint);
  });
  it.each([
    ['order 4 (3-15', 'auditorsHoldNoPostThere', 'audit: join'],
    ['order 4 (3-15', 'auditorsFound', 'audit: who leads'],
    ['order 4 (3-15', 'promotionOfficeDoesNotAudit', 'audit: who leads'],
    ['order 4 (3-15', 'leaderIndependent', 'audit: who leads'],
    ['3-15: a finding stands', 'replacedFindingsJudged', 'audit: join'],
    ['3-15: no report before', 'commentsInOrDatePassed', 'audit: comments'],
    ['3-15: a cancelled audit', 'beforeFieldwork', 'audit: comments'],
  ])('%s: %s, in %s', (constraint, rule, name) => {
    expect(without(rule, name, auditExplorations).broken.join('\n')).toContain(constraint);
  });
  it.each([
    ['2-2 (1)', 'councilPassed', 'standards: norms'],
    ['2-2 (1)', 'decidedByHeadquarters', 'standards: join'],
    ['2-2 (2)', 'deciderDidNotDraft', 'standards: norms'],
    ['2-3 (3)', 'everyMinistryAsked', 'standards: join'],
    ['2-2 (2)', 'guidebookDeciderDidNotDraft', 'standards: guidance'],
    ['2-4 (4)', 'inspectionCited', 'standards: norms'],
    ['2-2: what headquarters', 'decisionIsPromulgated', 'standards: norms'],
  ])('%s: %s, in %s', (constraint, rule, name) => {
    expect(without(rule, name, standardsExplorations).broken.join('\n')).toContain(constraint);
  });
  it.each([
    ['4-11: a part published', 'everyNamedPartEvaluated', 'supervision: parts'],
    ['4-3: the article fits', 'articleFitsClass', 'supervision: objectives'],
    ['4-13: checked', 'everyPartEvaluated', 'supervision: check'],
    ['4-13: ended', 'checkedFirst', 'supervision: check'],
    ['4-10: who evaluates', 'evaluatorHoldsNoPost', 'supervision: parts'],
    ['4-10: who evaluates', 'ministerEvaluates', 'supervision: parts'],
    ['4-4: guidance rests', 'guidanceHasBasis', 'supervision: designated'],
    ['4-4: guidance rests', 'isDesignated', 'supervision: objectives'],
  ])('%s: %s, in %s', (constraint, rule, name) => {
    expect(without(rule, name, supervisionExplorations).broken.join('\n')).toContain(constraint);
  });
  it.each([
    ['3-20 (2)', 'everyItemDisposed', 'hqaudit: what follows'],
    ['3-20 (3)', 'nothingPutOff', 'hqaudit: what follows'],
    ['3-20 (3)', 'nowCarriedOut', 'hqaudit: what follows'],
    ['5-4 (4)', 'reportedToEverySupervisor', 'hqaudit: what follows'],
    ['5-3 (5)', 'noPostInTheSubject', 'hqaudit: preparation'],
    ['5-3: no report while', 'factsPutForConfirmation', 'hqaudit: fieldwork and report'],
  ])('%s: %s, in %s', (constraint, rule, name) => {
    expect(without(rule, name, hqauditExplorations).broken.join('\n')).toContain(constraint);
  });
});
