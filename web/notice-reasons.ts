/** Why what a notice tells was done: to whoever may read it; to others that it was said, and where it stands. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from '@hono/zod-openapi';
import { reasonOf, type Entry, type Json } from '../machines/core/index.ts';
import { procedureOf } from '../machines/procedures.ts';
import { parseInstanceId, type InstanceId, type OrganisationId } from '../model/identifiers.ts';
import { Unavailable } from '../contract/engine.ts';
import type { NoticeItem, NoticeRow } from '../contract/records/notices.ts';
import type { Records } from '../contract/records/records.ts';
import { readsChange } from './access/registry.ts';
import { annotatedBy, annotatedIn } from './annotations.ts';
import type { Caller } from './caller.ts';
import { readIfAny } from './instances.ts';
import type { Parts } from './parts.ts';
import { noteReading } from './reads.ts';
import { textSchema } from './schemas.ts';
import { procedureShown } from './texts.ts';

/** A reason, under the name of the field in which it was said. */
export const reasonSchema = textSchema
  .extend({
    said: z.string().optional().describe('述べられた理由 / what was said'),
    withheld: textSchema
      .optional()
      .describe('閲覧できない場合：どこにあるか / where it stands, for who does not read it'),
  })
  .openapi('NoticeReason');
export type ShownReason = z.output<typeof reasonSchema>;

/** Instances of which it is asked at a time who reads them: an inbox tells of any number. */
const READ_AT_ONCE = 8;
/** How long an inbox waits for that in all, milliseconds. */
const READ_WITHIN = 2_000;

type Place = Pick<Required<NoticeItem>, 'instance' | 'entry'>;
type Reasons = ReadonlyMap<string, ShownReason>;

const keyOf = ({ instance, entry }: Place): string => `${instance}#${entry}`;

function placeOf({ instance, entry, reasoned }: NoticeItem): Place[] {
  return instance === undefined || entry === undefined || reasoned !== true ? [] : [{ instance, entry }];
}

/** Looks up the reasons of all notices at once; nothing is asked where none has one. */
export async function reasonsFor(
  parts: Parts,
  me: Caller,
  notices: readonly NoticeRow[],
): Promise<(item: NoticeItem) => ShownReason | undefined> {
  const items = notices.flatMap((notice) => notice.items);
  const places = new Map(items.flatMap(placeOf).map((place) => [keyOf(place), place]));
  const entries = await parts.records.journal.entriesAt(
    [...places.values()].map(({ instance, entry }) => ({ instance, seq: entry })),
  );
  const instances = [...new Set(entries.map(({ instance }) => instance))];
  const until = performance.now() + READ_WITHIN;
  const found: Reasons[] = [];
  for (let from = 0; from < instances.length; from += READ_AT_ONCE) {
    const some = instances.slice(from, from + READ_AT_ONCE).map(async (instance) => {
      const own = entries.filter((entry) => entry.instance === instance);
      return reasonsIn(parts, me, { instance, entries: own, until });
    });
    found.push(...(await Promise.all(some)));
  }
  const reasons = new Map(found.flatMap((one) => [...one]));
  const registered = await registryReasons(parts.records, me, notices);
  return (item) => {
    const [place] = placeOf(item);
    return place === undefined ? registered.get(item) : reasons.get(keyOf(place));
  };
}

const reason = { ja: '理由', en: 'reason' } as const;

/** Notices of the registry that follow a reason: a change rejected or objected to, an appointment recorded in error. */
async function registryReasons(
  records: Records,
  me: Caller,
  notices: readonly NoticeRow[],
): Promise<ReadonlyMap<NoticeItem, ShownReason>> {
  const found = new Map<NoticeItem, ShownReason>();
  for (const { organisation, items } of notices) {
    for (const item of items) {
      const said =
        item.topic === 'appointmentChanged'
          ? await whyVoid(records, organisation, item)
          : await whyNot(records, me, item);
      if (said !== undefined) found.set(item, { ...reason, said });
    }
  }
  return found;
}

async function whyNot(records: Records, me: Caller, { topic, about }: NoticeItem): Promise<string | undefined> {
  if (about === undefined || (topic !== 'changeRejected' && topic !== 'endingObjected')) return undefined;
  const change = await records.governance.change(about, me.at);
  return change !== undefined && (await readsChange(records, me, change)) ? change.reason : undefined;
}

/** The holder is told of the appointment, the CISO of the change by which appointments were found void. */
async function whyVoid(
  records: Records,
  organisation: OrganisationId,
  { about = '', at }: NoticeItem,
): Promise<string | undefined> {
  const voided = await records.registry.voidedAppointments(organisation);
  const own = voided.find(({ appointment }) => appointment.id === about);
  if (own !== undefined) return own.voided.reason;
  const theirs = voided.filter((one) => one.voided.at === at);
  // Another appointment of the holder's that the same change ended has no reason of its own.
  if (theirs.length === 0 || (await records.governance.change(about, at)) === undefined) return undefined;
  return [...new Set(theirs.map((one) => one.voided.reason))].join(' / ');
}

async function reasonsIn(
  parts: Parts,
  me: Caller,
  { instance, entries, until }: { instance: InstanceId; entries: readonly Entry[]; until: number },
): Promise<Reasons> {
  const { records } = parts;
  const reading = await readUnlessAway(parts, me, instance, until);
  const annotated = await annotatedIn(
    records,
    instance,
    entries.map((entry) => ({ entry })),
  );
  const reads = ({ seq, event }: Entry): boolean => {
    if (reading === undefined || !('state' in reading)) return false;
    const about = annotatedBy(event);
    const of: Json | undefined = about === undefined ? undefined : annotated.get(about);
    return reading.reach.reads(event, of) || reading.state.entered?.[String(seq)] === me.person;
  };
  const shown = entries.flatMap((entry): [string, ShownReason][] => {
    const reason = reasonOf(procedureOf(entry.procedure, entry.version), entry.event);
    if (reason === undefined) return [];
    const { title, said } = reason;
    const to = reads(entry) ? { said } : { withheld: standsAt(entry) };
    return [[keyOf({ instance, entry: entry.seq }), { ...title, ...to }]];
  });
  const organisation = parseInstanceId(instance)?.organisation;
  if (organisation !== undefined && shown.some(([, { said }]) => said !== undefined))
    await noteReading(records, me, [organisation], `notices ${instance}`);
  return new Map(shown);
}

/** What the reader may read there; nothing while the engine is away or slow: the inbox is read all the same. */
async function readUnlessAway(
  parts: Parts,
  me: Caller,
  instance: InstanceId,
  until: number,
): Promise<Awaited<ReturnType<typeof readIfAny>> | undefined> {
  const left = until - performance.now();
  if (left <= 0) return undefined;
  const reading = readIfAny(parts, me, instance).catch((error: unknown) => {
    if (error instanceof Unavailable) return undefined;
    throw error;
  });
  return Promise.race([reading, pause(left, undefined, { ref: false })]);
}

/** Where a reason stands that is not the reader's, or cannot be read now. */
function standsAt({ instance, seq }: Entry): { ja: string; en: string } {
  const { ja, en } = procedureShown(instance);
  return {
    ja: `述べられています。この件に当たる役職の人が、${ja}の記録${seq}番で閲覧できます`,
    en: `given; those who act on this matter read it in entry ${seq} of ${en}`,
  };
}
