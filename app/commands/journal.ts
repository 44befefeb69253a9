import { listOfOne } from '../cli/list.ts';
import { lists } from '../cli/described.built.ts';

/** `junkan journal`: every accepted step of a procedure. */
export const journal = listOfOne(
  '手続の記録 / the journal of a procedure',
  { brief: '例 / e.g. cycle/2026/demo-ministry', placeholder: 'procedure' },
  lists.journal,
  { path: (instance) => `/procedures/${instance}/journal` },
);
