/** What an application for an exception must say (6-8). The decisions stand in `exceptions.ts`. */
import type { Thing } from '../../../core/index.ts';
import type { LocalDate, PersonId } from '../../../../model/identifiers.ts';
import { addDays, bareThing, dateInJapan, dateThing, endOfDate, fields } from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { ruleTable } from '../kit.ts';
import { exceptionThing } from '../things.ts';
import type { Context, Exception } from '../types.ts';

/** Applications that one person may have waiting: more nobody decides in time, and each stays in the year's memory. */
const OPEN_APPLICATIONS = 20;

/** True for a last day that is not over. */
export const endsLater = (context: Context, until: LocalDate): boolean => (endOfDate(until) ?? 0) > context.at;

/** The last day that a body allows. Counted from the application, so that it holds on the day of the grant too. */
const latestEnd = (context: Context): LocalDate => addDays(dateInJapan(context.at), context.longestExceptionDays);

/** The first day on which what is applied for afterwards may have begun. */
const earliestBegin = (context: Context): LocalDate => addDays(dateInJapan(context.openedAt), -366);

/** What somebody applied for and nobody has decided on. */
function waiting({ exceptions }: Context, person: PersonId): readonly Exception[] {
  return exceptions.filter(({ status, applicant }) => status === 'applied' && applicant === person);
}

/** The edition that the standards conform to. */
function editionOf(context: Context, { facts }: EventOf<'applyForException'>): string | undefined {
  return context.standards.approved?.edition ?? facts.registers.standards?.edition;
}

export const rules = ruleTable({
  exceptionNamesRequirement: {
    clause: '6-8',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '例外とする遵守事項を、準拠する統一基準の番号か、この機関の対策基準・実施手順の該当箇所のどちらか一つで示してください。',
    en: 'Name what it is an exception from: a requirement of the edition the standards conform to, or a passage of the body’s own standards or procedures – one of the two.',
    met: { ja: '例外とする遵守事項又は該当箇所が一つ示されている', en: 'one requirement or passage is named' },
    test: ({ context, event }) => {
      const { requirement, passage } = event.input;
      if (requirement === undefined) return fields.isFilled(passage);
      const edition = editionOf(context, event);
      const known = event.facts.common.editions.find(({ id }) => id === edition);
      return passage === undefined && known?.requirements.includes(requirement) === true;
    },
    about: ({ context, event }): Thing[] => {
      const edition = editionOf(context, event);
      const { requirement } = event.input;
      return [
        ...(requirement === undefined ? [] : [bareThing('requirement', requirement)]),
        ...(edition === undefined ? [] : [bareThing('edition', edition)]),
      ];
    },
    paths: ({ event: { input } }) =>
      input.requirement !== undefined && input.passage === undefined ? ['requirement'] : ['requirement', 'passage'],
  },
  exceptionWithinReason: {
    clause: '6-8',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '終了日が、この機関の定める最長の期間より先になっています。より早い終了日とし、必要ならその前に更新してください。',
    en: 'The end date lies further ahead than this body allows. Choose an earlier one, and renew it in time where that is needed.',
    met: { ja: '終了日が、この機関の定める最長の期間の中にある', en: 'the end date lies within the longest term' },
    test: ({ context, event }) => event.input.until <= latestEnd(context),
    about: ({ context }) => [dateThing(latestEnd(context), { bound: 'until' })],
    paths: () => ['until'],
  },
  exceptionBegunBefore: {
    clause: '6-8',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '既に始めた日は、今日以前で、この年度の手続を開いた日の一年前以後の日としてください。これから始める例外措置では記入しません。',
    en: 'The day on which it began is today or earlier, and not more than a year before this cycle was opened. Leave it out where it has not begun.',
    met: { ja: '既に始めた日が、さかのぼれる期間の中にある', en: 'the day on which it began may be taken' },
    test: ({ context, event: { input } }) =>
      input.begunOn === undefined ||
      (input.begunOn <= dateInJapan(context.at) && input.begunOn >= earliestBegin(context)),
    about: ({ context }) => [
      dateThing(earliestBegin(context), { bound: 'from' }),
      dateThing(dateInJapan(context.at), { bound: 'until' }),
    ],
    paths: () => ['begunOn'],
  },
  exceptionEndsLater: {
    clause: '6-8',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '終了日が過ぎているか、存在しない日付です。今日以後の終了日を記入してください。',
    en: 'The end date has passed or does not exist. Give today or a later day.',
    met: { ja: '終了日が過ぎていない', en: 'the end date lies ahead' },
    test: ({ context, event }) => endsLater(context, event.input.until),
    about: ({ context }) => [dateThing(dateInJapan(context.at), { bound: 'from' })],
    paths: () => ['until'],
  },
  applicationsOpenBounded: {
    clause: '6-8',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'who'],
    ja: `ご自身が申請し、可否の決定を待つ例外措置が既に${OPEN_APPLICATIONS}件あります。許可権限者の決定を待ってから申請してください。`,
    en: `${OPEN_APPLICATIONS} exceptions that you applied for are waiting for a decision. Apply again once the decider has decided on some of them.`,
    met: { ja: '可否の決定を待つ申請が上限に達していない', en: 'fewer applications of this person wait than may' },
    test: ({ context, event }) => waiting(context, event.actor.person).length < OPEN_APPLICATIONS,
    about: ({ context, event }) => waiting(context, event.actor.person).map(exceptionThing),
    remedies: () => ['decideException'],
  },
});
