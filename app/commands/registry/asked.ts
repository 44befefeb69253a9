import { z } from 'zod';
import type { Context } from '../../cli/context.ts';
import { minuteInJapan, writeValue, type Output } from '../../cli/output.ts';
import type { Text } from '../../../model/text.ts';

const Asked = z.looseObject({
  status: z.enum(['done', 'pending']),
  id: z.string().optional(),
  added: z.number().default(0),
  changed: z.number().default(0),
  unchanged: z.number().default(0),
  cleared: z.number().default(0),
  clearings: z.array(z.object({ kind: z.string(), id: z.string(), field: z.string() })).default([]),
  seq: z.number().optional(),
  soleAdministrator: z.boolean().optional(),
  objectionUntil: z.number().optional(),
  lastDay: z.string().optional(),
  expires: z.number().default(0),
  guarded: z.array(z.string()).default([]),
  warnings: z.array(z.object({ path: z.string(), ja: z.string(), en: z.string() })).default([]),
});

/** Says what became of a change that was asked for, and what to do next. */
export function writeAsked(context: Context, output: Output, body: unknown): void {
  writeValue(context, output, body, () => {
    const asked = Asked.parse(body);
    return told(asked)[context.language] + warningsIn(context, asked);
  });
}

/** What may be a slip, each on a line of its own. */
function warningsIn({ language }: Context, { warnings }: Pick<z.output<typeof Asked>, 'warnings'>): string {
  const head = { ja: '注意：', en: 'Note: ' };
  return warnings.map((one) => `\n${head[language]}${one.path}: ${one[language]}`).join('');
}

function told(asked: z.output<typeof Asked>): Text {
  const { id, added, changed, unchanged, seq, guarded, expires } = asked;
  const lost = clearingsOf(asked);
  if (asked.status === 'pending') {
    const until = minuteInJapan(expires);
    return {
      ja: `承認待ちです（${id}、${until} まで）。二人目のシステム管理者の承認が要る行：${guarded.join('、')}\n他のシステム管理者が junkan registry approve ${id} を実行すると、全体が反映されます。${lost.ja}`,
      en: `It waits for approval (${id}, until ${until}). A second administrator is needed for: ${guarded.join(', ')}\nIt is made as a whole when another administrator runs junkan registry approve ${id}.${lost.en}`,
    };
  }
  const line: Text = {
    ja: seq === undefined ? '' : `（台帳の記録 ${seq}）`,
    en: seq === undefined ? '' : ` (line ${seq} of the registry's journal)`,
  };
  const sole: Text =
    asked.soleAdministrator === true
      ? {
          ja: '\n承認できる二人目のシステム管理者がいないため、「単独管理者」の印を付けて記録しました。早めに二人目を任命してください。',
          en: '\nThere is no second administrator who could approve it: it is marked "sole administrator" for ever. Appoint a second one soon.',
        }
      : { ja: '', en: '' };
  const ending = endingOf(asked);
  return {
    ja: `反映しました：追加 ${added}、変更 ${changed}、変更なし ${unchanged}${line.ja}${lost.ja}${sole.ja}${ending.ja}`,
    en: `Done: ${added} added, ${changed} changed, ${unchanged} unchanged${line.en}${lost.en}${sole.en}${ending.en}`,
  };
}

/** When the post of an administrator that it ends does end. */
function endingOf({ objectionUntil, lastDay = '' }: z.output<typeof Asked>): Text {
  if (objectionUntil === undefined) return { ja: '', en: '' };
  const until = minuteInJapan(objectionUntil);
  return {
    ja: `\nシステム管理者の任は ${lastDay} に終わります。${until} まで、当人、組織の長、最高情報セキュリティ責任者が異議を申し立てられます。その間、その機関の他の承認待ちの変更は実施されません。`,
    en: `\nThe administrator's post ends on ${lastDay}. Until ${until} the administrator, the head or the CISO may object; meanwhile no other guarded change of that body is made.`,
  };
}

/** What it clears, by name: a file that is older than the registry shows here. */
function clearingsOf({ cleared, clearings }: Pick<z.output<typeof Asked>, 'cleared' | 'clearings'>): Text {
  if (cleared === 0) return { ja: '', en: '' };
  const names = clearings.map(({ kind, id, field }) => `${kind} ${id}: ${field}`).join('\n  ');
  const more = cleared - clearings.length;
  return {
    ja: `\n空にする項目 ${cleared}：\n  ${names}${more > 0 ? `\n  ほかに${more}` : ''}`,
    en: `\nFields cleared: ${cleared}\n  ${names}${more > 0 ? `\n  and ${more} more` : ''}`,
  };
}

const Previewed = Asked.extend({
  status: z.enum(['wouldBeMade', 'wouldWait', 'nothing']),
  rows: z.array(
    z.object({
      ja: z.string(),
      en: z.string(),
      fields: z.array(z.object({ ja: z.string(), en: z.string() })),
    }),
  ),
  moreRows: z.number(),
});

/** Says what a change would do that was only looked at. */
export function writePreview(context: Context, output: Output, body: unknown): void {
  writeValue(context, output, body, () => {
    const previewed = Previewed.parse(body);
    const { language } = context;
    const rows = previewed.rows.flatMap((row) => [
      `  ${row[language]}`,
      ...row.fields.map((field) => `    ${field[language]}`),
    ]);
    return (
      [
        ...headOf(previewed).map((line) => line[language]),
        ...rows,
        ...moreOf(previewed).map((line) => line[language]),
      ].join('\n') + warningsIn(context, previewed)
    );
  });
}

function headOf(previewed: z.output<typeof Previewed>): Text[] {
  const { status, added, changed, unchanged, guarded, soleAdministrator } = previewed;
  if (status === 'nothing')
    return [
      { ja: `何も変わりません（変更なし ${unchanged}）。`, en: `Nothing would change (${unchanged} unchanged).` },
    ];
  const counts: Text = {
    ja: `確認だけで、まだ何も変えていません。実行すると：追加 ${added}、変更 ${changed}、変更なし ${unchanged}`,
    en: `Looked at only; nothing was changed. It would be: ${added} added, ${changed} changed, ${unchanged} unchanged`,
  };
  const waits: Text = {
    ja: `二人目のシステム管理者の承認を待ちます。承認が要る行：${guarded.join('、')}`,
    en: `It would wait for a second administrator, who is needed for: ${guarded.join(', ')}`,
  };
  const sole: Text = {
    ja: '承認できる二人目のシステム管理者がいないため、「単独管理者」の印を付けて記録されます。',
    en: 'There is no second administrator who could approve it: it would be marked "sole administrator".',
  };
  return [counts, ...(status === 'wouldWait' ? [waits] : []), ...(soleAdministrator === true ? [sole] : [])];
}

function moreOf(previewed: z.output<typeof Previewed>): Text[] {
  const { moreRows } = previewed;
  const more: Text = { ja: `  ほかに${moreRows}行`, en: `  and ${moreRows} more rows` };
  const lost = clearingsOf(previewed);
  const cleared: Text = { ja: lost.ja.trimStart(), en: lost.en.trimStart() };
  return [...(moreRows > 0 ? [more] : []), ...(cleared.ja === '' ? [] : [cleared])];
}
