/** What the API says when it says no. Loaded only then: checking it takes zod, which a command that succeeds can spare. */
import { z } from 'zod';
import { clauseShown } from '../../model/clauses.ts';
import { postsShown } from '../../model/posts-shown.ts';
import type { Language, Text } from '../../model/text.ts';

const Bilingual = z.looseObject({ ja: z.string(), en: z.string() });
const Post = Bilingual.extend({ holders: z.array(Bilingual).optional() });

/** A failed rule as the API tells it. */
const FailedRule = Bilingual.extend({
  id: z.string(),
  clause: z.string(),
  ministries: z.looseObject({ clause: z.string() }).optional(),
  basis: z.enum(['text', 'design']),
  paths: z.array(z.string()).optional(),
  remedies: z.array(Bilingual).optional(),
  whoCould: z.array(Post).optional(),
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
        field: z.unknown().optional(),
        choices: z.string().optional(),
        ja: z.string().optional(),
        en: z.string().optional(),
      }),
    )
    .optional(),
  more: z.number().optional(),
  choices: z.record(z.string(), z.looseObject({ items: z.array(Bilingual.extend({ id: z.string() })) })).optional(),
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
  const own = problem[language];
  // The detail of a refusal is the sentence of its first rule, which follows with all others.
  const isListed = (problem.refusals ?? []).length > 0;
  if (own === undefined) lines.push(problem.detail ?? problem.title ?? '');
  else lines.push(isListed ? own.title : `${own.title}: ${own.detail}`);
  for (const error of problem.errors ?? []) {
    const said = error[language] ?? error.en ?? '';
    // A sentence that names the field says where it is as well.
    lines.push(error.field === undefined ? `  ${error.path ?? ''}: ${said}` : `  ${said}`);
    lines.push(...offered(problem.choices?.[error.choices ?? '']?.items ?? [], language));
  }
  if (problem.more !== undefined)
    lines.push(language === 'ja' ? `  ほかに${problem.more}件` : `  and ${problem.more} more`);
  for (const rule of problem.refusals ?? []) lines.push(...ruleTold(rule, language));
  return lines.join('\n');
}

/** Choices that are named; of longer lists the first. */
const CHOICES_TOLD = 10;

function offered(items: readonly (Text & { readonly id: string })[], language: Language): string[] {
  if (items.length === 0) return [];
  const named = items.slice(0, CHOICES_TOLD).map((item) => `${item.id} ${item[language]}`);
  const more = items.length > named.length ? (language === 'ja' ? '、ほか' : ', …') : '';
  return [`    ${words.choices[language]}${named.join(language === 'ja' ? '、' : ', ')}${more}`];
}

const words = {
  choices: { ja: '選べるもの：', en: 'to choose from: ' },
  text: { ja: '指針の明文', en: "the guideline's words" },
  design: { ja: '本システムの設計', en: "junkan's design" },
  could: { ja: '行える者：', en: 'who could: ' },
  fields: { ja: '入力欄：', en: 'fields: ' },
  remedies: { ja: '先に行う決定：', en: 'what comes first: ' },
} as const satisfies Record<string, Text>;

/** The sentence, what it rests on, who could do it, where the input is at fault, and what comes first. */
function ruleTold(rule: z.output<typeof FailedRule>, language: Language): string[] {
  const { paths = [], remedies = [], whoCould = [], ministries } = rule;
  const clauses = [rule.clause, ...(ministries === undefined ? [] : [ministries.clause])];
  const cited = clauses.map((clause) => clauseShown(clause)[language]).join(language === 'ja' ? '、' : ', ');
  const said = (word: keyof typeof words, text: string): string[] =>
    text === '' ? [] : [`    ${words[word][language]}${text}`];
  return [
    `  ${rule[language]}`,
    ...said('remedies', remedies.map((remedy) => remedy[language]).join(language === 'ja' ? '、' : '; ')),
    ...said('fields', paths.join(', ')),
    ...said('could', postsShown(whoCould)[language]),
    `    [${rule.id} · ${cited} · ${words[rule.basis][language]}]`,
  ];
}
