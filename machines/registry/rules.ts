/** Every rule of the registry by name: what `docs/clauses.md` and the tests go through. */
import { administratorVoidedBySecond, endedAlone, endingSettled, mayObject, objectionOpen } from './ending.ts';
import {
  appointmentStands,
  endInTime,
  endStands,
  headNominates,
  homeNamed,
  kindStays,
  nominationKept,
  nominationStands,
  roleFitsBody,
  supervisorIsMinistry,
  voidStays,
} from './recorded.ts';
import {
  approvedBySecond,
  heldByTwo,
  independentToken,
  reasonGiven,
  secondPerson,
  separatelyFromOwn,
  stillPending,
  stillValid,
  withdrawnByAuthor,
} from './second-administrator.ts';
import { tokenCarriesPost } from './carried.ts';
import { isAdministrator, rulesOfChanging } from './who-may-change.ts';

const { administersBody, administersHome, isOverallAdministrator, notOwnAppointments } = rulesOfChanging;

export const registryRules = {
  isAdministrator,
  administersBody,
  administersHome,
  isOverallAdministrator,
  notOwnAppointments,
  approvedBySecond,
  separatelyFromOwn,
  secondPerson,
  independentToken,
  heldByTwo,
  tokenCarriesPost,
  withdrawnByAuthor,
  stillPending,
  stillValid,
  reasonGiven,
  endedAlone,
  administratorVoidedBySecond,
  endingSettled,
  mayObject,
  objectionOpen,
  homeNamed,
  kindStays,
  endInTime,
  endStands,
  supervisorIsMinistry,
  roleFitsBody,
  appointmentStands,
  voidStays,
  nominationStands,
  nominationKept,
  headNominates,
} as const;
