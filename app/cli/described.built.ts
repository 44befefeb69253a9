/**
 * What the API lists and shows, as the command line shows it, read off the endpoints' descriptions. In a build this module
 * is what it comes to: data, without the API (scripts/bundle-commands.mjs).
 */
import { z } from 'zod';
import { board } from '../../web/api/board.ts';
import { calendar } from '../../web/api/calendar.ts';
import { calendarFeed } from '../../web/api/calendar-feed.ts';
import { clause, clauses } from '../../web/api/clauses.ts';
import { tasks, waiting } from '../../web/api/tasks.ts';
import { notices } from '../../web/api/notices.ts';
import { openings } from '../../web/api/openings.ts';
import { journal } from '../../web/api/procedure-journal.ts';
import { procedure } from '../../web/api/procedures.ts';
import { changes } from '../../web/api/registry-changes.ts';
import { registryJournal } from '../../web/api/registry-journal.ts';
import { selfInspection } from '../../web/api/self-inspection.ts';
import { identities } from '../../web/api/identities.ts';
import { tokens } from '../../web/api/tokens.ts';
import { unreachablePeople } from '../../web/api/unreachable-people.ts';
import { vacantPosts } from '../../web/api/vacant-posts.ts';
import { deliveries } from '../../web/api/webhook-deliveries.ts';
import { webhookList } from '../../web/api/webhooks.ts';
import { opening, years } from '../../web/api/years.ts';
import type { Sheet, Table } from '../../web/table.ts';

/** What may be asked for by the query. `yes`: it is asked for or not. */
export interface Asked {
  readonly name: string;
  readonly brief: string;
  readonly values: 'any' | 'yes' | readonly string[];
}

/** A list as it is asked for and shown. */
export interface DescribedList {
  readonly path: string;
  readonly query: readonly Asked[];
  /** Whether it comes by pages. */
  readonly paged: boolean;
  readonly table: Table;
}

/** One thing as it is asked for and shown; its address is the command's to know. */
export interface DescribedSheet extends Sheet {
  readonly query: readonly Asked[];
}

/** What every list is asked for by the page: the command line reads all of them. */
const paging = ['cursor', 'limit'];

const Described = z.looseObject({ description: z.string().optional(), enum: z.array(z.string()).optional() });

export const lists = {
  board: listed(board),
  changes: listed(changes),
  clauses: listed(clauses),
  deliveries: listed(deliveries),
  identities: listed(identities),
  journal: listed({ path: '', ...journal }),
  notices: listed(notices),
  openings: listed(openings),
  registryJournal: listed(registryJournal),
  selfInspection: listed(selfInspection),
  tasks: listed(tasks),
  waiting: listed(waiting),
  tokens: listed(tokens),
  unreachablePeople: listed(unreachablePeople),
  vacantPosts: listed(vacantPosts),
  webhooks: listed(webhookList),
  years: listed(years),
};

export const sheets = {
  calendar: sheet(calendar),
  calendarFeed: sheet(calendarFeed),
  clause: sheet(clause),
  opening: sheet(opening),
  procedure: sheet(procedure),
};

function listed({ path, query, table }: { path: string; query: z.ZodObject; table: Table }): DescribedList {
  return { path, query: queryOf(query), paged: 'limit' in query.shape, table };
}

function sheet({ query, sheet: shown }: { query: z.ZodObject; sheet: Sheet }): DescribedSheet {
  return { query: queryOf(query), ...shown };
}

function queryOf({ shape }: z.ZodObject): Asked[] {
  return Object.entries(shape)
    .filter(([name]) => !paging.includes(name))
    .map(([name, schema]) => askedOf(name, schema));
}

function askedOf(name: string, schema: z.core.$ZodType): Asked {
  const { description = name, enum: values = [] } = Described.parse(
    z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
  );
  if (values.length === 0) return { name, brief: description, values: 'any' };
  return { name, brief: description, values: values.includes('true') ? 'yes' : values };
}
