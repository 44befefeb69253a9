import type { LookUps, Registers } from './contract.ts';
import type { ApplyRegister } from './journal/append.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};

export const makeRegisters = (_db: unknown): Registers => ({
  inForce: notYet,
  set: notYet,
  history: notYet,
  across: notYet,
  common: notYet,
});

export const makeLookUps = (_db: unknown): LookUps => ({
  actor: notYet,
  holders: notYet,
  nomination: notYet,
  fact: notYet,
  names: [],
});

export const applyRegisterEffect: ApplyRegister = async () => {};
