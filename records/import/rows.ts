/** Builds what the registry judges from the fields an import has read. */
import { composedName } from '../../model/composed.ts';
import type { FormerName } from '../../model/organisation-names.ts';
import type { Text } from '../../model/text.ts';
import { isFictionalId } from '../registry/fiction.ts';
import type { Where } from '../registry/problems.ts';
import type { GivenRows, Item } from '../registry/rows.ts';
import type { RowKind } from './fields.ts';
import type { Value } from './values.ts';

/** Rows of one file; the largest body with all its people has a fifth of it. */
export const mostRows = 50_000;
export const tooManyRows: Text = {
  ja: `一つのファイルで取り込めるのは${mostRows}行までです。分けて取り込んでください`,
  en: `one file takes at most ${mostRows} rows: import it in parts`,
};

/** Where a row stands in its file: data, so that a row can come from the thread that read it. */
export interface Place {
  /** `line 4`, in JSON also `: people[2]`. */
  readonly row: string;
  /** CSV: the heads of its columns by field. */
  readonly heads?: ReadonlyMap<string, string>;
}

/** Names the place of a row or of a field in it. */
export function whereIn({ row, heads }: Place): Where {
  return (field) => {
    if (field === undefined) return row;
    return heads === undefined ? `${row}.${field}` : `${row}: ${heads.get(field) ?? field}`;
  };
}

/** A row with its place and the fields that could be read. */
export interface ReadRow {
  readonly place: Place;
  readonly values: ReadonlyMap<string, Value>;
  /** True when a field could not be read: the row counts as there and is not judged further. */
  readonly broken: boolean;
}

/** The rows of a whole file by kind. */
export type ReadRows = Readonly<Record<RowKind, readonly ReadRow[]>>;

/**
 * What a file asks for. It never takes back that a body, a department or an appointment ended, nor when, nor who succeeded
 * it: an end that is recorded stays, whatever the file says, and successors are added to those recorded.
 */
export function givenOfRows(rows: ReadRows): GivenRows {
  return {
    organisations: rows.organisations.map((row) => {
      const { text, list, flag, name, names } = readers(row);
      const id = text('id') ?? '';
      return item(row, {
        id,
        kind: text('kind') ?? undefined,
        class: text('class'),
        legal_basis: text('legalBasis'),
        objectives_basis: text('objectivesBasis'),
        publication_basis: text('publicationBasis'),
        name_ja: name('nameJa'),
        name_en: name('nameEn'),
        former_names_added: names('formerNames'),
        renamed_on: text('renamedOn') ?? undefined,
        supervisors: list('supervisors'),
        corporate_number: text('corporateNumber'),
        from_date: text('from'),
        to_added: text('to') ?? undefined,
        abolition_basis: text('abolitionBasis') ?? undefined,
        successors_added: list('successors'),
        fictional: flag('fictional') ?? isFictionalId(id),
      });
    }),
    departments: rows.departments.map((row) => {
      const { text, list, flag, name } = readers(row);
      return item(row, {
        organisation: text('organisation') ?? '',
        id: text('id') ?? '',
        name_ja: name('nameJa'),
        name_en: name('nameEn'),
        parent: text('parent'),
        bureau: flag('bureau'),
        separate: flag('separate'),
        from_date: text('from'),
        to_added: text('to') ?? undefined,
        successors_added: list('successors'),
      });
    }),
    people: rows.people.map((row) => {
      const { text, name } = readers(row);
      return item(row, {
        id: text('id') ?? '',
        name_ja: name('nameJa'),
        name_en: name('nameEn'),
        mail: text('mail'),
        home: text('home'),
        outside_firm: text('outside.firm'),
        outside_contract: text('outside.contract'),
        outside_from: text('outside.from'),
        outside_to: text('outside.to'),
        outside_declaration: text('outside.declaration'),
      });
    }),
    appointments: rows.appointments.map((row) => {
      const { text } = readers(row);
      return item(row, {
        id: text('id') ?? '',
        person: text('person') ?? undefined,
        role: text('role') ?? undefined,
        organisation: text('organisation') ?? undefined,
        department: text('department'),
        from_date: text('from') ?? undefined,
        to_added: text('to') ?? undefined,
        kind: text('kind') ?? undefined,
        instrument_order: text('instrument.order'),
        instrument_date: text('instrument.date'),
      });
    }),
    voids: [],
    nominations: rows.nominations.map((row) => {
      const { text } = readers(row);
      return item(row, {
        id: text('id') ?? '',
        organisation: text('organisation') ?? undefined,
        head: text('head') ?? undefined,
        person: text('person') ?? undefined,
        instance: text('instance') ?? undefined,
        decision: text('decision'),
        document: text('document') ?? undefined,
        date: text('date') ?? undefined,
        to_added: text('to') ?? undefined,
      });
    }),
  };
}

function item<T>({ place, broken }: ReadRow, row: T): Item<T> {
  return { where: whereIn(place), row, broken };
}

/** The fields of a row by their type; `undefined` where the row says nothing, `null` where it says there is none. */
function readers({ values }: ReadRow): {
  text: (name: string) => string | null | undefined;
  list: (name: string) => string[] | undefined;
  /** A name, in one form. */
  name: (name: string) => string | undefined;
  names: (name: string) => FormerName[] | undefined;
  flag: (name: string) => boolean | undefined;
} {
  return {
    text(name) {
      const value = values.get(name);
      return value === null || typeof value === 'string' ? value : undefined;
    },
    list(name) {
      const value = values.get(name);
      return Array.isArray(value) ? value.filter((part) => typeof part === 'string') : undefined;
    },
    name(name) {
      const value = values.get(name);
      return typeof value === 'string' ? composedName(value) : undefined;
    },
    names(name) {
      const value = values.get(name);
      return Array.isArray(value) ? value.filter((part) => typeof part === 'object') : undefined;
    },
    flag(name) {
      const value = values.get(name);
      return typeof value === 'boolean' ? value : undefined;
    },
  };
}
