/** Lists of a cycle: measures with their progress, findings, what is owed, exceptions, advice. */
import type { ListRow } from '../../core/index.ts';
import { fields, gradeNames, parseInstanceId, withTitle, type ShownLists } from '../../kit/v1/index.ts';
import { hasEnd } from './advice.ts';
import { isCarriedOut } from './operate/measure-dates.ts';
import { decisions as reporting } from './operate/measures.ts';
import { isAsked } from './owing.ts';
import { nameOf } from './planning/asked.ts';
import { unauditedNow } from './planning/unaudited.ts';
import { dimensionsInWords, owedInWords } from './things.ts';
import { dimensions } from './types.ts';
import type {
  Advice,
  Context,
  Debt,
  Dimension,
  DimensionJudgement,
  Exception,
  Finding,
  Measure,
  StartedImprovement,
  UnauditedDepartment,
} from './types.ts';
import type { Instant } from '../../../model/identifiers.ts';
import type { Text } from '../../../model/text.ts';

const notReported: Text = { ja: '未報告', en: 'not reported' };
const settledHow: Readonly<Record<NonNullable<Debt['how']>, Text>> = {
  amended: { ja: '改正済', en: 'amended' },
  conforms: { ja: '準拠を宣言', en: 'conformity declared' },
  reflected: { ja: '対策基準に反映済', en: 'reflected in the standards' },
  inOperation: { ja: '手続・運用で措置済', en: 'settled in operation' },
  notApplicable: { ja: '該当なし', en: 'not applicable' },
  before: { ja: '以前に対応済', en: 'answered before' },
  carried: { ja: '次年度に引継ぎ', en: 'carried into the next year' },
  held: { ja: '実施済', en: 'held' },
  notNeeded: { ja: '不要と判断', en: 'not needed' },
  dropped: { ja: '取下げ', en: 'dropped' },
};
const exceptionStates: Readonly<Record<Exception['status'], Text>> = {
  applied: { ja: '審査待ち', en: 'waiting for a decision' },
  granted: { ja: '許可', en: 'granted' },
  refused: { ja: '不許可', en: 'refused' },
  expired: { ja: '期限到来', en: 'expired' },
  settled: { ja: '処理済', en: 'settled' },
};
const disposals: Readonly<Record<NonNullable<Advice['disposed']>['what'], Text>> = {
  now: { ja: '今年度対応', en: 'taken now' },
  later: { ja: '後に対応（期日に改めて決定）', en: 'put off, to be decided again' },
  not: { ja: '対応しない', en: 'not taken' },
};
const neverAudited: Text = { ja: '監査の記録なし', en: 'no audit is recorded' };
const beingImproved: Text = { ja: '改善措置の対象', en: 'covered by an improvement' };
const disposedOf: Text = { ja: '処理済', en: 'disposed of' };
const goesOn: Text = { ja: '継続中', en: 'goes on' };
const endedSince: Text = { ja: 'その後終了', en: 'ended since' };
const open: Text = { ja: '未対応', en: 'open' };

function measureRow(context: Context, { id, title, owner, due, kind }: Measure): ListRow {
  const said = context.measureReports[id]?.status;
  const isDone = isCarriedOut(context, { id, kind, owner, title, due });
  const reported = isDone ? 'done' : said;
  const status =
    reported === undefined ? notReported : fields.labelOf(reporting.reportMeasure.input.shape.status, reported);
  return {
    id,
    ja: title,
    en: title,
    status,
    done: isDone,
    due,
    role: owner.role,
    ...(owner.department !== undefined && { department: owner.department }),
  };
}

function findingRow(context: Context, { ref, title, grade, department, at }: Finding): ListRow {
  const improvement = context.improvements.find(({ covers }) => covers.includes(ref));
  const isDisposed = context.disposedObservations.includes(ref) || grade === 'goodPractice';
  const withoutImprovement = isDisposed ? disposedOf : open;
  return {
    id: ref,
    ...withTitle(gradeNames[grade], title),
    status: improvement === undefined ? withoutImprovement : beingImproved,
    done: improvement?.end !== undefined || isDisposed,
    at,
    ...(department !== undefined && { department }),
    ...(improvement !== undefined && { instance: improvement.instance }),
  };
}

