import { sheets } from '../cli/described.built.ts';
import { showNamed } from '../cli/show.ts';

/** `junkan show`: where a procedure stands and what the reader may do. */
export const show = showNamed(
  '手続の状態と行えること / where a procedure stands, and what you may do',
  sheets.procedure,
  (instance) => `/procedures/${instance}`,
  { brief: '例 / e.g. cycle/2026/demo-ministry', placeholder: 'procedure' },
);
