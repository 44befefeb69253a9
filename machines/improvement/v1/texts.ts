/** Texts for people: states, phases, notices, due items, marks. Never the text of a finding. */
import type { NoticeText } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';
import { join, reminderNotices, type StateText } from '../../kit/v1/index.ts';

/** Phases and ends. */
export const phases = {
  unowned: { ja: '担当未定', en: 'no owner yet' },
  planning: { ja: '計画作成中', en: 'being planned' },
  submitted: { ja: '承認待ち', en: 'waiting for approval' },
  carryingOut: { ja: '実施中', en: 'being carried out' },
  observing: { ja: '効果観察中', en: 'under observation' },
  verifying: { ja: '効果確認待ち', en: 'waiting for verification' },
  verified: { ja: '確認済（目的達成）', en: 'verified: purpose achieved' },
  confirmedWithoutIndependence: { ja: '確認済（独立性なし）', en: 'confirmed without independence' },
  withdrawn: { ja: '取下げ', en: 'withdrawn' },
  objectGone: { ja: '対象消滅', en: 'object gone' },
  merged: { ja: '他の改善措置に統合', en: 'merged into another improvement' },
  transferred: { ja: '他機関に移管', en: 'transferred to another body' },
} as const satisfies Record<string, Text>;

/** Every state by its path, and the phase it is. */
export const states = {
  live: { ja: '改善中', en: 'under way' },
  'live.unowned': { ...phases.unowned, phase: 'unowned' },
  'live.planning': { ...phases.planning, phase: 'planning' },
  'live.submitted': { ...phases.submitted, phase: 'submitted' },
  'live.carryingOut': { ...phases.carryingOut, phase: 'carryingOut' },
  'live.observing': { ...phases.observing, phase: 'observing' },
  'live.verifying': { ...phases.verifying, phase: 'verifying' },
  verified: { ...phases.verified, phase: 'verified' },
  confirmedWithoutIndependence: { ...phases.confirmedWithoutIndependence, phase: 'confirmedWithoutIndependence' },
  withdrawn: { ...phases.withdrawn, phase: 'withdrawn' },
  objectGone: { ...phases.objectGone, phase: 'objectGone' },
  merged: { ...phases.merged, phase: 'merged' },
  transferred: { ...phases.transferred, phase: 'transferred' },
} as const satisfies Record<string, StateText>;

export const dueItems = {
  owner: { ja: '担当の決定', en: 'naming the owner' },
  plan: { ja: '改善計画', en: 'the plan' },
  done: { ja: '措置の完了', en: 'carrying it out' },
  verification: { ja: '効果の確認', en: 'verifying the effect' },
} as const satisfies Record<string, Text>;

export const marks = {
  adopted: { ja: '導入時登録', en: 'taken over at introduction' },
  needsAudit: { ja: '独立監査による確認が必要', en: 'to be verified by an independent audit' },
  extended: { ja: '期限延長あり', en: 'due date extended' },
  recurred: { ja: '再発あり', en: 'recurred' },
  failedVerification: { ja: '効果未達成の回あり', en: 'failed verification' },
  replanned: { ja: '計画の作り直しあり', en: 'planned anew' },
  findingsTaken: { ja: '他の改善措置の指摘を統合', en: 'took findings of another improvement' },
  criterionReplaced: { ja: '判断基準の変更あり', en: 'criterion replaced' },
  implementerReplaced: { ja: '実施者の交代あり', en: 'implementer replaced' },
  verifierReplaced: { ja: '確認者の交代あり', en: 'verifier replaced' },
  supervisorAsked: { ja: '所管府省庁に確認を依頼', en: 'supervising ministry asked to verify' },
  withdrawalProposed: { ja: '取下げの提案あり', en: 'withdrawal was proposed' },
  amended: { ja: '対策基準等を改正', en: 'standards amended' },
  educated: { ja: '教育を実施', en: 'education held' },
  organisationEnded: { ja: '機関の廃止', en: 'the body was abolished' },
  doneBeforeApproval: { ja: '承認前実施', en: 'done before the plan was approved' },
  confirmationPermitted: { ja: '独立性のない確認の許可あり', en: 'a confirmation without independence was permitted' },
  confirmedWithoutIndependence: phases.confirmedWithoutIndependence,
  withdrawn: phases.withdrawn,
  objectGone: phases.objectGone,
  merged: phases.merged,
  transferred: phases.transferred,
} as const satisfies Record<string, Text>;

