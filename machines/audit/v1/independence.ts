/**
 * Independence (3-15: 点検対象の部門や者から独立した組織又は部門による監査): computed from appointments, contracts and
 * the plan's measures, never from anybody's word alone.
 */
import type { DepartmentId, LocalDate, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import {
  addDays,
  dateInJapan,
  isDeclaredOutsider,
  isHeld,
  reaches,
  type HeldPost,
  type PersonFact,
} from '../../kit/v1/index.ts';
import type { JudgedBy } from './events.ts';
import type { IndependenceFacts } from './facts.ts';
import { ruleTable } from './kit.ts';
import { team, type Context } from './types.ts';

/** Why a person is not independent. */
export type Conflict =
  /** Not among the facts: look up again. */
  | 'notFound'
  /** Holds, or in the period held, an appointment in an audited department. */
  | 'post'
  /** Owns a measure that is carried out there. */
  | 'measure'
  /** Of the promotion office, whose own work every audit also examines. */
  | 'promotionOffice'
  /** CISO, deputy or head of information security officers: among the persons inspected. */
  | 'inCharge'
  /** Held a post there within the cooling-off days before the period. */
  | 'coolingOff'
  /** Declared a conflict in person. */
  | 'declared'
  /** Neither of the body nor from outside with a contract in force and a declaration. */
  | 'noStanding';

/** What is examined, as far as it is known. */
export interface AuditScope {
  readonly organisation: OrganisationId;
  readonly departments: readonly DepartmentId[];
  readonly period?: { readonly from: LocalDate; readonly to: LocalDate };
  readonly coolingOffDays: number;
  readonly today: LocalDate;
  readonly declared: readonly PersonId[];
}

/** What the audit examines at this moment. */
export function examinedBy(context: Context): AuditScope {
  return {
    organisation: context.organisation,
    departments: context.departments,
    period: context.period,
    coolingOffDays: context.coolingOffDays,
    today: dateInJapan(context.at),
    declared: context.declared.map((act) => act.by),
  };
}

/** Every reason why a person is not independent of what is examined; empty when there is none. */
export function conflictsOf(person: PersonId, examined: AuditScope, facts: IndependenceFacts): readonly Conflict[] {
  const found = facts.people.find((known) => known.person === person);
  const scopes = facts.departments.filter((known) => examined.departments.includes(known.id));
  if (found === undefined || scopes.length < examined.departments.length) return ['notFound'];
  const there = new Set([...examined.departments, ...scopes.flatMap((known) => known.scope)]);
  const own = found.appointments.filter((held) => held.organisation === examined.organisation);
  const relevant = own.filter((held) => isRelevant(held, examined));
  const isThere = (held: HeldPost): boolean =>
    held.department !== undefined &&
    (there.has(held.department) || examined.departments.some((audited) => reaches(held, audited)));
  const conflicts: Conflict[] = [];
  if (relevant.some(isThere)) conflicts.push('post');
  if (relevant.some((held) => ownsMeasure(held, there, facts))) conflicts.push('measure');
  if (relevant.some((held) => held.role === 'promotionOffice')) conflicts.push('promotionOffice');
  if (relevant.some((held) => inCharge.includes(held.role))) conflicts.push('inCharge');
  if (own.some((held) => isThere(held) && inCoolingOff(held, examined))) conflicts.push('coolingOff');
  if (examined.declared.includes(person)) conflicts.push('declared');
  if (!hasStanding(found, own, examined.today)) conflicts.push('noStanding');
  return conflicts;
}

const inCharge: readonly string[] = ['ciso', 'deputyCiso', 'headOfOfficers'];
const auditLine: readonly string[] = ['auditOfficer', 'auditor'];

/** Held now, or at some time in the period examined. */
function isRelevant(held: HeldPost, examined: AuditScope): boolean {
  const { period, today } = examined;
  return isHeld(held, today) || (period !== undefined && isHeld(held, period.from, period.to));
}

function inCoolingOff(held: HeldPost, examined: AuditScope): boolean {
  const { period, coolingOffDays } = examined;
  if (period === undefined || coolingOffDays <= 0) return false;
  return isHeld(held, addDays(period.from, -coolingOffDays), addDays(period.from, -1));
}

/** A measure without a department is carried out everywhere; the audit line's own measures are not what is audited. */
function ownsMeasure(held: HeldPost, there: ReadonlySet<DepartmentId>, facts: IndependenceFacts): boolean {
  return (facts.registers.plan?.measures ?? []).some(({ kind, owner }) => {
    if (kind === 'audit' || auditLine.includes(owner.role) || owner.role !== held.role) return false;
    if (owner.department === undefined) return true;
    return there.has(owner.department) && held.department === owner.department;
  });
}

function hasStanding(found: PersonFact, own: readonly HeldPost[], today: LocalDate): boolean {
  return found.outside === undefined ? own.some((held) => isHeld(held, today)) : isDeclaredOutsider(found, today);
}

/** What stands at each check of the team – assignment, fieldwork, replacement, report – in the order of a refusal. */
export const independent = [
  'auditorsFound',
  'auditorsHoldNoPostThere',
  'auditorsOwnNoMeasureThere',
  'promotionOfficeDoesNotAudit',
  'thoseInChargeDoNotAudit',
  'coolingOffIsOver',
  'noConflictDeclared',
  'auditorsHaveStanding',
] as const;

type TeamCheck = JudgedBy<(typeof independent)[number]>;

/** Nobody who is checked at this event has this conflict. */
function nobodyHas(conflict: Conflict, context: Context, event: TeamCheck): boolean {
  return peopleChecked(context, event).every(
    (person) => !conflictsOf(person, examinedBy(context), event.facts).includes(conflict),
  );
}

function peopleChecked(context: Context, event: TeamCheck): readonly PersonId[] {
  if (event.type === 'assign') return event.input.auditors;
  if (event.type === 'replaceAuditor') return [event.input.incoming];
  return team(context).map((auditor) => auditor.person);
}

/** The rules of independence over the team, one per reason, so that a refusal says which it is. */
export const rules = ruleTable({
  auditorsFound: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者又は対象部署が台帳に見つかりません。登録を確かめ、もう一度照会してください。',
    en: 'An auditor or an audited department was not found in the registry. Check the registration and look up again.',
    test: ({ context, event }) => nobodyHas('notFound', context, event),
  },
  auditorsHoldNoPostThere: {
    clause: '3-15',
    basis: 'text',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、対象部署に現に在職し又は対象期間に在職した者がいます。独立した別の者に替えてください。',
    en: 'An auditor holds, or in the period audited held, a post in an audited department. Choose someone independent instead.',
    test: ({ context, event }) => nobodyHas('post', context, event),
  },
  auditorsOwnNoMeasureThere: {
    clause: '3-15',
    basis: 'text',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、対象部署で行われる対策の担当職に就く者がいます。独立した別の者に替えてください。',
    en: 'An auditor owns a measure that is carried out in an audited department. Choose someone independent instead.',
    test: ({ context, event }) => nobodyHas('measure', context, event),
  },
  promotionOfficeDoesNotAudit: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '情報セキュリティ対策推進体制（事務局）の者は、自らの業務を含む監査を行えません。別の者に替えてください。',
    en: 'The promotion office never audits its own work. Choose an auditor who is not, and in the period was not, one of it.',
    test: ({ context, event }) => nobodyHas('promotionOffice', context, event),
  },
  thoseInChargeDoNotAudit: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '最高情報セキュリティ責任者、同副責任者及び統括情報セキュリティ責任者は点検対象の者に当たり、監査実施者になれません。',
    en: 'The CISO, the deputy and the head of information security officers are among those inspected and do not audit.',
    test: ({ context, event }) => nobodyHas('inCharge', context, event),
  },
  coolingOffIsOver: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、対象期間の前の冷却期間内に対象部署に在職した者がいます。別の者に替えてください。',
    en: 'An auditor held a post in an audited department within the cooling-off days before the period. Choose someone else.',
    test: ({ context, event }) => nobodyHas('coolingOff', context, event),
  },
  noConflictDeclared: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者の中に、自ら利害関係を申し出た者がいます。独立した別の者に替えてください。',
    en: 'An auditor has declared a conflict of interest. Choose someone independent instead.',
    test: ({ context, event }) => nobodyHas('declared', context, event),
  },
  auditorsHaveStanding: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '監査実施者は、当機関に在職する者か、契約期間中で対象の設計・構築・運用・助言に関与していない旨の宣言を提出した外部の者に限ります。',
    en: 'An auditor is of this body, or from outside with a contract in force and a declaration of not having designed, built, operated or advised on the subject.',
    test: ({ context, event }) => nobodyHas('noStanding', context, event),
  },
});
