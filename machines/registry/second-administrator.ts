/**
 * The second administrator (domain.md 2): which changes wait for approval, who may approve them, and what approver and author may decide. All of it
 * is junkan's design, serving 6-4.
 */
import type { Instant, PersonId, OrganisationScope } from '../../model/identifiers.ts';
import type { Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { Refusal } from '../core/index.ts';
import type { ChangeFacts, TouchedRow } from './facts.ts';
import { failingFirst, type RegistryRule } from './rule.ts';
import { type ChangeActor, isAdministrator, rulesOfChanging } from './who-may-change.ts';

/** Days a change waits for approval. */
export const WAITS_DAYS = 30;

/** Posts whose appointments need a second administrator. */
export const guardedRoles = [
  'headOfOrganisation',
  'ciso',
  'deputyCiso',
  'headOfOfficers',
  'promotionOffice',
  'auditOfficer',
  'minister',
  'centreHead',
  'headquarters',
  'administrator',
] as const satisfies readonly Role[];
/** True of a post whose appointments – regular, concurrent and acting – need a second administrator. */
export const isGuarded = (role: string): boolean => guardedRoles.some((guarded) => guarded === role);

const administrator: readonly Role[] = ['administrator'];

/** A row that breaks it is not refused: the whole change waits. */
export const approvedBySecond: RegistryRule<TouchedRow> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'state',
  whoCould: administrator,
  ja: '組織の長、最高情報セキュリティ責任者・副責任者、統括情報セキュリティ責任者、推進体制（事務局）、監査責任者、主務大臣、国家サイバー統括室長、サイバーセキュリティ戦略本部、システム管理者の任免（代理を含む）と、その在任者の氏名・メールアドレスの変更、その在任者がトークンを受け取るリンクの発行、サインインに使うアカウントの結び付け、任命の取消・誤登録の記録、機関の廃止と承継、所管府省庁の変更、統一基準群の版と個別に決定された対策の登録は、二人目のシステム管理者が承認するまで実施されません。',
  en: 'Appointments, also acting ones, of a head of the organisation, CISO, deputy CISO, head of officers, promotion office, audit officer, competent minister, head of the centre, headquarters or administrator, new names or mail addresses of their holders, links by which their holders claim tokens, accounts with which people sign in, appointments voided or recorded in error, the end and successors of a body, its supervising ministries, and editions and directives wait until a second administrator approves them.',
  test: (row) => {
    // Decisions rest on appointments: that one never was takes two, whatever the post.
    if (row.kind === 'appointment') return !row.voids && !isGuarded(row.role);
    // What running cycles are told cannot be called back.
    if (row.kind === 'register') return !row.setsOff;
    // Who supervises a body sees where it stands.
    if (row.kind === 'organisation') return !row.setsOff && !row.supervisorsMove;
    // Whoever hands a link over could use it.
    if (row.kind === 'claim') return !row.roles.some(isGuarded);
    // Whoever names the account could name one of their own, and it lasts: for everybody.
    if (row.kind === 'identity') return false;
    // Links to claim a token go to that address, by that name: whoever moves them could take the post.
    return row.kind !== 'person' || !row.identityMoves || !row.roles.some(isGuarded);
  },
};

/** A guarded change for which nobody but those it appoints could be the second. */
export interface Bundle {
  readonly guarded: readonly TouchedRow[];
  readonly appointed: ChangeFacts['appointed'];
  /** Administrators who could approve it if it were not about themselves. */
  readonly barred: readonly PersonId[];
}

/** So that nobody becomes sole administrator by bundling: the only other one’s post, and nothing else guarded with it. */
export const separatelyFromOwn: RegistryRule<Bundle> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: administrator,
  ja: '承認できる他のシステム管理者自身の任命（{what}）が含まれており、承認できる人がいません。その任命を別の変更に分けて送ってください。',
  en: 'It appoints the very administrators who could approve it ({what}), so nobody can approve it. Send those appointments as a separate change.',
  test: ({ guarded, barred }) =>
    barred.length === 0 ||
    guarded.every(
      (row) =>
        (row.kind === 'appointment' || row.kind === 'claim' || row.kind === 'identity') && barred.includes(row.person),
    ),
  what: ({ appointed, barred }) => barred.flatMap((person) => appointed.get(person) ?? []),
};

