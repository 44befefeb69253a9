/**
 * What records (the database) offers, part by part. Everything is asynchronous; every method throws `RecordsUnavailable`
 * when the database is away. Instants are epoch milliseconds, dates JST `YYYY-MM-DD`.
 */
import type { Instant } from '../../model/identifiers.ts';
import type { Answers } from './answers.ts';
import type { Calendars } from './calendars.ts';
import type { Claims } from './claims.ts';
import type { Derivation } from './derivation.ts';
import type { Documents } from './documents.ts';
import type { EngineWatch } from './engine-watch.ts';
import type { Feeds } from './feeds.ts';
import type { Governance } from './governance.ts';
import type { Identities } from './identities.ts';
import type { Instances } from './instances.ts';
import type { Integrity } from './integrity.ts';
import type { Journal } from './journal.ts';
import type { KeptForms } from './kept-forms.ts';
import type { LookUps } from './look-ups.ts';
import type { MailQueue } from './mail.ts';
import type { Openings } from './openings.ts';
import type { Passkeys } from './passkeys.ts';
import type { PayloadKeys } from './payload-keys.ts';
import type { ReadLog } from './read-log.ts';
import type { ReadModel } from './read-model.ts';
import type { Refusals } from './refusals.ts';
import type { Registers } from './registers.ts';
import type { Rebuilds } from './rebuilds.ts';
import type { RegistryTells } from './registry-tells.ts';
import type { Registry } from './registry.ts';
import type { Settings } from './settings.ts';
import type { Tokens } from './tokens.ts';
import type { Webhooks } from './webhooks.ts';

/** The installation itself. */
export interface Installation {
  /** Fixed at creation. */
  readonly kind: 'demonstration' | 'real';
  readonly created: Instant;
  readonly id: string;
}

export interface Records {
  readonly installation: Installation;
  readonly journal: Journal;
  readonly integrity: Integrity;
  readonly derivation: Derivation;
  readonly rebuilds: Rebuilds;
  readonly instances: Instances;
  readonly readModel: ReadModel;
  readonly refusals: Refusals;
  readonly documents: Documents;
  readonly tokens: Tokens;
  readonly answers: Answers;
  readonly keptForms: KeptForms;
  readonly settings: Settings;
  readonly registry: Registry;
  readonly governance: Governance;
  readonly claims: Claims;
  readonly identities: Identities;
  readonly passkeys: Passkeys;
  readonly registers: Registers;
  readonly lookUps: LookUps;
  readonly calendars: Calendars;
  readonly readLog: ReadLog;
  readonly mailQueue: MailQueue;
  readonly openings: Openings;
  readonly registryTells: RegistryTells;
  readonly webhooks: Webhooks;
  readonly feeds: Feeds;
  readonly payloadKeys: PayloadKeys;
  readonly engineWatch: EngineWatch;
  /** A backup, line by line, of one moment of the database (`records/backup/format.ts`). */
  backup(at: Instant): AsyncIterable<string>;
  /** Whether the database answers now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
