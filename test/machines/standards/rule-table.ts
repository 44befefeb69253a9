/** Every rule of a revision refuses once and lets pass once; read by vitest and by `npm run mutate`. */
import { standardsV1 } from '../../../machines/standards/v1/index.ts';
import type { RuleCases, RuleTable, RuleUses, Trial } from '../support/rule-case.ts';
import type { Driver } from '../support/drive.ts';
import * as cast from './cast.ts';

const { staff, second, centreHead, member, both, acting, ciso, office, hash } = cast;
const { draft, guidebook, council, decided, edition, asking, comment, noObjection, answer } = cast;
const { begun, drafted, passed, settled, guided, consulting, heard, answered } = cast;

const submit = (change: object): Trial => begun().trial('submitDraft', staff, { ...draft, ...change });
const submitGuidebook = (change: object): Trial => begun().trial('submitGuidebook', staff, { ...guidebook, ...change });
const reason = 'r';
const amended = { draft: hash(1), amended: hash(3), changes: '語句' };
const mended = { draft: hash(1), document: hash(4), comparison: hash(5), reason };
/** The guidance decided while the norms go on. */
const guidebookOver = (): Driver =>
  answered()
    .decide('submitDraft', staff, draft)
    .decide('decideGuidebook', centreHead, { draft: hash(2) });
const opinions = (count: number): Driver => {
  const driver = consulting();
  for (let i = 0; i < count; i += 1) driver.decide('giveOpinion', ciso, comment);
  return driver;
};
/** The draft by somebody who is also of headquarters. */
const byBoth = (): Driver => begun().decide('submitDraft', both, draft).decide('recordCouncil', staff, council);
/** The draft by the acting head. */
const byActing = (): Driver => {
  const driver = begun().decide('submitGuidebook', acting, guidebook).decide('consult', staff, asking);
  return driver
    .decide('giveOpinion', ciso, { ...comment, kind: 'noObjection' })
    .decide('giveOpinion', office, noObjection);
};

/** Headquarters’ decision, entered from paper by one of the staff. */
const entered = (): Driver =>
  passed().decide('decide', member, decided, undefined, {
    enteredFor: { by: 'staff', decidedOn: '2026-05-11', number: '一', document: hash(72), allowed: true },
  });

