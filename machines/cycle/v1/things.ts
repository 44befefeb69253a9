/** What the cycle's refusals name, and which decisions would mend what stands first. */
import type { Remedy, Thing } from '../../core/index.ts';
import type { InstanceId } from '../../../model/identifiers.ts';
import type { Text } from '../../../model/text.ts';
import {
  asTyped,
  bareThing,
  cycleThing,
  dateInJapan,
  dateThing,
  figureThing,
  fiscalYearName,
  instanceThing,
  isPastOrToday,
  parseInstanceId,
} from '../../kit/v1/index.ts';
import { runningAudits } from './improvements.ts';
import { isOfMeasures } from './operate/measure-dates.ts';
import { nameOf } from './planning/asked.ts';
import { dueItems } from './texts.ts';
import type { Context, Debt, Dimension, Exception, Measure, MeasureKind } from './types.ts';

/** A measure of a plan: its number, as people know it, and its title. */
export function measureThing({ id, title }: Pick<Measure, 'id' | 'title'>): Thing {
  return { kind: 'measure', id, label: { ja: `${id}「${title}」`, en: `${id} “${title}”` } };
}

/** A measure with the post that owns it. */
export function ownedThing({ id, title, owner }: Pick<Measure, 'id' | 'owner'> & { readonly title?: string }): Thing {
  const named = title === undefined ? bareThing('measure', id) : measureThing({ id, title });
  return { ...named, posts: [owner] };
}

const kindsInWords: Readonly<Record<MeasureKind, Text>> = {
  training: { ja: '教育・訓練', en: 'education and training' },
  selfInspection: { ja: '自己点検', en: 'self-inspection' },
  audit: { ja: '監査', en: 'audit' },
  technical: { ja: '情報システムに対する技術的な対策', en: 'technical measures for information systems' },
  other: { ja: 'その他', en: 'other' },
};
export function measureKindThing(kind: MeasureKind): Thing {
  return { kind: 'measureKind', id: kind, label: kindsInWords[kind] };
}

/** The dimensions of a judgement (3-14, 3-16), as people read them. */
export const dimensionsInWords: Readonly<Record<Dimension, Text>> = {
  implementation: { ja: '実施状況', en: 'implementation' },
  effect: { ja: '効果', en: 'effect' },
  resultingState: { ja: '結果としての状態', en: 'resulting state' },
  overall: { ja: '総合', en: 'the whole' },
};
export function dimensionThing(dimension: Dimension): Thing {
  return { kind: 'dimension', id: dimension, label: dimensionsInWords[dimension] };
}

const isDimension = (part: string): part is Dimension => Object.hasOwn(dimensionsInWords, part);

/** The dimension that a ref of a judgement is of (`cycle/2026/mof#effect`). */
export function dimensionOf(ref: string): Dimension | undefined {
  const [instance = '', part = ''] = ref.split('#', 2);
  return parseInstanceId(instance)?.kind === 'cycle' && isDimension(part) ? part : undefined;
}

/** A finding, or what was judged insufficient, by its ref (`audit/2026/mof/1#2`): in the numbers people use, and its title. */
export function findingThing({ findings }: Pick<Context, 'findings'>, ref: string): Thing {
  const dimension = dimensionOf(ref);
  if (dimension !== undefined) return { kind: 'dimension', id: ref, label: dimensionsInWords[dimension] };
  const [instance = '', part = ''] = ref.split('#', 2);
  const { kind, year, number } = parseInstanceId(instance) ?? {};
  const title = findings.find((known) => known.ref === ref)?.title;
  const called = title === undefined ? {} : { title: asTyped(title) };
  if (kind !== 'audit' || year === undefined || number === undefined)
    return { ...bareThing('finding', ref), ...called };
  const { ja, en } = fiscalYearName(year);
  return {
    kind: 'finding',
    id: ref,
    label: { ja: `${ja}監査第${number}号の${part}`, en: `${part} of ${en} audit no. ${number}` },
    ...called,
  };
}

/** An improvement that this year has started, by its title. */
export function improvementThing({ improvements }: Pick<Context, 'improvements'>, instance: InstanceId): Thing {
  return instanceThing('improvement', instance, improvements.find((known) => known.instance === instance)?.title);
}

export function exceptionThing({ number, requirement }: Pick<Exception, 'number' | 'requirement'>): Thing {
  return {
    kind: 'exception',
    id: String(number),
    label: { ja: `第${number}号（${requirement}）`, en: `no. ${number} (${requirement})` },
  };
}

/** What is owed, in words. */
export const owedInWords: Readonly<Record<Debt['subject'], Text>> = {
  policy: { ja: '基本方針の改正', en: 'amendment of the policy' },
  standards: { ja: '対策基準の改正', en: 'amendment of the standards' },
  plan: { ja: '対策推進計画の変更', en: 'amendment of the plan' },
  education: { ja: '教育', en: 'education' },
};
const sources: Readonly<Record<Debt['source'], Text>> = {
  improvement: { ja: '改善措置', en: 'improvement' },
  edition: { ja: '統一基準群の版', en: 'edition' },
  directive: { ja: '個別の決定', en: 'directive' },
  evaluation: { ja: '前年度の評価', en: 'last year’s evaluation' },
  adoption: { ja: '導入時登録', en: 'adoption' },
  transfer: { ja: '承継', en: 'succession' },
};

