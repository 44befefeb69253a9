/** The verifier whom a plan names, or who takes the named one's place: no doer, eligible and independent (3-18). */
import { personThing } from '../../kit/v1/index.ts';
import type { JudgedBy } from './events.ts';
import { isEligible, isIndependent, standingThings } from './independence.ts';
import { ruleTable } from './kit.ts';
import type { Context } from './types.ts';

type Naming = JudgedBy<'verifierEligible'>;

export const rules = ruleTable({
  verifierOtherThanDoers: {
    clause: '3-18',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'who', 'input'],
    ja: '計画した者又は実施する者（過去の回を含む）は確認者になれません。別の者を指定してください。',
    en: 'Whoever plans or carries it out, in this or an earlier round, cannot be its verifier. Name somebody else.',
    met: { ja: '確認者は計画も実施もしていない', en: 'the verifier has neither planned nor carried it out' },
    test: ({ context, event }) => {
      const { verifier } = event.input;
      const now = event.type === 'plan' ? [event.actor.person, event.input.implementer] : [];
      return ![...context.doers, ...now].includes(verifier);
    },
    about: ({ event }) => [personThing(event.input.verifier)],
    paths: () => ['verifier'],
  },
  verifierEligible: {
    clause: '3-18',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '確認者として指定された者は、確認者になれる者ではありません。他部署の責任者、監査責任者、監事、アドバイザー、誓約書を提出した外部の者、又は依頼を受けた所管府省庁の職員から選んでください。',
    en: 'The verifier named is not eligible. Choose another department’s officer, the audit officer, a statutory auditor, an adviser, an outside person with a declaration, or the supervising ministry’s staff when asked.',
    met: { ja: '確認者になれる者である', en: 'the verifier is eligible' },
    test: ({ context, event }) => isEligible(context, namedVerifier(context, event), event.facts.people),
    about: ({ context, event }) => [personThing(namedVerifier(context, event))],
    paths: whereNamed,
    remedies: backFrom,
  },
  verifierIndependent: {
    clause: '3-18',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '確認者が指摘以後に担当部署に属したことがあります。別の者を指定してください。',
    en: 'The verifier has belonged to an owning department since the finding. Name somebody else.',
    met: { ja: '確認者は担当部署から独立している', en: 'the verifier is independent of the owning departments' },
    test: ({ context, event }) => isIndependent(context, namedVerifier(context, event), event.facts),
    about: ({ context, event }) => standingThings(context, namedVerifier(context, event), event.facts),
    paths: whereNamed,
    remedies: backFrom,
  },
});

function namedVerifier(context: Context, event: Naming): string {
  return event.type === 'approve' ? (context.submitted?.verifier ?? '') : event.input.verifier;
}

/** Where somebody is named in the input. */
function whereNamed({ event }: { readonly event: Naming }): string[] {
  return event.type === 'approve' ? [] : ['verifier'];
}

/** A plan that waits for approval goes back. */
function backFrom({ event }: { readonly event: Naming }): string[] {
  return event.type === 'approve' ? ['return'] : [];
}
