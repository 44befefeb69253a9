/**
 * The government's year, second chapter: headquarters' policy is entered from paper, a plan is adopted, a ministry and an
 * agency are audited; of the advice one item is taken now, one later, one not; from the results the direction is decided and
 * its outline published.
 */
import { z } from 'zod';
import type { LocalDate, PersonId } from '../../model/identifiers.ts';
import { addDays } from '../../model/japan-time.ts';
import { cast } from '../cast/cast.ts';
import { criteriaSet } from '../cast/registers.ts';
import { isTold } from './notices.ts';
import { StoryBroken, type Teller } from './teller.ts';

interface Audits {
  readonly teller: Teller;
  readonly year: number;
  readonly today: LocalDate;
  /** The agency audited, and its CISO, who also is its promotion office. */
  readonly agency: { readonly organisation: string; readonly ciso: PersonId };
}

const { centre, headquarters, ministry } = cast;
const { director, firstStaff, secondStaff, hqAuditLeader: leader, firstHqAuditor: auditor } = centre;
const edition = 'demo-edition-3';

const Running = z.looseObject({ phase: z.looseObject({ id: z.string() }) });

/** The second chapter. */
export async function headquartersAudits(scene: Audits): Promise<void> {
  const { teller, year } = scene;
  teller.chapter({
    ja: '政府の一年：本部監査と方向性',
    en: 'The government’s year: audits by headquarters, and the direction',
  });
  const programme = `programme/${year}/${centre.organisation}`;
  await teller.until('headquarters’ year has begun', async () => {
    const { items } = z
      .looseObject({ items: z.array(z.looseObject({ instance: z.string() })) })
      .parse(await teller.reads(firstStaff, `/procedures?kind=programme&year=${year}&limit=10`));
    return items.length > 0 ? items : undefined;
  });
  await planned(scene, programme);
  const ofMinistry = `hqaudit/${year}/${centre.organisation}/1`;
  const ofAgency = `hqaudit/${year}/${centre.organisation}/2`;
  await auditsMinistry(scene, ofMinistry);
  await auditsAgency(scene, ofAgency);
  await decidesDirection(scene, programme);
}

/** Policy on paper, the plan, its adoption by another person. */
async function planned({ teller, today, agency }: Audits, programme: string): Promise<void> {
  const plan = {
    document: await teller.document(firstStaff, '本部監査の年度計画'),
    audits: [
      { subject: ministry.organisation, kinds: ['management'] },
      { subject: agency.organisation, kinds: ['management', 'penetration'] },
    ],
    restReason: '',
  };
  await teller.isRefused(firstStaff, programme, 'proposePlan', plan, 'policyDecided');
  const seq = await teller.does(firstStaff, programme, 'recordAuditPolicy', {
    document: await teller.document(firstStaff, '本部監査の基本方針'),
    enteredFor: {
      decider: headquarters.chair,
      decidedOn: today,
      number: '本部決定第2号（架空）',
      document: await teller.document(firstStaff, '戦略本部決定（基本方針）'),
    },
  });
  await teller.does(headquarters.chair, programme, 'confirm', { seq });
  await teller.does(firstStaff, programme, 'proposePlan', plan);
  await teller.isRefused(firstStaff, programme, 'adoptPlan', {}, 'notYourRole');
  await teller.does(director, programme, 'adoptPlan');
  await teller.does(secondStaff, programme, 'recordInspection', {
    period: { from: addDays(today, -200), to: addDays(today, -10) },
    bodies: [ministry.organisation],
    document: await teller.document(secondStaff, '運用状況の点検結果（本部監査の年度）'),
  });
}

interface Subject {
  readonly instance: string;
  /** In the names of documents. */
  readonly called: string;
  readonly kinds: readonly string[];
  readonly office: PersonId;
  readonly ciso: PersonId;
}

