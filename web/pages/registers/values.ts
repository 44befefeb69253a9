/** What a register takes, as fields of a form, and what holds of it. */
import { z } from 'zod';
import { overridesSchema, settingsSchema } from '../../../model/calendar/schema.ts';
import { withOverrides } from '../../../model/calendar/settings.ts';
import { canonicalText } from '../../../model/canonical.ts';
import type { Instant } from '../../../model/identifiers.ts';
import { asObject, isObject, type Json } from '../../../model/json.ts';
import { calendarRegister } from '../../../records/calendars.ts';
import { governmentDatesRegister } from '../../../records/registers/government-dates.ts';
import type { KnownRegister } from '../../../records/registers/known.ts';
import { formOf, type Field } from '../decide/fields.ts';

/** What is chosen or typed; `whole`: more than a field can say. */
type ValueKind = 'yesNo' | 'number' | 'role' | 'whole';

export function kindOf({ value }: Pick<KnownRegister, 'value'>): ValueKind {
  const { type } = z.toJSONSchema(value, { unrepresentable: 'any', io: 'input' });
  if (type === 'boolean') return 'yesNo';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'string' ? 'role' : 'whole';
}

/** Its fields; the id of an item is nobody's to fill in. Of a calendar all are shown, of its own or not. */
export function fieldsOf(register: string, { value }: Pick<KnownRegister, 'value'>): readonly Field[] {
  const schema = register === calendarRegister ? settingsSchema : value;
  const json: Json = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input', reused: 'inline' })));
  return formOf(json).own.filter(({ name }) => name !== 'id');
}

/** A typed value of a single field; what is none of the kind goes as it is, and the register says what is wrong with it. */
export function readValue(known: Pick<KnownRegister, 'value'>, typed: string): Json {
  const text = typed.normalize('NFKC').trim();
  switch (kindOf(known)) {
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

interface Dated {
  readonly key: string;
  readonly value?: unknown;
  readonly from: Instant;
  readonly to?: Instant | undefined;
}

/** The fact that holds at an instant. */
export function inForceAt<T extends Dated>(facts: readonly T[], at: Instant): T | undefined {
  const now = facts.findLast(({ from, to }) => from <= at && (to === undefined || to > at));
  return now === undefined || now.value === null ? undefined : now;
}

/** Every fact that holds at an instant, where several stand beside each other. */
export function allInForceAt<T extends Dated>(facts: readonly T[], at: Instant): readonly T[] {
  return facts.filter(({ from, to, value }) => from <= at && (to === undefined || to > at) && value !== null);
}

/** What the form begins with: of a calendar, and of a setting for all, the whole of it, as it applies. */
export function draftOf(register: string, value: unknown, standard: unknown): Json {
  if (register === governmentDatesRegister)
    return asJson({ ...asObject(asJson(standard)), ...asObject(asJson(value ?? {})) });
  if (register === calendarRegister) {
    const own = overridesSchema.safeParse(value ?? {}).data ?? {};
    return asJson(withOverrides(settingsSchema.parse(standard), own));
  }
  return asJson(value ?? {});
}

/** What is recorded of what was filled in: of a calendar what differs from the standard one, or did already. */
export function recordedOf(register: string, filled: Json, recorded: unknown, standard: unknown): Json {
  if (register !== calendarRegister) return filled;
  const [beneath, own] = [asObject(standard), asObject(recorded)];
  const parts = Object.entries(asObject(filled)).flatMap(([name, part]): [string, Json][] => {
    if (part === undefined) return [];
    if (Object.hasOwn(asObject(part), 'day')) return isOwn(part, beneath[name], own[name]) ? [[name, part]] : [];
    const inside = Object.entries(asObject(part)).filter(([of, one]) =>
      isOwn(one, asObject(beneath[name])[of], asObject(own[name])[of]),
    );
    return inside.length === 0 ? [] : [[name, asJson(Object.fromEntries(inside))]];
  });
  return parts.length === 0 ? null : Object.fromEntries(parts);
}

function isOwn(one: unknown, beneath: unknown, own: unknown): boolean {
  const said = text(one);
  return said !== text(beneath) || said === text(own);
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));
const text = (value: unknown): string => (value === undefined ? '' : canonicalText(asJson(value)));

/** What an item calls itself, in both languages. */
export function nameOf(value: unknown, key: string): { readonly ja: string; readonly en: string } {
  const { nameJa, nameEn, titleJa, titleEn } = isObject(value) ? value : {};
  const one = (said: unknown, otherwise: unknown): string =>
    typeof said === 'string' ? said : typeof otherwise === 'string' ? otherwise : key;
  return { ja: one(nameJa, titleJa), en: one(nameEn, titleEn) };
}
