import { describe, expect, it } from 'vitest';
import { newestOf } from '../../../machines/procedures.ts';
import type { Driver } from '../support/drive.ts';
import * as cast from './cast.ts';

const { head, ciso, owner, verifier } = cast;
const actions = [
  { kind: 'amendStandards', what: 'Add a rule', subject: 'standards', year: 2026 },
  { kind: 'education', what: 'Teach it', year: 2026 },
];

/** Everything a run told to anybody. */
function tells(run: Driver) {
  return run.entries.flatMap(({ effects }) => effects).flatMap((effect) => (effect.kind === 'tell' ? [effect] : []));
}

describe('improvement: what it tells is what the others take', () => {
  it.each<[string, () => Driver, string[]]>([
    [
      'a plan that amends and educates, verified',
      () =>
        cast
          .verifying({ plan: { actions } })
          .told('amendmentInForce', { ref: cast.instance, version: '2', document: cast.sha('b') })
          .told('educationHeld', { ref: cast.instance, heldOn: '2026-06-01', measure: 'm1' })
          .decide('verify', verifier, cast.achieved),
      ['amendmentRequired', 'educationRequired', 'improvementEnded'],
    ],
    [
      'a transfer',
      () =>
        cast
          .planning()
          .decide('proposeTransfer', ciso, { successor: 'demo-successor', reason: 'Act No. 1' })
          .decide('acceptTransfer', cast.successorsCiso),
      ['improvementRequested', 'improvementEnded'],
    ],
    [
      'a merge',
      () =>
        cast
          .planning()
          .decide('plan', owner, cast.plan)
          .decide('merge', head, { into: cast.other, reason: 'r' })
          .told('findingsTaken', { by: cast.other }, cast.other),
      ['findingsMerged', 'improvementEnded'],
    ],
  ])('%s', (_what, path, types) => {
    const told = tells(path());
    expect(told.map(({ type }) => type)).toEqual(types);
    for (const { to, type, input } of told) {
      const kind = to.split('/')[0] ?? '';
      const schema = newestOf(kind)?.told[type]?.input;
      expect(schema?.safeParse(input), `${kind} ${type}`).toMatchObject({ success: true });
    }
  });
});
