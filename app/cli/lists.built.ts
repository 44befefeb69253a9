/**
 * The lists of the API as the command line shows them, read off the endpoints' descriptions. In a build this module is
 * what it comes to: data, without the API (scripts/bundle-commands.mjs).
 */
import { tasks } from '../../web/api/me.ts';
import type { Table } from '../../web/table.ts';

/** A list as it is asked for and shown. */
export interface DescribedList {
  readonly path: string;
  readonly table: Table;
}

export const lists = { tasks: listed(tasks) };

function listed({ path, table }: { path: string; table: Table }): DescribedList {
  return { path, table };
}
