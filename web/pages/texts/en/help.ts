import type { Texts } from '../japanese.ts';

export const help: Texts['help'] = {
  title: 'Help',
  lead: 'Words, how a year runs, what is refused and why, and what the numbers of clauses mean. It is made from the definitions themselves and cannot differ from what happens.',
  contents: 'Contents',
  year: {
    title: 'How a year runs',
    lead: (year) =>
      `The phases of the yearly cycle, with their decisions and who takes them. The dates are those of ${year}; they are customary settings.`,
    of: (body) => `By the calendar of ${body}.`,
    ofKind: 'By the standard calendar of ministries, since you do not belong to one body.',
    phases: 'The phases in order',
    by: (who) => `by ${who}`,
    or: (other) => `or ${other}`,
    irreversible: 'cannot be undone',
    changes: 'Changes in later phases',
    changesHelp: 'Taken beside the rest when what was decided has to be changed.',
    anyTime: 'Decisions of any time',
    anyTimeHelp: 'They move no phase on; they are taken when there is a need.',
    dates: 'Dates',
    noDates: 'The national holidays of this year are not known yet, so that no dates can be shown.',
    columns: { date: 'Date', item: 'Item', basis: 'Rests on' },
    others: 'Other procedures',
    othersHelp: 'They begin out of the yearly cycle and have phases of their own.',
  },
  refusals: {
    title: 'What is refused and why',
    lead: 'A decision that does not keep these rules is not accepted. What was not accepted is no entry of the journal. What was typed stays in the form, with what is to be mended and who has to do what first.',
    basis:
      '“Text” is what the words of the guideline ask for. “Design” is what junkan sets in order to carry the guideline out; the words do not ask for it.',
    count: (count) => `${count}`,
    at: (decisions) => `Judged for: ${decisions}`,
    andMore: (count) => `${count} more`,
    all: 'See all rules',
    counts: (text, design) => `text ${text}, design ${design}`,
    back: 'Back to the help',
  },
  numbers: {
    title: 'What the numbers mean',
    words: [
      'A number such as [3-16] was given by junkan in order to point at a clause of the guideline. The guideline itself has no such number.',
      'The first figure is the part of the guideline; the second counts the obligations and recommendations in it, one by one. Beside it stands the section as the guideline has it, such as 3(3).',
      'Incorporated administrative agencies and designated corporations are shown their own clause, and beside it the clause of ministries in its place.',
      'The words of a clause, how it binds, and the rules and decisions that rest on it stand under “Guideline”.',
    ],
    link: 'See the clauses of the guideline',
  },
  words: {
    title: 'Words',
    lead: 'Pages, notices and documents use these words always for the same thing.',
  },
  more: {
    title: 'When in doubt',
    words: [
      'A page that did not accept a decision says what to mend, and the post and name of whoever has to decide first.',
      'Ask the administrator of your body, and name the request number at the bottom of the page: by it can be found out what happened.',
    ],
  },
};