const cases: RuleCases = {
  normsNotDecided: {
    refuse: () => settled().trial('submitDraft', staff, draft),
    pass: () => passed().trial('submitDraft', staff, draft),
  },
  guidebookNotDecided: {
    refuse: () => guidebookOver().trial('submitGuidebook', staff, guidebook),
    pass: () => heard().trial('submitGuidebook', staff, guidebook),
  },
  inspectionCited: {
    refuse: () => submit({ inspection: undefined, inspectionPeriod: undefined, inspectedBodies: [] }),
    pass: () => submit({}),
  },
  inspectionPast: {
    refuse: () => submit({ inspectionPeriod: { from: '2026-05-01', to: '2026-05-12' } }),
    pass: () => submit({ inspectionPeriod: { from: '2026-05-01', to: '2026-05-11' } }),
  },
  threatsNamed: { refuse: () => submit({ threats: ' ' }), pass: () => submit({}) },
  normsChecked: { refuse: () => submit({ international: '' }), pass: () => submit({}) },
  guidebookChecked: { refuse: () => submitGuidebook({ examples: '' }), pass: () => submitGuidebook({}) },
  draftAwaitsCouncil: {
    refuse: () => passed().trial('recordCouncil', staff, council),
    pass: () => drafted().trial('recordCouncil', staff, council),
  },
  councilPassed: {
    refuse: () => drafted().trial('decide', member, decided),
    pass: () => passed().trial('decide', member, decided),
  },
  namesPresentDraft: {
    refuse: () => passed().trial('decide', member, { draft: hash(9) }),
    pass: () => passed().trial('decide', member, decided),
  },
  councilHeld: {
    refuse: () => drafted().trial('recordCouncil', staff, { ...council, heldOn: '2026-05-12' }),
    pass: () => drafted().trial('recordCouncil', staff, { ...council, heldOn: '2026-05-11' }),
  },
  returnReasoned: {
    refuse: () => drafted().trial('recordCouncil', staff, { ...council, outcome: 'returned', reason: '' }),
    pass: () => drafted().trial('recordCouncil', staff, { ...council, outcome: 'returned', reason }),
  },
  headquartersRegistered: {
    refuse: () => drafted().in(cast.headless).trial('recordCouncil', staff, council),
    pass: () => drafted(cast.headless).in(cast.here).trial('recordCouncil', staff, council),
  },
  documentChanged: {
    refuse: () => passed().trial('decideAmended', member, { ...amended, amended: hash(1) }),
    pass: () => passed().trial('decideAmended', member, amended),
  },
  deciderDidNotDraft: {
    refuse: () => byBoth().trial('decide', both, decided),
    pass: () => passed().trial('decide', both, decided),
  },
  decidedByHeadquarters: {
    refuse: () => passed().trial('promulgate', staff, edition),
    pass: () => settled().trial('promulgate', staff, edition),
  },
  promulgatorDidNotEnter: {
    refuse: () => entered().trial('promulgate', staff, edition),
    pass: () => entered().trial('promulgate', second, edition),
  },
  editionNew: {
    refuse: () => settled().trial('promulgate', staff, { ...edition, id: '2016' }),
    pass: () => settled().trial('promulgate', staff, edition),
  },
  predecessorLast: {
    refuse: () => settled().trial('promulgate', staff, { ...edition, predecessor: undefined }),
    pass: () => settled().trial('promulgate', staff, edition),
  },
  appliesOnceDecided: {
    refuse: () => settled().trial('promulgate', staff, { ...edition, applyBy: '2026-05-10' }),
    pass: () => settled().trial('promulgate', staff, { ...edition, applyBy: '2026-05-11' }),
  },
  guidebookDrafted: {
    refuse: () => drafted().trial('consult', staff, asking),
    pass: () => guided().trial('consult', staff, asking),
  },
  namesPresentGuidebook: {
    refuse: () => guided().trial('consult', staff, { ...asking, draft: hash(1) }),
    pass: () => guided().trial('consult', staff, asking),
  },
  ministriesExist: {
    refuse: () => guided().trial('consult', staff, { ...asking, ministries: ['demo-m', 'demo-agency'] }),
    pass: () => guided().trial('consult', staff, asking),
  },
  someoneNewAsked: {
    refuse: () => consulting().trial('consult', staff, asking),
    pass: () =>
      consulting()
        .in(cast.founded)
        .trial('consult', staff, { ...asking, ministries: ['demo-m', 'demo-o'] }),
  },
  askedWhenShown: {
    refuse: () => guided().trial('consult', staff, { ...asking, askedOn: '2026-05-08' }),
    pass: () => guided().trial('consult', staff, { ...asking, askedOn: '2026-05-08', letter: hash(73) }),
  },
  ministryAsked: {
    refuse: () =>
      guided()
        .decide('consult', staff, { ...asking, ministries: ['demo-m'] })
        .trial('giveOpinion', ciso.holds('ciso', { organisation: 'demo-n' }), noObjection),
    pass: () => consulting().trial('giveOpinion', office, noObjection),
  },
  speaksForMinistry: {
    refuse: () => consulting().trial('giveOpinion', ciso, noObjection),
    pass: () => consulting().trial('giveOpinion', ciso, comment),
  },
  opinionStated: {
    refuse: () => consulting().trial('giveOpinion', ciso, { ...comment, opinion: ' ' }),
    pass: () => consulting().trial('giveOpinion', ciso, { ...comment, kind: 'noObjection', opinion: '' }),
  },
  opinionsBounded: {
    refuse: () => opinions(3).trial('giveOpinion', ciso, comment),
    pass: () => opinions(2).trial('giveOpinion', ciso, comment),
  },
  opinionsAwaitAnswer: {
    refuse: () => heard().trial('answerOpinions', staff, { answers: [{ ...answer.answers[0], opinion: 2 }] }),
    pass: () => heard().trial('answerOpinions', second, answer),
  },
  everyMinistryAsked: {
    refuse: () =>
      answered()
        .in(cast.founded)
        .trial('decideGuidebook', centreHead, { draft: hash(2) }),
    pass: () => answered().trial('decideGuidebook', centreHead, { draft: hash(2) }),
  },
  opinionsInOrDatePassed: {
    // 20 business days from 11 May 2026.
    refuse: () =>
      consulting()
        .passTo('2026-06-08')
        .trial('decideGuidebook', centreHead, { draft: hash(2) }),
    pass: () =>
      consulting()
        .passTo('2026-06-09')
        .trial('decideGuidebook', centreHead, { draft: hash(2) }),
  },
  everyOpinionAnswered: {
    refuse: () => heard().trial('decideGuidebook', centreHead, { draft: hash(2) }),
    pass: () => answered().trial('decideGuidebook', centreHead, { draft: hash(2) }),
  },
  changesRestOnOpinions: {
    refuse: () => answered().trial('decideGuidebook', centreHead, { draft: hash(2), amended: hash(6) }),
    pass: () =>
      answered().trial('decideGuidebook', centreHead, { draft: hash(2), amended: hash(6), changes: '例示を追加' }),
  },
  guidebookDeciderDidNotDraft: {
    refuse: () => byActing().trial('decideGuidebook', acting, { draft: hash(2) }),
    pass: () => byActing().trial('decideGuidebook', centreHead, { draft: hash(2) }),
  },
  decisionIsPromulgated: {
    refuse: () => settled().trial('abandon', centreHead, { reason }),
    pass: () => passed().trial('abandon', centreHead, { reason }),
  },
};

