/** Every rule of a year's supervision refuses once and lets pass once; read by vitest and by `npm run mutate`. */
import { supervisionV1 } from '../../../machines/supervision/v1/index.ts';
import type { World } from '../support/world.ts';
import type { RuleCases, RuleTable, RuleUses } from '../support/rule-case.ts';
import {
  advice,
  advised,
  audited,
  checked,
  checker,
  contact,
  designated,
  evaluated,
  evaluatedByOne,
  evaluation,
  evaluation2,
  executing,
  guidance,
  hash,
  here,
  insider,
  joint,
  m1,
  m2,
  m3,
  manager,
  manager2,
  minister,
  minister2,
  movedTo,
  objective,
  ofDesignated,
  opened,
  pension,
  publication,
  publishing,
  replaced,
  researching,
  single,
  staff,
  staff2,
  submitted,
  whole,
} from './cast.ts';

const summer = (of = here) => submitted(of).passTo('2027-08-02');
const guided = () => opened(designated).passTo('2026-05-02');
const standing = { ...joint, ...joint.period, period: undefined };
const withStanding = () => opened({ ...here, registers: { objectives: [JSON.parse(JSON.stringify(standing))] } });
const august = () => evaluatedByOne().passTo('2027-08-11');
const withAudit = () => opened().told('auditResultReported', { ...audited, ministries: [m1] }, audited.audit);
const both = { ministries: [m1, m2] };
const reason = { reason: 'r' };
const of = (ministry: string) => ({ ministries: [ministry] });

const cases: RuleCases = {
  ministriesAreCompetent: {
    refuse: () => summer().trial('evaluate', minister, { ...evaluation, ministries: [m1, m3] }),
    pass: () => summer().trial('evaluate', minister, evaluation),
  },
  actsForOwnMinistry: {
    refuse: () => summer().trial('evaluate', minister, evaluation2),
    pass: () => summer().trial('evaluate', minister, { ...evaluation, ...both }),
  },
  ministriesHaveParts: {
    refuse: () => opened().trial('recordContact', staff, { ...contact, on: '2026-02-01', ministries: [m1, m3] }),
    pass: () => opened().trial('recordContact', staff, { ...contact, on: '2026-02-01' }),
  },
  objectivesAreSet: {
    refuse: () => opened(designated).trial('recordObjective', minister, { ...objective, article: 'ownLaw' }),
    pass: () => opened(pension).trial('recordObjective', minister, { ...objective, article: 'ownLaw' }),
  },
  articleFitsClass: {
    refuse: () => opened(executing).trial('recordObjective', minister, joint),
    pass: () => opened(executing).trial('recordObjective', minister, { ...joint, article: 'article35-9' }),
  },
  periodCoversYear: {
    refuse: () =>
      opened().trial('recordObjective', minister, { ...joint, period: { from: '2027-04-01', to: '2032-03-31' } }),
    pass: () => opened().trial('recordObjective', minister, joint),
  },
  securityIsInIt: {
    refuse: () => opened().trial('recordObjective', minister, { ...joint, passage: ' ' }),
    pass: () => opened().trial('recordObjective', minister, joint),
  },
  objectiveStands: {
    refuse: () => opened().trial('confirmObjective', staff, of(m1)),
    pass: () => withStanding().trial('confirmObjective', staff, of(m1)),
  },
  isDesignated: {
    refuse: () => opened().passTo('2026-05-02').trial('recordGuidance', staff, guidance),
    pass: () => guided().trial('recordGuidance', staff, guidance),
  },
  guidanceHasBasis: {
    refuse: () => guided().trial('recordGuidance', staff, { ...guidance, basis: '' }),
    pass: () => guided().trial('recordGuidance', staff, guidance),
  },
  hasHappened: {
    refuse: () => opened().trial('recordContact', staff, contact),
    pass: () => opened().passTo('2026-05-01').trial('recordContact', staff, contact),
  },
  resultIsThere: {
    refuse: () => opened().trial('returnResult', staff, reason),
    pass: () => submitted().trial('returnResult', staff, reason),
  },
  ministerEvaluates: {
    refuse: () => summer().trial('evaluate', manager, evaluation),
    pass: () => summer().trial('evaluate', minister, evaluation),
  },
  evaluatorHoldsNoPost: {
    refuse: () => summer().trial('evaluate', insider, evaluation),
    pass: () => summer().trial('evaluate', minister, evaluation),
  },
  yearIsOver: {
    refuse: () =>
      opened()
        .passTo('2027-03-31')
        .trial('evaluate', minister, { ...evaluation, withoutResult: 'r' }),
    pass: () =>
      opened()
        .passTo('2027-04-01')
        .trial('evaluate', minister, { ...evaluation, withoutResult: 'r' }),
  },
  resultIsIn: {
    refuse: () => opened().passTo('2027-08-02').trial('evaluate', minister, evaluation),
    pass: () => summer().trial('evaluate', minister, evaluation),
  },
  evaluationArticleFits: {
    refuse: () => summer().trial('evaluate', minister, { ...evaluation, article: 'article35-11' }),
    pass: () => summer(executing).trial('evaluate', minister, { ...evaluation, article: 'article35-11' }),
  },
  ratingGiven: {
    refuse: () => summer().trial('evaluate', minister, { ...evaluation, rating: '' }),
    pass: () => summer().trial('evaluate', minister, evaluation),
  },
  councilHeard: {
    refuse: () => summer(researching).trial('evaluate', minister, { ...evaluation, article: 'article35-6' }),
    pass: () =>
      summer(researching).trial('evaluate', minister, { ...evaluation, article: 'article35-6', council: '妥当' }),
  },
  supervisionBasisNamed: {
    refuse: () => summer(designated).trial('evaluate', minister, { ...ofDesignated, basis: '' }),
    pass: () => summer(designated).trial('evaluate', minister, ofDesignated),
  },
  everyNamedPartEvaluated: {
    refuse: () => august().trial('publish', staff, whole),
    pass: () => august().trial('publish', staff, publishing),
  },
  publishedAfterEvaluation: {
    refuse: () =>
      august().trial('publish', staff, { ...publishing, publication: { ...publication, on: '2027-08-01' } }),
    pass: () => august().trial('publish', staff, publishing),
  },
  publicationIsDone: {
    refuse: () => evaluatedByOne().trial('publish', staff, publishing),
    pass: () => august().trial('publish', staff, publishing),
  },
  extractIsExplained: {
    refuse: () =>
      august().trial('publish', staff, { ...publishing, publication: { ...publication, document: hash(60) } }),
    pass: () =>
      august().trial('publish', staff, {
        ...publishing,
        publication: { ...publication, document: hash(60), extractReason: '要約' },
      }),
  },
  everyPartEvaluated: {
    refuse: () => evaluatedByOne().trial('check', checker),
    pass: () => evaluated().trial('check', checker),
  },
  checkedFirst: {
    refuse: () => evaluated().trial('advise', checker, advice),
    pass: () => checked().trial('advise', checker, advice),
  },
  notAdvisedYet: {
    refuse: () => advised().trial('advise', checker, advice),
    pass: () => checked().trial('advise', checker, advice),
  },
  advisedThem: {
    refuse: () => checked().trial('answerAdvice', manager, { ...of(m1), answer: 'a' }),
    pass: () => advised().trial('answerAdvice', manager, { ...of(m1), answer: 'a' }),
  },
  auditWaits: {
    refuse: () => withAudit().trial('receiveAuditResult', staff2, { ...of(m2), audit: audited.audit }),
    pass: () => withAudit().trial('receiveAuditResult', staff, { ...of(m1), audit: audited.audit }),
  },
};

