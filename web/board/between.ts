/**
 * What a line shows of procedures that lie between bodies: what the body owes in those of others, and – read off the
 * definitions that have columns of the board – how its own stand. Of what the reader is not a party to it shows nothing.
 */
import { z } from '@hono/zod-openapi';
import type { BoardColumn, Procedure } from '../../machines/core/index.ts';
import { newestPublished, procedureOf } from '../../machines/procedures.ts';
import type { BoardBetween } from '../../model/board.ts';
import type { Text } from '../../model/text.ts';
import { heldNow } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { textSchema } from '../schemas.ts';
import type { Column as TableColumn } from '../table.ts';
import { textOf } from '../texts.ts';

interface Columned extends Procedure {
  readonly board: NonNullable<Procedure['board']>;
}

/** Whose columns the board has. */
const columned: readonly Columned[] = newestPublished().flatMap((procedure) =>
  procedure.board === undefined ? [] : [{ ...procedure, board: procedure.board }],
);
export const columnedKinds: readonly string[] = columned.map(({ id }) => id);

/** Procedures with columns of the board, and what these are headed by. */
export const boardColumns = columned.map(({ id, label, board }) => ({
  id,
  label,
  columns: Object.entries(board).map(([column, { head }]) => ({ id: column, head })),
}));

const described = ({ ja, en }: Text): string => `${ja} / ${en}`;

const shownColumn = (head: Text) =>
  textSchema
    .extend({ done: z.int(), of: z.int() })
    .optional()
    .describe(described({ ja: `${head.ja}：何件のうち何件`, en: `${head.en}: how many of how many` }));

const shownProcedure = ({ label, board }: Columned) =>
  z
    .object({
      instance: z.string(),
      phase: textSchema.extend({ id: z.string() }),
      columns: z.object(
        Object.fromEntries(Object.entries(board).map(([column, { head }]) => [column, shownColumn(head)])),
      ),
    })
    .optional()
    .describe(described(label));

/** The fields of a line. */
export const betweenShape = {
  owedElsewhere: z
    .int()
    .describe(
      '他の機関の手続で求められている決定 / decisions owed in procedures of other bodies, as far as you know of these',
    ),
  owedElsewhereOverdue: z.int().describe('そのうち期限を過ぎたもの / of these, overdue'),
  shared: z
    .object(Object.fromEntries(columned.map((procedure) => [procedure.id, shownProcedure(procedure)])))
    .describe(
      '複数の機関にまたがる手続の状況（当事者である方にのみ）/ procedures between bodies, shown to their parties',
    ),
};

/** Columns of the command line. */
export const betweenColumns: readonly TableColumn<`shared.${string}` | 'owedElsewhere' | 'owedElsewhereOverdue'>[] = [
  {
    head: { ja: '他機関の手続', en: 'owes elsewhere' },
    cell: [
      { at: 'owedElsewhere' },
      { ja: '（超過 ', en: ' (overdue ' },
      { at: 'owedElsewhereOverdue' },
      { ja: '）', en: ')' },
    ],
  },
  ...boardColumns.flatMap(({ id, label, columns }) => [
    {
      head: label,
      cell: [{ at: { ja: `shared.${id}.phase.ja`, en: `shared.${id}.phase.en` } }],
      missing: '–',
    } as const,
    ...columns.map(({ id: column, head }) => {
      const at = `shared.${id}.columns.${column}` as const;
      return {
        head,
        cell: [
          { at: { ja: `${at}.ja`, en: `${at}.en` } },
          { cell: [' ', { at: `${at}.done` }, '/', { at: `${at}.of` }] },
        ],
        missing: '–',
      } as const;
    }),
  ]),
];

/** Who asks, by the posts that count. */
export function askerOf(me: Caller) {
  const posts = heldNow(me).filter(({ role }) => role !== 'administrator');
  return { person: me.person, posts: posts.map(({ organisation, role }) => ({ organisation, role })) };
}

/** The fields of a line, of what was found for its body. */
export function shownBetween(found: BoardBetween | undefined) {
  const { owed, shared } = found ?? { owed: { open: 0, overdue: 0 }, shared: [] };
  return {
    owedElsewhere: owed.open,
    owedElsewhereOverdue: owed.overdue,
    shared: Object.fromEntries(
      shared.map(({ procedure: kind, version, instance, phase, counts }) => {
        const procedure = procedureOf(kind, version);
        const columns = Object.entries(procedure.board ?? {}).map(([id, column]) => [id, standing(column, counts)]);
        return [
          kind,
          { instance, phase: { id: phase, ...textOf(procedure.phases, phase) }, columns: Object.fromEntries(columns) },
        ];
      }),
    ),
  };
}

/** How many of how many, with the word for it; nothing where there are none at all. */
function standing({ done: doneAs, of: ofAs, none, some, all }: BoardColumn, counts: Readonly<Record<string, number>>) {
  const [done, of] = [counts[doneAs] ?? 0, counts[ofAs] ?? 0];
  if (of === 0) return undefined;
  return { done, of, ...(done === 0 ? none : done < of ? some : all) };
}