/** What became of a change, at the moment somebody decides on it. */
export interface ChangeStatus {
  readonly status: string;
  readonly expires: Instant;
  readonly at: Instant;
  readonly decidedBy: PersonId | null;
}

/** Asked before anything else of a decision. */
export const stillPending: RegistryRule<ChangeStatus> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'state',
  whoCould: [],
  ja: 'この変更はもう承認待ちではありません（{what}）。必要なら、改めて変更を求めてください。',
  en: 'This change no longer waits for approval ({what}). If it is still needed, request it again.',
  test: ({ status, expires, at }) => status === 'pending' && at < expires,
  what: whatBecameOf,
};

/** Who decides on a change that waits, and with which tokens it was asked for and is decided. */
export interface ChangeDecider extends ChangeActor {
  readonly askedBy: PersonId;
  /** Through whose hands the token came with which it was asked for, besides the author's. */
  readonly askedIssuers: readonly PersonId[];
  /** The same of the token with which it is decided. */
  readonly issuers: readonly PersonId[];
  /** Those of them who made their link with nobody else looking, of both tokens: they may hold it. */
  readonly askedAlone: readonly PersonId[];
  readonly alone: readonly PersonId[];
}

/** Of the second, besides the rules of changing. */
export const secondPerson: RegistryRule<ChangeDecider> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'who',
  whoCould: administrator,
  ja: '自分が求めた変更は自分では承認・却下できません。他のシステム管理者に依頼してください（取り下げはできます）。',
  en: 'You asked for this change yourself: another administrator approves or rejects it. (You may withdraw it.)',
  test: ({ person, askedBy }) => person !== askedBy,
};

/** The author or the second, where the other one's token came through their hands. */
function notIndependent({ person, askedBy, askedIssuers, issuers }: ChangeDecider): readonly PersonId[] {
  return [...issuers.filter((issuer) => issuer === askedBy), ...askedIssuers.filter((issuer) => issuer === person)];
}

/**
 * Of the second: whoever handed over the link to a token could have used it, and whoever held that token could have made
 * others with it. So two tokens, one of which comes from the holder of the other, are not two people.
 */
export const independentToken: RegistryRule<ChangeDecider> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'who',
  whoCould: administrator,
  ja: '変更を求めたトークンと、これを判断するトークンの一方が、他方の人（{what}）の発行したリンクやトークンから来ているため、二人の判断とは言えません。別のシステム管理者が判断するか、その人以外のシステム管理者が発行したリンク、または設備の運用者の junkan token recover で得たトークンを使ってください。',
  en: 'One of the two tokens, with which it was requested and is decided, comes from a link or token issued by the other person ({what}), so they do not stand for two people. Another administrator decides; or use a token from a link that yet another administrator issued, or that whoever runs the installation made with junkan token recover.',
  test: (deciding) => notIndependent(deciding).length === 0,
  what: notIndependent,
};

/** Who may hold both tokens: whoever made a link in the line of each with nobody else looking. */
function holdersOfBoth({ askedAlone, alone }: ChangeDecider): readonly PersonId[] {
  return alone.filter((issuer) => askedAlone.includes(issuer));
}

/** Of the second: whoever issued links to both of them, alone, could ask with one token and decide with the other. */
export const heldByTwo: RegistryRule<ChangeDecider> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'who',
  whoCould: administrator,
  ja: '変更を求めたトークンと、これを判断するトークンは、いずれも同じ人（{what}）が二人目の承認なしに発行したリンクから来ています。その人が両方を持っている可能性があるため、二人の判断とは言えません。別のシステム管理者が判断するか、二人目のシステム管理者が承認したリンク、または設備の運用者の junkan token recover で得たトークンを使ってください。',
  en: 'Both tokens, with which it was requested and is decided, come from links that the same person ({what}) issued with no second administrator approving. That person could hold both, so they do not stand for two people. Another administrator decides; or use a token from a link that a second administrator approved, or that whoever runs the installation made with junkan token recover.',
  test: (deciding) => holdersOfBoth(deciding).length === 0,
  what: holdersOfBoth,
};

