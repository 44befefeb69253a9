/** The board's lines as they are sent: names with their words, and beside them what the reader may read of the body. */
import { z } from '@hono/zod-openapi';
import { boardDetails, boardLine, type BoardDetails, type BoardLine } from '../../model/board.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import { isDecidingRole } from '../../model/roles.ts';
import type { BoardFilter } from '../../contract/records/board.ts';
import type { Procedure } from '../../machines/core/index.ts';
import { newestOf } from '../../machines/procedures.ts';
import type { Text } from '../../model/text.ts';
import { boardScope, type Detail } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { namesOfRoles } from '../decisions/naming.ts';
import type { Parts } from '../parts.ts';
import { instant, textSchema } from '../schemas.ts';
import { boardPhase, decisionLabel, marksOf, textOf } from '../texts.ts';
import { askerOf, betweenShape, columnedKinds, shownBetween } from './between.ts';

const { late, waitsFor, contacts } = boardDetails.shape;

/** How many audits are in a phase. */
export const auditsSchema = z.array(textSchema.extend({ phase: z.string(), count: z.int() }));

/** The line as it is sent: what is a name in the records comes with its words. */
export const lineSchema = boardLine
  .extend({
    phaseJa: z.string(),
    phaseEn: z.string(),
    nextDue: textSchema.extend({ id: z.string(), due: instant }).optional(),
    lastMovement: instant.optional(),
    auditsByPhase: auditsSchema.describe('監査の段階別 / audits by phase'),
    marks: z.array(textSchema.extend({ id: z.string() })),
    readable: z.boolean().describe('年度の手続を読める / the reader reads the procedure of the year'),
    late: z
      .array(late.element.omit({ name: true }).extend({ ...textSchema.shape, due: instant, original: instant }))
      .optional()
      .describe('超過している事項（遅いものから）と遅延の理由・見込み / what is overdue, why, and when it is expected'),
    waitsFor: z
      .array(
        waitsFor.element.extend({
          ...textSchema.shape,
          roles: z.array(textSchema.extend({ role: z.string() })),
          due: instant.optional(),
        }),
      )
      .optional()
      .describe('待っている決定と役職 / decisions that are waited for, and the posts that take them'),
    ...betweenShape,
    contacts: contacts.optional().describe('推進体制（事務局）の連絡先 / whom to ask: the promotion office'),
  })
  .openapi('BoardLine');
export type ShownLine = z.output<typeof lineSchema>;

/** The filter as a reader may see it, and what they are to whom of it. */
export async function scopedFilter({ records }: Parts, me: Caller, filter: Omit<BoardFilter, 'visible' | 'now'>) {
  const { visible, details, readable } = await boardScope(records, me);
  return { filter: { ...filter, visible, now: me.at }, scope: { details, readable, reader: askerOf(me) } };
}

/** The lines for a reader. */
export async function shownLines(
  { records }: Parts,
  lines: readonly BoardLine[],
  { year, now }: Pick<BoardFilter, 'year' | 'now'>,
  { details, readable, reader }: Awaited<ReturnType<typeof scopedFilter>>['scope'],
): Promise<ShownLine[]> {
  const detailed = lines.map(({ organisation }) => organisation).filter((organisation) => details.has(organisation));
  const beside = await records.readModel.boardDetails(detailed, year, now);
  const asked = { year, now, kinds: columnedKinds, reader };
  const between = await records.readModel.boardBetween(
    lines.map(({ organisation }) => organisation),
    asked,
  );
  const cycle = newestOf('cycle');
  return lines.map((line) => {
    const text = boardPhase(line.phase);
    const nextDue = line.nextDue && shownDue(line.nextDue, cycle);
    return {
      ...line,
      phaseJa: text.ja,
      phaseEn: text.en,
      nextDue,
      auditsByPhase: line.auditsByPhase.map(shownAudits),
      marks: marksOf(cycle, line.marks),
      readable: line.instance !== undefined && readable.has(line.organisation),
      ...shownBetween(between.get(line.organisation)),
      ...detailsFor(beside.get(line.organisation), details.get(line.organisation)),
    };
  });
}

/** What falls due with its words; of what stands in a register, with its name there. */
function shownDue<T extends { readonly id: string; readonly name?: Text | undefined }>(
  { name, ...item }: T,
  procedure: Procedure | undefined,
) {
  return { ...item, ...textOf(procedure?.dueItems ?? {}, item.id, name) };
}

/** A phase of audits with its words. */
export function shownAudits({ phase, count }: { readonly phase: string; readonly count: number }) {
  return { phase, count, ...textOf(newestOf('audit')?.phases ?? {}, phase) };
}

/** A task of one person, not of a post. */
const named = { role: 'named', ja: '指名された者', en: 'the person named' };

/** Names of the promotion office are for the body and who supervises it; addresses for the latter, who has no other way. */
function detailsFor(found: BoardDetails | undefined, as: Detail | undefined) {
  if (found === undefined || as === undefined) return {};
  return {
    late: found.late.map((item) => shownDue(item, definitionAt(item.instance))),
    waitsFor: found.waitsFor.map((waiting) => ({
      ...waiting,
      ...decisionLabel(kindOf(waiting.instance), waiting.decision),
      roles: waiting.roles.length === 0 ? [named] : namesOfRoles(waiting.roles.filter(isDecidingRole)),
    })),
    ...(as === 'opened'
      ? {}
      : { contacts: found.contacts.map((who) => (as === 'supervised' ? who : withoutMail(who))) }),
  };
}

function withoutMail({ mail: _, ...who }: BoardDetails['contacts'][number]) {
  return who;
}

function kindOf(instance: string): string {
  return parseInstanceId(instance)?.kind ?? '';
}

function definitionAt(instance: string) {
  return newestOf(kindOf(instance));
}
