import { sql } from 'kysely';
import { OBJECTION_DAYS } from '../../machines/registry/ending.ts';
import type { Instant } from '../../model/identifiers.ts';
import { comesAfter, pageOf } from '../cursors.ts';
import { registryChain } from '../../contract/records/integrity.ts';
import { lastSignedOf } from '../sealed-lines.ts';
import type { Connection, Database } from '../database.ts';
import { holdDocuments } from '../documents/documents.ts';
import { inOrder, readFile } from '../import/import-file.ts';
import type { AfterChange, JudgedChange } from '../registry/change.ts';
import { damagesOfRegistry } from '../registry/journal.ts';
import { type GivenRows, givenOf } from '../registry/rows.ts';
import { administratorsAt, belongingOf, postsOf } from './administrators.ts';
import { ask, type RegistryRequest } from './ask.ts';
import type {
  ChangeOutcome,
  ChangePreview,
  ChangeRow,
  Governance,
  ReadsDocument,
} from '../../contract/records/governance.ts';
import { askCommon } from './common-facts.ts';
import { decide } from './decide.ts';
import { object, objectorsTo } from './endings.ts';
import { linesOf } from './lines.ts';
import { previewOf, previewWaiting, warningsOf } from './preview.ts';
import { restedOn } from './rested.ts';
import type { WaitingRow } from './stored.ts';
import type { RecordedChange } from './tables.ts';

type Asking = Omit<RegistryRequest, 'readable' | 'objectionDays' | 'seen'>;

/**
 * The governance over the database; `afterChange` runs in the transaction of each change that is made. `objectionDays`:
 * days within which the end of an administrator's post may be objected to where nobody else could approve it.
 */
export function makeGovernance(
  db: Database,
  afterChange: AfterChange = async () => {},
  objectionDays = OBJECTION_DAYS,
): Governance {
  /** The whole chain takes long: whoever asks while one is under way gets that one. */
  let verifying: ReturnType<Governance['verify']> | undefined;
  const askGiven = async (asking: Asking, reads: ReadsDocument | undefined): Promise<ChangeOutcome> => {
    // First, so that none is removed between look and record.
    await holdDocuments(db, documentsNamed(asking.given), asking.at);
    // Before the transaction: whoever reads asks the same database.
    const readable = await readableOf(asking.given, reads);
    return db.transaction().execute(async (trx) => {
      let judged: JudgedChange | undefined;
      const seen = (what: JudgedChange): void => void (judged = what);
      const outcome = await ask(trx, { ...asking, readable, objectionDays, seen }, afterChange);
      const warnings = await warningsOf(trx, judged, asking);
      return { ...outcome, ...(warnings.length > 0 && { warnings }) };
    });
  };
  const previewGiven = async (asking: Asking, reads: ReadsDocument | undefined): Promise<ChangePreview> => {
    const readable = await readableOf(asking.given, reads);
    return previewOf(db, { ...asking, readable, objectionDays }, afterChange);
  };

  return {
    ask: (change, by, at, token, reads) => askGiven({ given: givenOf(change), by, at, token, before: [] }, reads),

    async askFile(file, by, at, token, reads) {
      const { given, problems: before } = await readFile(file);
      return askGiven({ given, by, at, token, before }, reads).catch((error: unknown) => {
        throw inOrder(error);
      });
    },

    preview: (change, by, at, token, reads) =>
      previewGiven({ given: givenOf(change), by, at, token, before: [] }, reads),

    async previewFile(file, by, at, token, reads) {
      const { given, problems: before } = await readFile(file);
      return previewGiven({ given, by, at, token, before }, reads).catch((error: unknown) => {
        throw inOrder(error);
      });
    },

    askCommon: (fact, by, at, token) => db.transaction().execute((trx) => askCommon(trx, fact, { by, at, token })),

    async decide(id, decision, by, at, reason, token) {
      const deciding = { id, decision, by, at, reason, token };
      const known = await db.transaction().execute((trx) => decide(trx, deciding, afterChange));
      return known ? changeOf(db, id, at) : undefined;
    },

    async object(id, by, at, reason, token) {
      const objection = { id, by, at, reason, token };
      const known = await db.transaction().execute((trx) => object(trx, objection, afterChange));
      return known ? changeOf(db, id, at) : undefined;
    },

    objectors: (id, at) => objectorsTo(db, id, at),

    change: (id, at) => changeOf(db, id, at),

    previewWaiting: (id, at) => previewWaiting(db, id, at),

    async changes({ status, visible, of }, at, cursor, limit) {
      let query = db
        .selectFrom('registry_changes')
        .selectAll()
        .where(comesAfter(cursor, { at: 'position', id: 'id', newestFirst: true }))
        .orderBy('position', 'desc')
        .limit(limit + 1);
      // What nobody decided in time counts as expired although its line comes with the next change.
      if (status === 'pending') query = query.where('status', '=', status).where('expires', '>', at);
      else if (status === 'expired') {
        query = query.where((where) =>
          where.or([
            where('status', '=', 'expired'),
            where.and([where('status', '=', 'pending'), where('expires', '<=', at)]),
          ]),
        );
      } else if (status !== undefined) query = query.where('status', '=', status);
      if (visible !== 'all') {
        const mine = sql<boolean>`bodies <@ ${sql.val([...visible])}::text[] and not overall`;
        query = query.where((where) => (of === undefined ? mine : where.or([mine, where('by_person', '=', of)])));
      }
      return pageOf(
        await query.select(objectionUntil).execute(),
        limit,
        ({ position, id }) => ({ at: position, id }),
        (row) => toChange(row, at),
      );
    },

    lines: (after, limit) => linesOf(db, after, limit),

    verify: () => (verifying ??= verify(db).finally(() => (verifying = undefined))),

    administers: async (person, at) => (await administratorsAt(db, at)).get(person) ?? [],

    restedOn: (instance) => restedOn(db, instance),

    async recordings(organisation) {
      const rows = await db
        .selectFrom('appointments')
        .select(['id', 'recorded_at', 'recorded_by', 'end_recorded_at'])
        .where('organisation', '=', organisation)
        .execute();
      return new Map(
        rows.map(({ id, recorded_at: recordedAt, recorded_by: recordedBy, end_recorded_at }) => [
          id,
          { recordedAt, recordedBy, ...(end_recorded_at === null ? {} : { endRecordedAt: end_recorded_at }) },
        ]),
      );
    },

    bodiesOf: async (person, at) => (await belongingOf(db, [person], at)).get(person)?.bodies ?? [],

    postsOf: (person, at) => postsOf(db, person, at),
  };
}

