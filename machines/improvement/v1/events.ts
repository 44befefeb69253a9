import type { DecisionEvents, TimeEvents, ToldEvents } from '../../core/index.ts';
import type { decisions as carryingOut } from './carrying-out.ts';
import type { decisions as criterion } from './criterion.ts';
import type { decisions as extension } from './extension.ts';
import type { decisions as merging } from './merging.ts';
import type { decisions as objectGone } from './object-gone.ts';
import type { decisions as owner } from './owner.ts';
import type { decisions as planning } from './planning.ts';
import type { told } from './told-inputs.ts';
import type { times } from './time.ts';
import type { decisions as transfer } from './transfer.ts';
import type { decisions as verification } from './verification.ts';
import type { decisions as withdrawal } from './withdrawal.ts';

/** Every event of an improvement, typed by its schemas. */
export type Event =
  | DecisionEvents<typeof owner>
  | DecisionEvents<typeof planning>
  | DecisionEvents<typeof carryingOut>
  | DecisionEvents<typeof extension>
  | DecisionEvents<typeof criterion>
  | DecisionEvents<typeof verification>
  | DecisionEvents<typeof withdrawal>
  | DecisionEvents<typeof objectGone>
  | DecisionEvents<typeof merging>
  | DecisionEvents<typeof transfer>
  | ToldEvents<typeof told>
  | TimeEvents<typeof times>;
