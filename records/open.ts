import { randomUUID } from 'node:crypto';
import { dataFormat } from '../contract/data-format.ts';
import { sql } from 'kysely';
import { OBJECTION_DAYS } from '../machines/registry/ending.ts';
import type { Calendars } from '../model/calendar/settings.ts';
import type { Instant } from '../model/identifiers.ts';
import type { Text } from '../model/text.ts';
import { makeAnswers } from './answers.ts';
import { shippedCalendars } from './calendar-file.ts';
import { dump } from './backup/dump.ts';
import { makeDerivation } from './derived/derivation.ts';
import { makeCalendars } from './calendars.ts';
import type { Installation, Records } from '../contract/records/records.ts';
import { defaultRetention, type Retention } from '../contract/records/retention.ts';
import { type Database, type DatabaseMeter, type OpenedDatabase, openDatabase } from './database.ts';
import { makeDocuments } from './documents/documents.ts';
import { makeEngineWatch } from './engine-watch.ts';
import { makeFeeds } from './feeds/feeds.ts';
import { makeClaims } from './governance/claims.ts';
import { makeIdentities } from './governance/identities.ts';
import { makePasskeys } from './governance/passkeys.ts';
import { makeGovernance } from './governance/governance.ts';
import { makeInstances } from './instances.ts';
import { makeIntegrity } from './integrity/integrity.ts';
import { makeKeptForms } from './kept-forms.ts';
import { makeJournal } from './journal/journal.ts';
import { hasTable, migrate } from './migrate.ts';
import { DEFAULT_HOLD } from './notices/hold.ts';
import { makeMailQueue } from './notices/mail-queue.ts';
import { refreshBoardBodies } from './read-model/bodies.ts';
import { makeOpenings } from './openings.ts';
import { makeReadModel } from './read-model/read-model.ts';
import type { PayloadKeys } from '../contract/records/payload-keys.ts';
import { makePayloadKeys } from './payload-keys.ts';
import { makeReadLog } from './read-log.ts';
import { makeRefusals } from './refusals.ts';
import { makeLookUps } from './look-ups/look-ups.ts';
import { applyRegisterEffect } from './registers/apply.ts';
import { makeRegisters } from './registers/registers.ts';
import { makeRebuilds } from './rebuilds.ts';
import { makeRegistryTells } from './registry-tells.ts';
import type { SealingKeys } from './line-seals.ts';
import { makeRegistry } from './registry/registry.ts';
import { makeSettings } from './settings.ts';
import { Tidier } from './tidy.ts';
import { makeTokens } from './tokens.ts';
import { makeWebhooks } from './webhooks/webhooks.ts';

/** Nothing was created here yet, and this process does not create it. */
export class NoInstallation extends Error {
  override readonly name = 'NoInstallation';
  readonly text: Text = {
    ja: 'この場所にはまだ junkan の記録がありません。先に npm start（または junkan start）で作成してください。',
    en: 'There are no records of junkan here yet. Create them first with npm start (or junkan start).',
  };
  constructor() {
    super('no installation');
    this.message = `${this.text.ja}\n${this.text.en}`;
  }
}

/** The data are of another format than this junkan writes and reads. Nothing was changed. */
export class OtherFormat extends Error {
  override readonly name = 'OtherFormat';
  readonly text: Text;
  constructor(found: number | undefined) {
    const text = {
      ja: `データの形式（${found ?? '番号なし'}）が、この版の junkan の形式（${dataFormat}）と異なります。何も変更していません。リリース 1.0 より前のデータは引き継げません。データを消して作り直すか（JUNKAN_DATA。DATABASE_URL を設定しているときはそのデータベースも）、別の場所を指定してください。`,
      en: `The data have another format (${found ?? 'no number'}) than this junkan (${dataFormat}). Nothing was changed. Data from before release 1.0 are not carried over: delete them and make them anew (JUNKAN_DATA; where DATABASE_URL is set, that database too), or name another place.`,
    };
    super(`${text.ja}\n${text.en}`);
    this.text = text;
  }
}

/** Where the records are, and what to make of an empty place. */
export interface OpenRecords {
  /** PostgreSQL; absent: PGlite in `<dataDirectory>/records`, whose lock the caller holds. */
  readonly databaseUrl?: string;
  readonly dataDirectory: string;
  /** By which lines of the registry's and the tokens' journals are sealed. */
  readonly keys: SealingKeys;
  /** Called before anything is written: rejects where the keys are not this installation's. */
  readonly checkKeys?: (known: PayloadKeys) => Promise<void>;
  /** Whether what has aged is removed at once; it is written down. @default true */
  readonly tidies?: boolean;
  /** Where an empty embedded database is kept for copying. @default as the environment says */
  readonly cache?: string;
  /** Creates the installation when there is none. What it is is fixed then: an existing one keeps its kind. */
  readonly create?: { readonly kind: Installation['kind'] };
  /** The configured calendars; the shipped ones when left out. */
  readonly calendars?: Calendars;
  /** Epoch milliseconds; only for what is stamped here, never for what a workflow or a caller dates. */
  readonly clock?: () => Instant;
  /** Milliseconds a reminder's mail waits for the others of the same morning. @default a minute */
  readonly hold?: number;
  /** Days within which the end of the only other administrator's post may be objected to. @default 7 */
  readonly objectionDays?: number;
  /** How many days what is no journal is kept. @default years */
  readonly keep?: Retention;
  /** Told of what the database is asked, for measuring. */
  readonly measuring?: DatabaseMeter;
}

