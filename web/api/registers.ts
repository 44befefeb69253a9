/** Registers: facts with from–to that outlive procedures, of one body or common to all (domain.md 3). */
import { z } from '@hono/zod-openapi';
import type { Json } from '../../machines/core/index.ts';
import { matching } from '../../model/pattern.ts';
import { type OrganisationKind, profileOf } from '../../model/organisations.ts';
import type { Role } from '../../model/roles.ts';
import { shippedGovernmentDates } from '../../model/government-dates.ts';
import { calendarRegister } from '../../records/calendars.ts';
import { governmentDatesRegister } from '../../records/registers/government-dates.ts';
import {
  knownRegister,
  registerDefaults,
  writtenRegisters,
  type KnownRegister,
} from '../../records/registers/known.ts';
import { isEntryFromPaperAllowed } from '../../records/registers/paper.ts';
import { heldNow, isOverallAdministrator, rolesIn } from '../access/bodies.ts';
import { type Caller, tokenOf } from '../caller.ts';
import { namesOfRoles } from '../decisions/naming.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import { notAllowed, notFound, Problem } from '../problems.ts';
import { registryChanged } from '../registry-changed.ts';
import { instant, named, organisationId, textSchema } from '../schemas.ts';

const params = z.strictObject({
  organisation: organisationId.describe('機関、または common / a body, or `common`'),
  register: matching(/^[A-Za-z][A-Za-z0-9]{0,63}$/, {
    ja: '登録簿の名前を指定してください。',
    en: 'Give the name of a register.',
  }),
});

/** Written by decisions of procedures: read here, never set. */
const ofProcedures: readonly string[] = [
  'policy',
  'standards',
  'plan',
  'structure',
  'criteriaSet',
  ...Object.keys(writtenRegisters),
];

const factSchema = z
  .object({
    key: z.string(),
    value: z.unknown(),
    from: instant,
    to: instant.optional(),
    by: z.string().optional(),
    byName: textSchema.optional(),
    instance: z.string().optional(),
    seq: z.int().optional(),
  })
  .openapi('RegisterFact');

export function registerRoutes(router: Router) {
  const { records } = router.parts;
  const history = endpoint(
    router,
    {
      method: 'get',
      path: '/registers/{organisation}/{register}',
      tag: 'registers',
      summary: { ja: '登録簿の履歴', en: 'the history of a register' },
      params,
      query: none,
      body: noBody,
      success: {
        status: 200,
        text: { ja: '有効なものと過去のもの', en: 'what is in force, and what was' },
        schema: z.object({
          organisation: named,
          items: z.array(factSchema),
          standard: z
            .unknown()
            .optional()
            .describe('記録がないときに適用されるもの / what holds where nothing is recorded'),
        }),
      },
    },
    async ({ me, params: { organisation, register } }) => {
      const known = knownRegister(organisation, register) !== undefined || isOfProcedures(organisation, register);
      if (!known || !mayRead(me, organisation)) throw notFound();
      const facts = await records.registers.history(organisation, register);
      const [names, body] = await Promise.all([
        records.registry.namesOfPeople([...new Set(facts.flatMap(({ by }) => by ?? []))]),
        records.registry.organisation(organisation),
      ]);
      const items = facts.map((fact) => ({ ...fact, byName: fact.by === undefined ? undefined : names.get(fact.by) }));
      const { nameJa: ja, nameEn: en } = body ?? { nameJa: '共通', nameEn: 'common' };
      const standard = standardOf(router.parts, organisation, register, body?.kind);
      return { status: 200, body: { organisation: { id: organisation, ja, en }, items, standard } };
    },
  );
  const set = endpoint(
    router,
    {
      method: 'put',
      path: '/registers/{organisation}/{register}',
      tag: 'registers',
      summary: { ja: '登録簿に記入する', en: 'write to a register' },
      description: {
        ja: 'その登録簿を管理する役職の者が行います。value が null のときは終わらせます。項目のある共通の登録簿では key は項目の ID です。統一基準群の版と個別に決定された対策は、すべての年度サイクルに知らせられ取り消せないため、全体のシステム管理者（登録した者を除く）が承認するまで承認待ち（status: pending）になります。',
        en: 'For those who keep that register. A value of null ends the fact. In a common register of items the key is the id of the item. Editions and directives, of which every cycle is told and which cannot be called back, wait (status: pending) until an administrator of the whole installation other than the author approves them.',
      },
      params,
      query: none,
      body: z.strictObject({
        value: z
          .unknown()
          .refine(
            (value) => value !== undefined,
            '必須です（終わらせるには null）。 / It is required (null ends the fact).',
          ),
        key: z.string().max(64).default(''),
        from: instant.optional().describe('省略時は今 / now when omitted'),
      }),
      repeat: 'answer',
      success: {
        status: 200,
        text: { ja: '記入済み', en: 'written' },
        schema: z.object({
          organisation: z.string(),
          register: z.string(),
          key: z.string(),
          from: instant,
          status: z.enum(['done', 'pending']),
          change: z.string().optional().describe('承認待ちの変更の ID / id of the change that waits'),
          expires: instant.optional(),
          soleAdministrator: z.literal(true).optional(),
        }),
      },
      problems: ['notAllowed', 'refused'],
    },
    async ({ me, params: { organisation, register }, body: { value, key, from = me.at } }) => {
      const kept: Json = JSON.parse(JSON.stringify(value));
      const fact = { organisation, register, key, from };
      if (organisation === 'common') {
        const asked = await records.governance.askCommon(
          { register, key, value: kept, from },
          me.person,
          me.at,
          tokenOf(me),
        );
        // Editions and directives are told to every open cycle.
        if (asked.status === 'done') registryChanged(router.parts);
        return { status: 200, body: { ...fact, ...asked } };
      }
      await records.registers.set(organisation, register, key, kept, from, me.person, tokenOf(me));
      // A body's own planning day may have come already.
      if (register === calendarRegister) registryChanged(router.parts);
      return { status: 200, body: { ...fact, status: 'done' as const } };
    },
    ({ me, params: { organisation, register } }) => {
      if (!mayRead(me, organisation) && !keepsCommon(me, organisation)) throw notFound();
      if (isOfProcedures(organisation, register)) throw writtenByProcedures();
      const known = knownRegister(organisation, register);
      if (known === undefined) throw notFound();
      checkOwner(me, organisation, known);
    },
  );
  return { history, set };
}