const third = { ministries: [m1, m3] };
const alone = (of: World) => ({ ...of, supervisors: [m1] });
const evaluating =
  (input: object, by = minister, world = single) =>
  () =>
    summer(world).trial('evaluate', by, { ...evaluation, ...input });
/** The evaluation of the only minister, or of the last: with it the year is evaluated. */
const completing: RuleUses = {
  ministriesAreCompetent: [evaluating({ ...both })],
  ministriesHaveParts: [
    () =>
      summer(single)
        .in(replaced)
        .trial('evaluate', minister, { ...evaluation, ...third }),
  ],
  actsForOwnMinistry: [evaluating({}, minister2)],
  ministerEvaluates: [evaluating({}, manager)],
  evaluatorHoldsNoPost: [evaluating({}, insider)],
  yearIsOver: [
    () =>
      opened(single)
        .passTo('2027-03-31')
        .trial('evaluate', minister, { ...evaluation, withoutResult: 'r' }),
  ],
  resultIsIn: [() => opened(single).passTo('2027-08-02').trial('evaluate', minister, evaluation)],
  evaluationArticleFits: [evaluating({ article: 'article35-11' })],
  ratingGiven: [evaluating({ rating: '' })],
  councilHeard: [evaluating({ article: 'article35-6' }, minister, alone(researching))],
  supervisionBasisNamed: [
    () => summer({ ...designated, supervisors: [m1, m2] }).trial('evaluate', minister, { ...ofDesignated, basis: '' }),
  ],
};

/** One ministry alone, evaluated: with its publication everything is published. */
const alonePublishing =
  (input: object, by = staff) =>
  () =>
    submitted(single)
      .passTo('2027-08-02')
      .decide('evaluate', minister, evaluation)
      .passTo('2027-08-11')
      .trial('publish', by, { ...publishing, publication: { ...publication, ...input } });
