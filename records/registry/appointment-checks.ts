/** Whether appointments and nominations of a change may be recorded (domain.md 2). Everything wrong is collected. */
import {
  appointmentStands,
  headNominates,
  nominationKept,
  nominationStands,
  roleFitsBody,
  voidStays,
} from '../../machines/registry/recorded.ts';
import { problemOf } from '../../machines/registry/rule.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import { isRole } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { checkDuplicates, checkPeriod, type CheckedChange, unknown } from './checks.ts';
import { areFictionalNames } from './fiction.ts';
import { isInList, notInList } from './fixed-lists.ts';
import { appointmentAfter, nominationAfter } from './rows.ts';
import { departmentKey } from './state.ts';
import type { AppointmentTable } from './tables.ts';
import { dateProblem, hashProblem, idProblem, quote, textProblem } from './text-checks.ts';

type Say = (field: string, text: Text | undefined) => void;

/** Fields of an appointment and of a nomination, with their columns. */
const appointmentFields = [
  ['person', 'person'],
  ['role', 'role'],
  ['organisation', 'organisation'],
  ['department', 'department'],
  ['from', 'from_date'],
  ['to', 'to_date'],
  ['kind', 'kind'],
  ['instrument.order', 'instrument_order'],
  ['instrument.date', 'instrument_date'],
] as const;
const nominationFields = [
  ['organisation', 'organisation'],
  ['head', 'head'],
  ['person', 'person'],
  ['instance', 'instance'],
  ['decision', 'decision'],
  ['document', 'document'],
  ['date', 'date'],
  ['to', 'to_date'],
] as const;

export function checkAppointments(checked: CheckedChange): void {
  const { given, recorded, after, problems } = checked;
  checkDuplicates(given.appointments, (row) => row.id, problems);
  const byPost = groupByPost(after.appointments.values());
  for (const { row: said, where, broken } of given.appointments) {
    if (broken === true) continue;
    const { id } = said;
    // Who recorded it and when is not judged.
    const row = appointmentAfter(said, recorded.appointments.get(id), '', 0);
    const say: Say = (field, text) => {
      if (text !== undefined) problems.add(where(field), text);
    };
    say('id', idProblem(id) ?? problemOf(voidStays, { id, voided: recorded.voided }));
    if (recorded.voided.has(id)) continue;
    const before = recorded.appointments.get(id);
    if (before === undefined && said.person === undefined) {
      say('id', unknown('任命', 'appointment', id));
      continue;
    }
    const changed = appointmentFields
      .filter(([field, column]) => differs(before, row, column) && !appointmentStands.test({ field }))
      .map(([field]) => field);
    for (const field of changed) say(field, problemOf(appointmentStands, { field }));
    if (changed.length > 0) continue;
    if (!isInList('appointmentKind', row.kind)) say('kind', notInList('appointmentKind', row.kind));
    if (!isRole(row.role)) say('role', notInList('role', row.role));
    else if (before === undefined) {
      const kind = after.organisations.get(row.organisation)?.kind;
      if (kind !== undefined) say('role', problemOf(roleFitsBody, { role: row.role, kind }));
    }
    checkPeriod(row.from_date, row.to_date, say);
    checkPlace(checked, row, say);
    checkPerson(checked, row, say);
    checkInstrument(row, say);
    checkOverlap(row, byPost.get(postOf(row)) ?? [], say);
  }
}

/** Only what is recorded is voided, and not changed by the same change. */
export function checkVoids({ given, recorded, problems }: CheckedChange): void {
  const voided = new Set(given.voids.map(({ row }) => row.id));
  const changed = given.appointments.filter(({ row }) => voided.has(row.id));
  checkDuplicates<{ readonly id: string }>([...changed, ...given.voids], (row) => row.id, problems);
  for (const { row, where } of given.voids) {
    const { id, reason } = row;
    const say: Say = (field, text) => {
      if (text !== undefined) problems.add(where(field), text);
    };
    if (!recorded.appointments.has(id))
      say('id', problemOf(voidStays, { id, voided: recorded.voided }) ?? unknown('任命', 'appointment', id));
    say('reason', textProblem(reason, LONGEST_REASON));
  }
}

/** Longest reason why an appointment is void. */
const LONGEST_REASON = 1_000;

function checkPlace({ after, broken }: CheckedChange, row: AppointmentTable, say: Say): void {
  const body = after.organisations.get(row.organisation);
  if (body === undefined) {
    if (!broken.organisations.has(row.organisation))
      say('organisation', unknown('組織', 'organisation', row.organisation));
    return;
  }
  checkWithin(row, body, { ja: '組織', en: 'the body' }, say);
  if (row.department === null) return;
  const key = departmentKey({ organisation: row.organisation, id: row.department });
  const department = after.departments.get(key);
  if (department !== undefined) checkWithin(row, department, { ja: '部署', en: 'the department' }, say);
  else if (!broken.departments.has(key)) say('department', unknown('部署', 'department', row.department));
}

