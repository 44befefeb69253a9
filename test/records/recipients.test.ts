import { beforeAll, describe, expect, it } from 'vitest';
import type { Audience } from '../../machines/core/index.ts';
import type { RegistryChange } from '../../contract/records/registry.ts';
import { recipientsOf } from '../../records/notices/recipients.ts';
import { bodies, noon, onBothDatabases, post } from '../support/records.ts';

/** 12:00 JST of a day. */
const at = (date: string) => Date.parse(`${date}T03:00:00Z`);

const department = (id: string, other: object = {}): NonNullable<RegistryChange['departments']>[number] => ({
  id,
  organisation: 'demo-a',
  nameJa: `${id}（架空）`,
  nameEn: `${id} (fictional)`,
  bureau: false,
  ...other,
});

describe('recipients (domain.md 2: whoever holds the post on that day)', () => {
  onBothDatabases((here) => {
    beforeAll(async () => {
      const { registry } = here().records;
      const agency = (id: string, ...supervisors: string[]) => ({
        ...bodies(id).organisations![0]!,
        kind: 'incorporated-administrative-agency' as const,
        class: 'medium-term-objectives' as const,
        supervisors,
      });
      const changes: RegistryChange[] = [
        bodies('demo-a', 'demo-m1', 'demo-m2', 'demo-m3'),
        { organisations: [agency('demo-agency', 'demo-m1', 'demo-m2', 'demo-m3')] },
        {
          departments: [
            department('bureau', { bureau: true }),
            department('old', { parent: 'bureau', to: '2026-06-30', successors: ['north', 'south'] }),
            department('north', { parent: 'bureau', from: '2026-07-01' }),
            department('south', { parent: 'bureau', from: '2026-07-01' }),
            department('absorbed', { parent: 'bureau', to: '2026-06-30', successors: ['standing'] }),
            department('standing', { parent: 'bureau' }),
            department('empty', { parent: 'bureau' }),
          ],
        },
        post('demo-a', 'p-ciso', 'ciso'),
        post('demo-a', 'p-ciso', 'headOfOfficers', { kind: 'concurrent' }),
        post('demo-a', 'p-deputy', 'deputyCiso'),
        post('demo-a', 'p-acting', 'headOfOfficers', { kind: 'acting', from: '2026-07-01' }),
        post('demo-a', 'p-old', 'divisionOfficer', { department: 'old', to: '2026-06-30' }),
        post('demo-a', 'p-north', 'divisionOfficer', { department: 'north', from: '2026-07-01' }),
        post('demo-a', 'p-south', 'divisionOfficer', { department: 'south', from: '2026-07-01' }),
        post('demo-a', 'p-absorbed', 'divisionOfficer', { department: 'absorbed', to: '2026-06-30' }),
        post('demo-a', 'p-standing', 'divisionOfficer', { department: 'standing' }),
        post('demo-a', 'p-bureau', 'officer', { department: 'bureau' }),
        post('demo-a', 'p-whole', 'systemOfficer'),
        post('demo-m1', 'p-m1', 'manager'),
        post('demo-m2', 'p-m2', 'manager'),
        post('demo-m3', 'p-m3', 'ciso'),
      ];
      for (const change of changes) await registry.change(change, 'p-administrator', noon);
    });
    const ask = async (to: Audience, date: string) => {
      const [found] = await recipientsOf(here().db, [{ to, at: at(date) }]);
      return found ?? { people: [], vacant: [] };
    };
    const people = async (to: Audience, date: string) => [...(await ask(to, date)).people].sort();
    const inDepartment = (id: string, ...roles: ('officer' | 'divisionOfficer' | 'systemOfficer')[]): Audience => ({
      roles,
      organisation: 'demo-a',
      department: id,
    });

    it('are regular, concurrent and acting holders and the deputy, each once', async () => {
      const both: Audience = { roles: ['ciso', 'headOfOfficers'], organisation: 'demo-a' };
      expect(await people(both, '2026-06-30')).toEqual(['p-ciso', 'p-deputy']);
      expect(await people(both, '2026-07-01')).toEqual(['p-acting', 'p-ciso', 'p-deputy']);
    });

    it('of a department that was split are those of both that came of it, from the day on', async () => {
      expect(await people(inDepartment('old', 'divisionOfficer'), '2026-06-30')).toEqual(['p-old']);
      expect(await people(inDepartment('old', 'divisionOfficer'), '2026-07-01')).toEqual(['p-north', 'p-south']);
    });

    it('of a department that was merged into another are those of the other, and not before', async () => {
      expect(await people(inDepartment('absorbed', 'divisionOfficer'), '2026-06-30')).toEqual(['p-absorbed']);
      expect(await people(inDepartment('absorbed', 'divisionOfficer'), '2026-07-01')).toEqual(['p-standing']);
    });

    it('of a department in which nobody holds the role are those above up to the bureau, else of the whole body', async () => {
      expect(await people(inDepartment('empty', 'officer'), '2026-07-01')).toEqual(['p-bureau']);
      expect(await people(inDepartment('old', 'officer'), '2026-07-01')).toEqual(['p-bureau']);
      expect(await people(inDepartment('empty', 'systemOfficer'), '2026-07-01')).toEqual(['p-whole']);
      // The bureau is not served by the divisions below it.
      expect(await ask(inDepartment('bureau', 'divisionOfficer'), '2026-07-01')).toMatchObject({
        people: [],
        vacant: [{ department: 'bureau' }],
      });
    });

    it('at the supervising ministries are there only while the body opened it; then each ministry counts', async () => {
      const { registers } = here().records;
      const escalated: Audience = { supervisorsOf: 'demo-agency', roles: ['manager', 'supervisingStaff'] };
      expect(await ask(escalated, '2026-07-01')).toEqual({ people: [], vacant: [] });
      await registers.set('demo-agency', 'escalateToSupervisors', '', true, at('2026-08-01'), 'p-x');
      await registers.set('demo-agency', 'escalateToSupervisors', '', false, at('2026-10-01'), 'p-x');
      expect(await ask(escalated, '2026-07-31')).toEqual({ people: [], vacant: [] });
      expect(await ask(escalated, '2026-08-01')).toMatchObject({
        people: ['p-m1', 'p-m2'],
        vacant: [{ organisation: 'demo-m3' }],
      });
      expect(await ask(escalated, '2026-10-01')).toEqual({ people: [], vacant: [] });
    });
  });
});
