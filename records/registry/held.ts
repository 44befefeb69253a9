import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { LocalDate } from '../../model/identifiers.ts';
import type { Tables } from '../tables.ts';

const where = expressionBuilder<Tables, 'appointments'>();

/** Of an appointment: it is held on that day, or on at least one of the days up to `to` (JST dates, both included). */
export function heldOn(day: LocalDate, to: LocalDate = day): Expression<SqlBool> {
  return where.and([where('from_date', '<=', to), notOver(day)]);
}

/** Of an appointment: it is held on that day (JST) or later. */
export function notOver(day: LocalDate): Expression<SqlBool> {
  return where.or([where('to_date', 'is', null), where('to_date', '>=', day)]);
}

const organisations = expressionBuilder<Tables, 'organisations'>();

/** Of a body: it exists on that day (JST). */
export function existsOn(day: LocalDate): Expression<SqlBool> {
  return organisations.and([
    organisations.or([organisations('from_date', 'is', null), organisations('from_date', '<=', day)]),
    organisations.or([organisations('to_date', 'is', null), organisations('to_date', '>=', day)]),
  ]);
}
