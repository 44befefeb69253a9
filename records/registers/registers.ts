import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { readOverrides } from '../../model/calendar/read.ts';
import type { Calendars } from '../../model/calendar/settings.ts';
import { isObject } from '../../model/json.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { profiles } from '../../model/organisations.ts';
import { ownWords } from '../../model/pattern.ts';
import { shippedCalendars } from '../calendar-file.ts';
import { calendarRegister } from '../calendars.ts';
import type { Registers } from '../../contract/records/registers.ts';
import { RegistryErrors, type RegistryProblem } from '../../contract/records/registry.ts';
import type { Connection, Database } from '../database.ts';
import { isFictionalId } from '../registry/fiction.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import { editionOn, roleTermsUnder } from '../registry/required-roles.ts';
import { collectProblems, type Problems } from '../registry/problems.ts';
import { textProblem } from '../registry/text-checks.ts';
import { factsInForce, parse, putInForce, theOneInForce } from './in-force.ts';
import { editionSchema, knownRegister } from './known.ts';

/**
 * Registers of one organisation and the common ones over the database. What a person sets is also a line of the
 * registry's journal; what a procedure brings into force stands in its own (`applyRegisterEffect`).
 */
export function makeRegisters(db: Database, configured: Calendars = shippedCalendars(Date.now())): Registers {
  return {
    async inForce(organisation, register, at) {
      return theOneInForce(await factsInForce(db, { organisation, registers: [register] }, at), at)?.value;
    },

    /** A value of `null` ends the fact. Setting what is in force already changes nothing. Throws `RegistryErrors`. */
    async set(organisation, register, key, value, from, by, token) {
      await db.transaction().execute(async (trx) => {
        const problems = await problemsOf(trx, configured, { organisation, register, key, value, from });
        if (problems.length > 0) throw new RegistryErrors(problems);
        await lockRegistry(trx);
        const before = (await factsInForce(trx, { organisation, registers: [register] }, from)).find(
          (fact) => fact.key === key,
        );
        if (JSON.stringify(before?.value ?? null) === JSON.stringify(value)) return;
        await putInForce(trx, { organisation, register, key, value, from, by });
        const row = { value, from };
        const act = before === undefined ? 'added' : 'changed';
        const id = `${organisation}/${register}/${key}`;
        await writeLine(trx, [{ kind: 'register', id, act, row }], { by, at: Date.now(), token });
      });
    },

    async history(organisation, register) {
      const rows = await db
        .selectFrom('registers')
        .selectAll()
        .where('organisation', '=', organisation)
        .where('register', '=', register)
        .orderBy('from_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        key: row.key,
        value: parse(row.value),
        from: row.from_at,
        ...(row.to_at === null ? {} : { to: row.to_at }),
        ...(row.by_person === null ? {} : { by: row.by_person }),
        ...(row.instance === null ? {} : { instance: row.instance }),
        ...(row.seq === null ? {} : { seq: row.seq }),
      }));
    },

    async across(register, at) {
      const facts = await factsInForce(db, { registers: [register] }, at);
      const bodies = [...new Set(facts.map((fact) => fact.organisation))].filter((id) => id !== 'common').sort();
      return bodies.flatMap((organisation) => {
        const one = theOneInForce(
          facts.filter((fact) => fact.organisation === organisation),
          at,
        );
        return one === undefined ? [] : [{ organisation, value: one.value }];
      });
    },

    async roleTerms(at) {
      const facts = await factsInForce(db, { organisation: 'common', registers: ['editions'] }, at);
      const editions = facts.flatMap((fact) => editionSchema.safeParse(fact.value).data ?? []);
      return roleTermsUnder(editionOn(editions, dateInJapan(at)));
    },

    async common(register, at) {
      return (await factsInForce(db, { organisation: 'common', registers: [register] }, at)).map((fact) => fact.value);
    },
  };
}

/** A fact somebody wants to put in force. */
interface ToSet {
  readonly organisation: string;
  readonly register: string;
  readonly key: string;
  readonly value: Json;
  readonly from: number;
}

async function problemsOf(
  trx: Connection,
  configured: Calendars,
  { organisation, register, key, value, from }: ToSet,
): Promise<readonly RegistryProblem[]> {
  const problems = collectProblems();
  const known = knownRegister(organisation, register);
  if (known === undefined) {
    problems.add('register', {
      ja: `${register} という登録簿は、人が記入するものの中にありません`,
      en: `there is no register ${register} that people keep`,
    });
    return problems.all;
  }
  const body =
    organisation === 'common'
      ? undefined
      : await trx
          .selectFrom('organisations')
          .select(['id', 'kind', 'fictional'])
          .where('id', '=', organisation)
          .executeTakeFirst();
  if (organisation !== 'common' && body === undefined) {
    problems.add('organisation', {
      ja: `組織 ${organisation} は登録されていません`,
      en: `there is no organisation ${organisation}`,
    });
  }
  if (value === null) return problems.all;
  if (register === calendarRegister) {
    const profile = profiles.find((each) => each === body?.kind) ?? 'ministry';
    const read = readOverrides(value, configured[profile], fiscalYearOf(dateInJapan(from)));
    if (!read.ok) for (const { path, text } of read.problems) problems.add(`value.${path}`, text);
  } else addIssues(problems, known.value, value);
  for (const text of textsIn(value)) {
    const problem = textProblem(text, 1_000);
    if (problem !== undefined) problems.add('value', problem);
  }
  if (organisation === 'common' ? !isObject(value) || value['id'] !== key : key !== '') {
    problems.add('key', {
      ja: '鍵は、共通の登録簿では項目のID、組織の登録簿では空です',
      en: 'the key is the id of the item in a common register, and empty in a register of a body',
    });
  }
  if (register === 'visibility' && body?.fictional === false && textsIn(value).some(isFictionalId)) {
    problems.add('value', {
      ja: '実在の組織を架空の組織に公開することはできません',
      en: 'a real body cannot be opened to an invented one',
    });
  }
  return problems.all;
}

function addIssues(problems: Problems, schema: z.ZodType, value: Json): void {
  const ja = schema.safeParse(value, { error: z.locales.ja().localeError });
  const en = schema.safeParse(value, { error: z.locales.en().localeError });
  if (ja.success || en.success) return;
  for (const [index, issue] of en.error.issues.entries()) {
    const where = ['value', ...issue.path.map(String)].join('.');
    const inJapanese = ja.error.issues[index]?.message ?? '値が正しくありません';
    problems.add(where, ownWords(issue.message) ?? { ja: inJapanese, en: issue.message });
  }
}

/** Every text in a value: each is for people, or is stored beside what is. */
function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
