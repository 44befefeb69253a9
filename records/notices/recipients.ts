/** Who gets a notice: whoever holds the post on that day, at the instant of what causes it (domain.md 2). */
import { type RawBuilder, sql } from 'kysely';
import type { Audience } from '../../machines/core/index.ts';
import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Connection } from '../database.ts';
import {
  type Days,
  type Holder,
  holdersOn,
  type Post,
  type PostHolders,
  type PostHoldersJson,
  registeredJson,
  registeredOf,
} from './posts.ts';
import { supervisorsFor, type SupervisorsAt } from './supervisors.ts';

/** The recipients of a notice: the audiences of procedures, and administrators. */
export type Recipients =
  | Audience
  /** The body's administrators, or the installation's where it has none. */
  | { readonly administratorsOf: OrganisationId }
  /** Those of the whole installation. */
  | { readonly administrators: 'installation' };

/** A question: who are they at that instant. */
export interface RecipientQuestion {
  readonly to: Recipients;
  readonly at: Instant;
}

/** Who gets it, each person once. */
export interface Addressees {
  readonly people: readonly PersonId[];
  /** The posts addressed that nobody holds. */
  readonly vacant: readonly Post[];
}

/** Questions that wait for what a statement of the asker's brings along. */
export interface RecipientQuery {
  /** What is to be read; `undefined` where every answer is known without. */
  readonly expression: RawBuilder<PostHoldersJson> | undefined;
  /** Answers all questions, in their order. */
  readonly answers: (registered: PostHoldersJson | null) => Addressees[];
}

/** Prepares the questions of a batch; only escalations to ministries are looked into before. */
export async function ask(db: Connection, asked: readonly RecipientQuestion[]): Promise<RecipientQuery> {
  const escalated = asked.flatMap(({ to }) => ('supervisorsOf' in to ? [to.supervisorsOf] : []));
  const supervisors = await supervisorsFor(db, escalated);
  const posts = asked.flatMap((one) => postsOf(one, supervisors));
  const operators = asked.some(({ to }) => 'administrators' in to || 'administratorsOf' in to);
  const needed = posts.length > 0 || operators;
  return {
    expression: needed ? registeredJson(posts, { operators }) : undefined,
    answers(json) {
      const registered = registeredOf(json ?? { holders: [], departments: [] });
      return asked.map((one) => addressed(one, postsOf(one, supervisors), registered));
    },
  };
}

/** Answers all questions of a batch, in their order; what it reads, it reads once for all of them. */
export async function recipientsOf(db: Connection, asked: readonly RecipientQuestion[]): Promise<Addressees[]> {
  const { expression, answers } = await ask(db, asked);
  if (expression === undefined) return answers(null);
  const { rows } = await sql<{ registered: PostHoldersJson }>`select ${expression} as registered`.execute(db);
  return answers(rows[0]?.registered ?? null);
}

/** The posts a question is about; escalation asks in each ministry that may be told. */
function postsOf({ to, at }: RecipientQuestion, supervisors: SupervisorsAt): readonly Post[] {
  if ('administratorsOf' in to) return [{ organisation: to.administratorsOf, roles: ['administrator'] }];
  if ('supervisorsOf' in to) {
    return supervisors(to.supervisorsOf, at).map((organisation) => ({ organisation, roles: to.roles }));
  }
  return 'organisation' in to ? [to] : [];
}

function addressed({ to, at }: RecipientQuestion, posts: readonly Post[], registered: PostHolders): Addressees {
  if ('person' in to) return { people: [to.person], vacant: [] };
  const today = dateInJapan(at);
  const days: Days = { first: today, last: today };
  const found = posts.map((post) => ({ post, holders: holdersOn(post, days, registered) }));
  const people = distinct(found.flatMap(({ holders }) => holders));
  if ('administrators' in to || ('administratorsOf' in to && people.length === 0)) {
    return { people: distinct(operatorsOn(today, registered)), vacant: [] };
  }
  const vacant = found.filter(({ holders }) => holders.length === 0).map(({ post }) => post);
  return { people, vacant: 'administratorsOf' in to ? [] : vacant };
}

function operatorsOn(day: string, { holders }: PostHolders): readonly Holder[] {
  return holders.filter(
    (held) =>
      held.operator &&
      held.role === 'administrator' &&
      held.from_date <= day &&
      (held.to_date === null || day <= held.to_date),
  );
}

function distinct(holders: readonly Holder[]): PersonId[] {
  return [...new Set(holders.map((held) => held.person))];
}
