/** What the API says when it says no. Loaded only then: checking it takes zod, which a command that succeeds can spare. */
import { z } from 'zod';
import { clauseShown } from '../../model/clauses.ts';
import type { Language, Text } from '../../model/text.ts';

/** A failed rule as the API tells it. */
const FailedRule = z.looseObject({
  id: z.string(),
  clause: z.string(),
  basis: z.enum(['text', 'design']),
  ja: z.string(),
  en: z.string(),
  whoCould: z.array(z.looseObject({ ja: z.string(), en: z.string() })).optional(),
});

/** Title and detail in one language. */
const Words = z.looseObject({ title: z.string(), detail: z.string() });

/** An RFC 9457 problem as the API tells it. */
const Problem = z.looseObject({
  status: z.number(),
  title: z.string().optional(),
  detail: z.string().optional(),
  ja: Words.optional(),
  en: Words.optional(),
  errors: z
    .array(
      z.looseObject({
        path: z.string().optional(),
        field: z.unknown(),
        ja: z.string().optional(),
        en: z.string().optional(),
      }),
    )
    .optional(),
  more: z.number().optional(),
  refusals: z.array(FailedRule).optional(),
});
type Problem = z.output<typeof Problem>;

/** A problem in words, with every rule that failed; something else as it came. */
export function problemText(status: number, body: unknown, text: string): Text {
  const read = Problem.safeParse(body);
  const problem = read.success ? read.data : { status, title: `HTTP ${status}`, detail: text.slice(0, 300) };
  return { ja: told(problem, 'ja'), en: told(problem, 'en') };
}

function told(problem: Problem, language: Language): string {
  const lines: string[] = [];
  const words = problem[language];
  // The detail of a refusal is the sentence of its first rule, which follows with all others.
  const isListed = (problem.refusals ?? []).length > 0;
  if (words === undefined) lines.push(problem.detail ?? problem.title ?? '');
  else lines.push(isListed ? words.title : `${words.title}: ${words.detail}`);
  for (const error of problem.errors ?? []) {
    const said = error[language] ?? error.en ?? '';
    // A sentence that names the field says where it is as well.
    lines.push(error.field === undefined ? `  ${error.path ?? ''}: ${said}` : `  ${said}`);
  }
  if (problem.more !== undefined)
    lines.push(language === 'ja' ? `  ほかに${problem.more}件` : `  and ${problem.more} more`);
  for (const rule of problem.refusals ?? []) {
    lines.push(`  ${rule[language]}`);
    const who = (rule.whoCould ?? []).map((role) => role[language]).join(language === 'ja' ? '、' : ', ');
    const basis: Text =
      rule.basis === 'text'
        ? { ja: '指針の明文', en: "the guideline's words" }
        : { ja: '本システムの設計', en: "junkan's design" };
    const could: Text = { ja: who === '' ? '' : `／行える者：${who}`, en: who === '' ? '' : `; who could: ${who}` };
    lines.push(`    [${rule.id} · ${clauseShown(rule.clause)[language]} · ${basis[language]}${could[language]}]`);
  }
  return lines.join('\n');
}