const inQuotes = ({ ja, en }: Text): Text => ({ ja: `「${ja}」`, en: ` “${en}”` });

/** What is owed: of what, and by whom it was asked for. */
export function debtThing({ ref, subject, source, what, whatEn }: Debt): Thing {
  const number = parseInstanceId(ref)?.number;
  const which =
    source === 'improvement' && number !== undefined
      ? { ja: `第${number}号`, en: ` no. ${number}` }
      : source === 'edition' || source === 'directive'
        ? inQuotes(nameOf({ ref, what, whatEn }))
        : { ja: '', en: '' };
  return {
    kind: 'owedItem',
    id: ref,
    label: {
      ja: `${owedInWords[subject].ja}（${sources[source].ja}${which.ja}）`,
      en: `${owedInWords[subject].en} (${sources[source].en}${which.en})`,
    },
  };
}

/** The year before of the same body. */
export function lastYearThing({ organisation, year }: Context): Thing {
  return cycleThing(organisation, year - 1);
}

/** Who asked for the year's result. */
export function requestThing(by: InstanceId): Thing {
  const year = parseInstanceId(by)?.year;
  if (year === undefined) return bareThing('request', by);
  const { ja, en } = fiscalYearName(year);
  return { kind: 'request', id: by, label: { ja: `（${ja}）`, en: `(${en})` } };
}

const isNamed = (id: string): id is keyof typeof dueItems => Object.hasOwn(dueItems, id);

/** What falls due: measures of one date by the date, an edition or a directive by its name. */
export function dueItemThing(context: Pick<Context, 'dueItems'>, id: string): Thing {
  if (isNamed(id)) return { kind: 'dueItem', id, label: dueItems[id] };
  const [name = '', which = ''] = id.split(':', 2);
  if (isNamed(name) && !isOfMeasures({ id })) {
    const { ja, en } = dueItems[name];
    const known = context.dueItems.find((item) => item.id === id)?.name ?? { ja: which, en: which };
    return { kind: 'dueItem', id, label: { ja: `${ja}「${known.ja}」`, en: `${en}: ${known.en}` } };
  }
  if (!isOfMeasures({ id })) return bareThing('dueItem', id);
  const { ja = id, en = id } = dateThing(id.slice(id.indexOf(':') + 1)).label ?? {};
  return { kind: 'dueItem', id, label: { ja: `${ja}が期限の対策`, en: `measures due on ${en}` } };
}

/** A version of the policy or the standards. */
export function versionThing(of: 'policy' | 'standards', version: string): Thing {
  const { ja, en } = { policy: { ja: '基本方針', en: 'policy' }, standards: { ja: '対策基準', en: 'standards' } }[of];
  return { kind: 'version', id: version, label: { ja: `${ja} ${version}版`, en: `${en} ${version}` } };
}

/** The day on which the fiscal year begins. */
export function yearBeginsThing({ yearBegins }: Pick<Context, 'yearBegins'>): Thing {
  return dateThing(dateInJapan(yearBegins), { bound: 'from' });
}

/** The latest day there is, where what was held lies ahead. */
export function dayToCome({ at }: Context, date: string): Thing[] {
  return isPastOrToday(date, at) ? [] : [dateThing(dateInJapan(at), { bound: 'until' })];
}

/** How many there are, where more are counted. */
export function tooMany(count: number, most: number, { ja, en }: Text): Thing[] {
  return count <= most ? [] : [figureThing(most, `${ja} ${most}人`, `${most} people ${en}`)];
}

/** The cycle of the same body in the year before. */
export function lastCycle({ year, organisation, predecessor }: Context): InstanceId {
  return predecessor.cycle ?? `cycle/${year - 1}/${organisation}`;
}

/** What leads to an approved plan from where it stands. */
export function planFirst({ plan }: Context): string[] {
  return plan.submitted === undefined ? ['submitPlan'] : ['approvePlan'];
}

/** What leads to standards that stand; under a plan they come as an amendment. */
export function standardsFirst({ standards, plan }: Context): string[] {
  const suffix = plan.approved === undefined ? '' : 'Amendment';
  if (standards.submitted !== undefined) return [`approveStandards${suffix}`];
  return [`submitStandards${suffix}`, ...(suffix === '' ? ['confirmStandardsUnchanged'] : [])];
}

/** What leads to the judgement. */
export function judgementFirst({ proposal }: Context): string[] {
  return proposal === undefined ? ['proposeJudgement'] : ['judge'];
}

/** What leads to a report of an audit of this year: reports of those that run, else another one. */
export function auditFirst(context: Context): readonly (string | Remedy)[] {
  const running = runningAudits(context);
  if (running.length === 0) return ['openAudit'];
  return running.map(({ instance }) => ({ decision: 'report', instance }));
}

/** By which decisions what is owed is carried out, answered, or declared not needed. */
export function settling(items: readonly Debt[]): string[] {
  const by = {
    policy: 'submitPolicy',
    standards: 'submitStandardsAmendment',
    plan: 'submitPlanAmendment',
    education: 'recordTraining',
  };
  const otherwise: Readonly<Partial<Record<Debt['source'], string>>> = {
    edition: 'declareConformity',
    directive: 'settleDirective',
    evaluation: 'noAmendmentNeeded',
    transfer: 'noAmendmentNeeded',
  };
  return [...new Set(items.flatMap(({ subject, source }) => [by[subject], otherwise[source] ?? by[subject]]))];
}
