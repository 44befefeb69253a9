/** What forms offer and fill in, in every state of honest paths: lists in words, drafts that their schemas take. */
import { describe, expect, it } from 'vitest';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { honestYear, open, walk } from './cycle/honest-year.ts';
import { problemsOfForms } from './support/forms.ts';

describe('the forms of a cycle', () => {
  it('have lists in words and drafts from them in every state of an honest year', () => {
    let at = open();
    const seen = new Set<string>();
    for (const step of honestYear) {
      expect([step.on, problemsOfForms(cycleV1, at.driver, at.world)]).toEqual([step.on, []]);
      for (const [name, { from, facts }] of Object.entries(cycleV1.choices ?? {})) {
        if (facts === undefined && from(at.driver.state.snapshot.context, {}).length > 0) seen.add(name);
      }
      at = walk(at, [step]);
    }
    expect([...seen].sort()).toEqual([
      'auditMeasures',
      'exceptionsApplied',
      'exceptionsToSettle',
      'measures',
      'observations',
      'openImprovements',
      'owedEducations',
      'owedItems',
      'owedOfStandards',
      'toCover',
      'trainingMeasures',
      'workabilityReports',
    ]);
  });
});
