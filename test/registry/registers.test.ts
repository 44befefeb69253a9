import { expect, it } from 'vitest';
import type { Json } from '../../model/json.ts';
import type { OrganisationKind } from '../../model/organisations.ts';
import type { Role } from '../../model/roles.ts';
import { applyRegisterEffect } from '../../records/registers/apply.ts';
import { objectiveSchema } from '../../model/objectives.ts';
import { isEntryFromPaperAllowed } from '../../records/registers/paper.ts';
import { makeRegisters } from '../../records/registers/registers.ts';
import { makeRegistry } from '../../records/registry/registry.ts';
import { errorsOf, now, onEachDatabase, world } from './support.ts';

const DAY = 24 * 60 * 60 * 1000;
const edition = {
  id: 'edition-1',
  nameJa: '第一版',
  nameEn: 'First edition',
  decidedOn: '2026-01-10',
  applyBy: '2026-12-31',
  requirements: ['r-1', 'r-2'],
};

onEachDatabase('registers: facts with from and to (domain.md 3)', (database) => {
  it('answers for the instant asked, never for the present', async () => {
    await makeRegistry(database()).change(world, 'p-1', now);
    const registers = makeRegisters(database());
    await registers.set('demo-m', 'coolingOffDays', '', 0, now, 'p-2');
    await registers.set('demo-m', 'coolingOffDays', '', 365, now + 10 * DAY, 'p-2');
    expect(await registers.inForce('demo-m', 'coolingOffDays', now - 1)).toBeUndefined();
    expect(await registers.inForce('demo-m', 'coolingOffDays', now)).toBe(0);
    expect(await registers.inForce('demo-m', 'coolingOffDays', now + 10 * DAY - 1)).toBe(0);
    expect(await registers.inForce('demo-m', 'coolingOffDays', now + 10 * DAY)).toBe(365);
    expect(await registers.history('demo-m', 'coolingOffDays')).toEqual([
      { key: '', value: 0, from: now, to: now + 10 * DAY, by: 'p-2' },
      { key: '', value: 365, from: now + 10 * DAY, by: 'p-2' },
    ]);
  });

  it('puts a fact from an earlier day between, and of two from one instant the later written holds', async () => {
    const registers = makeRegisters(database());
    await registers.set('demo-m', 'coolingOffDays', '', 30, now + DAY, 'p-2');
    expect(await registers.inForce('demo-m', 'coolingOffDays', now + 2 * DAY)).toBe(30);
    expect(await registers.inForce('demo-m', 'coolingOffDays', now + 11 * DAY)).toBe(365);
    await registers.set('demo-m', 'coolingOffDays', '', 60, now + DAY, 'p-2');
    expect(await registers.inForce('demo-m', 'coolingOffDays', now + 2 * DAY)).toBe(60);
    expect(await registers.inForce('demo-m', 'coolingOffDays', now + 11 * DAY)).toBe(365);
  });

  it('changes nothing when what is set is in force already, and writes every change into the chain', async () => {
    const registers = makeRegisters(database());
    const before = await database().selectFrom('registry_journal').selectAll().execute();
    await registers.set('demo-m', 'coolingOffDays', '', 60, now + 3 * DAY, 'p-2');
    expect(await database().selectFrom('registry_journal').selectAll().execute()).toEqual(before);
    await registers.set('demo-m', 'committeeRule', '', true, now, 'p-2');
    expect(await database().selectFrom('registry_journal').selectAll().execute()).toHaveLength(before.length + 1);
    expect(await makeRegistry(database()).verifyChain()).toBeUndefined();
  });

  it('takes what a procedure brings into force, once however often its entry is written', async () => {
    const registers = makeRegisters(database());
    const entry = { instance: 'cycle/2026/demo-m', seq: 7, at: now };
    const effect = {
      id: '7.0',
      kind: 'register',
      register: 'policy',
      value: { version: '1', document: 'd', since: '2026-11-23' },
    } as const;
    for (let time = 0; time < 2; time += 1) {
      await database()
        .transaction()
        .execute((trx) => applyRegisterEffect(trx, entry, effect));
    }
    expect(await registers.history('demo-m', 'policy')).toEqual([
      { key: '', value: effect.value, from: now, instance: entry.instance, seq: 7 },
    ]);
  });

  it('keeps the plan of a coming year out of force until 1 April', async () => {
    const registers = makeRegisters(database());
    const plan = (year: number) => ({ year, version: '1', document: 'd', measures: [] });
    const approve = (year: number, seq: number, at: number) =>
      database()
        .transaction()
        .execute((trx) =>
          applyRegisterEffect(
            trx,
            { instance: `cycle/${year}/demo-m`, seq, at },
            { id: 'x', kind: 'register', register: 'plan', value: plan(year) },
          ),
        );
    await approve(2026, 9, now);
    await approve(2027, 9, Date.UTC(2027, 2, 20));
    expect(await registers.inForce('demo-m', 'plan', Date.UTC(2027, 2, 31, 14, 59))).toEqual(plan(2026));
    expect(await registers.inForce('demo-m', 'plan', Date.UTC(2027, 2, 31, 15))).toEqual(plan(2027));
    expect(await registers.across('plan', now)).toEqual([{ organisation: 'demo-m', value: plan(2026) }]);
  });

  it('keeps objectives of several ministers and periods beside each other; a confirmed one takes its own place (4-3)', async () => {
    const registers = makeRegisters(database());
    const objective = (ministries: readonly string[], from: string, other: object = {}) =>
      objectiveSchema.parse({
        ministries,
        article: 'article29',
        from,
        to: '2031-03-31',
        document: 'a'.repeat(64),
        place: '第5章',
        passage: '対策基準に基づき情報セキュリティ対策を講ずる',
        ...other,
      });
    const record = (seq: number, at: number, value: Json) =>
      database()
        .transaction()
        .execute((trx) =>
          applyRegisterEffect(
            trx,
            { instance: 'supervision/2026/demo-a', seq, at },
            { id: `${seq}.0`, kind: 'register', register: 'objectives', value },
          ),
        );
    const main = objective(['demo-m'], '2026-04-01');
    const joint = objective(['demo-n', 'demo-m'], '2026-04-01');
    const next = objective(['demo-m'], '2031-04-01', { to: '2036-03-31' });
    const confirmed = { ...main, confirmedOn: '2026-11-24' };
    await record(1, now, main);
    await record(2, now + 1, joint);
    await record(3, now + 2, next);
    await record(4, now + DAY, confirmed);
    // The same entry again changes nothing.
    await record(4, now + DAY, confirmed);
    const history = await registers.history('demo-a', 'objectives');
    expect(history.map(({ value, to }) => [value, to])).toEqual([
      [main, now + DAY],
      [joint, undefined],
      [next, undefined],
      [confirmed, undefined],
    ]);
    // One document of two ministers is the same in whatever order they are named.
    await record(5, now + 2 * DAY, objective(['demo-m', 'demo-n'], '2026-04-01'));
    expect((await registers.history('demo-a', 'objectives'))[1]?.to).toBe(now + 2 * DAY);
  });

  it('gives the common registers with all their items, and the ones that ended no longer', async () => {
    const registers = makeRegisters(database());
    await registers.set('common', 'editions', 'edition-1', edition, now, 'p-1');
    await registers.set(
      'common',
      'directives',
      'directive-1',
      { id: 'directive-1', decidedOn: '2026-06-01', applyBy: '2026-09-30', titleJa: '件', titleEn: 'Item' },
      now,
      'p-1',
    );
    expect(await registers.common('editions', now)).toEqual([edition]);
    expect(await registers.common('guidelines', now)).toEqual([]);
    await registers.set('common', 'directives', 'directive-1', null, now + DAY, 'p-1');
    expect(await registers.common('directives', now)).toHaveLength(1);
    expect(await registers.common('directives', now + DAY)).toEqual([]);
  });

  it('calls roles as the edition in force does, and as before where it says nothing', async () => {
    const registers = makeRegisters(database());
    const later = {
      ...edition,
      id: 'edition-2',
      decidedOn: '2026-11-25',
      roleTerms: { ciso: { ja: '新しい名', en: 'new name' } },
    };
    await registers.set('common', 'editions', 'edition-2', later, now, 'p-1');
    expect((await registers.roleTerms(now)).ciso.ja).toBe('最高情報セキュリティ責任者');
    const terms = await registers.roleTerms(now + 3 * DAY);
    expect(terms.ciso).toEqual({ ja: '新しい名', en: 'new name' });
    expect(terms.auditOfficer.ja).toBe('情報セキュリティ監査責任者');
  });

  it('says in both languages what is wrong with a value', async () => {
    const registers = makeRegisters(database());
    expect(await errorsOf(registers.set('demo-m', 'coolingOffDays', '', -1, now, 'p-2'))).toEqual([
      expect.stringMatching(/^value: Too small/),
    ]);
    expect(await errorsOf(registers.set('demo-m', 'exceptionDecider', '', 'constructor', now, 'p-2'))).toHaveLength(1);
    expect(await errorsOf(registers.set('demo-m', '__proto__', '', 1, now, 'p-2'))).toEqual([
      expect.stringMatching(/^register:/),
    ]);
    expect(await errorsOf(registers.set('demo-m', 'policy', '', {}, now, 'p-2'))).toHaveLength(1);
    expect(await errorsOf(registers.set('nowhere', 'committeeRule', '', true, now, 'p-2'))).toEqual([
      expect.stringMatching(/^organisation:/),
    ]);
    expect(
      await errorsOf(
        registers.set(
          'common',
          'editions',
          'other',
          { ...edition, nameJa: '\u202e', decidedOn: '2026-02-30' },
          now,
          'p-2',
        ),
      ),
    ).toEqual([
      expect.stringMatching(/^value\.decidedOn:/),
      expect.stringMatching(/^value: it contains an invisible character/),
      expect.stringMatching(/^key:/),
    ]);
  });
});

it('lets decisions on paper of headquarters and ministers be entered where nothing is recorded, and of nobody else', () => {
  const allowed = (kind: OrganisationKind, role: Role, register?: Json) =>
    isEntryFromPaperAllowed(register, { kind, roles: [role] });
  expect(allowed('headquarters', 'headquarters')).toBe(true);
  expect(allowed('ministry', 'minister')).toBe(true);
  expect(allowed('ministry', 'ciso')).toBe(false);
  expect(allowed('incorporated-administrative-agency', 'minister')).toBe(false);
  expect(allowed('centre', 'centreHead')).toBe(false);
  for (const off of [false, { allowed: false }, null])
    for (const kind of ['headquarters', 'ministry'] as const) expect(allowed(kind, 'minister', off)).toBe(false);
  for (const on of [true, { allowed: true }]) expect(allowed('centre', 'centreHead', on)).toBe(true);
});
