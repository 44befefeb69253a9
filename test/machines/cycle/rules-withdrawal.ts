/** Rule cases of a year opened by mistake. */
import type { RuleCases, Trial } from '../support/rule-case.ts';
import { cast } from './cast.ts';
import { inputs, open } from './honest-year.ts';

const withdrawYear = { reason: '誤って開いた（架空）' };
const asked = { source: 'incident', ref: 'm-1', clause: '6-23' };
const pass = (): Trial => open().driver.trial('withdrawYear', cast.ciso, withdrawYear);

export const withdrawalRules: RuleCases = {
  nothingDecided: {
    refuse: () =>
      open()
        .driver.decide('setDirection', cast.ciso, inputs.setDirection)
        .trial('withdrawYear', cast.ciso, withdrawYear),
    pass,
  },
  nothingFoundYet: {
    refuse: () =>
      open()
        .driver.told('improvementRequested', asked, 'incident/2026/demo-body/1')
        .trial('withdrawYear', cast.ciso, withdrawYear),
    pass,
  },
};