/** The documents on which nominations rest; more than a hundred are not looked up. */
function documentsNamed({ nominations }: GivenRows): readonly string[] {
  const named = new Set(nominations.flatMap(({ row }) => row.document ?? []));
  return [...named].slice(0, DOCUMENTS_LOOKED_UP).filter(isHash);
}

/** Of the documents on which nominations rest those that whoever asks may read. */
async function readableOf(given: GivenRows, reads: ReadsDocument = async () => false): Promise<ReadonlySet<string>> {
  const readable = new Set<string>();
  for (const hash of documentsNamed(given)) if (await reads(hash)) readable.add(hash);
  return readable;
}

/** Documents of nominations that are looked up for one change. */
const DOCUMENTS_LOOKED_UP = 100;

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

async function verify(db: Database): ReturnType<Governance['verify']> {
  const firstBroken = (await damagesOfRegistry(db, await lastSignedOf(db, registryChain)))[0]?.seq;
  const { lines } = await db
    .selectFrom('registry_journal')
    .select((eb) => eb.fn.countAll<number>().as('lines'))
    .executeTakeFirstOrThrow();
  const { sole } = await db
    .selectFrom('registry_changes')
    .select((eb) => eb.fn.countAll<number>().as('sole'))
    .where('sole', '=', true)
    .executeTakeFirstOrThrow();
  return {
    whole: firstBroken === undefined,
    lines: Number(lines),
    soleChanges: Number(sole),
    ...(firstBroken === undefined ? {} : { firstBroken }),
  };
}

async function changeOf(db: Connection, id: string, at: Instant): Promise<ChangeRow | undefined> {
  const row = await db
    .selectFrom('registry_changes')
    .selectAll()
    .select(objectionUntil)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : toChange(row, at);
}

/** Until when the ends of administrators' posts in a change may be objected to. */
const objectionUntil = sql<number | null>`(select max(until) from endings where change = registry_changes.id)`.as(
  'objection_until',
);

function toChange(row: RecordedChange & { readonly objection_until: number | null }, at: Instant): ChangeRow {
  const rows: WaitingRow[] = JSON.parse(row.rows);
  return {
    id: row.id,
    status: statusOf(row, at),
    by: row.by_person,
    at: row.at,
    ...(row.expires === null ? {} : { expires: row.expires }),
    bodies: row.bodies,
    rows: rows.map(({ before: _before, ...touched }) => touched),
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.seq === null ? {} : { seq: row.seq }),
    ...(row.sole ? { soleAdministrator: true } : {}),
    ...(row.objection_until === null ? {} : { objectionUntil: row.objection_until }),
    ...(row.given === null ? {} : { given: JSON.parse(row.given) }),
  };
}

function statusOf({ status, expires }: Pick<RecordedChange, 'status' | 'expires'>, at: Instant): ChangeRow['status'] {
  switch (status) {
    case 'pending':
      return expires !== null && expires <= at ? 'expired' : status;
    case 'rejected':
    case 'withdrawn':
    case 'expired':
    case 'objected':
      return status;
    default:
      return 'done';
  }
}
