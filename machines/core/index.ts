/**
 * The core's one door: pure functions over a procedure's definition. `begin` and `step` make entries and effects,
 * `refusals` says why not, `next` when time will act, `open` what a person may do. No clock, no randomness, no side
 * effects; the durable interpreter, tests, exploration and rehearsal all stand on these functions. What is behind the
 * door is nobody else's to import.
 */
export { begin, load, next, save, step } from './step.ts';
export { follow, refold, stateAfter } from './replay.ts';
export { lastChange, lastChangeOn } from './last-change.ts';
export type { Beginning } from './step.ts';
export { coreRefusal, coreRules } from './core-rules.ts';
export { activeLanes, pictureOf } from './lanes.ts';
export { goalsOf } from './goals.ts';
export type * from './goals.ts';
export { phaseIn, wayFrom, wayOf } from './phases.ts';
export type * from './lanes.ts';
export type * from './lists.ts';
export { refusals } from './refusals.ts';
export { open } from './open.ts';
export { shown } from './annotations.ts';
export { machineOf } from './evaluate.ts';
export { resume } from './resume.ts';
export { annotations, decidedBy, decisionNamed, decisionsOf, isAnnotation } from './decisions.ts';
export type { EntryFact } from './correction.ts';
export { isInCharge, officesInCharge } from './contradiction.ts';
export { decidingBodies, isHeldAt } from './deciders.ts';
export { checkProcedure, checkStep } from './check.ts';
export { coreMarks, coreNotices } from './texts.ts';
export type { DateBasis, Escalation } from '../../model/calendar/basis.ts';
export type { Json } from '../../model/json.ts';
export type { OpenDecision } from './open.ts';
export type * from './actor.ts';
export type * from './events.ts';
export type * from './state.ts';
export type * from './predicates.ts';
export { thingKinds } from './things.ts';
export type * from './things.ts';
export type * from './effects.ts';
export { reasonField, reasonOf } from './reasons.ts';
export type * from './reasons.ts';
export { asksFor, asksOf } from './notices.ts';
export { dueItemName } from './projection.ts';
export type * from './projection.ts';
export type * from './entry.ts';
export type * from './contents.ts';
export { instancesOfList, isSharedList, kindsOfDocuments, rolesOfList } from './forms.ts';
export type * from './forms.ts';
export { handInStatuses } from './hand-ins.ts';
export type * from './hand-ins.ts';
export type * from './definition.ts';
