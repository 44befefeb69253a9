/**
 * What stands behind the self-inspections of a body's departments (3-12): how it stands with each by the registry of now,
 * what a file asks for, and the decision that enters it.
 */
import { z } from 'zod';
import { open } from '../machines/core/index.ts';
import type { HandIn, HandIns, Json, Refusal } from '../machines/core/index.ts';
import type { DepartmentId } from '../model/identifiers.ts';
import { dateInJapan } from '../model/japan-time.ts';
import { asObject } from '../model/json.ts';
import type { Text } from '../model/text.ts';
import type { ReadSelfInspection, SelfInspectionForm } from '../records/import/self-inspections.ts';
import { maximumBody } from './body.ts';
import { actorAt, type Caller } from './caller.ts';
import { checkDisk } from './disk.ts';
import { readBy, type InstanceReading } from './instances.ts';
import type { Parts } from './parts.ts';
import { invalid, notFound, Problem } from './problems.ts';

const statuses = {
  recorded: { ja: '提出済み', en: 'handed in' },
  collected: { ja: '提出済み（事務局が記録）', en: 'handed in, entered by the promotion office' },
  covered: { ja: '提出済み（他の部署の記録に含む）', en: 'covered by another department’s' },
  missing: { ja: '未提出', en: 'missing' },
  leftOut: { ja: '対象外（計画による）', en: 'left out by the plan' },
  notInspected: { ja: '未提出のまま判断', en: 'judged without it' },
} as const satisfies Record<HandIn['status'], Text>;

/** A procedure whose departments hand something in. */
export interface Collection extends InstanceReading {
  readonly handIns: HandIns;
}

/** Throws 404 where there is none, or the caller may not know of it. */
export async function collectionOf(parts: Parts, me: Caller, instance: string): Promise<Collection> {
  const read = await readBy(parts, me, instance, 'self-inspection');
  const { handIns } = read.procedure;
  if (handIns === undefined) throw notFound();
  return { ...read, handIns };
}

/**
 * Throws 404 for who does not read what was collected: the list is theirs who see to it. The officer of a department sees
 * the own record in the journal.
 */
export function checkReads({ reach, handIns }: Collection): void {
  if (!reach.reads({ type: handIns.enteredBy })) throw notFound();
}

/** What is against the caller's entering what was collected, whatever it says. */
export async function barredFrom(parts: Parts, me: Caller, collection: Collection): Promise<readonly Refusal[]> {
  const { procedure, state, at, handIns } = collection;
  const decisions = open(procedure, state, await actorAt(parts, me, at), at);
  const failing = decisions.find(({ decision }) => decision === handIns.enteredBy)?.failing ?? [];
  return failing.filter(({ concerns }) => concerns === 'who');
}

/** How it stands with each department by the registry of now. */
export async function handInsOf({ records }: Parts, collection: Collection): Promise<readonly HandIn[]> {
  const { handIns, state, organisation, instance, at } = collection;
  const { context } = state.snapshot;
  const scope = { organisation, instance, at, actor: { person: '', appointments: [] }, ask: handIns.asks(context) };
  return handIns.list(context, await records.lookUps.fact(handIns.fact, scope));
}

export const isMissing = ({ status }: HandIn): boolean => status === 'missing';
export const order = ({ status }: HandIn): number => (status === 'missing' ? 0 : status === 'leftOut' ? 2 : 1);

export async function namesOf(
  { records }: Parts,
  { organisation }: Collection,
  list: readonly HandIn[],
): Promise<(department: DepartmentId) => Text & { readonly id: DepartmentId }> {
  const ids = list.flatMap(({ department, through }) => [department, ...(through === undefined ? [] : [through])]);
  const names = await records.registry.namesOfDepartments(organisation, [...new Set(ids)]);
  return (id) => ({ id, ...(names.get(id) ?? { ja: id, en: id }) });
}

export function handInFor(
  { department, status, through, ...more }: HandIn,
  nameOf: (department: DepartmentId) => Text & { readonly id: DepartmentId },
) {
  return {
    department: nameOf(department),
    status: { id: status, ...statuses[status] },
    ...(through !== undefined && { through: nameOf(through) }),
    ...more,
  };
}

const commonIn = z.object({ criteriaSets: z.array(z.object({ id: z.string(), criteria: z.array(z.string()) })) });

