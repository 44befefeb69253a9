import { sql } from 'kysely';
import { z } from 'zod';
import type { Entry, Json, Projection } from '../machines/core/index.ts';
import type { Calendars as Configured } from '../model/calendar/settings.ts';
import type { Instant, OrganisationId } from '../model/identifiers.ts';
import { profiles } from '../model/organisations.ts';
import type { BodyToOpen, Openings } from '../contract/records/openings.ts';
import { calendarRegister, laidOver } from './calendars.ts';
import type { Database } from './database.ts';
import { askedNow, datedUnder, type Asked } from './look-ups/asked.ts';
import { registersFrom, registersOfBody } from './look-ups/registers.ts';
import { putNotices } from './notices/put.ts';
import { type FactInForce, parse } from './registers/in-force.ts';
import { toOrganisation } from './registry/rows.ts';
import type { OrganisationTable } from './registry/tables.ts';

/** What a cycle tells the next one of its body. */
const TOLD = 'predecessorEvaluated';
/** The phase of a cycle that rests as opened by mistake. */
const WITHDRAWN = 'withdrawn';

interface BodyRow extends OrganisationTable {
  facts: (Omit<FactInForce, 'value'> & { value: string })[];
  had_earlier: boolean;
  predecessor: string | null;
  told: string[];
}

async function bodiesToOpen(
  db: Database,
  configured: Configured,
  organisations: readonly OrganisationId[],
  year: number,
  at: Instant,
): ReturnType<Openings['bodies']> {
  const registers = [...registersOfBody, calendarRegister];
  const { rows } = await sql<BodyRow>`
    select body.*,
      (select coalesce(json_agg(json_build_object('organisation', fact.organisation, 'register', fact.register,
          'key', fact.key, 'value', fact.value, 'from', fact.from_at) order by fact.from_at, fact.id), '[]')
        from registers as fact
        where fact.organisation = body.id and fact.register = any (${registers}::text[])
          and fact.from_at <= ${at} and (fact.to_at is null or fact.to_at > ${at})) as facts,
      exists (select from instances as earlier where earlier.organisation = body.id and earlier.procedure = 'cycle'
        and earlier.year < ${year} and earlier.seq > 0 and earlier.phase is distinct from ${WITHDRAWN}) as had_earlier,
      (select before.projection from instances as before
        where before.instance = ${`cycle/${year - 1}/`} || body.id and before.seq > 0) as predecessor,
      (select coalesce(json_agg(line.payload order by line.seq), '[]') from journal as line
        where line.instance = ${`cycle/${year - 1}/`} || body.id and line.payload like ${`%"${TOLD}"%`}) as told
    from organisations as body where body.id = any (${[...organisations]}::text[])`.execute(db);
  const asked = await askedNow(db, at);
  return new Map(rows.map((row) => [row.id, bodyToOpen(row, configured, asked, at)]));
}

function bodyToOpen(row: BodyRow, configured: Configured, asked: readonly Asked[], at: Instant): BodyToOpen {
  const body = toOrganisation(row);
  const facts = row.facts.map((fact) => ({ ...fact, value: parse(fact.value) })).filter(({ value }) => value !== null);
  const profile = profiles.find((each) => each === body.kind) ?? 'ministry';
  const own = facts.findLast(({ register }) => register === calendarRegister)?.value;
  const before: Projection | undefined = row.predecessor === null ? undefined : JSON.parse(row.predecessor);
  const told = row.told.flatMap(toldIn).at(-1);
  const calendar = laidOver(configured[profile], own);
  return {
    body,
    registers: registersFrom(facts, at),
    calendar,
    asked: unanswered(facts.findLast(({ register }) => register === 'standards')?.value, asked).map((one) =>
      datedUnder(calendar, one, at),
    ),
    hadEarlier: row.had_earlier,
    ...(before === undefined
      ? {}
      : {
          predecessor: {
            marks: before.marks,
            ...(before.ended === undefined ? {} : { ended: before.ended }),
            ...(before.phase === WITHDRAWN ? { withdrawn: true } : {}),
            ...(told === undefined ? {} : { told }),
          },
        }),
  };
}

const conformance = z.object({ edition: z.string().optional(), directives: z.array(z.string()).optional() });

/** What is asked of the standards in force and not answered there; of a body without standards nothing yet. */
function unanswered(standards: Json | undefined, asked: readonly Asked[]): readonly Asked[] {
  if (standards === undefined) return [];
  const { edition, directives = [] } = conformance.parse(standards);
  return asked.filter(({ source, ref }) => (source === 'edition' ? ref !== edition : !directives.includes(ref)));
}

/** What an entry told the next cycle. Only what the journal wrote is ever read back. */
function toldIn(payload: string): Json[] {
  const { effects = [] }: Partial<Pick<Entry, 'effects'>> = JSON.parse(payload);
  return effects.flatMap((effect) => (effect.kind === 'tell' && effect.type === TOLD ? [effect.input] : []));
}

/** Openings of fiscal years, so that any process finds the last one and knows which years were opened for all. */
export function makeOpenings(db: Database, configured: Configured): Openings {
  return {
    bodies: (organisations, year, at) => bodiesToOpen(db, configured, organisations, year, at),

    async record({ id, year, everyone, organisations, by, at }) {
      await db
        .insertInto('openings')
        .values({ id, year, everyone, organisations, asked_by: by, at })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({
            at: sql`greatest(openings.at, excluded.at)`,
            everyone: sql`openings.everyone or excluded.everyone`,
          }),
        )
        .execute();
    },

    async last(year, of = 'all', id) {
      const row = await db
        .selectFrom('openings')
        .selectAll()
        .where('year', '=', year)
        .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
        .$if(of !== 'all', (query) =>
          query
            .where('everyone', '=', false)
            .where(sql<boolean>`organisations <@ ${of === 'all' ? [] : [...of]}::text[]`),
        )
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { everyone, organisations, asked_by: by, at } = row;
      return { id: row.id, year, everyone, organisations, by, at };
    },

    async years() {
      const rows = await db.selectFrom('openings').select('year').distinct().where('everyone', '=', true).execute();
      return new Set(rows.map((row) => row.year));
    },

    async begun(year) {
      const rows = await db
        .selectFrom('instances')
        .select(['organisation', 'phase'])
        .where('procedure', '=', 'cycle')
        .where('year', '=', year)
        .where('seq', '>', 0)
        .execute();
      return new Map(rows.map(({ organisation, phase }) => [organisation, phase ?? '']));
    },

    async reportFailed({ id, organisations, at }) {
      const draft = { source: id, topic: 'openingFailed', at, about: id } as const;
      const drafts = [
        { ...draft, to: { administrators: 'installation' } as const },
        ...organisations.map((body) => ({ ...draft, to: { administratorsOf: body } })),
      ];
      await db.transaction().execute((trx) => putNotices(trx, drafts));
    },
  };
}
