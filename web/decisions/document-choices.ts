/**
 * The documents from which a field is chosen: what the reader sent and nobody cites yet, those of the procedure, and –
 * where a decision may rest on them – those of the body's other procedures. Each as its reader may know it.
 */
import { parseInstanceId, type InstanceId } from '../../model/identifiers.ts';
import { fiscalYearName } from '../../model/japan-time.ts';
import type { Text } from '../../model/text.ts';
import { rolesIn } from '../access/bodies.ts';
import { namedDocuments } from '../document-list.ts';
import { readIfAny } from '../instances.ts';
import { bounded, type List, type Listed, type Making } from './listed.ts';
import { instanceShown } from './naming.ts';

/** Documents listed of one procedure, the latest. */
const OF_ONE = 50;
/** Other procedures of a kind that are looked into, the latest. */
const LOOKED_INTO = 10;

const sentByMe: Text = { ja: '登録済みで、まだ引用していない文書', en: 'sent by me, not cited yet' };

/** What the reader sent first: who fills in a form has mostly just sent it. */
export async function documentList(making: Making, kinds: readonly string[]): Promise<List> {
  const { parts, me, read } = making;
  const isOwn = rolesIn(me, read.organisation).length > 0;
  const [sent, own, others] = await Promise.all([
    isOwn ? parts.records.documents.uncitedOf(me.person, read.organisation, OF_ONE) : [],
    namedDocuments(parts, me, read),
    isOwn ? Promise.all((await related(making, kinds)).map((instance) => documentsIn(making, instance))) : [],
  ]);
  const items: Listed[] = [
    ...sent.map(({ hash, name, size, mediaType, confidentiality, at }) => ({
      id: hash,
      ja: name,
      en: name,
      group: sentByMe,
      size,
      mediaType,
      confidentiality,
      at,
    })),
    ...own.slice(-OF_ONE).map((document) => lineOf(document, read.instance)),
    ...others.flat(),
  ];
  const once = [...new Map(items.toReversed().map((item) => [item.id, item])).values()].toReversed();
  const all = once.length + Math.max(0, own.length - OF_ONE);
  return bounded(once, all, `/api/v1/documents?procedure=${read.instance}`);
}

/** The body's other procedures of these kinds, of this year and the one before, the latest first. */
async function related({ parts, read }: Making, kinds: readonly string[]): Promise<InstanceId[]> {
  const { organisation, instance, state } = read;
  const { year } = state.snapshot.context;
  const asked = kinds.flatMap((procedure) => [year, year - 1].map((one) => ({ procedure, year: one })));
  const rows = await Promise.all(
    asked.map(async ({ procedure, year: one }) => {
      const all = await parts.records.instances.list({ procedure, year: one, organisation }, undefined, 300);
      return all.map((row) => row.instance).filter((id) => id !== instance);
    }),
  );
  return rows.flatMap((some) => some.slice(-LOOKED_INTO).toReversed());
}

async function documentsIn({ parts, me }: Making, instance: InstanceId): Promise<Listed[]> {
  const read = await readIfAny(parts, me, instance);
  if (!('state' in read)) return [];
  return (await namedDocuments(parts, me, read)).slice(-OF_ONE).map((document) => lineOf(document, instance));
}

type Named = Awaited<ReturnType<typeof namedDocuments>>[number];

function lineOf({ hash, name, size, mediaType, confidentiality, by, at }: Named, instance: InstanceId): Listed {
  const shown = name ?? `${hash.slice(0, 12)}…`;
  const of = instanceShown(instance);
  const year = fiscalYearName(parseInstanceId(instance)?.year ?? 0);
  const isYear = parseInstanceId(instance)?.number === undefined;
  const group = isYear ? of : { ja: `${year.ja}の${of.ja}`, en: `${of.en} of ${year.en}` };
  return {
    id: hash,
    ja: shown,
    en: shown,
    group,
    ...(size !== undefined && { size }),
    ...(mediaType !== undefined && { mediaType }),
    ...(confidentiality !== undefined && { confidentiality }),
    ...(by !== undefined && { by }),
    ...(at !== undefined && { at }),
  };
}
