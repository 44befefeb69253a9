/** The lists from which fields of the cycle's decisions are chosen: what is there, by the words people know it by. */
import { z } from 'zod';
import type { Choice, Choices, DueItem } from '../../core/index.ts';
import type { InstanceId } from '../../../model/identifiers.ts';
import type { Text } from '../../../model/text.ts';
import { commonFact, gradeNames, registersFact, withTitle } from '../../kit/v1/index.ts';
import { openAdvice } from './advice.ts';
import { coverable, insufficiencyRef, isCovered, openImprovements, uncovered } from './improvements.ts';
import { made } from './kit.ts';
import { lateFindings, undisposedObservations } from './outstanding.ts';
import { isAsked, isWaivable, owedNow } from './owing.ts';
import { askedNow, nameOf } from './planning/asked.ts';
import { dueItems } from './texts.ts';
import { dimensionsInWords, owedInWords } from './things.ts';
import { dimensions, type Context, type Debt, type Finding, type Measure, type StartedImprovement } from './types.ts';

function ofMeasure({ id, title, owner }: Pick<Measure, 'id' | 'title' | 'owner'>): Choice {
  const { department } = owner;
  return { id, ja: `${id} ${title}`, en: `${id} ${title}`, ...(department !== undefined && { department }) };
}

function measures(context: Context, ...kinds: readonly Measure['kind'][]): Choice[] {
  const all = context.plan.approved?.measures ?? [];
  return all.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)).map(ofMeasure);
}

function ofDebt(debt: Debt): Choice {
  const { ref, subject, what } = debt;
  const { ja, en } = owedInWords[subject];
  if (what === '' && !isAsked(debt)) return { id: ref, ja, en };
  const name = isAsked(debt) ? nameOf(debt) : { ja: what, en: what };
  return { id: ref, ja: `${ja}：${name.ja}`, en: `${en}: ${name.en}` };
}

/** An edition or a directive, with the day by which it is to be applied. */
function ofAsked(debt: Debt): Choice {
  const { ref, applyBy } = debt;
  const name = nameOf(debt);
  const until = applyBy === undefined ? { ja: '', en: '' } : { ja: `（${applyBy}まで）`, en: ` (by ${applyBy})` };
  return { id: ref, ja: `${name.ja}${until.ja}`, en: `${name.en}${until.en}` };
}

/** The number of an instance within its body's year. */
const numberOf = (instance: InstanceId): string => instance.split('/').at(-1) ?? '';

/** `監査第1号の指摘2` of `audit/2026/demo-ministry/1#2`. */
function placeOf(ref: string): Text {
  const [instance = '', number = ''] = ref.split('#');
  if (!instance.startsWith('audit/')) return { ja: ref, en: ref };
  const audit = numberOf(instance);
  return { ja: `監査第${audit}号の指摘${number}`, en: `finding ${number} of audit ${audit}` };
}

function ofFinding({ ref, title, grade, department }: Finding): Choice {
  const place = withTitle(placeOf(ref), title);
  const { ja, en } = gradeNames[grade];
  return {
    id: ref,
    ja: `${place.ja} ${ja}`,
    en: `${place.en}, ${en}`,
    ...(department !== undefined && { department }),
  };
}

function improvement({ instance, title }: StartedImprovement): Choice {
  const number = numberOf(instance);
  return { id: instance, ...withTitle({ ja: `改善措置第${number}号`, en: `improvement ${number}` }, title) };
}

/** What an improvement can cover: what must be covered first, then observations and advice. */
function toCover(context: Context): Choice[] {
  const findings = context.findings.filter(({ grade }) => grade !== 'goodPractice');
  const insufficient = dimensions
    .map((dimension) => ({ ref: insufficiencyRef(context, dimension), words: dimensionsInWords[dimension] }))
    .map(({ ref, words }) => ({ id: ref, ja: `判断：${words.ja}が不十分`, en: `judged insufficient: ${words.en}` }));
  const all = [...findings.map(ofFinding), ...insufficient, ...context.advice.map(ofAdvice)];
  const known = all.filter(({ id }) => coverable(context, id) !== undefined && !isCovered(context, id));
  const must = uncovered(context).map(({ ref }) => ref);
  return [...known.filter(({ id }) => must.includes(id)), ...known.filter(({ id }) => !must.includes(id))];
}

function ofAdvice({ ref, by }: Context['advice'][number]): Choice {
  const from =
    by === 'minister'
      ? { ja: '主務大臣の求め', en: 'request of the minister' }
      : { ja: 'サイバーセキュリティ戦略本部の助言', en: 'advice of headquarters' };
  return { id: ref, ja: `${from.ja} ${ref}`, en: `${from.en}, ${ref}` };
}

function exceptions(context: Context, ...states: readonly Context['exceptions'][number]['status'][]): Choice[] {
  return context.exceptions
    .filter(({ status }) => states.includes(status))
    .map(({ number, requirement, until, department, applicant }) => ({
      id: String(number),
      ja: `${number}：${requirement}（${until}まで）`,
      en: `${number}: ${requirement} (until ${until})`,
      person: applicant,
      ...(department !== undefined && { department }),
    }));
}

