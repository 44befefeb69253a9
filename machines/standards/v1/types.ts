/** The memory of a revision of the common standards (統一基準群の策定). JSON only; instants in epoch milliseconds. */
import type { Instant, InstanceId, LocalDate, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { Text } from '../../../model/text.ts';
import type { CommonContext } from '../../kit/v1/index.ts';

/** What someone did, and why. */
export interface Act {
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string;
}

/** The inspection of how ministries operate that a draft rests on (2-4). */
export interface Inspection {
  /** The inspection's own procedure, once headquarters' year (`programme`) is one; until then its document stands for it. */
  readonly programme?: InstanceId;
  readonly document: string;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  readonly bodies: readonly OrganisationId[];
}

/** A draft 原案, in the version that is there now. */
export interface Draft {
  readonly version: number;
  /** SHA-256 of what is put forward: council, headquarters and ministries name it. */
  readonly document: string;
  /** 新旧対照表. */
  readonly comparison?: string;
  readonly inspection: Inspection;
  readonly threats: string;
  readonly by: PersonId;
  readonly at: Instant;
}

/** What the council 推進会議 said of a draft. */
export interface Council {
  readonly draft: string;
  readonly heldOn: LocalDate;
  readonly document: string;
  readonly by: PersonId;
  readonly at: Instant;
}

/** An editorial mending after the council 推進会議後の字句修正. */
export interface Correction {
  readonly draft: string;
  readonly document: string;
  readonly comparison: string;
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string;
}

/** What was decided: the hash that is in force, and – where it differs – what was put forward, with the changes. */
export interface Settled {
  readonly draft: string;
  readonly document: string;
  readonly changes?: string;
  readonly on: LocalDate;
  readonly by: PersonId;
  readonly at: Instant;
  /** Who entered it from paper. */
  readonly enteredBy?: PersonId;
  /** Ministries that were silent: 意見なし（期限経過）. Of the guidebook alone. */
  readonly silent?: readonly OrganisationId[];
}

/** The track of 統一規範, 統一基準 and 指針. */
export interface Norms {
  readonly versions: number;
  /** What waits for council or headquarters; absent: none was submitted, or it was returned. */
  readonly draft?: Draft;
  /** Set when the council passed the present draft. */
  readonly council?: Council;
  /** Of the present draft, since the council. */
  readonly corrections: readonly Correction[];
  /** Why the last one was returned, by council or headquarters. */
  readonly returned?: Act;
  readonly decision?: Settled;
  /** Id of the edition in the register, once promulgated. */
  readonly edition?: string;
  /** Everyone who submitted or mended a version. */
  readonly drafters: readonly PersonId[];
}

/** A ministry that was asked for its opinion on the present version. */
export interface Asked {
  readonly ministry: OrganisationId;
  /** What it was called when it was asked. */
  readonly name: Text;
  readonly at: Instant;
  /** 24:00 JST of the last day for the opinion. */
  readonly due: Instant;
  readonly passed?: true;
  /** The letter by which it was asked before it stood here. */
  readonly letter?: string;
}

/** The track of 対策基準策定ガイドライン. */
export interface Guidebook {
  readonly versions: number;
  readonly draft?: Draft;
  readonly asked: readonly Asked[];
  readonly decision?: Settled;
  readonly drafters: readonly PersonId[];
}

/** What becomes of an opinion. */
export type Disposition = 'adopted' | 'partly' | 'notAdopted';

/** An opinion 意見 of a ministry on a version. */
export interface Opinion {
  readonly number: number;
  readonly ministry: OrganisationId;
  readonly name: Text;
  readonly version: number;
  readonly kind: 'comment' | 'noObjection';
  readonly text: string;
  readonly documents: readonly string[];
  readonly by: PersonId;
  readonly at: Instant;
  readonly answer?: Act & { readonly disposition: Disposition };
}

/** The whole memory. */
export interface Context extends CommonContext {
  /** What people call it; empty until the first draft. */
  readonly title: string;
  /** The bodies that are headquarters, as the registry has them. */
  readonly headquarters: readonly OrganisationId[];
  /** Whether headquarters was ever asked: from then on it knows of this. */
  readonly putForward: boolean;
  readonly norms: Norms;
  readonly guidebook: Guidebook;
  readonly opinions: readonly Opinion[];
  /** Ministries that were asked about some version: they know of this for ever. */
  readonly consulted: readonly OrganisationId[];
  readonly abandoned?: Act;
}

/** What is read of the consultation; whoever is no party to it reads no guidebook. */
type Consulted = Pick<Context, 'opinions'> & { readonly guidebook?: Guidebook };

/** Opinions on the guidebook's present version. */
export function presentOpinions({ guidebook, opinions }: Consulted): readonly Opinion[] {
  return opinions.filter(({ version }) => version === guidebook?.versions);
}

/** Opinions on the present version that want an answer and have none. */
export function unanswered(context: Consulted): readonly Opinion[] {
  return presentOpinions(context).filter(({ kind, answer }) => kind === 'comment' && answer === undefined);
}

/** Ministries asked about the present version that have not said anything. */
export function silent(context: Pick<Context, 'guidebook' | 'opinions'>): readonly Asked[] {
  const heard = presentOpinions(context).map(({ ministry }) => ministry);
  return context.guidebook.asked.filter(({ ministry }) => !heard.includes(ministry));
}

/** Of the silent ones those whose last day has not passed. */
export function awaited(context: Pick<Context, 'guidebook' | 'opinions' | 'at'>): readonly Asked[] {
  return silent(context).filter(({ due, passed }) => passed !== true && due > context.at);
}
