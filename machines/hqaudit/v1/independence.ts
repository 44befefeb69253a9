/**
 * Independence of the team (5-3: headquarters and the centre audit, not the body itself), judged by posts in the registry
 * and never by anybody's word: when the team is named, when fieldwork begins, and once more at the report.
 */
import type { PersonId } from '../../../model/identifiers.ts';
import { audits, dateInJapan, isHeld, organisationThing, personThing, type HeldPost } from '../../kit/v1/index.ts';
import type { JudgedBy } from './events.ts';
import { ruleTable } from './kit.ts';
import type { Context } from './types.ts';

/** What stands at each check of the team. */
export const independent = ['auditorsFound', 'noPostInTheSubject'] as const;

type TeamCheck = JudgedBy<(typeof independent)[number]>;

/** Those named, or the team – and whoever leads and decides. */
function checked(context: Context, event: TeamCheck): readonly PersonId[] {
  return [...audits.peopleChecked(context, event), event.actor.person];
}

/** Posts in the body audited, or in the one that took its place: held today, or in the period audited. */
function postsThere(
  { subject, addressee, plan, at }: Context,
  person: PersonId,
  event: TeamCheck,
): readonly HeldPost[] {
  const today = dateInJapan(at);
  const found = event.facts.people.find((one) => one.person === person);
  return (found?.appointments ?? []).filter(
    (held) =>
      (held.organisation === subject || held.organisation === addressee) &&
      (isHeld(held, today) || (plan !== undefined && isHeld(held, plan.period.from, plan.period.to))),
  );
}

const everybodyIsFound = audits.nothingAgainst(
  (person: PersonId, _: Context, { facts }: TeamCheck) =>
    facts.people.some((one) => one.person === person) ? [] : [personThing(person)],
  checked,
);

const nobodyIsOfTheSubject = audits.nothingAgainst((person: PersonId, context: Context, event: TeamCheck) => {
  const posts = postsThere(context, person, event);
  return posts.length === 0 ? [] : [personThing(person, posts)];
}, checked);

export const rules = ruleTable({
  auditorsFound: {
    clause: '5-3',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'who', 'input', 'facts'],
    ja: '監査実施者が台帳に見つかりません。登録を確かめてください。',
    en: 'An auditor was not found in the registry. Check the registration.',
    met: { ja: '監査実施者が台帳にある', en: 'the auditors are in the registry' },
    ...everybodyIsFound,
  },
  noPostInTheSubject: {
    clause: '5-3',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'who', 'input', 'facts'],
    ja: '監査を行う者の中に、対象機関に現に在職し、又は対象期間に在職した者がいます。別の者に替えてください。',
    en: 'Somebody who audits holds, or in the period audited held, a post in the body audited. Choose somebody else.',
    met: {
      ja: '監査を行う者は対象機関に在職していない',
      en: 'nobody who audits holds or held a post in the body audited',
    },
    ...nobodyIsOfTheSubject,
    about: (judged) => [...nobodyIsOfTheSubject.about(judged), organisationThing(judged.context.subject)],
  },
});
