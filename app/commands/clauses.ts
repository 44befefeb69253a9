import { sheets, lists } from '../cli/described.built.ts';
import { listCommand } from '../cli/list.ts';
import { showNamed } from '../cli/show.ts';

/** `junkan clauses`: the guideline, clause by clause. */
export const clauses = listCommand('指針の条項 / the clauses of the guideline', lists.clauses);

/** `junkan clause 3-7`: its words, what cites it, and where a year stands by it. */
export const clause = showNamed(
  '条項の本文と規則、年度の状況 / a clause: its words, its rules, and where a year stands',
  sheets.clause,
  (id) => `/clauses/${encodeURIComponent(id)}`,
  { brief: '整理番号（例）/ number, e.g. 3-7', placeholder: 'clause' },
);
