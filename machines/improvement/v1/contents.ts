/**
 * Who reads which contents of an improvement (domain.md 8): cause, action and evidence are for the owner’s side, whoever
 * carries it out or verifies it, and the head of officers; what it covers and who owns it for all who act on improvements.
 */
import type { Actor, Contents } from '../../core/index.ts';
import { postsHeld, slotsOf } from '../../kit/v1/index.ts';
import { holdsOwnersPost, supervisorRoles } from './independence.ts';
import { ownerOf, type Context } from './types.ts';

export const contents: Contents<Context> = {
  documents: ['document', 'evidence'],
  acting: ({ submitted, approved, permission }) => [
    ...[submitted, approved].flatMap((plan) => (plan === undefined ? [] : [plan.implementer, plan.verifier])),
    ...(permission === undefined ? [] : [permission.confirmer]),
  ],
  // The successor decides whether it takes it on; the supervising ministry that was asked names who verifies.
  asked: ({ transferTo, supervisorAsked }) => [
    ...(transferTo === undefined ? [] : [{ organisation: transferTo, roles: ['ciso', 'deputyCiso'] as const }]),
    ...(supervisorAsked === undefined ? [] : [{ organisation: supervisorAsked, roles: supervisorRoles }]),
  ],
  parts: [
    {
      entries: [
        'plan',
        'approve',
        'return',
        'takeBack',
        'replan',
        'replaceImplementer',
        'reportDone',
        'recordMeasurement',
        'requestExtension',
        'grantExtension',
        'refuseExtension',
        'proposeCriterion',
        'replaceCriterion',
        'refuseCriterion',
        'verify',
        'replaceVerifier',
        'confirmObjectGone',
        'permitConfirmation',
        'confirmWithoutIndependence',
      ],
      slots: slotsOf<Context>(
        'submitted',
        'approved',
        'done',
        'measurements',
        'attempts',
        'extension',
        'extensions',
        'proposal',
        'verification',
        'permission',
        'keptCriterion',
      ),
      // The audit officer follows up what an audit found, and may verify it.
      roles: ['headOfOfficers', 'auditOfficer'],
      also: isOwnersSide,
    },
    {
      entries: ['reportRecurrence'],
      roles: ['headOfOfficers'],
      also: isOwnersSide,
      anonymous: true,
    },
    // Who attests a withdrawal must see what it rests on: any eligible verifier may be asked.
    {
      entries: ['proposeWithdrawal', 'attestWithdrawal', 'withdrawFinding', 'withdrawJudgement', 'refuseWithdrawal'],
      slots: slotsOf<Context>('withdrawal'),
    },
  ],
};

/** True for who holds the owner's post, and for the information security officer of its bureau. */
function isOwnersSide({ context, actor }: { readonly context: Context; readonly actor: Actor }): boolean {
  if (holdsOwnersPost(context, { actor })) return true;
  const department = ownerOf(context)?.department;
  if (department === undefined) return false;
  return postsHeld(context, { actor }).some(
    ({ role, department: own, scope }) =>
      role === 'officer' && (own === undefined || scope?.includes(department) === true),
  );
}
