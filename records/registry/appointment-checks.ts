/** Whether appointments and nominations of a change may be recorded (domain.md 2). Everything wrong is collected. */
import { parseInstanceId } from '../../model/identifiers.ts';
import { isRole } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { checkDuplicates, checkPeriod, type Checked, unknown } from './checks.ts';
import { areFictionalNames } from './fiction.ts';
import { appointmentAfter, nominationAfter } from './rows.ts';
import { departmentKey } from './state.ts';
import type { AppointmentTable, NominationTable } from './tables.ts';
import { dateProblem, hashProblem, idProblem, quote, textProblem } from './text-checks.ts';

type Say = (field: string, text: Text | undefined) => void;

/** What of an appointment never changes: a change of it is another appointment. */
const fixed = [
  ['person', 'person'],
  ['role', 'role'],
  ['organisation', 'organisation'],
  ['department', 'department'],
  ['from', 'from_date'],
  ['kind', 'kind'],
] as const;

export function checkAppointments(checked: Checked): void {
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
    say('id', idProblem(id));
    const before = recorded.appointments.get(id);
    if (before === undefined && said.person === undefined) {
      say('id', unknown('任命', 'appointment', id));
      continue;
    }
    const changed = before === undefined ? [] : fixed.filter(([, column]) => before[column] !== row[column]);
    for (const [field] of changed) {
      say(field, {
        ja: '発令済みの任命は、終わりの日のほかは変更できません。終わりの日を入れ、新しい任命を登録してください',
        en: 'an appointment once recorded does not change but for its last day: end it and record a new one',
      });
    }
    if (changed.length > 0) continue;
    if (!['regular', 'concurrent', 'acting'].includes(row.kind))
      say('kind', unknown('任命の種類', 'kind of appointment', row.kind));
    if (!isRole(row.role)) say('role', unknown('役割', 'role', row.role));
    checkPeriod(row.from_date, row.to_date, say);
    checkPlace(checked, row, say);
    checkPerson(checked, row, say);
    checkInstrument(row, say);
    checkOverlap(row, byPost.get(postOf(row)) ?? [], say);
  }
}

function checkPlace({ after, broken }: Checked, row: AppointmentTable, say: Say): void {
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
  { after, broken }: Checked,
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

export function checkNominations(checked: Checked): void {
  const { given, recorded, after, problems } = checked;
  checkDuplicates(given.nominations, (row) => row.id, problems);
  for (const { row: said, where, broken } of given.nominations) {
    if (broken === true) continue;
    const { id } = said;
    const row = nominationAfter(said, recorded.nominations.get(id), 0);
    const say: Say = (field, text) => {
      if (text !== undefined) problems.add(where(field), text);
    };
    say('id', idProblem(id));
    checkUnchanged(row, recorded.nominations.get(id), say);
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
    say('document', hashProblem(row.document));
    say('date', dateProblem(row.date));
    checkPeriod(row.date, row.to_date, (field, text) => (field === 'to' ? say(field, text) : undefined));
    checkPerson(checked, row, say);
    checkPerson(checked, { person: row.head, organisation: row.organisation }, say, 'head');
    if (!isHead(checked, row)) {
      say('head', {
        ja: 'その日に組織の長であった人ではありません。指名できるのは組織の長だけです',
        en: 'this person was not the head of the organisation on that day: only the head nominates',
      });
    }
  }
}

function checkUnchanged(row: NominationTable, before: NominationTable | undefined, say: Say): void {
  if (before === undefined) return;
  const parts = ['organisation', 'head', 'person', 'instance', 'decision', 'document', 'date'] as const;
  for (const part of parts) {
    if (before[part] === row[part]) continue;
    say(part, {
      ja: '書面による指名は変更できません。終わりの日を入れ、新しい指名を登録してください',
      en: 'a written nomination does not change: end it and record a new one',
    });
  }
}

function isHead({ after }: Checked, row: NominationTable): boolean {
  for (const held of after.appointments.values()) {
    if (held.person !== row.head || held.role !== 'headOfOrganisation' || held.organisation !== row.organisation)
      continue;
    if (held.from_date <= row.date && (held.to_date === null || row.date <= held.to_date)) return true;
  }
  return false;
}
