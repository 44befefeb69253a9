/** The clauses of the guideline: their words, what cites them, and where a year stands by them. */
import { z } from '@hono/zod-openapi';
import { agencyClauseOf, ministryClausesOf } from '../../model/agency-clauses.ts';
import { clauseShown, isClause, modalities, type ClauseId } from '../../model/clauses.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { isFoundIn, searchKey } from '../../model/search-key.ts';
import { shippedClauses, type ClauseText } from '../../records/clauses-file.ts';
import { ownBodies } from '../access/bodies.ts';
import { decisionsCiting, rulesCiting } from '../clauses/citing.ts';
import { yearBy } from '../clauses/year.ts';
import { guideline } from '../decisions/refused.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { invalid, notFound } from '../problems.ts';
import { fiscalYear, instant, organisationId, textSchema } from '../schemas.ts';
import { sheetOf, tableOf, words } from '../table.ts';

const named = textSchema.extend({ id: z.string() });

const clauseSchema = named
  .extend({
    section: z.string().describe('指針の条項 / section of the guideline'),
    title: textSchema.describe('見出し（本システムによる）/ heading, by junkan'),
    modality: named.describe('義務・推奨等の別 / how it binds'),
    text: textSchema.describe('指針の本文と英訳（参考）/ the guideline’s words, and an English text for reference'),
  })
  .openapi('Clause');

const ruleSchema = named.extend({
  in: named.describe('どの手続の規則か / whose rule it is'),
  clause: named,
  basis: z.enum(['text', 'design']),
  at: z.array(textSchema.extend({ decision: z.string() })).describe('規則が問われる決定 / the decisions it judges'),
});

const citedDecision = textSchema.extend({ procedure: named, decision: z.string() });

const takenSchema = textSchema.extend({
  procedure: z.string(),
  decision: z.string(),
  times: z.int(),
  last: z.object({ instance: z.string(), seq: z.int(), at: instant }),
});

const openSchema = textSchema.extend({
  instance: z.string(),
  decision: z.string(),
  roles: z.array(textSchema.extend({ role: z.string() })),
  department: z.string().optional(),
  ready: z.boolean().describe('先に済ませる事項がない / nothing comes first'),
});

const dueSchema = named.extend({
  instance: z.string(),
  due: instant,
  original: instant,
  overdue: z.boolean(),
  explained: z.object({ reason: z.string(), expectedOn: z.string() }).optional(),
});

const yearSchema = z.object({
  organisation: named,
  year: z.int(),
  taken: z.array(takenSchema).describe('行われた決定 / decisions that were taken'),
  open: z.array(openSchema).describe('求められている決定 / decisions that are expected'),
  due: z.array(dueSchema).describe('その期限 / what of them falls due'),
  more: z.boolean().describe('示しきれないものがある / there is more than is shown'),
});

const oneSchema = clauseSchema
  .extend({
    agencies: named.optional().describe('独立行政法人等が読む条項 / what agencies read in its place'),
    ministries: z
      .array(named)
      .describe('独立行政法人等がこの条項として読む府省庁の条項 / clauses of ministries read as this one'),
    rules: z.array(ruleSchema),
    decisions: z.array(citedDecision).describe('役割分担がこの条項による決定 / decisions that rest on it'),
    standing: yearSchema.optional().describe('年度の状況 / where the year stands'),
    guideline: z.object({ decidedOn: z.string(), ja: z.string(), en: z.string() }),
  })
  .openapi('ClauseWithRules');

