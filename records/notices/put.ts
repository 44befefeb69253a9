import type { Transaction } from 'kysely';
import type { Instant, InstanceId, OrganisationId } from '../../model/identifiers.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import type { NoticeTopic } from '../../model/notice-topics.ts';
import { runParts } from '../journal/statement.ts';
import type { Tables } from '../tables.ts';
import { noticeParts, type NewItem } from './insert.ts';
import { type Recipients, recipientsOf } from './recipients.ts';

/** A notice that no procedure causes. */
export interface NoticeDraft {
  /**
   * Stable and unique for what happened, e.g. `registry#17`, `mail#2026-04-01`: who was told of a source is never told of
   * it again, however often it is put.
   */
  readonly source: string;
  readonly topic: NoticeTopic;
  readonly to: Recipients;
  /** The body it concerns; absent for the installation itself. */
  readonly organisation?: OrganisationId;
  /** The instant of what happened: who holds a post is judged then. */
  readonly at: Instant;
  /** Opaque id of what it is about, e.g. of an appointment, a token, a change. Never a name or a text. */
  readonly about?: string;
  /** The instance it is about; its procedure is read from the id. */
  readonly instance?: InstanceId;
  /** The address its mail goes to instead of the person's; gone once it is sent or given up. */
  readonly address?: string;
}

/**
 * Puts notices into the outbox within the transaction of what causes them, for every recipient of each draft. A post that
 * nobody holds is passed over: such drafts go to `administratorsOf`, to a person, or to a post that may be empty.
 */
export async function putNotices(trx: Transaction<Tables>, drafts: readonly NoticeDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const told = await recipientsOf(trx, drafts);
  const items = drafts.flatMap((draft, i) =>
    (told[i]?.people ?? []).map((person): NewItem => {
      const { source, topic, at, about, instance, organisation = '', address } = draft;
      const procedure = instance === undefined ? undefined : parseInstanceId(instance)?.kind;
      return {
        source,
        topic,
        at,
        person,
        organisation,
        ...(about === undefined ? {} : { about }),
        ...(address === undefined ? {} : { address }),
        ...(instance === undefined || procedure === undefined ? {} : { procedure: { instance, id: procedure } }),
      };
    }),
  );
  await runParts(trx, noticeParts(items, { now: Date.now(), hold: 0 }));
}
