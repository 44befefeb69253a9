/** Texts for people: states with their phases, notices, due items, marks. Never the text of a finding. */
import type { NoticeText } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';
import { cycleDueItems, join, reminderNotices, type StateText } from '../../kit/v1/index.ts';

/** Said by refusals whose duty stands in the guideline while the gate is ours. */
export const dutyInWords = {
  ja: 'その務めは本指針の明文によりますが、ここで先に求めるのは本システムの設計です。',
  en: 'The duty is in the guideline’s words; that it comes first here is this system’s design.',
} as const satisfies Text;

export const phases = {
  planning: { ja: '導入・計画', en: 'planning' },
  planned: { ja: '計画承認済（年度開始前）', en: 'planned, year not begun' },
  operating: { ja: '運用', en: 'operating' },
  inspecting: { ja: '点検中', en: 'inspecting' },
  judgementProposed: { ja: '判断案提出済', en: 'judgement proposed' },
  judged: { ja: '判断済（評価前）', en: 'judged, not yet evaluated' },
  evaluated: { ja: '評価済（改善継続中）', en: 'evaluated, improvements going on' },
  withdrawn: { ja: '取下げ（未開始）', en: 'withdrawn, not begun' },
  closed: { ja: '完結', en: 'closed' },
  ended: { ja: '廃止により終了', en: 'ended by abolition' },
} as const satisfies Record<string, Text>;

/** Planning's tracks and their amendments later share their texts. */
const policy = {
  open: { ja: '基本方針の提出なし', en: 'no policy submitted' },
  submitted: { ja: '基本方針の承認待ち', en: 'policy waiting for approval' },
} as const satisfies Record<string, Text>;
const standards = {
  open: { ja: '対策基準の提出なし', en: 'no standards submitted' },
  submitted: { ja: '対策基準の承認待ち', en: 'standards waiting for approval' },
} as const satisfies Record<string, Text>;
const plan = {
  open: { ja: '計画の提出なし', en: 'no plan submitted' },
  submitted: { ja: '計画の承認待ち', en: 'plan waiting for approval' },
} as const satisfies Record<string, Text>;
const adoption = {
  open: { ja: '導入時登録の提出なし', en: 'no adoption submitted' },
  submitted: { ja: '導入時登録の承認待ち', en: 'adoption waiting for approval' },
} as const satisfies Record<string, Text>;

/** Every state by its path, and the phase it is. */
export const states = {
  live: { ja: '進行中', en: 'running' },
  withdrawn: { ja: '取下げ', en: 'withdrawn', phase: 'withdrawn' },
  'live.planning': { ja: '導入・計画', en: 'introduce and plan', phase: 'planning' },
  'live.planning.direction': { ja: '方向性', en: 'direction' },
  'live.planning.direction.missing': { ja: '方向性が未決定', en: 'direction not yet set' },
  'live.planning.direction.set': { ja: '方向性を決定済み', en: 'direction set' },
  'live.planning.structure': { ja: '推進体制', en: 'structure' },
  'live.planning.structure.missing': { ja: '推進体制が未確認', en: 'structure not yet confirmed' },
  'live.planning.structure.confirmed': { ja: '推進体制を確認済み', en: 'structure confirmed' },
  'live.planning.policy': { ja: '基本方針', en: 'policy' },
  'live.planning.policy.open': policy.open,
  'live.planning.policy.submitted': policy.submitted,
  'live.planning.standards': { ja: '対策基準', en: 'standards' },
  'live.planning.standards.open': standards.open,
  'live.planning.standards.submitted': standards.submitted,
  'live.planning.riskAssessment': { ja: 'リスク評価', en: 'risk assessment' },
  'live.planning.riskAssessment.missing': { ja: 'リスク評価が未記録', en: 'risk assessment not yet recorded' },
  'live.planning.riskAssessment.recorded': { ja: 'リスク評価を記録済み', en: 'risk assessment recorded' },
  'live.planning.plan': { ja: '対策推進計画', en: 'plan' },
  'live.planning.plan.open': plan.open,
  'live.planning.plan.submitted': plan.submitted,
  'live.planning.adoption': { ja: '導入時登録', en: 'adoption' },
  'live.planning.adoption.open': adoption.open,
  'live.planning.adoption.submitted': adoption.submitted,
  'live.year': { ja: '運用・点検・見直し', en: 'operate, inspect, review' },
  'live.year.amendments': { ja: '改正・変更', en: 'amendments' },
  'live.year.amendments.policy': { ja: '基本方針', en: 'policy' },
  'live.year.amendments.policy.open': policy.open,
  'live.year.amendments.policy.submitted': policy.submitted,
  'live.year.amendments.standards': { ja: '対策基準', en: 'standards' },
  'live.year.amendments.standards.open': standards.open,
  'live.year.amendments.standards.submitted': standards.submitted,
  'live.year.amendments.plan': { ja: '対策推進計画', en: 'plan' },
  'live.year.amendments.plan.open': plan.open,
  'live.year.amendments.plan.submitted': plan.submitted,
  'live.year.amendments.adoption': { ja: '導入時登録', en: 'adoption' },
  'live.year.amendments.adoption.open': adoption.open,
  'live.year.amendments.adoption.submitted': adoption.submitted,
  'live.year.check': { ja: '点検・評価', en: 'check' },
  'live.year.check.running': { ja: '運用中（点検前）', en: 'operating, not yet inspecting', phase: 'operating' },
  'live.year.check.inspecting': { ja: '点検中', en: 'inspecting' },
  'live.year.check.inspecting.recording': { ja: '点検の記録中', en: 'recording the inspection', phase: 'inspecting' },
  'live.year.check.inspecting.proposed': {
    ja: '判断案の提出済み',
    en: 'judgement proposed',
    phase: 'judgementProposed',
  },
  'live.year.check.judged': { ja: '判断済み', en: 'judged', phase: 'judged' },
  'live.year.check.evaluated': { ja: '評価済', en: 'evaluated', phase: 'evaluated' },
  closed: { ...phases.closed, phase: 'closed' },
  ended: { ...phases.ended, phase: 'ended' },
} as const satisfies Record<string, StateText>;

