import { describe, expect, it } from 'vitest';
import { citedFor } from '../../model/agency-clauses.ts';
import { clauseIds } from '../../model/clauses.ts';

const agencies = ['incorporated-administrative-agency', 'designated-corporation'] as const;

describe('the clause a body reads', () => {
  it('is the rule’s own for a ministry', () => {
    expect(citedFor('ministry', '3-15', 'text')).toEqual({ clause: '3-15', basis: 'text' });
    expect(citedFor(undefined, '3-8', 'design')).toEqual({ clause: '3-8', basis: 'design' });
  });
  it.each(agencies)('for %s stands in 4-2, 4-5, 4-9, which ask to take section 3 into account: by design', (body) => {
    expect(citedFor(body, '3-8', 'text')).toEqual({ clause: '4-2', basis: 'design', ministries: '3-8' });
    expect(citedFor(body, '3-10', 'text')).toEqual({ clause: '4-5', basis: 'design', ministries: '3-10' });
    expect(citedFor(body, '3-15', 'text')).toEqual({ clause: '4-9', basis: 'design', ministries: '3-15' });
  });
  it.each(agencies)('for %s is never one that addresses ministries', (body) => {
    const cited = clauseIds.map((clause) => citedFor(body, clause, 'text').clause);
    expect(cited.filter((clause) => /^3-|^5-[12]$|^6-23$/.test(clause))).toEqual([]);
  });
  it.each(agencies)(
    'for %s keeps its own basis where the clause says the same of agencies, or addresses every body',
    (body) => {
      expect(citedFor(body, '3-20', 'text')).toEqual({ clause: '4-14', basis: 'text', ministries: '3-20' });
      expect(citedFor(body, '6-23', 'text')).toEqual({ clause: '6-24', basis: 'text', ministries: '6-23' });
      expect(citedFor(body, '6-2', 'text')).toEqual({ clause: '6-2', basis: 'text' });
    },
  );
});