/** What holds – in a body of that kind, or for all – where nothing is recorded. */
function standardOf(
  { records }: Parts,
  organisation: string,
  register: string,
  kind: OrganisationKind | undefined,
): unknown {
  if (organisation === 'common') return register === governmentDatesRegister ? shippedGovernmentDates : undefined;
  if (register === 'enteredFor') return isEntryFromPaperAllowed(undefined, { kind, roles: [] });
  if (register === calendarRegister) return records.calendars.ofProfile[profileOf(kind) ?? 'ministry'];
  const defaults: Readonly<Record<string, unknown>> = registerDefaults;
  return Object.hasOwn(defaults, register) ? defaults[register] : undefined;
}

function isOfProcedures(organisation: string, register: string): boolean {
  return organisation !== 'common' && ofProcedures.includes(register);
}

/** The common registers are for everyone; a body's for those who hold a post in it. */
function mayRead(me: Caller, organisation: string): boolean {
  return organisation === 'common' || rolesIn(me, organisation).length > 0;
}

/** The centre's staff keep the common registers; on a stand-alone installation the administrator does. */
function keepsCommon(me: Caller, organisation: string): boolean {
  return organisation === 'common' && isOverallAdministrator(me);
}

/** Whether it is the caller's to write. Headquarters have no CISO: its members keep their registers themselves. */
export function keepsRegister(me: Caller, organisation: string, { owners }: KnownRegister): boolean {
  const allowed: readonly Role[] = owners.includes('ciso') ? [...owners, 'deputyCiso', 'headquarters'] : owners;
  const mine = organisation === 'common' ? heldNow(me).map(({ role }) => role) : rolesIn(me, organisation);
  return mine.some((role) => allowed.includes(role)) || keepsCommon(me, organisation);
}

function checkOwner(me: Caller, organisation: string, known: KnownRegister): void {
  if (keepsRegister(me, organisation, known)) return;
  const names = namesOfRoles(known.owners);
  throw notAllowed({
    ja: `この登録簿を管理するのは${names.map(({ ja }) => ja).join('、')}です。`,
    en: `This register is kept by: ${names.map(({ en }) => en).join(', ')}.`,
  });
}

function writtenByProcedures(): Problem {
  return new Problem('refused', {
    ja: 'この登録簿は手続での決定によってだけ書かれます。その決定を行ってください。',
    en: 'This register is written only by decisions of procedures. Take that decision instead.',
  });
}
