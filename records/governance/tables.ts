import type { Generated, Selectable } from 'kysely';

/** A change of the registry that somebody asked for, with what became of it. */
export interface RegistryChangeTable {
  id: string;
  /** Order of asking. */
  position: Generated<number>;
  status: string;
  by_person: string;
  /** The token it was asked for with, and through whose hands that came besides its holder's. */
  token: string | null;
  issuers: string[];
  /** Those of them who made their link with nobody else looking. */
  alone: string[];
  at: number;
  /** Until when it may be approved; null when it was made at once. */
  expires: number | null;
  /** Over what was given: the same change again is recognised while it waits. */
  digest: string;
  /** What was given, JSON text; only while it waits – afterwards the journal holds what was made of it. */
  given: string | null;
  /** `WaitingRow[]`, JSON text: what it touches, without names. */
  rows: string;
  bodies: string[];
  /** Only an administrator of the whole installation may approve it. */
  overall: boolean;
  /** Whose appointments or nominations it contains: they do not approve it. */
  appointed: string[];
  decided_by: string | null;
  decided_at: number | null;
  reason: string | null;
  /** Line of the registry's journal by which it was made. */
  seq: number | null;
  /** There was no second administrator who could have approved it. */
  sole: boolean;
}

/** The same as it is read. */
export type RecordedChange = Selectable<RegistryChangeTable>;

/** The end of an administrator's post that nobody else could approve: it may be objected to until an instant. */
export interface EndingTable {
  change: string;
  appointment: string;
  person: string;
  /** The administrator's body and, of one of everything, the operating body: whose heads and CISOs may object. */
  bodies: string[];
  overall: boolean;
  until: number;
  /** The last day that was recorded before, and when: what an objection restores. */
  to_before: string | null;
  end_recorded_before: number | null;
}

/** A one-time link by which a person claims a token. */
export interface ClaimTable {
  id: string;
  /** Null while a link that was approved has not been fetched by whoever asked for it. */
  secret_hash: string | null;
  person: string;
  issued_by: string;
  /** The token it was issued with, and through whose hands that came besides its holder's. */
  issued_with: string | null;
  earlier_issuers: string[];
  /** Who may hold the token that will be claimed: who issued it with nobody else looking, and before. */
  alone: string[];
  /** It was issued as a guarded change. */
  guarded: boolean;
  issued: number;
  expires: number;
  purpose: string;
  /** Days the token will be valid. */
  token_days: number;
  claimed: number | null;
  token: string | null;
  revoked: number | null;
  revoked_by: string | null;
}

/** An account of a provider by which a person signs in. */
export interface IdentityTable {
  id: string;
  issuer: string;
  subject: string;
  person: string;
  how: 'link' | 'administrator';
  bound: number;
  /** Whoever handed over the link, or named the account: could sign in as the person. */
  issued_by: string;
  earlier_issuers: string[];
  alone: string[];
  plain: boolean;
  removed: number | null;
  removed_by: string | null;
}

/** A passkey by which a person signs in. */
export interface PasskeyTable {
  id: string;
  /** The credential's id, base64url. */
  credential: string;
  public_key: Uint8Array;
  counter: number;
  transports: string[];
  synced: boolean;
  person: string;
  how: 'link' | 'passkey';
  enrolled: number;
  /** Whoever handed over the link: could have enrolled a key of their own. */
  issued_by: string;
  earlier_issuers: string[];
  alone: string[];
  plain: boolean;
  used: number | null;
  /** When its counter went back. */
  went_back: number | null;
  removed: number | null;
  removed_by: string | null;
}

/** A challenge that is open: what a browser has and what it is about stand here as their hashes. */
export interface PasskeyChallengeTable {
  browser_hash: string;
  challenge: string;
  act: string;
  about: string;
  source: string;
  at: number;
}

/** Which entry relied on which appointment. */
export interface RelianceTable {
  appointment: string;
  instance: string;
  seq: number;
  at: number;
  /** Who decided. */
  person: string;
}

/** An entry that rests on an appointment changed afterwards. */
export interface ChangedRelianceTable {
  instance: string;
  seq: number;
  /** The appointment relied on. */
  appointment: string;
  why: string;
  /** The appointment recorded or ended afterwards. */
  changed: string;
  recorded_at: number;
  registry_seq: number;
}

/** The tables of the governance. */
export interface GovernanceTables {
  registry_changes: RegistryChangeTable;
  endings: EndingTable;
  claims: ClaimTable;
  identities: IdentityTable;
  passkeys: PasskeyTable;
  passkey_challenges: PasskeyChallengeTable;
  reliances: RelianceTable;
  rested_on: ChangedRelianceTable;
}
