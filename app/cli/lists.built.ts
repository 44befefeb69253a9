/**
 * The lists of the API as the command line shows them, read off the endpoints' descriptions. In a build this module is
 * what it comes to: data, without the API (scripts/bundle-commands.mjs).
 */
import { z } from 'zod';
import { board } from '../../web/api/board.ts';
import { tasks } from '../../web/api/me.ts';
import { journal } from '../../web/api/procedures.ts';
import { changes, registryJournal } from '../../web/api/registry-changes.ts';
import { tokens } from '../../web/api/tokens.ts';
import { vacantPosts } from '../../web/api/vacant-posts.ts';
import { deliveries } from '../../web/api/webhook-deliveries.ts';
import { webhookList } from '../../web/api/webhooks.ts';
import { years } from '../../web/api/years.ts';
import type { Table } from '../../web/table.ts';

/** What may be asked of a list. `yes`: it is asked for or not. */
export interface Asked {
  readonly name: string;
  readonly brief: string;
  readonly kind: 'text' | 'yes';
}

/** A list as it is asked for and shown. */
export interface DescribedList {
  readonly path: string;
  readonly query: readonly Asked[];
  /** Whether it comes by pages. */
  readonly paged: boolean;
  readonly table: Table;
}

/** What every list is asked for by the page: the command line reads all of them. */
const paging = ['cursor', 'limit'];

const Described = z.looseObject({ description: z.string().optional(), enum: z.array(z.string()).optional() });

export const lists = {
  board: listed(board),
  changes: listed(changes),
  deliveries: listed(deliveries),
  journal: listed({ path: '', ...journal }),
  registryJournal: listed(registryJournal),
  tasks: listed(tasks),
  tokens: listed(tokens),
  vacantPosts: listed(vacantPosts),
  webhooks: listed(webhookList),
  years: listed(years),
};

function listed({ path, query, table }: { path: string; query: z.ZodObject; table: Table }): DescribedList {
  const asked = Object.entries(query.shape).filter(([name]) => !paging.includes(name));
  return { path, query: asked.map(([name, schema]) => askedOf(name, schema)), paged: 'limit' in query.shape, table };
}

function askedOf(name: string, schema: z.core.$ZodType): Asked {
  const { description = name, enum: values = [] } = Described.parse(
    z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
  );
  return { name, brief: description, kind: values.includes('true') && values.length === 2 ? 'yes' : 'text' };
}
