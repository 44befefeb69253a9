/** The registers of the demonstration. All examples: no real edition, directive or guideline is quoted. */
import type { Json } from '../../machines/core/index.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import { dateInJapan, fiscalYearOf, startOfDate } from '../../model/japan-time.ts';
import { cast } from './cast.ts';

/** One register to set. */
export interface RegisterSeed {
  readonly organisation: string;
  readonly register: string;
  readonly key: string;
  readonly value: Json;
  readonly from: Instant;
  readonly by: PersonId;
}

/** Requirements of the example edition, after the headings usual in such standards; the words are ours. */
export const requirements = [
  'ex-1.1 structure of responsibility',
  'ex-1.2 rules of operation',
  'ex-1.3 education and training',
  'ex-1.4 response to incidents',
  'ex-2.1 handling of information by class',
  'ex-2.2 removal and disposal',
  'ex-3.1 outsourcing',
  'ex-3.2 use of cloud services',
  'ex-4.1 life cycle of information systems',
  'ex-5.1 authentication and access',
  'ex-5.2 logs and monitoring',
  'ex-6.1 terminals and work outside the office',
];

/** Criteria of the example set for inspections. */
export const criteria = [
  'ex-c1 everyone is educated once a year',
  'ex-c2 access rights are reviewed twice a year',
  'ex-c3 known weaknesses are mended within the time set',
];

/** The set in force. */
export const criteriaSet = 'demo-criteria-2';

/** What is set, dated before the fiscal year of `at` so that it is in force for all of it. */
export function registerSeeds(at: Instant): RegisterSeed[] {
  const year = fiscalYearOf(dateInJapan(at));
  const from = startOfDate(`${year - 1}-04-01`);
  const common = (register: string, value: { readonly id: string } & Readonly<Record<string, Json>>): RegisterSeed => ({
    organisation: 'common',
    register,
    key: value.id,
    value,
    from,
    by: cast.centre.firstStaff,
  });
  const bodies = [cast.ministry, cast.agency, cast.corporation];
  return [
    common('editions', {
      id: 'demo-edition-1',
      nameJa: '統一基準群 例示版（架空）',
      nameEn: 'Common standards, example edition (fictional)',
      decidedOn: `${year - 1}-03-01`,
      applyBy: `${year}-03-31`,
      requirements,
    }),
    common('directives', {
      id: 'demo-directive-1',
      decidedOn: `${year - 1}-03-20`,
      applyBy: `${year - 1}-09-30`,
      titleJa: '外部公開機器の緊急点検（架空の個別決定）',
      titleEn: 'Urgent check of equipment open to the outside (fictional directive)',
    }),
    common('guidelines', {
      id: 'demo-guideline-1',
      titleJa: 'リスク評価の手引き（架空）',
      titleEn: 'Guide to risk assessment (fictional)',
    }),
    common('criteriaSets', {
      id: 'demo-criteria-1',
      nameJa: '点検基準 第1版（架空）',
      nameEn: 'Criteria, first set (fictional)',
      criteria: criteria.slice(0, 2),
    }),
    common('criteriaSets', {
      id: criteriaSet,
      nameJa: '点検基準 第2版（架空）',
      nameEn: 'Criteria, second set (fictional)',
      predecessor: 'demo-criteria-1',
      criteria,
    }),
    ...bodies.flatMap((body): RegisterSeed[] => {
      const own = (register: string, value: Json): RegisterSeed => ({
        organisation: body.organisation,
        register,
        key: '',
        value,
        from,
        by: body.ciso,
      });
      return [
        // In the ministry the committee deliberates before standards and plan; in the other two it need not.
        own('committeeRule', body === cast.ministry),
        own('minimumObservationDays', 0),
        own('visibility', { opened: [{ to: cast.centre.organisation, sees: 'board' }] }),
      ];
    }),
  ];
}
