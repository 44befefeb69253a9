import type { Text } from './text.ts';

/**
 * The 75 clauses of the guideline 政府機関等の情報セキュリティ対策の運用等に関する指針 (2016-08-31), each with the section
 * it stands in. Their text stands in `data/clauses.json` (`records/clauses-file.ts` reads it); here is what rules need, so that a rule that cites a clause
 * which does not exist fails to compile.
 */
const sections = {
  '1-1': '1',
  '1-2': '1',
  '2-1': '2',
  '2-2': '2',
  '2-3': '2',
  '2-4': '2',
  '2-5': '2(1)',
  '2-6': '2(2)',
  '3-1': '3(1)①',
  '3-2': '3(1)①',
  '3-3': '3(1)①',
  '3-4': '3(1)②',
  '3-5': '3(1)②',
  '3-6': '3(1)②',
  '3-7': '3(1)③',
  '3-8': '3(1)③',
  '3-9': '3(2)',
  '3-10': '3(2)',
  '3-11': '3(2)',
  '3-12': '3(3)',
  '3-13': '3(3)',
  '3-14': '3(3)',
  '3-15': '3(3)',
  '3-16': '3(3)',
  '3-17': '3(3)',
  '3-18': '3(3)',
  '3-19': '3(3)',
  '3-20': '3(3)',
  '4-1': '4(1)',
  '4-2': '4(1)',
  '4-3': '4(1)',
  '4-4': '4(1)',
  '4-5': '4(2)',
  '4-6': '4(2)',
  '4-7': '4(2)',
  '4-8': '4(2)',
  '4-9': '4(3)',
  '4-10': '4(3)',
  '4-11': '4(3)',
  '4-12': '4(3)',
  '4-13': '4(3)',
  '4-14': '4(3)',
  '5-1': '5(1)',
  '5-2': '5(1)',
  '5-3': '5(1)',
  '5-4': '5(2)',
  '5-5': '5(3)',
  '6-1': '6(1)',
  '6-2': '6(1)',
  '6-3': '6(1)',
  '6-4': '6(1)',
  '6-5': '6(1)',
  '6-6': '6(2)',
  '6-7': '6(2)',
  '6-8': '6(2)',
  '6-9': '6(2)',
  '6-10': '6(3)',
  '6-11': '6(3)',
  '6-12': '6(3)',
  '6-13': '6(3)',
  '6-14': '6(3)',
  '6-15': '6(3)',
  '6-16': '6(3)',
  '6-17': '6(4)',
  '6-18': '6(4)',
  '6-19': '6(4)',
  '6-20': '6(4)',
  '6-21': '6(4)',
  '6-22': '6(4)',
  '6-23': '6(5)',
  '6-24': '6(5)',
  '6-25': '6(5)',
  '6-26': '6(5)',
  '6-27': '6(5)',
  'S-1': '附則',
} as const;

/** A numbered clause of the guideline, e.g. `3-15`. The number is junkan's 整理番号; the guideline knows sections only. */
export type ClauseId = keyof typeof sections;

/** All of them, in the guideline's order. */
export const clauseIds: readonly ClauseId[] = Object.keys(sections).filter(isClause);

/** Whether there is a clause of that number. */
export function isClause(id: string): id is ClauseId {
  return Object.hasOwn(sections, id);
}

/** Where the clause stands in the guideline's text: `3(1)③`; the supplementary provision is `附則`. */
export function sectionOf(clause: ClauseId): string {
  return sections[clause];
}

/** A clause as people read it: the section of the text, and our number after it. A number that is none stands alone. */
export function clauseShown(clause: string): Text {
  if (!isClause(clause)) return { ja: `〔${clause}〕`, en: `[${clause}]` };
  const section = sectionOf(clause);
  return {
    ja: `指針${section}〔${clause}〕`,
    en: `guideline ${section.replace('附則', 'supplementary provision')} [${clause}]`,
  };
}

/** How the clause binds, by the sign in `data/clauses.json`. */
export const modalities = {
  M: { ja: '義務', en: 'obligation' },
  'M (求められる)': { ja: '義務（「求められる」）', en: 'obligation (“are asked to”)' },
  'M on request': { ja: '求めに応じて行う義務', en: 'obligation on request' },
  'M/C': { ja: '義務（該当する場合）', en: 'obligation where the case arises' },
  'M+C': { ja: '義務（一部は必要に応じて）', en: 'obligation, in part as needed' },
  C: { ja: '必要に応じて行う義務', en: 'obligation as needed' },
  S: { ja: '強い推奨（「重要である」等）', en: 'strong recommendation (“it is important”)' },
  P: { ja: '任意（「できる」）', en: 'permission (“may”)' },
  D: { ja: '定義', en: 'definition' },
} as const satisfies Readonly<Record<string, Text>>;

/** What a rule rests on: the clause's own words (`text`, 明文), or junkan's choice that serves the clause (`design`, 設計). */
export type Basis = 'text' | 'design';