/** Of approving: the change against the registry as it stands now. */
export const stillValid: RegistryRule<{
  /** Rows that changed since it was asked for, or what is now wrong with it. */
  readonly since: readonly string[] | Text;
}> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'state',
  whoCould: [],
  ja: '求められた後に台帳が変わり、このままでは承認できません：{what}。却下し、今の台帳に合わせて改めて求めてください。',
  en: 'The registry has changed since this was requested, so it can no longer be approved as it is: {what}. Reject it, and request it again from the present registry.',
  test: ({ since }) => !('ja' in since) && since.length === 0,
  what: ({ since }) => since,
};

/** Of rejecting, and of objecting. */
export const reasonGiven: RegistryRule<{ readonly reason: string }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: [],
  ja: '却下と異議には理由が必要です。理由を書いてください。',
  en: 'Give a reason for the rejection or objection.',
  test: ({ reason }) => reason.trim() !== '',
};

/** Of withdrawing. */
export const withdrawnByAuthor: RegistryRule<Pick<ChangeDecider, 'person' | 'askedBy'>> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'who',
  whoCould: administrator,
  ja: '変更を取り下げられるのは、それを求めた人だけです。認めない場合は理由を付けて却下してください。',
  en: 'Only the person who requested a change can withdraw it. If you disagree, reject it with a reason.',
  test: ({ person, askedBy }) => person === askedBy,
};

/** What whoever approves or rejects is asked, as `rulesOfAsking`. */
export const rulesOfSecond = [
  { isAdministrator },
  { secondPerson, independentToken, heldByTwo, ...rulesOfChanging },
] as const;

/** Why this person is not the second who approves or rejects it. */
export function refusedAsSecond(deciding: ChangeDecider): Refusal[] {
  return failingFirst(rulesOfSecond, deciding);
}

/** Who besides the author could approve, and who could not only because the change is about them. */
export function approversOf(
  change: ChangeFacts,
  askedBy: PersonId,
  administrators: ReadonlyMap<PersonId, OrganisationScope>,
): { able: readonly PersonId[]; barred: readonly PersonId[] } {
  const able: PersonId[] = [];
  const barred: PersonId[] = [];
  for (const [person, administers] of administrators) {
    // Not by their tokens: who could approve may come by another one.
    const against = refusedAsSecond({
      person,
      administers,
      change,
      askedBy,
      askedIssuers: [],
      issuers: [],
      askedAlone: [],
      alone: [],
      nominatesFor: [],
      recordedByOthers: [],
    });
    if (against.length === 0) able.push(person);
    else if (against.every(({ rule }) => rule === 'notOwnAppointments')) barred.push(person);
  }
  return { able, barred };
}

/** What became of a change, in words. */
export function whatBecameOf({ status, decidedBy }: Pick<ChangeStatus, 'status' | 'decidedBy'>): Text {
  const by = decidedBy === null ? '' : ` ${decidedBy}`;
  switch (status) {
    case 'done':
      return { ja: `既に承認・実施済み${by}`, en: `made already${by}` };
    case 'rejected':
      return { ja: `却下済み${by}`, en: `rejected${by}` };
    case 'withdrawn':
      return { ja: '取り下げ済み', en: 'withdrawn' };
    case 'objected':
      return { ja: `異議により取り消し済み${by}`, en: `taken back by objection${by}` };
    default:
      return { ja: `承認の期限（${WAITS_DAYS}日）を過ぎた`, en: `nobody approved it within ${WAITS_DAYS} days` };
  }
}