/** Every decision of headquarters, and what it says. */
const ofHeadquarters = [
  ['decide', decided],
  ['decideAmended', amended],
  ['returnDraft', { draft: hash(1), reason }],
] as const;
const each = (driver: () => Driver, who = member, change: object = {}) =>
  ofHeadquarters.map(
    ([type, input]) =>
      () =>
        driver().trial(type, who, { ...input, ...change }),
  );

/** Both tracks, the one decided, the other not yet. */
const settledBoth = (): Driver => settled().decide('submitGuidebook', staff, guidebook);
const answeredBoth = (of?: typeof cast.here): Driver => answered(of).decide('submitDraft', staff, draft);
const returned = { ...council, outcome: 'returned', reason };
const promulgateBoth = (change: object) => (): Trial =>
  settledBoth().trial('promulgate', staff, { ...edition, ...change });

const elsewhere: RuleUses = {
  normsNotDecided: [
    () => settled().trial('recordCouncil', staff, council),
    () => settled().trial('recordCouncil', staff, returned),
    () => settled().trial('correctDraft', staff, mended),
    ...each(settled),
  ],
  guidebookNotDecided: [
    () => guidebookOver().trial('consult', staff, asking),
    () => guidebookOver().trial('giveOpinion', ciso, comment),
    () => guidebookOver().trial('answerOpinions', staff, answer),
    () => guidebookOver().trial('decideGuidebook', centreHead, { draft: hash(2) }),
  ],
  inspectionCited: [() => submitGuidebook({ inspectedBodies: [] })],
  inspectionPast: [() => submitGuidebook({ inspectionPeriod: { from: '2026-05-01', to: '2026-04-01' } })],
  threatsNamed: [() => submitGuidebook({ threats: '' })],
  draftAwaitsCouncil: [() => passed().trial('recordCouncil', staff, { ...council, outcome: 'returned', reason })],
  councilPassed: [() => drafted().trial('correctDraft', staff, mended), ...each(drafted)],
  namesPresentDraft: [
    () => drafted().trial('recordCouncil', staff, { ...council, draft: hash(9) }),
    () => drafted().trial('recordCouncil', staff, { ...council, draft: hash(9), outcome: 'returned', reason }),
    () => passed().trial('correctDraft', staff, { ...mended, draft: hash(9) }),
    ...each(passed, member, { draft: hash(9) }),
  ],
  councilHeld: [() => drafted().trial('recordCouncil', staff, { ...returned, heldOn: '2026-05-12' })],
  promulgatorDidNotEnter: [
    () => entered().decide('submitGuidebook', staff, guidebook).trial('promulgate', staff, edition),
  ],
  editionNew: [promulgateBoth({ id: '2016' })],
  predecessorLast: [promulgateBoth({ predecessor: '2015' })],
  appliesOnceDecided: [promulgateBoth({ applyBy: '2026-05-10' })],
  namesPresentGuidebook: [
    () => answered().trial('decideGuidebook', centreHead, { draft: hash(9) }),
    () => answeredBoth().trial('decideGuidebook', centreHead, { draft: hash(9) }),
  ],
  ministriesExist: [() => consulting().in(cast.merged).trial('giveOpinion', ciso, comment)],
  everyMinistryAsked: [
    () =>
      answeredBoth()
        .in(cast.founded)
        .trial('decideGuidebook', centreHead, { draft: hash(2) }),
  ],
  opinionsInOrDatePassed: [
    () =>
      consulting()
        .decide('submitDraft', staff, draft)
        .trial('decideGuidebook', centreHead, { draft: hash(2) }),
  ],
  everyOpinionAnswered: [
    () =>
      heard()
        .decide('submitDraft', staff, draft)
        .trial('decideGuidebook', centreHead, { draft: hash(2) }),
  ],
  changesRestOnOpinions: [
    () => answeredBoth().trial('decideGuidebook', centreHead, { draft: hash(2), changes: 'c' }),
    () => answered().trial('decideGuidebook', centreHead, { draft: hash(2), amended: hash(2), changes: 'c' }),
  ],
  guidebookDeciderDidNotDraft: [
    () =>
      byActing()
        .decide('submitDraft', staff, draft)
        .trial('decideGuidebook', acting, { draft: hash(2) }),
  ],
  decisionIsPromulgated: [
    () =>
      guidebookOver()
        .decide('recordCouncil', staff, council)
        .decide('decide', member, decided)
        .trial('abandon', centreHead, { reason }),
  ],
  documentChanged: [() => passed().trial('correctDraft', staff, { ...mended, document: hash(1) })],
  deciderDidNotDraft: each(byBoth, both),
  guidebookDrafted: [
    () => drafted().trial('decideGuidebook', centreHead, { draft: hash(2) }),
    () => begun().trial('decideGuidebook', centreHead, { draft: hash(2) }),
  ],
  decidedByHeadquarters: [
    () => passed().decide('submitGuidebook', staff, guidebook).trial('promulgate', staff, edition),
  ],
};

export const standardsRules: RuleTable = { procedure: standardsV1, cases, elsewhere };
