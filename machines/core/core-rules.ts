/** The rules every procedure has, and refusals as callers read them: one text each, here or at the procedure's rule. */
import { citedFor } from '../../model/agency-clauses.ts';
import type { ClauseId } from '../../model/clauses.ts';
import type { OrganisationId } from '../../model/identifiers.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Decision, Procedure } from './definition.ts';
import type { Case, Refusal, Rule } from './predicates.ts';
import type { BaseContext } from './state.ts';
import type { Thing } from './things.ts';

/** Their clause is the decision's where they are about who decides. */
export const coreRules = {
  unknownDecision: {
    concerns: 'input',
    ja: 'この手続にその決定はありません。次に行えることの一覧から選んでください。',
    en: 'This procedure has no such decision. Choose from the list of what may be done next.',
  },
  notYourRole: {
    concerns: 'who',
    ja: 'この決定を行う役職に就いていません。担当の役職者に依頼してください。',
    en: 'You do not hold a post that takes this decision. Ask the person who holds it.',
  },
  deciderIsThere: {
    concerns: 'who',
    ja: '本来の決定者が在任し、除斥もされていないため、代わって決定することはできません。本来の決定者に依頼してください。',
    en: 'The proper decider holds the post and is not barred, so nobody may decide in their place. Ask the proper decider.',
  },
  paperEntryOff: {
    concerns: 'facts',
    ja: 'この機関では別途決裁済みの内容の登録を認める設定になっていません。決定者本人が入力してください。',
    en: 'This body does not allow others to enter decisions taken on paper. The decider must enter it in person.',
  },
  paperDated: {
    concerns: 'input',
    ja: '決裁日が将来の日付か、この年度の手続の決裁日として古すぎます。決裁文書の日付を確かめてください。',
    en: 'The date of the paper decision is in the future, or too far back for this fiscal year. Check the date on the document.',
  },
  notYourEntry: {
    concerns: 'who',
    ja: '確認し、又は異議を述べることができるのは、ご自身の名で登録された項目だけです。',
    en: 'You may confirm or contradict only an entry that was made in your name.',
  },
  noSuchEntry: {
    concerns: 'input',
    ja: 'その番号の項目は記録にありません。記録を表示して番号を確かめてください。',
    en: 'The journal has no entry of that number. Look at the journal and check the number.',
  },
  onlyDecisionsCorrected: {
    concerns: 'input',
    ja: '訂正できるのは、人が行った決定の項目だけです。訂正や異議をさらに改めるときは、元の項目をもう一度訂正してください。',
    en: 'Only entries of decisions taken by people can be corrected. To amend a correction, correct the original entry again.',
  },
  correctedByItsPost: {
    concerns: 'who',
    ja: '項目を訂正できるのは、その決定を行う役職に現に就いている者です。その役職者に依頼してください。',
    en: 'Only the present holder of the post that takes that decision corrects an entry. Ask that person.',
  },
  notNow: {
    concerns: 'state',
    ja: '現在の段階では行えません。次に行えることの一覧をご覧ください。',
    en: 'This cannot be done at the present stage. See the list of what may be done next.',
  },
  over: {
    concerns: 'state',
    ja: 'この手続は終了しており、以後は何も変わりません。',
    en: 'This procedure has ended; nothing changes after that.',
  },
  noRoom: {
    concerns: 'state',
    ja: 'この手続に記録できる量の上限に達するため、受け付けられません。終了・取下げ・差戻しや、待っている事項の決定は、これまでどおり行えます。長い内容は文書として添付し、更に記録が必要な場合は推進体制（事務局）に相談してください。',
    en: 'This procedure would hold more than one can. What ends, withdraws or returns, and decisions on what waits, are still taken. Put long texts into a document; if more must be recorded, speak to the promotion office.',
  },
  annotatedEnough: {
    concerns: 'state',
    ja: 'その項目には既に上限の数の訂正又は異議があります。これまでの訂正・異議を確かめ、更に必要なことは最高情報セキュリティ責任者に申し出てください。',
    en: 'That entry has as many corrections or contradictions as one may have. Look at those there are, and tell the CISO what is still missing.',
  },
  notJudgeable: {
    concerns: 'state',
    ja: 'この操作を判定できませんでした。何も変更していません。管理者にご連絡ください。',
    en: 'This could not be judged. Nothing was changed; please tell the administrator.',
  },
  timerDidNotMove: {
    concerns: 'state',
    ja: '予定の時刻が来ましたが、状態が変わりませんでした。管理者にご連絡ください。',
    en: 'The time came but nothing changed. Please tell the administrator.',
  },
} as const;

