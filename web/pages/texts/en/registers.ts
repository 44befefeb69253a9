import type { Texts } from '../japanese.ts';

/** `/registers/{body}` */
export const registers: Texts['registers'] = {
  title: 'Registers',
  lead: 'The rules of this body, which outlive its procedures. A change holds for decisions and procedures that begin from then on; dates and records made before it stay as they are.',
  link: 'Registers of this body',
  now: 'Now',
  byDefault: (value) => `${value} (what holds where nothing is recorded)`,
  unrecorded: 'nothing recorded',
  since: (when, who) => `since ${when}${who === '' ? '' : `, ${who}`}`,
  keptBy: (who) => `Changed by ${who}.`,
  change: 'Change',
  changeTo: (label) => `New value of: ${label}`,
  saved: (label) => `Changed: ${label}.`,
  notSaved: 'Nothing was changed.',
  history: (count) => `History: ${count}`,
  value: 'Value',
  from: 'From',
  to: 'To',
  by: 'Recorded by',
  fromProcedure: 'decision in a procedure',
  ended: '(ended)',
  nothingOwn: '(nothing of its own)',
  more: (count) => `and ${count} more`,
  changing: {
    added: (label) => `Add to: ${label}`,
    changed: (label) => `Change: ${label}`,
  },
  save: 'Record this',
  toStandard: 'Return to the standard',
  effective: 'In force from',
  effectiveHelp: 'Left empty: from when it is recorded.',
  missing: {
    calendarOverrides: 'the standard calendar',
    visibility: 'opened to no other body',
  },
  besides: {
    enteredFor: ' In a ministry those of the competent minister may be.',
  },
  leads: {
    calendarOverrides:
      'The calendar that applies to this body. Only what you change is recorded as its own; all else follows the standard calendar, and so does what you leave empty. Dates of years that have begun stay as they are.',
    visibility:
      'To whom of other bodies the state of this one is opened. The line on the board shows dates and phase alone; where procedures stand, how far each has come. No texts are opened.',
  },
  common: {
    title: 'Common registers',
    lead: 'Registers common to all bodies, with their history. The staff of the national centre keep them (on a stand-alone installation, administrators of the whole).',
    none: 'Nothing is recorded.',
    item: 'Name',
    standing: 'Standing',
    inForce: 'in force',
    coming: 'to come',
    past: 'past',
    add: (label) => `Add to: ${label}`,
    end: 'End it',
    atOnce: 'Once recorded it holds for all bodies at once. Its history stays.',
    standard: 'Nothing is recorded; these hold.',
    consequence: {
      governmentDates:
        'It holds for what is asked, and for years that begin, from then on. Dates that are set already stay as they are. What you leave empty follows what is shipped.',
      editions:
        'It waits until a second administrator of the whole installation approves it. Every year is told of it then, and it cannot be called back.',
      directives:
        'It waits until a second administrator of the whole installation approves it. Every year is told of it then, and it cannot be called back.',
    },
    waiting: (label) => `Requested, and waiting for approval: ${label}.`,
    waitingWords: 'It will be in force once a second administrator of the whole installation approves it.',
    asked: 'What is to be recorded',
    ends: 'it ends',
  },
  yes: 'Yes',
  no: 'No',
};