function overdue(context: Context): Choice[] {
  const isOverdue = ({ met, due }: DueItem): boolean => met === undefined && due <= context.at;
  return context.dueItems.filter(isOverdue).map(({ id, name: registered }) => {
    const [name = '', date] = id.split(':', 2);
    const { ja, en } = isDueItem(name) ? dueItems[name] : { ja: id, en: id };
    if (registered !== undefined) return { id, ja: `${ja}「${registered.ja}」`, en: `${en}: ${registered.en}` };
    return date === undefined ? { id, ja, en } : { id, ja: `${ja}（${date}）`, en: `${en} (${date})` };
  });
}

function isDueItem(name: string): name is keyof typeof dueItems {
  return Object.hasOwn(dueItems, name);
}

export const choices: Choices<Context> = {
  measures: { from: (context) => measures(context) },
  trainingMeasures: { from: (context) => measures(context, 'training') },
  selfInspectionMeasures: { from: (context) => measures(context, 'selfInspection') },
  auditMeasures: { from: (context) => measures(context, 'audit') },
  /** Of this year's plan; until it stands those of the last one. */
  measuresToReport: made(z.object({ registers: registersFact.pick({ plan: true }) }), (context, { registers }) => {
    const own = measures(context);
    const last = registers.plan?.measures ?? [];
    return own.length > 0 ? own : last.map((measure) => ofMeasure({ ...measure, title: '' }));
  }),
  auditOrders: {
    from: ({ auditOrders }) =>
      auditOrders
        .filter(({ opened }) => opened === undefined)
        .map(({ number }) => ({ id: String(number), ja: `指示${number}`, en: `order ${number}` })),
  },
  owedItems: { from: (context) => owedNow(context).map(ofDebt) },
  owedOfPolicy: { from: (context) => owedNow(context, 'policy').map(ofDebt) },
  owedOfStandards: {
    from: (context) =>
      owedNow(context, 'standards')
        .filter((item) => !isAsked(item))
        .map(ofDebt),
  },
  owedEditions: { from: (context) => askedNow(context, 'edition').map(ofAsked) },
  owedDirectives: { from: (context) => askedNow(context, 'directive').map(ofAsked) },
  waivable: made(z.object({ common: commonFact.pick({ editions: true, directives: true }) }), (context, { common }) =>
    owedNow(context)
      .filter((item) => isWaivable(common, item))
      .map(ofDebt),
  ),
  owedOfPlan: { from: (context) => owedNow(context, 'plan').map(ofDebt) },
  owedEducations: { from: (context) => owedNow(context, 'education').map(ofDebt) },
  toCover: { from: toCover },
  openImprovements: { from: (context) => openImprovements(context).map(improvement) },
  observations: { from: (context) => undisposedObservations(context).map(ofFinding) },
  lateFindings: { from: (context) => lateFindings(context).map(ofFinding) },
  adviceOpen: { from: (context) => openAdvice(context).map(ofAdvice) },
  exceptionsApplied: { from: (context) => exceptions(context, 'applied') },
  exceptionsToSettle: { from: (context) => exceptions(context, 'granted', 'expired') },
  workabilityReports: {
    from: ({ workability }) =>
      workability
        .filter(({ answered }) => answered === undefined)
        .map(({ number }) => ({ id: String(number), ja: `報告${number}`, en: `report ${number}` })),
  },
  overdueItems: { from: overdue },
  criteriaSets: made(z.object({ common: commonFact.pick({ criteriaSets: true }) }), (_, { common }) =>
    common.criteriaSets.map(({ id, nameJa = id, nameEn = nameJa }) => ({ id, ja: nameJa, en: nameEn })),
  ),
  /** Of the set that the plan names. */
  criteria: made(z.object({ common: commonFact.pick({ criteriaSets: true }) }), ({ plan }, { common }) =>
    (common.criteriaSets.find(({ id }) => id === plan.approved?.criteriaSet)?.criteria ?? []).map((id) => ({
      id,
      ja: id,
      en: id,
    })),
  ),
  guidelines: made(z.object({ common: commonFact.pick({ guidelines: true }) }), (_, { common }) =>
    common.guidelines.map(({ id, titleJa, titleEn }) => ({ id, ja: titleJa, en: titleEn })),
  ),
  editions: made(z.object({ common: commonFact.pick({ editions: true }) }), (_, { common }) =>
    common.editions.map(({ id, nameJa, nameEn, decidedOn, applyBy }) => ({
      id,
      ja: `${nameJa}（${decidedOn}決定、${applyBy}まで）`,
      en: `${nameEn} (decided ${decidedOn}, to apply by ${applyBy})`,
    })),
  ),
  directives: made(z.object({ common: commonFact.pick({ directives: true }) }), (_, { common }) =>
    common.directives.map(({ id, titleJa, titleEn, decidedOn, applyBy }) => ({
      id,
      ja: `${titleJa}（${decidedOn}決定、${applyBy}まで）`,
      en: `${titleEn} (decided ${decidedOn}, to apply by ${applyBy})`,
    })),
  ),
  /** Of the edition that the standards in force conform to; where there are none, of the newest. */
  requirements: made(
    z.object({ common: commonFact.pick({ editions: true }), registers: registersFact.pick({ standards: true }) }),
    (_, { common, registers }) => {
      const newest = [...common.editions].sort((a, b) => (a.decidedOn < b.decidedOn ? 1 : -1))[0];
      const edition = common.editions.find(({ id }) => id === registers.standards?.edition) ?? newest;
      return (edition?.requirements ?? []).map((id) => ({ id, ja: id, en: id }));
    },
  ),
};