/** A rule of the core as a refusal; `named` is what it names and where it is at fault. */
export function coreRefusal(
  procedure: Procedure,
  context: BaseContext,
  rule: keyof typeof coreRules,
  clause: ClauseId,
  whoCould: readonly DecidingRole[],
  named: Pick<Refusal, 'about' | 'paths' | 'remedies'> = {},
): Refusal {
  const { concerns, ja, en } = coreRules[rule];
  const cited = citedFor(procedure.profile?.(context), clause, 'design');
  return { rule, ...cited, concerns, ja, en, whoCould, ...named };
}

/** The posts that could act, as what a refusal is about. */
export function postsNamed(decision: Decision, context: BaseContext): Pick<Refusal, 'about'> {
  const posts = decision.by.flatMap((role): Thing[] => (role === 'anyone' ? [] : [{ kind: 'role', id: role }]));
  const { where = [] } = whereDecided(decision, context);
  const about = [...posts, ...where.map((id): Thing => ({ kind: 'organisation', id }))];
  return about.length === 0 ? {} : { about };
}

/** The bodies whose posts decide, where that is not the instance's own. */
export function whereDecided(
  decision: Pick<Decision, 'bodies'> | undefined,
  context: BaseContext,
): { readonly where?: readonly OrganisationId[] } {
  const where = decision?.bodies?.(context);
  return where === undefined ? {} : { where };
}

/** Refusals of a decision with the bodies in which those are who could act. */
export function inBodies(
  decision: Pick<Decision, 'bodies'> | undefined,
  context: BaseContext,
  refusals: readonly Refusal[],
): Refusal[] {
  const where = whereDecided(decision, context);
  return refusals.map((refusal) => ({ ...refusal, ...where }));
}

/** Things that a refusal names; of more it says how many. */
const THINGS_NAMED = 20;
/** Fields and remedies it names. */
const PLACES_NAMED = 20;
const REMEDIES_NAMED = 5;

/** A rule of the procedure that fails in a case, as a refusal. */
export function refusalOf(
  procedure: Procedure,
  judged: Case,
  name: string,
  rule: Rule,
  whoCould: readonly DecidingRole[],
): Refusal {
  const { clause, basis, concerns, ja, en } = rule;
  const cited = citedFor(procedure.profile?.(judged.context), clause, basis);
  return { rule: name, ...cited, concerns, ja, en, whoCould, ...namedBy(rule, judged) };
}

function namedBy(rule: Rule, judged: Case): Pick<Refusal, 'about' | 'more' | 'paths' | 'remedies'> {
  const about = total(() => rule.about?.(judged));
  const paths = total(() => rule.paths?.(judged));
  const remedies = total(() => rule.remedies?.(judged)).map((one) =>
    typeof one === 'string' ? { decision: one } : one,
  );
  return {
    ...(about.length > 0 && { about: about.slice(0, THINGS_NAMED) }),
    ...(about.length > THINGS_NAMED && { more: about.length - THINGS_NAMED }),
    ...(paths.length > 0 && { paths: paths.slice(0, PLACES_NAMED) }),
    ...(remedies.length > 0 && { remedies: remedies.slice(0, REMEDIES_NAMED) }),
  };
}

/** What cannot be told yet – before the act there is neither input nor fact – is not named. */
function total<T>(list: () => readonly T[] | undefined): readonly T[] {
  try {
    return list() ?? [];
  } catch {
    return [];
  }
}