const wholePublishing: RuleUses = {
  ministriesHaveParts: [
    () =>
      submitted(single)
        .passTo('2027-08-02')
        .decide('evaluate', minister, evaluation)
        .passTo('2027-08-11')
        .trial('publish', staff, { ...publishing, ...third }),
  ],
  actsForOwnMinistry: [alonePublishing({}, staff2)],
  everyNamedPartEvaluated: [() => movedTo(single, august()).trial('publish', staff, whole)],
  publishedAfterEvaluation: [alonePublishing({ on: '2027-08-01' })],
  publicationIsDone: [alonePublishing({ on: '2027-08-12' })],
  extractIsExplained: [alonePublishing({ document: hash(60) })],
};

/** The last answer, and the last receipt. */
const answered = () => advised().decide('answerAdvice', manager, { ...of(m1), answer: 'a' });
const last: RuleUses = {
  ministriesHaveParts: [
    () =>
      checked()
        .decide('advise', checker, { ...advice, ...of(m1) })
        .trial('answerAdvice', manager, { ...third, answer: 'a' }),
    () =>
      opened()
        .told('auditResultReported', audited, audited.audit)
        .trial('receiveAuditResult', staff, { ...third, audit: audited.audit }),
  ],
  actsForOwnMinistry: [
    () => answered().trial('answerAdvice', manager, { ...of(m2), answer: 'a' }),
    () =>
      opened()
        .told('auditResultReported', audited, audited.audit)
        .trial('receiveAuditResult', staff2, { ...of(m1), audit: audited.audit }),
  ],
  advisedThem: [
    () =>
      answered()
        .decide('answerAdvice', manager2, { ...of(m2), answer: 'a' })
        .trial('answerAdvice', manager, { ...of(m1), answer: 'a' }),
  ],
  everyPartEvaluated: [
    () => movedTo(replaced, advised()).trial('check', checker),
    () =>
      movedTo(replaced, answered().decide('answerAdvice', manager2, { ...of(m2), answer: 'a' })).trial(
        'check',
        checker,
      ),
  ],
  auditWaits: [
    () => {
      const again = { ...of(m1), audit: audited.audit };
      return withAudit().decide('receiveAuditResult', staff, again).trial('receiveAuditResult', staff, again);
    },
  ],
};

const elsewhere: RuleUses = {
  ministriesAreCompetent: [() => opened().trial('recordObjective', minister, { ...joint, ...third })],
  actsForOwnMinistry: [
    () => opened().trial('recordObjective', minister2, objective),
    () => withStanding().trial('confirmObjective', staff2, of(m1)),
    () => opened().trial('objectiveLacks', manager2, { ...of(m1), ...reason }),
    () =>
      opened({ ...designated, supervisors: [m1, m2] })
        .passTo('2026-05-02')
        .trial('recordGuidance', staff2, guidance),
    () => opened({ ...designated, supervisors: [m1, m2] }).trial('needNoGuidance', staff2, { ...of(m1), ...reason }),
    () => opened().passTo('2026-05-02').trial('recordContact', staff2, contact),
    () => august().trial('publish', staff2, publishing),
    () => advised().trial('answerAdvice', manager2, { ...of(m1), answer: 'a' }),
    () => withAudit().trial('receiveAuditResult', staff2, { ...of(m1), audit: audited.audit }),
  ],
  ministriesHaveParts: [
    () =>
      opened()
        .in(replaced)
        .trial('recordObjective', minister, { ...joint, ...third }),
    () =>
      summer()
        .in(replaced)
        .trial('evaluate', minister, { ...evaluation, ...third }),
    () => withStanding().trial('confirmObjective', staff, third),
    () => opened().trial('objectiveLacks', manager, { ...third, ...reason }),
    () => guided().trial('recordGuidance', staff, { ...guidance, ...third }),
    () => guided().trial('needNoGuidance', staff, { ...third, ...reason }),
    () => august().trial('publish', staff, { ...publishing, ...third }),
    () => checked().trial('advise', checker, { ...advice, ...third }),
    () => advised().trial('answerAdvice', manager, { ...third, answer: 'a' }),
    () => withAudit().trial('receiveAuditResult', staff, { ...third, audit: audited.audit }),
  ],
  isDesignated: [() => opened().trial('needNoGuidance', staff, { ...of(m1), ...reason })],
  hasHappened: [() => opened(designated).trial('recordGuidance', staff, guidance)],
  checkedFirst: [() => evaluated().trial('needNoAdvice', checker, reason)],
  notAdvisedYet: [() => advised().trial('needNoAdvice', checker, reason)],
};

/** All of them, rule by rule. */
const uses: RuleUses = Object.fromEntries(
  Object.keys(cases).map((rule) => [
    rule,
    [elsewhere, completing, wholePublishing, last].flatMap((each) => each[rule] ?? []),
  ]),
);

export const supervisionRules: RuleTable = { procedure: supervisionV1, cases, elsewhere: uses };