function improvementRow({ instance, title, at, end }: StartedImprovement): ListRow {
  const number = parseInstanceId(instance)?.number ?? '';
  return {
    id: instance,
    ...withTitle({ ja: `第${number}号`, en: `no. ${number}` }, title),
    status: end === undefined ? goesOn : endedSince,
    done: end !== undefined,
    at,
    instance,
  };
}

function debtRow(debt: Debt): ListRow {
  const { ref, subject, since, settled, how } = debt;
  const what = isAsked(debt) ? nameOf(debt) : { ja: debt.what, en: debt.what };
  return {
    id: ref,
    ja: `${owedInWords[subject].ja}：${what.ja}`,
    en: `${owedInWords[subject].en}: ${what.en}`,
    status: (how === undefined ? undefined : settledHow[how]) ?? open,
    done: settled !== undefined,
    at: since,
  };
}

function exceptionRow({ number, requirement, until, status, department, applicant, document }: Exception): ListRow {
  return {
    id: String(number),
    ja: `例外措置 ${number}（${requirement}）`,
    en: `exception ${number} (${requirement})`,
    status: exceptionStates[status],
    done: status === 'refused' || status === 'settled',
    due: until,
    person: applicant,
    ...(department !== undefined && { department }),
    ...(document !== undefined && { documents: [document] }),
  };
}

const handedOver: Text = { ja: '引継ぎ済', en: 'goes on elsewhere' };

function adviceRow(advice: Advice): ListRow {
  const { ref, at, disposed, carriedTo } = advice;
  const decided = disposed === undefined ? open : disposals[disposed.what];
  return {
    id: ref,
    ja: `助言 ${ref}`,
    en: `advice ${ref}`,
    status: carriedTo === undefined ? decided : handedOver,
    done: hasEnd(advice) || carriedTo !== undefined,
    at,
    ...(carriedTo !== undefined && { instance: carriedTo }),
    ...(disposed?.until !== undefined && { due: disposed.until }),
  };
}

function unauditedRow({ department, last }: UnauditedDepartment): ListRow {
  const since: Text = { ja: `最後の監査の対象は${last}年度`, en: `an audit last examined fiscal year ${last}` };
  return {
    id: department,
    ja: department,
    en: department,
    department,
    status: last === undefined ? neverAudited : since,
  };
}

/** What was judged of a dimension: whether it suffices, and whether the level sought was reached. */
function judgedRow(id: Dimension, { sufficient, levelAchieved }: DimensionJudgement, at: Instant): ListRow {
  const [ja, en] = sufficient ? ['十分', 'sufficient'] : ['不十分', 'insufficient'];
  const [level, reached] = levelAchieved ? ['達成', 'reached'] : ['未達成', 'not reached'];
  return {
    id,
    ...dimensionsInWords[id],
    status: { ja: `${ja}（求める水準：${level}）`, en: `${en} (level sought: ${reached})` },
    done: sufficient && levelAchieved,
    at,
  };
}

export const lists: ShownLists<Context> = {
  measures: {
    ja: '計画の対策',
    en: 'measures of the plan',
    rows: (context) => (context.plan.approved?.measures ?? []).map((measure) => measureRow(context, measure)),
  },
  judgement: {
    ja: '点検結果の判断',
    en: 'judgement of the inspection',
    rows: ({ judgement }) =>
      judgement === undefined ? [] : dimensions.map((id) => judgedRow(id, judgement.dimensions[id], judgement.at)),
  },
  findings: {
    ja: '監査の指摘',
    en: 'findings of audits',
    rows: (context) => context.findings.map((finding) => findingRow(context, finding)),
  },
  openAtEvaluation: {
    ja: '評価の時に継続していた改善措置',
    en: 'improvements still open at the evaluation',
    rows: ({ improvements, evaluation }) =>
      improvements.filter(({ instance }) => evaluation?.openImprovements.includes(instance)).map(improvementRow),
  },
  owed: { ja: '対応を要する事項', en: 'owed', rows: ({ owed }) => owed.map(debtRow) },
  exceptions: { ja: '例外措置', en: 'exceptions', rows: ({ exceptions }) => exceptions.map(exceptionRow) },
  advice: { ja: '助言', en: 'advice', rows: ({ advice }) => advice.map(adviceRow) },
  unaudited: {
    ja: '定めた年数の間、監査を受けていない部署',
    en: 'departments not audited for as many years as set',
    rows: (context) => unauditedNow(context).map(unauditedRow),
  },
};
