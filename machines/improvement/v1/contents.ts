/**
 * Who reads which contents of an improvement (domain.md 8): cause, action and evidence are for the owner’s side, whoever
 * carries it out or verifies it, and the head of officers; what it covers and who owns it for all who act on improvements.
 */
import type { Actor, Contents } from '../../core/index.ts';
import { postsHeld, slotsOf } from '../../kit/v1/index.ts';
import { holdsOwnersPost, supervisorRoles, verifierRoles } from './independence.ts';
import { departmentalRoles, ownerOf, type Context } from './types.ts';

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
    {
      // What it is called may say what was found: for those who read that, and whoever is asked to act on it.
      entries: ['begin', 'assignOwner', 'findingsMerged'],
      fields: ['title'],
      slots: slotsOf<Context>('title', 'covers.title'),
      roles: ['headOfOfficers', 'promotionOffice', 'auditOfficer'],
      also: (who) => isOwnersSide(who) || isOfficerWhereFound(who) || mayAttest(who),
    },
    // Who attests a withdrawal must see what it rests on: any eligible verifier may be asked.
    {
      entries: ['proposeWithdrawal', 'attestWithdrawal', 'withdrawFinding', 'withdrawJudgement', 'refuseWithdrawal'],
      slots: slotsOf<Context>('withdrawal'),
    },
  ],
};

interface Reader {
  readonly context: Context;
  readonly actor: Actor;
}

/** True for officers of the departments in which something was found. */
function isOfficerWhereFound({ context, actor }: Reader): boolean {
  const found = [context.department, ...context.covers.map(({ department }) => department)];
  return postsHeld(context, { actor }).some(
    ({ role, department: own, scope }) =>
      departmentalRoles.includes(role) &&
      found.some(
        (where) => where !== undefined && (own === undefined || own === where || scope?.includes(where) === true),
      ),
  );
}

/** Any eligible verifier may be asked to attest a withdrawal. */
function mayAttest({ context, actor }: Reader): boolean {
  const eligible: readonly string[] = verifierRoles;
  return context.withdrawal !== undefined && postsHeld(context, { actor }).some(({ role }) => eligible.includes(role));
}

/** True for who holds the owner's post, and for the information security officer of its bureau. */
function isOwnersSide({ context, actor }: Reader): boolean {
  if (holdsOwnersPost(context, { actor })) return true;
  const department = ownerOf(context)?.department;
  if (department === undefined) return false;
  return postsHeld(context, { actor }).some(
    ({ role, department: own, scope }) =>
      role === 'officer' && (own === undefined || scope?.includes(department) === true),
  );
}