/** From the plan to the confirmed facts. */
async function carriedOut({ teller, year, today }: Audits, subject: Subject): Promise<void> {
  const { instance, kinds, office, ciso, called } = subject;
  await teller.until(`${instance} has begun`, async () => {
    const { items } = z
      .looseObject({ items: z.array(z.looseObject({ instance: z.string() })) })
      .parse(await teller.reads(leader, `/procedures?kind=hqaudit&year=${year}&limit=10`));
    return items.some((one) => one.instance === instance) ? true : undefined;
  });
  await teller.does(leader, instance, 'plan', {
    kinds,
    areas: ['rules', 'implementation', 'management'],
    fewer: '',
    period: { from: `${year}-04-01`, to: `${year + 1}-03-31` },
    criteriaSet,
    edition,
    document: await teller.document(leader, `本部監査計画書（${called}）`),
    reportBy: addDays(today, 60),
  });
  await teller.does(leader, instance, 'assign', { auditors: [auditor] });
  await teller.mayNotRead(ciso, `/procedures/${instance}`);
  await teller.does(auditor, instance, 'requestMaterials', { what: '関係規程一式', by: addDays(today, 14) });
  await isTold(teller, office, 'materialsRequested');
  await teller.isRefused(leader, instance, 'startFieldwork', {}, 'materialsInOrPassed');
  await teller.does(office, instance, 'giveMaterials', {
    request: 1,
    documents: [await teller.document(office, `関係規程一式（${called}）`)],
  });
  await teller.does(leader, instance, 'startFieldwork');
  await teller.does(auditor, instance, 'recordFinding', {
    title: '権限の見直しの遅れ',
    area: 'implementation',
    grade: 'nonconformity',
    statement: '退職した者の権限が三か月残っていた（架空）',
    evidence: [await teller.document(auditor, `監査調書（${called}）`)],
  });
  await teller.isRefused(leader, instance, 'report', await report(teller, called, []), 'factsPutForConfirmation');
  await teller.does(leader, instance, 'askConfirmation');
  await teller.does(ciso, instance, 'confirmFacts', { agrees: true, comments: '' });
}

async function report(teller: Teller, called: string, advice: readonly object[]): Promise<object> {
  const document = await teller.document(leader, `本部監査報告書（${called}）`);
  return { document, results: '指摘1件（架空）', limits: '', advice };
}

/** A ministry, which is given no advice: with the report the audit can end. */
async function auditsMinistry(scene: Audits, instance: string): Promise<void> {
  const { teller } = scene;
  const { promotionLead: office, headOfOfficers: ciso } = ministry;
  const called = '星空省';
  await carriedOut(scene, { instance, called, kinds: ['management'], office, ciso });
  await teller.does(leader, instance, 'report', await report(teller, called, []));
  await isTold(teller, ministry.auditOfficer, 'reported');
  await teller.does(leader, instance, 'endAudit');
}