export const dueItems = {
  direction: cycleDueItems.direction,
  structure: cycleDueItems.structure,
  csirt: { ja: 'CSIRTの設置', en: 'a CSIRT set up' },
  liaison: { ja: '所管府省庁との連絡担当（実務者・役員）', en: 'liaison with the ministry on both tiers' },
  ministryContact: { ja: '所管府省庁側の連絡担当', en: 'contact at the supervising ministry' },
  policy: cycleDueItems.policy,
  standards: cycleDueItems.standards,
  riskAssessment: cycleDueItems.riskAssessment,
  plan: cycleDueItems.plan,
  measures: { ja: '計画の対策', en: 'measures of the plan' },
  training: cycleDueItems.training,
  selfInspection: cycleDueItems.selfInspection,
  audit: cycleDueItems.audit,
  judgement: cycleDueItems.judgement,
  evaluation: cycleDueItems.evaluation,
  close: cycleDueItems.close,
  exception: { ja: '期限の切れた例外措置', en: 'expired exception' },
  advice: {
    ja: '「後に対応する」とした助言への対応の決定',
    en: 'a new decision on advice that was put off',
  },
  edition: {
    ja: '統一基準群の新しい版への対応（適用期限）',
    en: 'a new edition of the common standards, to be applied',
  },
  directive: { ja: '個別に決定された対策への対応（適用期限）', en: 'a directive, to be applied' },
} as const satisfies Record<string, Text>;

