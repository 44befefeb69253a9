/** What the CISO does about each observation of an audit (3-13). */
import { z } from 'zod';
import { all } from '../../../core/index.ts';
import { reason, ref } from '../fields.ts';
import { coverable, isCovered, startEffects, started, type ToStart } from '../improvements.ts';
import { act, rule, type Decisions, type EventOf } from '../kit.ts';
import type { CycleContext, Finding } from '../types.ts';

export const observationDecisions = {
  disposeObservation: {
    input: z.strictObject({
      ref: ref('所見の番号 / observation'),
      disposition: z.enum(['improve', 'watch', 'none']).meta({ description: '改善・注視・対応不要 / disposition' }),
      reason,
    }),
    by: ['ciso'],
    clause: '3-13',
    label: { ja: '所見への対応を決める', en: 'dispose of an observation' },
  },
} as const satisfies Decisions;

/** Observations the CISO has not yet disposed of. */
export function undisposedObservations(context: CycleContext): readonly Finding[] {
  return context.findings.filter(
    (finding) => finding.grade === 'observation' && !context.disposedObservations.includes(finding.ref),
  );
}

export const observationRules = {
  observationWaits: rule({
    clause: '3-13',
    basis: 'design',
    about: 'input',
    reads: ['state', 'input'],
    of: ['disposeObservation'],
    ja: 'その番号の対応未定の所見はありません。',
    en: 'No observation with that reference is waiting for a disposition.',
    test: ({ context, event }) => undisposedObservations(context).some((finding) => finding.ref === event.input.ref),
  }),
};

/** "Improve" opens an improvement, unless one covers the observation already. */
function toStart(context: CycleContext, event: EventOf<'disposeObservation'>): readonly ToStart[] {
  const covered = coverable(context, event.input.ref);
  if (event.input.disposition !== 'improve' || covered === undefined || isCovered(context, covered.ref)) return [];
  return [{ source: 'audit', openedBy: event.actor.person, covers: [covered] }];
}

export const observationOn = {
  disposeObservation: act(
    'disposeObservation',
    all('observationWaits'),
    (context, event) => ({
      disposedObservations: [...context.disposedObservations, event.input.ref],
      improvements: started(context, toStart(context, event)),
    }),
    (context, event) => startEffects(context, toStart(context, event)),
  ),
};
