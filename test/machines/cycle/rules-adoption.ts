/** Rule cases of the adoption 導入時登録, and of plan amendments. */
import { person } from '../support/people.ts';
import type { RuleCases, Trial } from '../support/rule-case.ts';
import { cast, doc } from './cast.ts';
import { inputs, open } from './honest-year.ts';
import { before } from './trials.ts';

const original = { decider: '大臣（架空）', decidedOn: '2024-04-01' };
const part = (name: string) => ({ ...original, version: '0.9', document: doc(name) });

/** What a body brings along that has had a security year for long; its plan lacks technical measures and a risk assessment. */
export const adoption = {
  document: doc('adoption'),
  policy: part('old-policy'),
  standards: { ...part('old-standards'), edition: 'ed-2016' },
  plan: { ...part('old-plan'), measures: inputs.submitPlan.measures.filter(({ kind }) => kind !== 'technical') },
  openImprovements: [
    {
      ...original,
      document: doc('old-improvement'),
      title: '持出しの記録の欠落',
      ref: '令和6年度監査 指摘3',
      source: 'audit',
      clause: '3-16',
      department: 'd1',
      needsAudit: false,
    },
  ],
  evaluation: { kind: 'earlier', evaluatedOn: '2025-03-31', document: doc('earlier') },
};
/** Only the improvement: what may be adopted beside a plan made here. */
export const improvementsOnly = {
  document: adoption.document,
  openImprovements: adoption.openImprovements,
  evaluation: adoption.evaluation,
};
export const approveAdoption = { document: adoption.document };

const submit = (input: object = {}, of: object = {}): Trial =>
  open('ministry', of).driver.trial('submitAdoption', cast.office, { ...adoption, ...input });
const passing = (): Trial => submit();
const submitted = () => open().driver.decide('submitAdoption', cast.office, adoption);
const approving = (): Trial => submitted().trial('approveAdoption', cast.ciso, approveAdoption);

const amending = (input: object = {}): Trial =>
  before('reportMeasure').driver.trial('submitPlanAmendment', cast.office, {
    ...inputs.submitPlan,
    version: '1.1',
    ...input,
  });

export const adoptionRules: RuleCases = {
  adoptionInFirstYear: { refuse: () => submit({}, { firstCycle: false }), pass: passing },
  adoptionOnce: {
    refuse: () =>
      open()
        .driver.decide('submitAdoption', cast.office, improvementsOnly)
        .decide('approveAdoption', cast.ciso, approveAdoption)
        .trial('submitAdoption', cast.office, improvementsOnly),
    pass: passing,
  },
  adoptionBeforeJudgement: {
    refuse: () => before('evaluate').driver.trial('submitAdoption', cast.office, improvementsOnly),
    pass: () => before('judge').driver.trial('submitAdoption', cast.office, improvementsOnly),
  },
  adoptionNotEmpty: {
    refuse: () => open().driver.trial('submitAdoption', cast.office, { ...improvementsOnly, openImprovements: [] }),
    pass: () => open().driver.trial('submitAdoption', cast.office, improvementsOnly),
  },
  adoptsNothingTwice: {
    refuse: () => before('submitStandards').driver.trial('submitAdoption', cast.office, adoption),
    pass: () =>
      before('submitStandards').driver.trial('submitAdoption', cast.office, { ...adoption, policy: undefined }),
  },
  adoptionDatesPast: { refuse: () => submit({ policy: { ...part('p'), decidedOn: '2026-02-02' } }), pass: passing },
  adoptionStillMissing: {
    refuse: () =>
      submitted()
        .decide('submitPolicy', cast.office, inputs.submitPolicy)
        .trial('approveAdoption', cast.ciso, approveAdoption),
    pass: approving,
  },
  adoptionHashSubmitted: {
    refuse: () => submitted().trial('approveAdoption', cast.ciso, { document: doc('another') }),
    pass: approving,
  },
  adoptionApproverIsAnother: {
    refuse: () =>
      submitted().trial(
        'approveAdoption',
        person(cast.office.person).holds('promotionOffice').holds('ciso'),
        approveAdoption,
      ),
    pass: approving,
  },
  droppedMeasuresExplained: {
    refuse: () =>
      amending({
        measures: inputs.submitPlan.measures.map((item) => ({ ...item, id: `new-${item.id}`, due: '2027-03-31' })),
      }),
    pass: () =>
      amending({
        measures: inputs.submitPlan.measures.map((item) => ({ ...item, id: `new-${item.id}`, due: '2027-03-31' })),
        dropped: inputs.submitPlan.measures.map(({ id }) => ({ id, reason: '番号を改めた' })),
      }),
  },
};
