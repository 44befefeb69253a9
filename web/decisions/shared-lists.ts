/**
 * The lists that every procedure has: departments, people, bodies and clauses, documents, the body's other procedures, and
 * what was recorded so far.
 */
import { instancesOfList, kindsOfDocuments, rolesOfList } from '../../machines/core/index.ts';
import type { DepartmentRow, NamedHolder } from '../../contract/records/registry.ts';
import { clauseIds, clauseShown } from '../../model/clauses.ts';
import { dateInJapan, dateInWords, fiscalYearName } from '../../model/japan-time.ts';
import { asObject } from '../../model/json.ts';
import { isRole, roles } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { readsByPost } from '../access/contents.ts';
import { readableAt } from '../access/reading.ts';
import { rolesIn } from '../access/bodies.ts';
import { decisionLabel, definitionOf, textOf } from '../texts.ts';
import { documentList } from './document-choices.ts';
import { bounded, LISTED, type List, type Listed, type Making } from './listed.ts';
import { subjectOf, withSubject } from './subjects.ts';
import { instanceShown, titled } from './naming.ts';

/** The latest entries from which one is chosen. */
const ENTRIES_LISTED = 100;

/** A list that every procedure has; people and departments are shown to those of the body alone, as everywhere. */
export async function sharedList(making: Making, name: string): Promise<List | undefined> {
  const { parts, me, read } = making;
  const { organisation, at } = read;
  const { registry } = parts.records;
  const isOwn = rolesIn(me, organisation).length > 0;
  const search = `organisation=${organisation}&search=`;
  const kinds = kindsOfDocuments(name);
  if (kinds !== undefined) return documentList(making, kinds);
  const instances = instancesOfList(name);
  if (instances !== undefined) return instanceList(making, instances);
  if (name === 'entries' || name === 'entriesInMyName') return entryList(making, name);
  if (name === 'clauses') return { items: clauseIds.map((id) => ({ id, ...clauseShown(id) })) };
  if (name === 'organisations') {
    const bodies = await registry.organisations();
    const items = bodies.slice(0, LISTED).map(({ id, nameJa: ja, nameEn: en }) => ({ id, ja, en }));
    return bounded(items, bodies.length, '/api/v1/organisations?search=');
  }
  if (!isOwn) return undefined;
  if (name === 'departments') {
    const today = dateInJapan(at);
    const standing = (await registry.departments(organisation)).filter(({ to }) => to === undefined || today <= to);
    const byId = new Map(standing.map((row) => [row.id, row]));
    const items = standing.slice(0, LISTED).map((row) => department(row, byId));
    return bounded(items, standing.length, `/api/v1/departments?${search}`);
  }
  const posts = rolesOfList(name).filter(isRole);
  const searchAt = `/api/v1/people?${search}`;
  if (posts.length === 0) return { items: [], more: true, searchAt };
  const holders = await registry.holdersOf(organisation, posts, at);
  const departments = await registry.namesOfDepartments(
    organisation,
    holders.flatMap((holder) => holder.department ?? []),
  );
  const items = new Map(holders.map((holder) => [holder.person, personListed(holder, departments)]));
  return { items: [...items.values()], searchAt };
}

/** A department below the name of its bureau. */
function department(row: DepartmentRow, byId: ReadonlyMap<string, DepartmentRow>): Listed {
  let bureau: DepartmentRow | undefined = row;
  const seen = new Set<string>();
  while (bureau !== undefined && !bureau.bureau && !seen.has(bureau.id)) {
    seen.add(bureau.id);
    bureau = bureau.parent === undefined ? undefined : byId.get(bureau.parent);
  }
  const group = bureau === undefined ? undefined : { ja: bureau.nameJa, en: bureau.nameEn };
  return { id: row.id, ja: row.nameJa, en: row.nameEn, ...(group !== undefined && { group }) };
}

function personListed(holder: NamedHolder, departments: ReadonlyMap<string, Text>): Listed {
  const { person, nameJa, nameEn, role, department: where } = holder;
  const place = where === undefined ? undefined : departments.get(where);
  const post = roles[role];
  return {
    id: person,
    ja: `${nameJa}（${place === undefined ? '' : `${place.ja} `}${post.ja}）`,
    en: `${nameEn} (${post.en}${place === undefined ? '' : `, ${place.en}`})`,
  };
}

/** The body's other procedures of a kind, of this year and those beside it, that run or ended so; the latest first. */
async function instanceList(
  { parts, me, read }: Making,
  { kind, standing }: { readonly kind: string; readonly standing: string },
): Promise<List> {
  const { organisation, instance, state } = read;
  const { year } = state.snapshot.context;
  const years = [year + 1, year, year - 1];
  const { instances } = parts.records;
  const rows = await Promise.all(
    years.map((one) => instances.list({ procedure: kind, year: one, organisation }, undefined, LISTED)),
  );
  const wanted = rows
    .flatMap((some) => some.toReversed())
    .filter((row) => row.instance !== instance && (row.projection.ended ?? 'open') === standing);
  const readable = await readableAt(
    parts.records,
    me,
    wanted.map((row) => row.instance),
  );
  const items = wanted
    .filter((row) => readable.includes(row.instance))
    .map((row): Listed => {
      const name = instanceShown(row.instance);
      const { phase, ended, title } = row.projection;
      const definition = definitionOf(row.procedure, row.version);
      const where = textOf(definition?.phases ?? {}, ended ?? phase);
      const isRead = definition !== undefined && readsByPost(definition, 'title', rolesIn(me, organisation));
      const called = titled(isRead ? title : undefined);
      const of = fiscalYearName(row.year);
      return {
        id: row.instance,
        ja: `${of.ja}の${name.ja}${called.ja}（${where.ja}）`,
        en: `${name.en} of ${of.en}${called.en} (${where.en})`,
      };
    });
  const searchAt = `/api/v1/procedures?kind=${kind}&organisation=${organisation}&year=${year}`;
  return bounded(items.slice(0, LISTED), items.length, searchAt);
}

/** Entries by what was decided and when, the latest first: those in the reader's name, or those that the reader reads. */
async function entryList({ parts, me, read }: Making, name: 'entries' | 'entriesInMyName'): Promise<List> {
  const { instance, procedure, state, reach } = read;
  const mine = Object.entries(state.entered ?? {}).flatMap(([seq, decider]) =>
    decider === me.person ? [Number(seq)] : [],
  );
  if (name === 'entriesInMyName' && mine.length === 0) return { items: [] };
  const first = name === 'entries' ? Math.max(0, state.seq - ENTRIES_LISTED) : Math.min(...mine) - 1;
  const lines = await parts.records.journal.page(instance, first, state.seq - first);
  const items = lines.flatMap(({ entry: { seq, at, event } }): Listed[] => {
    const { type } = asObject(event);
    if (typeof type !== 'string' || !Object.hasOwn(procedure.decisions, type)) return [];
    if (name === 'entriesInMyName' ? !mine.includes(seq) : !reach.reads(event)) return [];
    const label = withSubject(decisionLabel(procedure.id, type), subjectOf(procedure, event, reach.context));
    const day = dateInWords(dateInJapan(at));
    return [{ id: String(seq), ja: `${seq}：${label.ja}（${day.ja}）`, en: `${seq}: ${label.en} (${day.en})` }];
  });
  const all = name === 'entries' ? state.seq : mine.length;
  const isCut = first > 0 && name === 'entries';
  return { items: items.toReversed(), ...(isCut && all > items.length && { more: true as const }) };
}