/** An agency: one item now, one later, one not; it reports to its ministry, and *later* keeps the audit open. */
async function auditsAgency(scene: Audits, instance: string): Promise<void> {
  const { teller, year, today, agency } = scene;
  const { organisation, ciso } = agency;
  const called = '朝露研究所';
  await carriedOut(scene, { instance, called, kinds: ['management', 'penetration'], office: ciso, ciso });
  const titles = ['権限の定期的な見直し', '手続の改正', '装置の更新'];
  const advice = titles.map((title) => ({ title, text: `${title}を行うこと（架空）`, finding: 1 }));
  await teller.does(leader, instance, 'report', await report(teller, called, advice));
  teller.says({
    ja: '優先順位と対応が決まらない助言があるうちは、監査は終わりません（指針〔4-14〕）。',
    en: 'As long as advice has no priority and disposition, the audit does not end (guideline 4-14).',
  });
  await teller.isRefused(leader, instance, 'endAudit', {}, 'everyItemDisposed');
  const cycle = `cycle/${year}/${organisation}`;
  await isTold(teller, ciso, 'adviceGiven');
  const dispositions = [
    { disposition: 'now' },
    { disposition: 'later', until: addDays(today, 500) },
    { disposition: 'not' },
  ];
  for (const [place, of] of dispositions.entries()) {
    const ref = `${instance}#${place + 1}`;
    await teller.until(`${ref} reaches the cycle`, () => isListed(teller, ciso, cycle, ref));
    await teller.does(ciso, cycle, 'disposeAdvice', { ref, priority: 'middle', reason: '体制に応じて（架空）', ...of });
  }
  await teller.until('every disposition has come back', async () => {
    const { phase } = Running.parse(await teller.reads(leader, `/procedures/${instance}`));
    return phase.id === 'following' ? true : undefined;
  });
  await teller.does(auditor, instance, 'followUp', {
    item: 1,
    result: 'done',
    note: '見直しの記録を確かめた（架空）',
    evidence: [await teller.document(auditor, 'フォローアップの記録')],
  });
  teller.says({
    ja: '「後に対応する」は終わりではありません。所管府省庁への報告も、明文の義務です（指針〔5-4〕）。',
    en: '“Later” is no end. And the clause wants the result reported to the supervising ministry (guideline 5-4).',
  });
  await teller.isRefused(leader, instance, 'endAudit', {}, 'nothingPutOff');
  await teller.isRefused(leader, instance, 'endAudit', {}, 'reportedToEverySupervisor');
  await teller.mayNotRead(ministry.supervisingStaff, `/procedures/${instance}`);
  await teller.does(ciso, instance, 'reportToSupervisor', {
    ministries: [ministry.organisation],
    document: await teller.document(ciso, '監査結果の報告'),
  });
  await teller.looksAt(ministry.supervisingStaff, `/procedures/${instance}`, {
    ja: '報告を受けた府省庁は、報告された結果を読めます',
    en: 'a ministry reads what was reported to it',
  });
}

async function isListed(teller: Teller, ciso: PersonId, cycle: string, ref: string): Promise<true | undefined> {
  const found = await teller.reads(ciso, `/procedures/${cycle}`);
  return JSON.stringify(found).includes(ref) ? true : undefined;
}

/** Issues of both streams, the direction of headquarters, its outline. */
async function decidesDirection({ teller, today }: Audits, programme: string): Promise<void> {
  await teller.until('both reports have come', async () => {
    const { counts } = z
      .looseObject({ counts: z.record(z.string(), z.number()) })
      .parse(await teller.reads(firstStaff, `/procedures/${programme}`));
    return counts['reports'] === 2 ? true : undefined;
  });
  const issues = await teller.document(firstStaff, '課題の取りまとめ');
  const compiled = { document: issues, noMinistries: '', noAgencies: '' };
  await teller.isRefused(
    firstStaff,
    programme,
    'compileIssues',
    { ...compiled, cutOff: addDays(today, -1) },
    'bothStreamsCounted',
  );
  await teller.does(firstStaff, programme, 'compileIssues', { ...compiled, cutOff: today });
  const direction = await teller.document(headquarters.chair, '政府機関等全体の方向性');
  const outline = {
    publication: {
      on: today,
      place: 'https://www.example.go.jp/direction',
      document: await teller.document(firstStaff, '方向性の概要'),
      extractReason: '概要であるため',
    },
    named: [],
  };
  await teller.isRefused(firstStaff, programme, 'publishOutline', outline, 'directionDecided');
  await teller.isRefused(firstStaff, programme, 'decideDirection', { issues, document: issues }, 'notYourRole');
  await teller.does(headquarters.chair, programme, 'decideDirection', { issues, document: direction });
  await teller.does(firstStaff, programme, 'publishOutline', outline);
  const { phase } = Running.parse(await teller.reads(firstStaff, `/procedures/${programme}`));
  if (phase.id !== 'published') throw new StoryBroken(`${programme} is ${phase.id}`);
}
