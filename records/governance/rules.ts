/**
 * Rules of the governance (domain.md 2). The guideline asks for a structure across departments (6-4) and says nothing of
 * how its registry is kept: every rule here is junkan's design.
 */
import type { About, Refusal } from '../../machines/core/index.ts';
import type { ClauseId } from '../../model/clauses.ts';
import type { Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';

interface GovernanceRule extends Text {
  readonly clause: ClauseId;
  readonly about: About;
  readonly whoCould: readonly Role[];
}

const administrator: readonly Role[] = ['administrator'];

/** Each rule with the sentence a person reads when it fails. `{…}` is filled with ids. */
export const governanceRules = {
  isAdministrator: {
    clause: '6-4',
    about: 'who',
    whoCould: administrator,
    ja: '台帳を変更できるのはシステム管理者です。システム管理者に依頼してください（組織の長による書面の指名だけは、組織の長と推進体制（事務局）も登録できます）。',
    en: 'The registry is changed by an administrator: ask one. (Written nominations by the head alone may also be recorded by the head and the promotion office.)',
  },
  administersBody: {
    clause: '6-4',
    about: 'who',
    whoCould: administrator,
    ja: 'あなたが管理していない機関（{what}）に関わる変更です。その機関のシステム管理者か、全体のシステム管理者に依頼してください。',
    en: 'It concerns bodies that you do not administer ({what}). Ask their administrator, or one of the whole installation.',
  },
  isOverallAdministrator: {
    clause: '6-4',
    about: 'who',
    whoCould: administrator,
    ja: '機関そのものの登録・変更と、システム管理者の任免（{what}）は、全体のシステム管理者が行います。依頼してください。',
    en: 'Bodies themselves, and appointments of administrators ({what}), are changed by an administrator of the whole installation: ask one.',
  },
  notOwnAppointments: {
    clause: '6-4',
    about: 'who',
    whoCould: administrator,
    ja: '自分自身の任命・指名（{what}）が含まれています。自分の任命は、変更も承認もできません。他のシステム管理者に依頼してください。',
    en: 'It contains an appointment or nomination of yourself ({what}). Nobody changes or approves his own: ask another administrator.',
  },
  separatelyFromOwn: {
    clause: '6-4',
    about: 'input',
    whoCould: administrator,
    ja: '承認できる他のシステム管理者自身の任命（{what}）が含まれており、承認できる人がいません。その任命を別の変更に分けて送ってください。',
    en: 'It contains appointments of the very administrators who could approve it ({what}), so that nobody can. Send those as a change of their own.',
  },
  secondPerson: {
    clause: '6-4',
    about: 'who',
    whoCould: administrator,
    ja: '自分が求めた変更は自分では承認・却下できません。他のシステム管理者に依頼してください（取り下げはできます）。',
    en: 'You asked for this change yourself: another administrator approves or rejects it. (You may withdraw it.)',
  },
  withdrawnByAuthor: {
    clause: '6-4',
    about: 'who',
    whoCould: administrator,
    ja: '変更を取り下げられるのは、それを求めた人だけです。認めない場合は理由を付けて却下してください。',
    en: 'Only who asked for a change withdraws it. If you do not agree, reject it with a reason.',
  },
  stillPending: {
    clause: '6-4',
    about: 'state',
    whoCould: [],
    ja: 'この変更はもう承認待ちではありません（{what}）。必要なら、改めて変更を求めてください。',
    en: 'This change no longer waits for approval ({what}). If it is still needed, ask for it anew.',
  },
  stillValid: {
    clause: '6-4',
    about: 'state',
    whoCould: [],
    ja: '求められた後に台帳が変わり、このままでは承認できません：{what}。却下し、今の台帳に合わせて改めて求めてください。',
    en: 'The registry changed since it was asked for, and it can no longer be approved as it is: {what}. Reject it, and ask anew from the registry as it stands.',
  },
  reasonGiven: {
    clause: '6-4',
    about: 'input',
    whoCould: [],
    ja: '却下には理由が必要です。理由を書いてください。',
    en: 'A rejection needs a reason: write it.',
  },
} as const satisfies Record<string, GovernanceRule>;

export type GovernanceRuleName = keyof typeof governanceRules;

/** A failed rule; `what` are the ids it is about, or a text of its own. */
export function refusalOf(name: GovernanceRuleName, what: readonly string[] | Text = []): Refusal {
  const { clause, about, whoCould, ja, en } = governanceRules[name];
  const words: Text = 'ja' in what ? what : { ja: listed(what, '、'), en: listed(what, ', ') };
  const filled = { ja: ja.replace('{what}', () => words.ja), en: en.replace('{what}', () => words.en) };
  return { rule: name, clause, basis: 'design', about, ...filled, whoCould };
}

/** At most ten ids, then how many more. */
function listed(ids: readonly string[], separator: string): string {
  const distinct = [...new Set(ids)];
  const shown = distinct.slice(0, 10).join(separator);
  return distinct.length > 10 ? `${shown} … +${distinct.length - 10}` : shown;
}