/** Nobody is appointed before there is a post, or after it has ended. */
function checkWithin(
  row: AppointmentTable,
  place: { from_date: string | null; to_date: string | null },
  what: Text,
  say: Say,
): void {
  if (place.from_date !== null && row.from_date < place.from_date) {
    say('from', {
      ja: `${what.ja}の設置日（${place.from_date}）より前です`,
      en: `this is before the first day of ${what.en} (${place.from_date})`,
    });
  }
  if (place.to_date !== null && row.from_date > place.to_date) {
    say('from', {
      ja: `${what.ja}の廃止日（${place.to_date}）より後です`,
      en: `this is after the last day of ${what.en} (${place.to_date})`,
    });
  }
}

function checkPerson(
  { after, broken }: CheckedChange,
  row: { person: string; organisation: string },
  say: Say,
  field = 'person',
): void {
  const person = after.people.get(row.person);
  if (person === undefined) {
    if (!broken.people.has(row.person)) say(field, unknown('人物', 'person', row.person));
    return;
  }
  const body = after.organisations.get(row.organisation);
  if (body === undefined || body.fictional || areFictionalNames(person.name_ja, person.name_en) !== true) return;
  say(field, {
    ja: '架空の人物を実在の組織に結びつけることはできません',
    en: 'an invented person cannot be attached to a real body',
  });
}

function checkInstrument(row: AppointmentTable, say: Say): void {
  if (row.instrument_order !== null) say('instrument.order', textProblem(row.instrument_order));
  if (row.instrument_date !== null) say('instrument.date', dateProblem(row.instrument_date));
  if ((row.instrument_order === null) === (row.instrument_date === null)) return;
  say(row.instrument_order === null ? 'instrument.order' : 'instrument.date', {
    ja: '辞令は、番号と日付の両方を書いてください',
    en: 'an instrument has an order and a date: give both',
  });
}

const postOf = (row: AppointmentTable): string =>
  [row.person, row.role, row.organisation, row.department ?? ''].join(' ');

function groupByPost(rows: Iterable<AppointmentTable>): Map<string, AppointmentTable[]> {
  const groups = new Map<string, AppointmentTable[]>();
  for (const row of rows) {
    const group = groups.get(postOf(row));
    if (group === undefined) groups.set(postOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** The same person on the same post twice at a time is one appointment recorded twice. */
function checkOverlap(row: AppointmentTable, others: readonly AppointmentTable[], say: Say): void {
  const other = others.find(
    (candidate) =>
      candidate.id !== row.id &&
      (candidate.to_date === null || row.from_date <= candidate.to_date) &&
      (row.to_date === null || candidate.from_date <= row.to_date),
  );
  if (other === undefined) return;
  say('from', {
    ja: `同じ人物の同じ役職の任命 ${quote(other.id)} と期間が重なります。どちらかを直してください`,
    en: `it overlaps with the appointment ${quote(other.id)} of the same person to the same post: correct one of them`,
  });
}

export function checkNominations(checked: CheckedChange): void {
  const { given, recorded, after, problems, readable } = checked;
  checkDuplicates(given.nominations, (row) => row.id, problems);
  const posts = [...after.appointments.values()].map((held) => ({ ...held, from: held.from_date, to: held.to_date }));
  for (const { row: said, where, broken } of given.nominations) {
    if (broken === true) continue;
    const { id } = said;
    const row = nominationAfter(said, recorded.nominations.get(id), 0);
    const say: Say = (field, text) => {
      if (text !== undefined) problems.add(where(field), text);
    };
    say('id', idProblem(id));
    for (const [field, column] of nominationFields)
      if (differs(recorded.nominations.get(id), row, column)) say(field, problemOf(nominationStands, { field }));
    if (!after.organisations.has(row.organisation))
      say('organisation', unknown('組織', 'organisation', row.organisation));
    if (parseInstanceId(row.instance)?.organisation !== row.organisation) {
      say('instance', {
        ja: `${quote(row.instance)} はこの組織の手続ではありません`,
        en: `${quote(row.instance)} is not a procedure of this body`,
      });
    }
    if (row.decision !== null && !/^[a-z][A-Za-z0-9]{0,63}$/.test(row.decision))
      say('decision', unknown('判断', 'decision', row.decision));
    const isNew = !recorded.nominations.has(id);
    const notKept =
      readable !== undefined && isNew ? problemOf(nominationKept, { document: row.document, readable }) : undefined;
    say('document', hashProblem(row.document) ?? notKept);
    say('date', dateProblem(row.date));
    checkPeriod(row.date, row.to_date, (field, text) => (field === 'to' ? say(field, text) : undefined));
    checkPerson(checked, row, say);
    checkPerson(checked, { person: row.head, organisation: row.organisation }, say, 'head');
    say('head', problemOf(headNominates, { ...row, posts }));
  }
}

/** Whether a recorded row would get another value in a column. */
function differs<Row extends object>(before: Row | undefined, row: Row, column: keyof Row): boolean {
  return before !== undefined && before[column] !== row[column];
}
