/** What a journal line says, in one sentence for people: who, by which post, what. */
import { z } from '@hono/zod-openapi';
import { decisionNamed, type Entry, type Json, type Procedure } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import { isRole, roles } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { instanceShown } from '../decisions/naming.ts';
import { subjectOf, withSubject } from '../decisions/subjects.ts';
import type { Parts } from '../parts.ts';
import { textSchema } from '../schemas.ts';
import { textOf } from '../texts.ts';

/** A line in words. */
export const summarySchema = textSchema
  .extend({
    label: textSchema.describe('出来事 / what happened'),
    decider: textSchema.extend({ person: z.string() }).optional().describe('決定者 / who decided'),
  })
  .openapi('JournalSentence');
export type Summary = z.output<typeof summarySchema>;

const begun: Text = { ja: '手続の開始', en: 'begun' };

/**
 * Says lines in words; the names of all who act in them are looked up at once. `hidden`: the reader may not learn who it
 * was. `context`: what the reader reads of it, where the entry is the reader's to read.
 */
export async function sayer(
  { records }: Parts,
  procedure: Procedure,
  entries: readonly Entry[],
): Promise<(entry: Entry, hidden: boolean, context: Json | undefined) => Summary> {
  const people = entries.flatMap(({ event }) => personOf(event) ?? []);
  const names = await records.registry.namesOfPeople([...new Set(people)]);
  return ({ event, reliedOn }, hidden, context) => {
    const label = withSubject(happened(procedure, event), subjectOf(procedure, event, context));
    const person = personOf(event);
    if (person === undefined || hidden) return { label, ...label };
    const name = names.get(person) ?? { ja: person, en: person };
    const posts = postsOf(event, reliedOn);
    return {
      label,
      decider: { person, ...name },
      ja: `${name.ja}${posts.length === 0 ? '' : `（${posts.map(({ ja }) => ja).join('、')}）`}：${label.ja}`,
      en: `${name.en}${posts.length === 0 ? '' : ` (${posts.map(({ en }) => en).join(', ')})`}: ${label.en}`,
    };
  };
}

/** What happened: a decision by its label, time by what it means, what another procedure told by who told it. */
function happened(procedure: Procedure, event: Json): Text {
  const { type, from, due } = asObject(event);
  if (typeof type !== 'string') return begun;
  if (type === 'begin') return begun;
  const decision = decisionNamed(procedure, type);
  if (decision !== undefined) return { ja: decision.label.ja, en: decision.label.en };
  if (typeof from === 'string') {
    const teller = instanceShown(from);
    return { ja: `${teller.ja}からの通知`, en: `told by ${teller.en}` };
  }
  return due === undefined ? { ja: type, en: type } : textOf(procedure.times, type);
}

function personOf(event: Json): string | undefined {
  const { person } = asObject(asObject(event)['actor']);
  return typeof person === 'string' ? person : undefined;
}

/** The posts that were relied on, as the event has them. */
function postsOf(event: Json, reliedOn: readonly string[]): Text[] {
  const { appointments } = asObject(asObject(event)['actor']);
  if (!Array.isArray(appointments)) return [];
  const held = appointments.flatMap((one: Json) => {
    const { id, role } = asObject(one);
    return typeof id === 'string' && reliedOn.includes(id) && typeof role === 'string' && isRole(role) ? [role] : [];
  });
  return [...new Set(held)].map((role) => roles[role]);
}