/** `GET /clauses` */
export const clauses = described({
  method: 'get',
  path: '/clauses',
  tag: 'clauses',
  summary: { ja: '指針の条項', en: 'the clauses of the guideline' },
  params: none,
  query: z.strictObject({
    section: z.string().min(1).max(20).optional().describe('条項（例：3(1)、3(3)、附則）/ section, such as 3(1)'),
    search: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('見出し・本文・番号の一部 / part of heading, text or number'),
  }),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '指針の順', en: 'in the guideline’s order' },
    schema: z.object({ items: z.array(clauseSchema) }),
  },
  table: tableOf(clauseSchema, {
    columns: [
      { head: { ja: '条項〔整理番号〕', en: 'section [number]' }, cell: [words] },
      { head: { ja: '見出し', en: 'heading' }, cell: [{ at: { ja: 'title.ja', en: 'title.en' } }] },
      { head: { ja: '別', en: 'binds' }, cell: [{ at: { ja: 'modality.ja', en: 'modality.en' } }] },
    ],
    none: { ja: '当てはまる条項はありません。', en: 'No clause is like that.' },
  }),
});

/** `GET /clauses/{id}` */
export const clause = described({
  method: 'get',
  path: '/clauses/{id}',
  tag: 'clauses',
  summary: {
    ja: '指針の条項と、それによる規則・年度の状況',
    en: 'a clause, what rests on it, and where a year stands by it',
  },
  description: {
    ja: '番号（3-7）は本システムの整理番号です。機関と年度の一方を指定すると、他方は自機関・今年度です。どちらも省略すると年度の状況は示しません。',
    en: 'The number (3-7) is junkan’s. Where one of body and year is named, the other is your own and this one. Where neither is, no year is shown.',
  },
  params: z.strictObject({ id: z.string().refine(isClause).openapi({ example: '3-7' }) }),
  query: z.strictObject({
    organisation: organisationId.optional().describe('機関（省略時は自機関）/ body; your own when omitted'),
    year: fiscalYear.optional().describe('年度（省略時は今年度）/ fiscal year; this one when omitted'),
  }),
  body: noBody,
  success: { status: 200, text: { ja: '条項', en: 'the clause' }, schema: oneSchema },
  sheet: sheetOf(oneSchema, {
    blocks: [
      {
        line: [
          words,
          '  ',
          { at: { ja: 'title.ja', en: 'title.en' } },
          '  (',
          { at: { ja: 'modality.ja', en: 'modality.en' } },
          ')',
        ],
      },
      { line: [{ at: 'text.ja' }] },
      { line: [{ at: 'text.en' }] },
      {
        line: [{ ja: '独立行政法人等では ', en: 'For agencies: ' }, { at: { ja: 'agencies.ja', en: 'agencies.en' } }],
      },
      {
        line: [
          { ja: '府省庁の条項 ', en: 'Of ministries: ' },
          { each: 'ministries', cell: [words], between: { ja: '、', en: ', ' } },
        ],
      },
      {
        rows: 'rules',
        table: tableOf(ruleSchema, {
          columns: [
            { head: { ja: '規則', en: 'rule' }, cell: [{ at: 'id' }] },
            { head: { ja: '手続', en: 'procedure' }, cell: [{ at: { ja: 'in.ja', en: 'in.en' } }] },
            {
              head: { ja: '根拠', en: 'rests on' },
              cell: [
                { at: 'basis', named: { text: { ja: '明文', en: 'its words' }, design: { ja: '設計', en: 'design' } } },
              ],
            },
            {
              head: { ja: '問われる決定', en: 'judges' },
              cell: [{ each: 'at', cell: [words], between: { ja: '、', en: ', ' }, atMost: 3 }],
              missing: '–',
            },
            { head: { ja: '満たさないときの説明', en: 'said when it fails' }, cell: [words] },
          ],
          none: { ja: 'この条項による規則はありません。', en: 'No rule cites it.' },
        }),
      },
      {
        line: [
          '\n',
          { at: { ja: 'standing.organisation.ja', en: 'standing.organisation.en' } },
          '  ',
          { at: 'standing.year', as: 'fiscalYear' },
        ],
      },
      {
        rows: 'standing.taken',
        table: tableOf(takenSchema, {
          columns: [
            { head: { ja: '行われた決定', en: 'taken' }, cell: [words] },
            { head: { ja: '回数', en: 'times' }, cell: [{ at: 'times' }] },
            { head: { ja: '最後', en: 'last' }, cell: [{ at: 'last.at', as: 'minute' }] },
            { head: { ja: '手続', en: 'procedure' }, cell: [{ at: 'last.instance' }] },
          ],
          none: { ja: 'まだ行われた決定はありません。', en: 'No decision has been taken yet.' },
        }),
      },
      {
        rows: 'standing.open',
        table: tableOf(openSchema, {
          columns: [
            { head: { ja: '求められている決定', en: 'expected' }, cell: [words] },
            {
              head: { ja: '状況', en: 'when' },
              cell: [
                {
                  at: 'ready',
                  named: {
                    true: { ja: '現在可能', en: 'now' },
                    false: { ja: '他の決定の後', en: 'after something else' },
                  },
                },
              ],
            },
            {
              head: { ja: '行える者', en: 'by' },
              cell: [{ each: 'roles', cell: [words], between: { ja: '、', en: ', ' } }],
            },
            { head: { ja: '手続', en: 'procedure' }, cell: [{ at: 'instance' }] },
          ],
          none: { ja: '今、求められている決定はありません。', en: 'Nothing is expected now.' },
        }),
      },
      {
        rows: 'standing.due',
        table: tableOf(dueSchema, {
          columns: [
            { head: { ja: '期限', en: 'due' }, cell: [{ at: 'due', as: 'dueDate' }] },
            { head: { ja: '事項', en: 'item' }, cell: [words] },
            {
              head: { ja: '遅延の理由（見込み）', en: 'why late (expected)' },
              cell: [{ at: 'explained.reason' }, { cell: ['（', { at: 'explained.expectedOn' }, '）'] }],
            },
          ],
          none: { ja: '期限のある事項はありません。', en: 'Nothing falls due.' },
        }),
      },
    ],
  }),
});

