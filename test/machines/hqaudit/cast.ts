/** People, bodies and the stages of an honest audit by headquarters, for all tests of it. */
import { hqauditV1 } from '../../../machines/hqaudit/v1/index.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import { drive, type Driver } from '../support/drive.ts';
import { body, person } from '../support/people.ts';
import { world, type World } from '../support/world.ts';

export const instance = `hqaudit/2026/${body}/1`;
export const programme = `programme/2026/${body}`;
export const hash = (n: number): string => n.toString(16).padStart(64, '0');

export const hq = 'demo-hq';
export const ministry = 'demo-m1';
export const agency = 'demo-a1';
export const delegate = 'demo-ipa';

export const member = person('member').holds('headquarters', { organisation: hq });
export const leader = person('leader').holds('hqAuditLeader');
export const auditor = person('auditor').holds('hqAuditor');
/** Of the centre, and not of the team. */
export const other = person('other').holds('hqAuditor');
/** An auditor who held a post in the ministry in the period audited. */
export const former = person('former')
  .holds('hqAuditor')
  .holds('divisionOfficer', { organisation: ministry, from: '2026-04-01', to: '2026-05-31' });
/** The auditor, once appointed in the ministry. */
export const moved = auditor.holds('officer', { organisation: ministry, from: '2026-07-01' });
export const office = person('office').holds('promotionOffice', { organisation: ministry });
export const ciso = person('ciso').holds('ciso', { organisation: ministry });
export const head = person('head').holds('headOfOfficers', { organisation: ministry });
export const auditOfficer = person('auditOfficer').holds('auditOfficer', { organisation: ministry });
export const agencyCiso = person('agencyCiso').holds('ciso', { organisation: agency });
export const agencyOffice = person('agencyOffice').holds('promotionOffice', { organisation: agency });
export const delegated = person('delegated').holds('hqAuditor', { organisation: delegate });
export const stranger = person('stranger');

const people = [
  member,
  leader,
  auditor,
  other,
  former,
  office,
  ciso,
  head,
  auditOfficer,
  agencyCiso,
  agencyOffice,
  delegated,
  stranger,
];

const bodies = [
  { id: body, kind: 'centre' },
  { id: hq, kind: 'headquarters' },
  { id: ministry, kind: 'ministry' },
  { id: 'demo-m2', kind: 'ministry' },
  { id: agency, kind: 'incorporated-administrative-agency' },
  { id: delegate, kind: 'incorporated-administrative-agency' },
];

export const here: World = world({
  people,
  bodies,
  supervisorsOf: { [agency]: [ministry, 'demo-m2'] },
  common: {
    criteriaSets: [{ id: 'set-1', criteria: ['c1'] }],
    editions: [
      {
        id: 'edition-1',
        nameJa: '統一基準群（架空）',
        nameEn: 'edition (fictional)',
        decidedOn: '2025-07-01',
        applyBy: '2026-03-31',
        requirements: [],
      },
    ],
  },
});

/** The auditor has been appointed in the ministry meanwhile. */
export const afterTheMove: World = { ...here, people: people.map((one) => (one === auditor ? moved : one)) };
/** The ministry was merged into another meanwhile. */
export const merged: World = { ...here, bodies: bodies.filter(({ id }) => id !== ministry) };
/** The auditor is in the registry no more. */
export const without: World = { ...here, people: people.filter((one) => one !== auditor) };

export const plan = {
  kinds: ['management'],
  areas: ['rules', 'implementation', 'management'],
  fewer: '',
  period: { from: '2026-04-01', to: '2027-03-31' },
  criteriaSet: 'set-1',
  edition: 'edition-1',
  document: hash(1),
  reportBy: '2026-12-25',
};
export const assignment = { auditors: [auditor.person] };
export const request = { what: '関係規程一式', by: '2026-06-12' };
export const materials = { request: 1, documents: [hash(2)] };
export const finding = {
  title: '権限の棚卸し',
  area: 'implementation',
  grade: 'nonconformity',
  statement: '退職者の権限が残っている。',
  evidence: [hash(3)],
};
export const urgent = {
  title: '公開サーバの脆弱性',
  area: 'implementation',
  statement: '外部から侵入できる。',
  evidence: [hash(4)],
  advice: '直ちに更新すること。',
};
export const agreed = { agrees: true, comments: '' };
export const advice = [
  { title: '権限の見直し', text: '四半期ごとに見直すこと。', finding: 1 },
  { title: '規程の改正', text: '手続を定めること。' },
];
export const report = { document: hash(5), results: '不適合1件', limits: '', advice };
export const toMinistries = (...ministries: string[]) => ({ ministries, document: hash(6) });
export const followUp = { item: 1, result: 'done', note: '確認した。', evidence: [hash(7)] };

export const ref = (number: number): string => `${instance}#${number}`;
const cycleOf = (organisation: string): string => `cycle/2026/${organisation}`;

export const disposed = (number: number, disposition: 'now' | 'later' | 'not', year = 2026, of = ministry) => ({
  cycle: `cycle/${year}/${of}`,
  ref: ref(number),
  priority: 'high',
  disposition,
  reason: '理由',
  ...(disposition === 'later' && { until: `${year + 1}-09-30` }),
});
export const settled = (number: number, of = ministry) => ({ cycle: cycleOf(of), ref: ref(number), end: 'verified' });

/** Opened on 2026-05-11. */
export function opened(of: World = here, subject: string = ministry): Driver {
  const at = startOfDate('2026-05-11') + 10 * 3_600_000;
  const input = { programme, ref: 'plan/1/1', subject, kinds: ['management'] };
  return drive(hqauditV1, { instance, organisation: body, year: 2026, input, at, world: of });
}

export const planned = (of?: World, subject?: string): Driver => opened(of, subject).decide('plan', leader, plan);
export const assigned = (of?: World, subject?: string): Driver =>
  planned(of, subject).decide('assign', leader, assignment);
export const requested = (of?: World, subject?: string): Driver =>
  assigned(of, subject).decide('requestMaterials', auditor, request);
export const given = (of?: World, subject: string = ministry): Driver =>
  requested(of, subject).decide('giveMaterials', subject === ministry ? office : agencyOffice, materials);
export const fieldwork = (of?: World, subject?: string): Driver =>
  given(of, subject).passTo('2026-06-15').decide('startFieldwork', leader);
export const found = (of?: World, subject?: string): Driver =>
  fieldwork(of, subject).decide('recordFinding', auditor, finding);
export const asked = (of?: World, subject?: string): Driver => found(of, subject).decide('askConfirmation', leader);
export const confirmed = (of?: World, subject: string = ministry): Driver =>
  asked(of, subject).decide('confirmFacts', subject === ministry ? head : agencyCiso, agreed);
export const reported = (of?: World, subject?: string): Driver =>
  confirmed(of, subject).decide('report', leader, report);
/** One item now, one not. */
export const following = (of?: World, subject: string = ministry): Driver =>
  reported(of, subject)
    .told('adviceDisposed', disposed(1, 'now', 2026, subject), cycleOf(subject))
    .told('adviceDisposed', disposed(2, 'not', 2026, subject), cycleOf(subject));
export const carriedOut = (of?: World, subject: string = ministry): Driver =>
  following(of, subject).told('adviceSettled', settled(1, subject), cycleOf(subject));
export const ended = (): Driver => carriedOut().decide('endAudit', leader);