export const notices = join(reminderNotices, {
  opened: {
    ja: '改善措置が開始されました。担当を定めてください',
    en: 'An improvement was opened; assign its owner',
    asks: ['assignOwner'],
  },
  assigned: {
    ja: '改善措置の担当になりました。改善計画を作成してください',
    en: 'You own an improvement; make its plan',
    asks: ['plan'],
  },
  reassigned: {
    ja: '確認を予定する改善措置の担当が変わりました',
    en: 'An improvement you will verify has a new owner',
  },
  planSubmitted: { ja: '改善計画が承認を待っています', en: 'A plan waits for your approval', asks: ['approve'] },
  planApproved: { ja: '改善計画が承認されました', en: 'The plan was approved' },
  planReturned: {
    ja: '改善計画が差し戻されました。理由を確かめて出し直してください',
    en: 'The plan was returned; see why and submit it again',
    asks: ['plan'],
  },
  takenBack: { ja: '承認を待っていた改善計画が取り戻されました', en: 'The plan that waited for you was taken back' },
  replanned: { ja: '改善計画が作り直されます', en: 'The plan is being made anew', asks: ['plan'] },
  carryOut: {
    ja: '改善措置の実施者に指名されました。期限までに実施し、完了を報告してください',
    en: 'You carry out an improvement; report it when done',
    asks: ['reportDone'],
  },
  namedVerifier: { ja: '改善措置の効果の確認者に指名されました', en: 'You were named verifier of an improvement' },
  verifierReplaced: { ja: '改善措置の確認者が交代しました', en: 'The verifier was replaced' },
  supervisorAsked: {
    ja: '所管法人から改善措置の確認を依頼されました',
    en: 'An agency you supervise asks you to verify an improvement',
  },
  reportedDone: {
    ja: '措置の完了が報告され、効果の観察が始まりました',
    en: 'The action was reported done; observation has begun',
  },
  observationBegun: {
    ja: '確認する改善措置の効果の観察が始まりました',
    en: 'Observation of an improvement you verify has begun',
  },
  observationOver: { ja: '観察期間が終わりました', en: 'The observation period is over' },
  verifyNow: {
    ja: '観察期間が終わりました。意図した目的の達成を確認してください',
    en: 'The observation is over; confirm whether the purpose was achieved',
    asks: ['verify'],
  },
  reEntryDone: {
    ja: '改正又は教育が行われました。観察期間の後に確認してください',
    en: 'The amendment or education was done; confirm after the observation',
  },
  recurred: {
    ja: '再発が報告されました。原因を改めて分析し、計画を作成してください',
    en: 'A recurrence was reported; analyse the cause anew and plan',
    asks: ['plan'],
  },
  notAchieved: {
    ja: '目的が達成されていないと判断されました。原因を改めて分析し、計画を作成してください',
    en: 'The purpose was not achieved; analyse the cause anew and plan',
    asks: ['plan'],
  },
  verified: { ja: '意図した目的の達成が確認されました', en: 'The purpose was confirmed as achieved' },
  confirmationPermitted: {
    ja: '独立した確認者がいないため、独立性のない者による確認が認められました',
    en: 'As nobody independent can be had, a confirmation without independence was permitted',
  },
  confirmWithoutIndependence: {
    ja: '独立した確認者がいないため、改善措置の確認を任されました。基準による結果を確かめ、記録してください',
    en: 'As nobody independent can be had you were named to confirm an improvement; check the result by its criterion and record it',
    asks: ['confirmWithoutIndependence'],
  },
  confirmedWithoutIndependence: {
    ja: '独立性のない者により、目的の達成が確認されました',
    en: 'The purpose was confirmed as achieved, without independence',
  },
  extensionRequested: { ja: '期限の延長が申請されました', en: 'More time was requested', asks: ['grantExtension'] },
  extensionGranted: {
    ja: '期限の延長が認められました（当初の期限は残ります）',
    en: 'More time was granted; the first date stays visible',
  },
  extensionRefused: { ja: '期限の延長は認められませんでした', en: 'More time was refused' },
  criterionProposed: {
    ja: '効果の判断基準の変更が提案されました',
    en: 'Another criterion was proposed',
    asks: ['replaceCriterion'],
  },
  criterionReplaced: { ja: '効果の判断基準が変更されました', en: 'The criterion was replaced' },
  criterionRefused: { ja: '効果の判断基準の変更は認められませんでした', en: 'Another criterion was refused' },
  attestWithdrawal: {
    ja: '改善措置の取下げが提案されました。独立した者の確認が必要です',
    en: 'A withdrawal was proposed; an independent person must attest it',
    asks: ['attestWithdrawal'],
  },
  withdrawalAttested: {
    ja: '取下げが確認されました。決定してください',
    en: 'A withdrawal was attested; decide on it',
    asks: ['withdrawFinding', 'withdrawJudgement'],
  },
  withdrawalRefused: { ja: '取下げは認められませんでした', en: 'The withdrawal was refused' },
  withdrawn: { ja: '改善措置が取り下げられました', en: 'The improvement was withdrawn' },
  objectGone: { ja: '改善措置の対象の消滅が確認されました', en: 'The improvement’s object was confirmed gone' },
  merged: { ja: '改善措置が他の改善措置に統合されました', en: 'The improvement was merged into another' },
  findingsTaken: {
    ja: '他の改善措置の指摘を引き受けました。計画を作り直してください',
    en: 'Findings of another improvement were taken over; plan anew',
    asks: ['plan'],
  },
  transferProposed: {
    ja: '改善措置の移管の申入れがあります。引き受けるかどうかを決めてください',
    en: 'Another body proposes to transfer an improvement; decide whether to take it',
  },
  transferDeclined: { ja: '改善措置の移管は引き受けられませんでした', en: 'The transfer was declined' },
  transferred: { ja: '改善措置が他機関に移管されました', en: 'The improvement was transferred to another body' },
  ended: { ja: '改善措置が終了しました', en: 'An improvement has ended' },
  pastFirstDue: { ja: '当初の期限を過ぎています（延長済み）', en: 'The first due date has passed (extended)' },
} as const satisfies Record<string, NoticeText>);
