/** What a register takes, and a value of it in words. */
import { z } from 'zod';
import { asObject, isList, type Json } from '../../../model/json.ts';
import { isRole, roles } from '../../../model/roles.ts';
import {
  organisationRegisters,
  registerDefaults,
  type OrganisationRegister,
} from '../../../records/registers/known.ts';
import { say, type View } from '../kit/view.ts';

/** What is chosen or typed; `whole`: more than a field can say. */
export type ValueKind = 'yesNo' | 'number' | 'role' | 'whole';

export function kindOf(register: OrganisationRegister): ValueKind {
  const { type } = z.toJSONSchema(organisationRegisters[register].value, { unrepresentable: 'any', io: 'input' });
  if (type === 'boolean') return 'yesNo';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'string' ? 'role' : 'whole';
}

/** A typed value; what is none of the kind goes as it is, and the register says what is wrong with it. */
export function readValue(register: OrganisationRegister, typed: string): Json {
  const text = typed.normalize('NFKC').trim();
  switch (kindOf(register)) {
    case 'yesNo':
      return text === 'yes' ? true : text === 'no' ? false : text;
    case 'number':
      return /^\d{1,9}$/.test(text) ? Number(text) : text;
    default:
      return text;
  }
}

/** As it stands in its field. */
export function fieldValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** In words; what is more than a word is counted, or said to be there. */
export function inWords(view: View, value: unknown): string {
  const { yes, no, opened, set } = view.texts.registers;
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string' && isRole(value)) return say(view, roles[value]);
  if (typeof value === 'number' || typeof value === 'string') return String(value);
  const { opened: to } = asObject(value);
  return isList(to) ? opened(to.length) : set;
}

/** What holds where nothing is recorded. */
export function defaultOf(register: OrganisationRegister): unknown {
  const all: Readonly<Record<string, unknown>> = registerDefaults;
  // What nobody has allowed is not allowed.
  return all[register] ?? (kindOf(register) === 'yesNo' ? false : undefined);
}
