/** The memory of an audit by headquarters (本部監査). JSON only; instants in epoch milliseconds. */
import type { Instant, InstanceId, LocalDate, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { Profile } from '../../../model/organisations.ts';
import type { Act, AuditKind, audits, CommonContext, GivenAdvice } from '../../kit/v1/index.ts';
import type { Area } from './inputs.ts';

/** What is audited, by what, and until when. */
export interface Plan extends Act {
  readonly revision: number;
  readonly kinds: readonly AuditKind[];
  readonly areas: readonly Area[];
  /** Why not all three areas. */
  readonly fewer?: string;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  readonly criteriaSet: string;
  readonly edition: string;
  readonly document: string;
}

/** Materials 資料 asked of the subject for the preliminary examination 予備調査. */
export interface MaterialRequest {
  readonly number: number;
  readonly what: string;
  readonly due: Instant;
  readonly at: Instant;
  readonly given?: Act & { readonly documents: readonly string[] };
  /** 未提出: the date passed without them. */
  readonly passed?: true;
}

/** A finding 指摘事項; author and instant never change. */
export interface Finding extends audits.Finding {
  readonly area: Area;
  readonly at: Instant;
  /** Told at once. */
  readonly urgent?: true;
  readonly withdrawn?: Act;
}

/** What of a finding is put to the subject. */
export type PutFinding = Pick<Finding, 'number' | 'title' | 'area' | 'grade' | 'statement'>;

/** A round of 事実確認. */
export interface Confirmation {
  readonly round: number;
  readonly at: Instant;
  readonly due: Instant;
  readonly findings: readonly PutFinding[];
  readonly answer?: Act & {
    readonly agrees: boolean;
    readonly comments: string;
    readonly documents: readonly string[];
  };
  /** 事実確認なし: the date passed in silence. */
  readonly passed?: true;
}

/** How an item was found later on. */
export interface FollowUp extends Act {
  readonly result: 'done' | 'partly' | 'notDone' | 'gone';
  readonly evidence: readonly string[];
}

/** An item of advice 助言; its reference is `<instance>#<number>`. */
export interface Item extends GivenAdvice {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly finding?: number;
  /** Told before the report. */
  readonly urgent?: true;
  readonly told: Instant;
  readonly followUps: readonly FollowUp[];
}

/** The report 監査報告. */
export interface Report {
  readonly at: Instant;
  readonly on: LocalDate;
  readonly leader: PersonId;
  readonly auditors: readonly PersonId[];
  readonly results: string;
  readonly limits?: string;
  readonly document: string;
  /** Facts that nobody confirmed by the date. */
  readonly unconfirmed: readonly number[];
}

/** The whole memory. */
export interface Context extends CommonContext {
  readonly programme: InstanceId;
  readonly ref: string;
  readonly subject: OrganisationId;
  /** What the subject is. */
  readonly profile: Profile;
  /** The body that answers: the subject, or whoever took its place. */
  readonly addressee: OrganisationId;
  /** As the programme ordered. */
  readonly kinds: readonly AuditKind[];
  readonly reason?: string;
  readonly headquarters: readonly OrganisationId[];
  readonly plan?: Plan;
  readonly delegatedTo?: OrganisationId;
  readonly auditors: readonly audits.Auditor[];
  readonly requests: readonly MaterialRequest[];
  readonly fieldworkBegan?: Instant;
  readonly findings: readonly Finding[];
  readonly confirmations: readonly Confirmation[];
  readonly items: readonly Item[];
  readonly report?: Report;
  readonly reportedTo: readonly (Act & { readonly organisation: OrganisationId; readonly document: string })[];
  readonly cancelled?: Act;
}

/** Findings that are not withdrawn. */
export function standing({ findings }: Pick<Context, 'findings'>): readonly Finding[] {
  return findings.filter(({ withdrawn }) => withdrawn === undefined);
}

/** Requests that wait: neither given nor past their date. */
export function awaited({ requests }: Pick<Context, 'requests'>): readonly MaterialRequest[] {
  return requests.filter(({ given, passed }) => given === undefined && passed === undefined);
}

/** The round of confirmation under way; `undefined` when none is. */
export function askedNow({ confirmations }: Pick<Context, 'confirmations'>): Confirmation | undefined {
  const last = confirmations.at(-1);
  return last === undefined || last.answer !== undefined || last.passed === true ? undefined : last;
}

/** The rounds in which a finding was put to the subject. */
export function roundsOf({ confirmations }: Pick<Context, 'confirmations'>, number: number): readonly Confirmation[] {
  return confirmations.filter(({ findings }) => findings.some((put) => put.number === number));
}

/** Whether nothing more is to come of an item. *Later* is no end. */
export function isSettled({ disposition, settled, followUps }: Item): boolean {
  if (followUps.some(({ result }) => result === 'gone')) return true;
  if (disposition === undefined) return false;
  if (disposition.what === 'not') return true;
  return disposition.what === 'now' && (settled !== undefined || followUps.at(-1)?.result === 'done');
}

/** Items of a disposition of which more is to come. */
export function ofKind({ items }: Pick<Context, 'items'>, what: 'now' | 'later'): readonly Item[] {
  return items.filter((item) => item.disposition?.what === what && !isSettled(item));
}

/** Items that the body has not decided on. */
export function undisposed({ items }: Pick<Context, 'items'>): readonly Item[] {
  return items.filter((item) => item.disposition === undefined && !isSettled(item));
}
