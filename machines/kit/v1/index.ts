/**
 * The kit, version 1: what procedures share, said once – tables and their joining, transitions with their causes, dates,
 * posts, due items, shapes of facts, pieces of inputs, texts. Frozen like a version of a procedure: from release 1.0 on
 * what it gives may never change, and what is amended stands in `kit/v2` beside it.
 */
export * from './advice.ts';
export { amended } from './amend.ts';
export * as audits from './audits.ts';
export { notify, tell, toPerson, toRoles, withAll } from './causes.ts';
export type * from './context.ts';
export * from './dates.ts';
export * from './due-items.ts';
export { cycleDueItems } from '../../../model/calendar/items.ts';
export * from './facts.ts';
export * as fields from './fields.ts';
export { actions, causing, guards, handlersOf, leadingTo, notYet, ways } from './handling.ts';
export type { Branch, Change, StepContext } from './handling.ts';
export * from './happened.ts';
export * from './headquarters.ts';
export * from './phases.ts';
export * from './posts.ts';
export * from './publications.ts';
export * from './shapes.ts';
export * from './tables.ts';
export * from './tasks.ts';
export * from './texts.ts';
export * from './things.ts';