export const notices = join(reminderNotices, {
  recalendared: {
    ja: '年度の日程が改められました。新しい期限を確かめてください',
    en: 'The calendar of the year was changed. Look at the new dates',
  },
  yearBegun: { ja: '年度が始まりました', en: 'The fiscal year has begun' },
  csirtMissing: {
    ja: 'CSIRTが設置されていません。CSIRT責任者の発令を登録し、推進体制を確認し直してください',
    en: 'No CSIRT is set up. Have its head’s appointment registered, and confirm the structure again',
  },
  liaisonMissing: {
    ja: '所管府省庁との連絡担当が実務者・役員の両方にそろっていないか、同じ人です。登録し、推進体制を確認し直してください',
    en: 'The liaison with the ministry lacks a tier, or one person stands on both. Register it, and confirm the structure again',
  },
  ministryContactMissing: {
    ja: '所管府省庁側の情報連絡担当が登録されていません。実務者と管理職を登録してください',
    en: 'A liaison contact at the supervising ministry is missing. Register a working-level liaison and a manager',
  },
  policySubmitted: {
    ja: '基本方針が提出されました。承認又は差戻しをしてください',
    en: 'A policy was submitted. Approve or return it',
    asks: ['approvePolicy'],
  },
  policyApproved: { ja: '基本方針が承認されました', en: 'The policy was approved' },
  policyReturned: { ja: '基本方針が差し戻されました', en: 'The policy was returned', asks: ['submitPolicy'] },
  standardsSubmitted: {
    ja: '対策基準が提出されました。承認又は差戻しをしてください',
    en: 'Standards were submitted. Approve or return them',
    asks: ['approveStandards', 'approveStandardsAmendment'],
  },
  standardsApproved: { ja: '対策基準が承認されました', en: 'The standards were approved' },
  standardsReturned: {
    ja: '対策基準が差し戻されました',
    en: 'The standards were returned',
    asks: ['submitStandards', 'submitStandardsAmendment'],
  },
  planSubmitted: {
    ja: '計画が提出されました。承認又は差戻しをしてください',
    en: 'A plan was submitted. Approve or return it',
    asks: ['approvePlan', 'approvePlanAmendment'],
  },
  departmentsUnaudited: {
    ja: '定めた年数の間、監査を受けていない部署があります。計画とあわせて確かめ、監査を検討してください',
    en: 'Departments have not been audited for as many years as set. Look at them with the plan, and consider auditing them',
  },
  planApproved: { ja: '計画が承認されました', en: 'The plan was approved' },
  planReturned: {
    ja: '計画が差し戻されました',
    en: 'The plan was returned',
    asks: ['submitPlan', 'submitPlanAmendment'],
  },
  takenBack: {
    ja: '決定を待っていた提出が取り戻されました。提出し直されるまで、することはありません',
    en: 'A submission that waited for you was taken back. Nothing is expected until it is submitted again',
  },
  adoptionSubmitted: {
    ja: '導入時登録が提出されました。承認又は差戻しをしてください',
    en: 'An adoption was submitted. Approve or return it',
    asks: ['approveAdoption'],
  },
  adoptionApproved: { ja: '導入時登録が承認されました', en: 'The adoption was approved' },
  adoptionReturned: { ja: '導入時登録が差し戻されました', en: 'The adoption was returned' },
  workabilityAnswered: {
    ja: '報告された業務への支障に、回答がありました',
    en: 'Your report on workability was answered',
  },
  workabilityReported: {
    ja: '業務への支障が報告されました。回答してください',
    en: 'A report on workability came in. Answer it',
    asks: ['answerWorkability'],
  },
  delayExplained: {
    ja: '期限を過ぎた事項について、遅延の理由と見込みの日が述べられました',
    en: 'A delay was explained, with the day on which it is expected',
  },
  exceptionApplied: {
    ja: '例外措置が申請されました。可否を決めてください',
    en: 'An exception was applied for. Decide on it',
    asks: ['decideException'],
  },
  exceptionGranted: { ja: '申請した例外措置が許可されました', en: 'The exception you applied for was granted' },
  exceptionRefused: {
    ja: '申請した例外措置は許可されませんでした',
    en: 'The exception you applied for was refused',
  },
  exceptionCarried: {
    ja: '前年度に許可された例外措置を引き継ぎました。終了日はそのままです',
    en: 'An exception granted last year goes on here, with its end date',
  },
  exceptionExpired: {
    ja: '例外措置の期限が切れました。遵守、対象の消滅又は更新を記録してください',
    en: 'An exception has expired. Record how it is settled',
    asks: ['settleException'],
  },
  auditOrdered: {
    ja: '追加の監査が指示されました。監査を開始してください',
    en: 'An additional audit was ordered. Open it',
    asks: ['openAudit'],
  },
  auditReported: { ja: '監査が報告されました', en: 'An audit was reported' },
  auditCancelled: { ja: '監査が中止されました', en: 'An audit was cancelled' },
  improvementOpened: {
    ja: '改善措置が開始されました。担当を決めてください',
    en: 'An improvement was opened. Assign its owner',
  },
  inspectionBegun: {
    ja: '点検が始まりました。自己点検を記録してください',
    en: 'The inspection has begun. Record the self-inspection',
    asks: ['recordSelfInspection'],
  },
  selfInspectionMissing: {
    ja: '自己点検の結果がまだ提出されていません（督促）。記録してください',
    en: 'The self-inspection of your department is missing (reminder). Record it',
  },
  selfInspectionEntered: {
    ja: '提出された自己点検の結果が、推進体制（事務局）によってまとめて記録されました。確かめ、違いがあれば記録し直してください',
    en: 'The promotion office entered the self-inspection of your department. Look at it, and record it anew where it differs',
  },
  noAudit: {
    ja: '独立した監査がないことが記録されました',
    en: 'It was recorded that there is no independent audit',
  },
  judgementProposed: {
    ja: '判断案が提出されました。判断又は差戻しをしてください',
    en: 'A judgement was proposed. Judge or return it',
    asks: ['judge'],
  },
  judgementReturned: {
    ja: '判断案が戻りました。内容を見直して提出してください',
    en: 'The proposed judgement came back. Review it and propose again',
    asks: ['proposeJudgement'],
  },
  judged: { ja: '点検の結果が判断されました', en: 'The inspection was judged' },
  evaluatedProvisionally: { ja: '年度が暫定的に評価されました', en: 'The year was evaluated provisionally' },
  evaluated: { ja: '年度が評価されました', en: 'The year was evaluated' },
  supplemented: { ja: '評価が補足されました', en: 'The evaluation was supplemented' },
  noEvaluationPossible: {
    ja: '計画が承認されなかった年度として、評価できないことが記録されました',
    en: 'The year was recorded as one that cannot be evaluated: no plan was ever approved',
  },
  predecessorNotEvaluable: {
    ja: '前年度は計画が承認されず評価できないと記録されました。次の計画ではそのことを示してください',
    en: 'Last year was recorded as one that cannot be evaluated. The next plan says so',
  },
  predecessorEvaluated: { ja: '前年度の評価が伝えられました', en: 'Last year’s evaluation arrived' },
  predecessorClosed: { ja: '前年度が完結しました', en: 'Last year was closed' },
  amendmentOwed: {
    ja: '改正又は変更が求められました',
    en: 'An amendment was asked for',
    asks: ['submitPolicy', 'submitStandards', 'submitStandardsAmendment', 'submitPlan', 'submitPlanAmendment'],
  },
  editionAsked: {
    ja: '統一基準群の新しい版が決まりました。適用期限までに、対策基準の改正を提出するか、施行中の対策基準が準拠していることを対応表と文書により宣言してください',
    en: 'There is a new edition of the common standards. By its apply-by date submit an amendment of the standards, or declare with a map and a document that those in force conform to it',
    asks: ['submitStandards', 'submitStandardsAmendment', 'declareConformity'],
  },
  directiveAsked: {
    ja: '政府機関共通の対策が個別に決定されました。適用期限までに、対策基準に反映するか、手続・運用で措置した箇所又は該当しない理由を記録してください',
    en: 'A measure for the whole government was decided. By its apply-by date reflect it in the standards, or record where it is settled in operation or why it does not apply',
    asks: ['submitStandards', 'submitStandardsAmendment', 'settleDirective'],
  },
  askedDateChanged: {
    ja: '統一基準群の版又は個別に決定された対策の適用期限が変更されました。新しい期限を確かめてください',
    en: 'The date by which an edition or a directive is to be applied was changed. Look at the new date',
  },
  conformityDeclared: {
    ja: '施行中の対策基準が統一基準群の新しい版に準拠していることが宣言されました',
    en: 'The standards in force were declared to conform to a new edition',
  },
  directiveSettled: {
    ja: '個別に決定された対策への対応が、対策基準を改めずに決められました',
    en: 'A directive was settled without amending the standards',
  },
  educationOwed: { ja: '教育が求められました', en: 'An education was asked for', asks: ['recordTraining'] },
  owedDropped: {
    ja: '改善措置から求められていた改正又は教育が、不要になりました',
    en: 'An amendment or education that an improvement had asked for is no longer owed',
  },
  adviceGiven: {
    ja: '本部監査の助言が届きました。優先順位と対応を決めてください',
    en: 'Advice of a headquarters audit arrived. Decide priority and disposition',
    asks: ['disposeAdvice'],
  },
  adviceCarried: {
    ja: '対応が決まっている助言を引き継ぎました。後に対応するとしたものは、その期日に改めて決めます',
    en: 'Advice decided on before goes on here; what was put off is decided again on its date',
  },
  resultRequested: { ja: '年度の結果が求められました', en: 'The year’s result was asked for', asks: ['giveResult'] },
  resultGiven: { ja: '年度の結果を所管府省庁に渡しました', en: 'The year’s result was given to the ministry' },
  yearWithdrawn: {
    ja: '誤って開いた年度が取り下げられました。必要になったら再開してください',
    en: 'The year was withdrawn as opened by mistake. Reopen it when it is needed',
  },
  yearReopened: { ja: '取り下げた年度が再開されました', en: 'The withdrawn year was reopened' },
  yearBegunWithdrawn: {
    ja: '取り下げたままの年度が始まりました。年度を再開してください',
    en: 'The fiscal year has begun while it is withdrawn. Reopen it',
    asks: ['reopenYear'],
  },
  closed: { ja: '年度が完結しました', en: 'The year was closed' },
  bodySucceeded: {
    ja: '廃止された機関を承継しました。引き継いだ未了事項と改善措置を確かめてください',
    en: 'This body succeeds one that was abolished. See what was taken over',
  },
  ended: { ja: '機関の廃止により年度の手続が終了しました', en: 'The year ended with the abolition of the body' },
} as const satisfies Record<string, NoticeText>);