/**
 * Opens the records: brings the schema up to date, reads (or creates) the installation, and wires the parts.
 * Throws `RecordsUnavailable`, `NewerSchema`, `OlderSchema`, `OtherFormat`, `NoInstallation`.
 */
export async function openRecords(where: OpenRecords): Promise<Records> {
  return recordsOver(await openDatabase(where), where);
}

/** The same over a database already open, which is closed when it cannot be used. */
export async function recordsOver(
  opened: OpenedDatabase,
  {
    create,
    clock = Date.now,
    hold = DEFAULT_HOLD,
    objectionDays = OBJECTION_DAYS,
    calendars = shippedCalendars(clock()),
    keep = defaultRetention,
    checkKeys,
    tidies = true,
  }: Omit<OpenRecords, 'databaseUrl' | 'dataDirectory' | 'keys' | 'cache' | 'measuring'>,
): Promise<Records> {
  const { db } = opened;
  try {
    if (create === undefined && !(await hasTable(db, 'installation'))) throw new NoInstallation();
    await refuseOtherFormat(db);
    await migrate(db);
    const installation = await installationIn(db, create?.kind, clock());
    await checkKeys?.(makePayloadKeys(db));
    const tidying = new Tidier(opened, clock, keep);
    if (tidies) await tidying.now();
    const parts = wire(opened, tidying, { hold, objectionDays, configured: calendars, clock });
    const integrity = makeIntegrity(db, installation.id, applyRegisterEffect);
    const derivation = makeDerivation(opened, applyRegisterEffect);
    return { ...parts, integrity, derivation, installation, backup: (at) => dump(db, installation, at) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function wire(
  opened: OpenedDatabase,
  tidying: Tidier,
  configuration: {
    readonly hold: number;
    readonly objectionDays: number;
    readonly configured: Calendars;
    readonly clock: () => Instant;
  },
): Omit<Records, 'installation' | 'integrity' | 'derivation' | 'backup'> {
  const { db } = opened;
  const { hold, objectionDays, configured, clock } = configuration;
  const journal = makeJournal(opened, applyRegisterEffect, tidying, hold);
  const registry = makeRegistry(db, refreshBoardBodies);
  const instances = makeInstances(db);
  const calendars = makeCalendars(db, configured);
  return {
    journal,
    registry,
    governance: makeGovernance(db, refreshBoardBodies, objectionDays),
    claims: makeClaims(db),
    identities: makeIdentities(db),
    passkeys: makePasskeys(db),
    registers: makeRegisters(db, configured, clock),
    instances,
    readModel: makeReadModel(db),
    refusals: makeRefusals(db),
    documents: makeDocuments(db),
    tokens: makeTokens(db),
    answers: makeAnswers(db),
    keptForms: makeKeptForms(db),
    settings: makeSettings(db),
    lookUps: makeLookUps(db, { instances, calendars, journal }),
    calendars,
    readLog: makeReadLog(db),
    mailQueue: makeMailQueue(db),
    openings: makeOpenings(db, configured),
    registryTells: makeRegistryTells(db),
    rebuilds: makeRebuilds(db),
    webhooks: makeWebhooks(db),
    feeds: makeFeeds(db),
    payloadKeys: makePayloadKeys(db),
    engineWatch: makeEngineWatch(db),
    ready: () => answers(db),
    close: async () => {
      tidying.close();
      journal.close();
      await opened.close();
    },
  };
}

/** What there is must be of this format; data from before there was a number have none. Throws `OtherFormat`. */
async function refuseOtherFormat(db: Database): Promise<void> {
  if (!(await hasTable(db, 'installation'))) return;
  const { rows } = await sql<{ format: number | null }>`
    select (to_jsonb(installation) ->> 'format')::integer as format from installation`.execute(db);
  const there = rows[0];
  if (there !== undefined && there.format !== dataFormat) throw new OtherFormat(there.format ?? undefined);
}

/** The installation; of several processes that create it at once one does. */
async function installationIn(
  db: Database,
  create: Installation['kind'] | undefined,
  now: Instant,
): Promise<Installation> {
  if (create !== undefined) {
    const made = { kind: create, id: randomUUID(), created: now, format: dataFormat };
    await db
      .insertInto('installation')
      .values(made)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const there = await db.selectFrom('installation').select(['kind', 'id', 'created']).executeTakeFirst();
  if (there === undefined) throw new NoInstallation();
  return there;
}

async function answers(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}
