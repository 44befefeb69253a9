/**
 * The end of an administrator's post that no second administrator could approve (domain.md 2): it takes effect some days
 * later, unless somebody objects. All of it is junkan's design, serving 6-4.
 */
import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { ChangeFacts, TouchedRow } from './facts.ts';
import type { RegistryRule } from './rule.ts';
import { whatBecameOf } from './second-administrator.ts';

/** Days within which the end of an administrator's post may be objected to, unless configured otherwise. */
export const OBJECTION_DAYS = 7;

/** Days for which the objection of the administrator whose post ends counts, so that head and CISO decide on the next end. */
export const OBJECTION_COUNTS_DAYS = 30;

/** Who objects besides the administrator: of the administrator's body – of one of everything, of the operating body. */
export const objectors = ['headOfOrganisation', 'ciso'] as const satisfies readonly Role[];

/** True of a row that ends an administrator's post. */
export function endsAdministrator(row: TouchedRow): boolean {
  return row.kind === 'appointment' && row.role === 'administrator' && row.ends;
}

/** So that nothing guarded is made along with an end that may yet be taken back. */
export const endedAlone: RegistryRule<{ readonly guarded: readonly TouchedRow[] }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: ['administrator'],
  ja: 'システム管理者の任を終える変更に、二人目の承認が要る他の行（{what}）が含まれており、承認できる人がいません。任を終える変更だけを先に送ってください。',
  en: 'It ends an administrator’s post together with other rows that need a second administrator ({what}), and nobody could approve it. Send the end by itself first.',
  test: ({ guarded }) => !guarded.some(endsAdministrator) || guarded.every(endsAdministrator),
  what: ({ guarded }) => guarded.filter((row) => !endsAdministrator(row)).map(({ id }) => id),
};

/** That an administrator's post never was takes effect at once: without a second it is ended instead, with time to object. */
export const administratorVoidedBySecond: RegistryRule<{ readonly guarded: readonly TouchedRow[] }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: ['administrator'],
  ja: 'システム管理者の任命（{what}）の取消・誤登録は、二人目のシステム管理者の承認が要りますが、承認できる人がいません。任を終える日を登録してください（異議の期間が設けられます）。',
  en: 'That an administrator’s appointment ({what}) is void or was recorded in error takes a second administrator, and there is none. End it instead: that may be objected to.',
  test: ({ guarded }) => !guarded.some(voidsAdministrator),
  what: ({ guarded }) => guarded.filter(voidsAdministrator).map(({ id }) => id),
};

function voidsAdministrator(row: TouchedRow): boolean {
  return row.kind === 'appointment' && row.role === 'administrator' && row.voids;
}

/** The end of an administrator's post while it may be objected to. */
export interface OpenEnding {
  /** Id of the change that ends it. */
  readonly change: string;
  readonly until: Instant;
  /** The administrator's body and, of one of everything, the operating body. */
  readonly bodies: readonly OrganisationId[];
  /** The administrator administers everything. */
  readonly overall: boolean;
}

/** Open ends on which a guarded change waits: those of its bodies and, where nobody else approves it, of one who could have. */
export function endingsBefore(
  { bodies }: Pick<ChangeFacts, 'bodies'>,
  endings: readonly OpenEnding[],
  approved: boolean,
): readonly OpenEnding[] {
  return endings.filter(
    (ending) => (!approved && ending.overall) || ending.bodies.some((body) => bodies.includes(body)),
  );
}

/** Of making anything guarded: not while the end of an administrator's post may be objected to. */
export const endingSettled: RegistryRule<{ readonly endings: readonly Pick<OpenEnding, 'change'>[] }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'state',
  whoCould: [],
  ja: 'システム管理者の任を終える変更（{what}）に異議を申し立てられる間は、二人目の承認が要る変更を実施しません。その期間が過ぎるか、異議によって取り消された後に、改めて行ってください。',
  en: 'While the end of an administrator’s post may be objected to ({what}), no guarded change is made. Do it again when that time has passed or the end was taken back by an objection.',
  test: ({ endings }) => endings.length === 0,
  what: ({ endings }) => endings.map(({ change }) => change),
};

/** Who objects. */
export const mayObject: RegistryRule<{ readonly person: PersonId; readonly objectors: readonly PersonId[] }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'who',
  whoCould: ['administrator', ...objectors],
  ja: '異議を申し立てられるのは、任を終える当人と、その機関（全体のシステム管理者については設備を運用する機関も）の組織の長・最高情報セキュリティ責任者です。当人の異議の後に改めて求められた離任には、当人は異議を申し立てられません。在任を続けるべき場合は、組織の長か最高情報セキュリティ責任者に依頼してください。',
  en: 'The administrator whose post ends objects, or the head or CISO of that body (of one of everything also those of the operating body). Asked for again after their own objection, it is for the head or the CISO to object: ask one of them.',
  test: ({ person, objectors: named }) => named.includes(person),
};

/** Of objecting: in time, and to the end of an administrator's post. */
export const objectionOpen: RegistryRule<{
  readonly status: string;
  /** Absent: nothing of it can be objected to. */
  readonly until: Instant | undefined;
  readonly at: Instant;
  readonly decidedBy: PersonId | null;
}> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'state',
  whoCould: [],
  ja: 'この変更には、異議を申し立てられません（{what}）。',
  en: 'This change cannot be objected to ({what}).',
  test: ({ status, until, at }) => status === 'done' && until !== undefined && at < until,
  what: whyNotOpen,
};

function whyNotOpen({ status, until, decidedBy }: Parameters<typeof objectionOpen.test>[0]): Text {
  if (until === undefined) {
    return {
      ja: '二人目のいないシステム管理者の離任ではない',
      en: 'it is no end of an administrator’s post without a second',
    };
  }
  if (status !== 'done') return whatBecameOf({ status, decidedBy });
  return { ja: '異議の期間を過ぎた', en: 'the time to object has passed' };
}
