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
  fromCycle: 'approval in the cycle',
  byApi: 'This register is changed by the API or the command line.',
  opened: (bodies) => `opened to ${bodies === 1 ? 'one body' : `${bodies} bodies`}`,
  set: 'settings of its own',
  yes: 'Yes',
  no: 'No',
};
