/** What the CISO does about each observation of an audit (3-13). */
import { z } from 'zod';
import { fields, type Decisions } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { coverable, isCovered, startEffects, started, type ToStart } from '../improvements.ts';
import { reason } from '../inputs.ts';
import { handlers, ruleTable } from '../kit.ts';
import { undisposedObservations } from '../outstanding.ts';
import { findingThing } from '../things.ts';
import { derivedTitle } from '../titles.ts';
import type { Context } from '../types.ts';

export const decisions = {
  disposeObservation: {
    input: z.strictObject({
      ref: fields.ref('観察事項 / observation', { choices: 'observations' }),
      disposition: fields.oneOf('対応 / disposition', {
        improve: '改善する / improve',
        watch: '注視する / watch',
        none: '対応を要しない / none',
      }),
      reason,
    }),
    by: ['ciso'],
    clause: '3-13',
    room: 'always',
    rules: ['observationWaits'],
    label: { ja: '観察事項への対応を決める', en: 'dispose of an observation' },
    why: {
      ja: '監査の観察事項の扱いを、CISOが決定します。',
      en: 'The CISO decides what becomes of an observation of an audit.',
    },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  observationWaits: {
    clause: '3-13',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その番号の観察事項はないか、既に対応が決まっています。番号を確認してください。',
    en: 'There is no observation with that reference, or it has been disposed of. Check the reference.',
    met: { ja: '対応の決まっていない観察事項である', en: 'the observation waits for a disposition' },
    test: ({ context, event }) => undisposedObservations(context).some((finding) => finding.ref === event.input.ref),
    about: ({ context, event }) => [findingThing(context, event.input.ref)],
    paths: () => ['ref'],
  },
});

/** "Improve" opens an improvement, unless one covers the observation already. */
function toStart(context: Context, event: EventOf<'disposeObservation'>): readonly ToStart[] {
  const covered = coverable(context, event.input.ref);
  if (event.input.disposition !== 'improve' || covered === undefined || isCovered(context, covered.ref)) return [];
  return [
    { title: derivedTitle([covered], 'audit'), source: 'audit', openedBy: event.actor.person, covers: [covered] },
  ];
}

export const on = {
  live: handlers(decisions, {
    disposeObservation: {
      change: (context, event) => ({
        disposedObservations: [...context.disposedObservations, event.input.ref],
        improvements: started(context, toStart(context, event)),
      }),
      causes: ({ before, event }) => startEffects(before, toStart(before, event)),
    },
  }),
};