export function clauseRoutes(router: Router) {
  const { parts } = router;
  const all = endpoint(router, clauses, async ({ query: { section, search } }) => {
    const items = shippedClauses()
      .filter((one) => section === undefined || isIn(one.section, section))
      .filter((one) => search === undefined || isFoundIn(search, textsOf(one)))
      .map(shown);
    return { status: 200, body: { items } };
  });
  const one = endpoint(router, clause, async ({ me, params: { id }, query: { organisation, year } }) => {
    const found = shippedClauses().find((one) => one.id === id);
    if (found === undefined) throw notFound();
    const agencies = agencyClauseOf(id);
    const body = {
      ...shown(found),
      agencies: agencies && nameOf(agencies),
      ministries: ministryClausesOf(id).map(nameOf),
      rules: rulesCiting(id).map((rule) => ({ ...rule, clause: nameOf(rule.clause) })),
      decisions: decisionsCiting(id),
      guideline,
    };
    if (organisation === undefined && year === undefined) return { status: 200, body };
    const asked = { organisation: organisation ?? ownBodies(me)[0], year: year ?? fiscalYearOf(dateInJapan(me.at)) };
    if (asked.organisation === undefined) throw invalid([nobodysOwn]);
    const standing = await yearBy(parts, me, id, { ...asked, organisation: asked.organisation });
    return { status: 200, body: { ...body, standing } };
  });
  return { all, one };
}

/** An administrator, for one, belongs to no body. */
const nobodysOwn = {
  path: 'query.organisation',
  ja: '所属する機関が一つに決まりません。機関（organisation）を指定してください。',
  en: 'You belong to no body of your own: name a body (organisation).',
};

/** `3(1)` is where 3(1)①, 3(1)② and 3(1)③ stand, and is not 3(10). */
function isIn(section: string, asked: string): boolean {
  return searchKey(section).startsWith(searchKey(asked));
}

function textsOf({ id, section, title, text }: ClauseText): string[] {
  return [id, section, title.ja, title.en, text.ja, text.en];
}

function nameOf(id: ClauseId) {
  return { id, ...clauseShown(id) };
}

function shown({ id, section, title, modality, text }: ClauseText) {
  return { ...nameOf(id), section, title, modality: { id: modality, ...modalities[modality] }, text };
}