/** What the file asks for: the criteria of the plan's set, the departments that there are. */
export async function formOf({ records }: Parts, collection: Collection): Promise<SelfInspectionForm> {
  const { handIns, state, organisation, instance, at } = collection;
  const set = handIns.criteriaSet?.(state.snapshot.context);
  const scope = { organisation, instance, at, actor: { person: '', appointments: [] }, ask: undefined };
  const { criteriaSets } = commonIn.parse(await records.lookUps.fact('common', scope));
  const today = dateInJapan(at);
  const departments = (await records.registry.departments(organisation)).filter(
    ({ from, to }) => (from === undefined || from <= today) && (to === undefined || today <= to),
  );
  return {
    criteria: criteriaSets.find(({ id }) => id === set)?.criteria ?? [],
    departments: new Map(departments.map(({ id, nameJa: ja, nameEn: en }) => [id, { ja, en }])),
  };
}

/** The decision that a file asks for. Throws 400 where it says more than one decision takes. */
export function bodyOf(
  { handIns, state }: Collection,
  rows: readonly ReadSelfInspection[],
  { document, measures }: { readonly document: string; readonly measures?: readonly string[] | undefined },
): Json {
  const criteriaSet = handIns.criteriaSet?.(state.snapshot.context);
  const body: Json = JSON.parse(
    JSON.stringify({
      type: handIns.enteredBy,
      rows: rows.map(({ line: _, ...row }) => row),
      ...(measures !== undefined && { measures }),
      ...(criteriaSet !== undefined && { criteriaSet }),
      document,
    }),
  );
  if (Buffer.byteLength(JSON.stringify(body)) <= maximumBody) return body;
  throw invalid([
    {
      path: 'line 1',
      ja: '一度に記録できる量を超えています。部署を分けて、二つ以上のファイルにしてください。',
      en: 'It is more than is entered at once. Split the departments over two files or more.',
    },
  ]);
}

/** What the file says of each department, and whose record is missing after it. */
export async function summaryOf(parts: Parts, collection: Collection, rows: readonly ReadSelfInspection[]) {
  const list = await handInsOf(parts, collection);
  const names = await parts.records.registry.namesOfDepartments(collection.organisation, [
    ...new Set([...rows.map(({ department }) => department), ...list.map(({ department }) => department)]),
  ]);
  const nameOf = (id: DepartmentId) => ({ id, ...(names.get(id) ?? { ja: id, en: id }) });
  const sum = (of: ReadSelfInspection['byRole'], name: 'subject' | 'answered' | 'compliant'): number =>
    of.reduce((total, role) => total + role[name], 0);
  return {
    departments: rows.map(({ department, line, byRole, criteria }) => {
      const before = list.find((one) => one.department === department)?.status;
      return {
        ...nameOf(department),
        line,
        subject: sum(byRole, 'subject'),
        answered: sum(byRole, 'answered'),
        compliant: sum(byRole, 'compliant'),
        notAchieved: criteria.filter(({ result }) => result === 'notAchieved').length,
        ...(before !== undefined && { before: { id: before, ...statuses[before] } }),
      };
    }),
    missing: list
      .filter((one) => isMissing(one) && rows.every(({ department }) => department !== one.department))
      .map(({ department }) => nameOf(department)),
  };
}

/** The file as the document that the decision rests on. */
export async function keep(
  { records, configuration }: Parts,
  me: Caller,
  { organisation }: Collection,
  { bytes, charset, year }: { readonly bytes: Uint8Array; readonly charset: string | undefined; readonly year: number },
): Promise<void> {
  checkDisk(configuration.disk, bytes.byteLength);
  await records.documents.put(whole(bytes), {
    name: `自己点検の集計 ${year}`,
    mediaType: charset === undefined ? 'text/csv' : `text/csv; charset=${charset}`,
    organisation,
    confidentiality: 2,
    by: me.person,
    at: me.at,
  });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** `rows[3].department` as the line of the file. */
export function atLine(rows: readonly ReadSelfInspection[]): (path: string) => string {
  return (path) => {
    const [, index] = /^rows\[(\d+)\]/.exec(path) ?? [];
    return (index === undefined ? undefined : rows[Number(index)]?.line) ?? path;
  };
}

/** A refusal whose paths name the lines of the file. */
export function withLines({ kind, detail, members, headers }: Problem, rows: readonly ReadSelfInspection[]): Problem {
  const { refusals, ...others } = members;
  if (!Array.isArray(refusals)) return new Problem(kind, detail, members, headers);
  const told = refusals.map((one: Json): Json => {
    const { paths } = asObject(one);
    return Array.isArray(paths) ? { ...asObject(one), paths: paths.map((path) => atLine(rows)(String(path))) } : one;
  });
  return new Problem(kind, detail, { ...others, refusals: told }, headers);
}