/** Ways out taken, kept for ever. */
export const marks = {
  openedLate: { ja: '年度途中の開始', en: 'opened late' },
  withdrawnOnce: { ja: '開始の取下げあり', en: 'was withdrawn as opened by mistake' },
  firstYear: { ja: '初年度', en: 'first year here' },
  adopted: { ja: '導入時登録', en: 'adopted as found' },
  oldEdition: { ja: '適用期限を過ぎた版に準拠', en: 'standards on an edition no longer accepted' },
  csirtMissing: { ja: 'CSIRTが未設置', en: 'no CSIRT is set up' },
  csirtMissingUntil: { ja: 'CSIRT設置済み（未設置の期間あり）', en: 'a CSIRT is set up; there was none for a time' },
  liaisonMissing: { ja: '所管府省庁との連絡担当が未整備', en: 'the liaison with the ministry is incomplete' },
  liaisonMissingUntil: {
    ja: '所管府省庁との連絡担当は整備済み（未整備の期間あり）',
    en: 'the liaison with the ministry is complete; it was not for a time',
  },
  measureOwnerVacant: {
    ja: '提出時に担当の役職が未発令の対策あり',
    en: 'a measure was submitted whose owning post nobody held',
  },
  auditOfficerHoldsOthers: {
    ja: '監査責任者が推進体制又はCISOを兼務',
    en: 'the audit officer is also of the promotion office or CISO',
  },
  figuresUndecided: { ja: '数値未定', en: 'resource figures not yet decided' },
  ministryContactMissing: { ja: '所管府省庁側の連絡担当が未登録', en: 'a contact at the ministry is missing' },
  ministryContactMissingUntil: {
    ja: '所管府省庁側の連絡担当は登録済み（未登録の期間あり）',
    en: 'the contacts at the ministry are there; one was missing for a time',
  },
  recalendared: { ja: '日程の変更あり', en: 'the calendar was changed' },
  interim: { ja: '前の計画による暫定の取組あり', en: 'measures of the last plan reported meanwhile' },
  exceptionExpired: { ja: '例外措置の期限切れあり', en: 'an exception expired' },
  appliedAfterwards: { ja: '事後申請の例外措置あり', en: 'an exception was applied for afterwards' },
  auditCancelled: { ja: '監査の中止あり', en: 'an audit was cancelled' },
  noAudit: { ja: '独立した監査なし', en: 'judged without an independent audit' },
  notInspected: { ja: '自己点検の未提出部署あり', en: 'judged without the self-inspection of a department' },
  partlyInsufficient: { ja: '一部不十分', en: 'partly insufficient: judged better as a whole than in a dimension' },
  noEvaluationPossible: { ja: '評価不能（計画の承認なし）', en: 'could not be evaluated: no plan was ever approved' },
  provisional: { ja: '暫定評価あり', en: 'evaluated provisionally first' },
  lateFinding: { ja: '評価後の指摘あり', en: 'findings after the evaluation' },
  supplemented: { ja: '評価の補足あり', en: 'evaluation supplemented' },
  noAmendmentNeeded: { ja: '改正不要の決定あり', en: 'an amendment was declared not needed' },
  organisationEnded: { ja: '機関の廃止', en: 'the body was abolished' },
  succeeded: { ja: '廃止された機関を承継', en: 'succeeds a body that was abolished' },
} as const satisfies Record<string, Text>;
