/** People, bodies and the stages of an honest year of supervision, for all tests of it. Two ministers are competent. */
import { dueAsked, dueFact } from '../../../machines/kit/v1/index.ts';
import { datesAsked } from '../../../machines/supervision/v1/due-items.ts';
import { supervisionV1 } from '../../../machines/supervision/v1/index.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import type { Json } from '../../../model/json.ts';
import { drive, type Driver } from '../support/drive.ts';
import { body, person } from '../support/people.ts';
import { factIn, world, type World } from '../support/world.ts';

export const instance = `supervision/2026/${body}`;
export const hash = (n: number): string => n.toString(16).padStart(64, '0');

export const m1 = 'demo-m1';
export const m2 = 'demo-m2';
export const m3 = 'demo-m3';
export const centre = 'demo-centre';

const at = (organisation: string) => ({ organisation });
export const minister = person('minister').holds('minister', at(m1));
export const minister2 = person('minister2').holds('minister', at(m2));
export const minister3 = person('minister3').holds('minister', at(m3));
/** Holds a post in the agency, too. */
export const insider = person('insider').holds('minister', at(m1)).holds('cisoAdviser');
export const manager = person('manager').holds('manager', at(m1));
export const manager2 = person('manager2').holds('manager', at(m2));
export const manager3 = person('manager3').holds('manager', at(m3));
export const staff = person('staff').holds('supervisingStaff', at(m1));
export const staff2 = person('staff2').holds('supervisingStaff', at(m2));
export const staff3 = person('staff3').holds('supervisingStaff', at(m3));
export const checker = person('checker').holds('centreStaff', at(centre));
export const ciso = person('ciso').holds('ciso');
export const office = person('office').holds('promotionOffice');

export const here: World = world({
  profile: 'incorporated-administrative-agency',
  supervisors: [m1, m2],
  people: [
    minister,
    minister2,
    minister3,
    insider,
    manager,
    manager2,
    manager3,
    staff,
    staff2,
    staff3,
    checker,
    ciso,
    office,
  ],
  bodies: [
    { id: body, kind: 'incorporated-administrative-agency' },
    { id: m1, kind: 'ministry' },
    { id: m2, kind: 'ministry' },
    { id: m3, kind: 'ministry' },
    { id: centre, kind: 'centre' },
  ],
});

const ofClass = (agencyClass: string): World => ({ ...here, law: { class: agencyClass } });
export const executing = ofClass('administrative-execution');
export const researching = ofClass('national-research-and-development');
export const single: World = { ...here, supervisors: [m1] };
/** A designated corporation whose law knows neither objectives nor publication. */
export const designated: World = {
  ...single,
  profile: 'designated-corporation',
  law: { legalBasis: '何某法第10条' },
};
/** One whose law has both. */
export const pension: World = {
  ...single,
  profile: 'designated-corporation',
  law: { legalBasis: '機構法第1条', objectivesBasis: '機構法第33条', publicationBasis: '機構法第36条' },
};
/** The second ministry was replaced in the year. */
export const replaced: World = { ...here, supervisors: [m1, m3] };
export const abolished: World = { ...here, law: { to: '2026-12-31', successors: ['demo-heir'] } };

export const period = { from: '2023-04-01', to: '2028-03-31' };
export const objective = {
  ministries: [m1],
  article: 'article29',
  period,
  document: hash(1),
  place: '第4章2',
  passage: '統一基準群に基づき情報セキュリティ対策を講ずる',
};
export const joint = { ...objective, ministries: [m1, m2] };
export const guidance = { ministries: [m1], on: '2026-05-01', basis: '何某法第10条', document: hash(2) };
export const contact = { ministries: [m1], on: '2026-05-01', matter: '注意喚起' };
export const result = { document: hash(3) };
export const evaluation = {
  ministries: [m1],
  share: '全般',
  article: 'article32',
  basis: '',
  noBasis: '',
  document: hash(4),
  item: '情報セキュリティ',
  rating: 'B',
  council: '',
  withoutResult: '',
  points: ['権限の見直しを進めること'],
};
export const evaluation2 = { ...evaluation, ministries: [m2], share: '食品', document: hash(5), points: [] };
export const ofDesignated = {
  ...evaluation,
  article: 'ownLaw',
  basis: '何某法第10条',
  item: '',
  rating: '',
  points: [],
};
export const publication = { on: '2027-08-10', place: '省のウェブサイト', document: hash(4), extractReason: '' };
export const publishing = { ministries: [m1], publication };
export const publishing2 = { ministries: [m2], publication: { ...publication, document: hash(5) } };
export const whole = { ministries: [m1, m2], publication: { ...publication, extractReason: '合本' } };
export const advice = { ministries: [m1, m2], document: hash(6) };
/** Ten working days from the opening, as the look-up answers. */
const [receipt] = dueFact.parse(factIn(here, 'due', dueAsked({ term: 'receipt' }).due, startOfDate('2026-02-02')));
export const audited = {
  audit: 'hqaudit/2026/demo-centre/1',
  ministries: [m1, m2],
  document: hash(7),
  due: { ...receipt },
};

/** What the registry tells when a world is another. */
export function competenceIn(of: World, at: number): Json {
  const due = factIn(of, 'due', dueAsked(...datesAsked(2026)).due, at);
  return { competent: factIn(of, 'competent', {}, at), due };
}

/** The same year in that other world, told of it. */
export function movedTo(of: World, driver: Driver): Driver {
  return driver.in(of).told('competenceChanged', Object(competenceIn(of, driver.now)), 'registry');
}

/** Opened on 2026-02-02. */
export function opened(of: World = here, on = '2026-02-02'): Driver {
  return drive(supervisionV1, {
    instance,
    organisation: body,
    year: 2026,
    input: {},
    at: startOfDate(on) + 10 * 3_600_000,
    world: of,
  });
}

export const withObjectives = (): Driver => opened().decide('recordObjective', minister, joint);
/** In the summer after the year, the result submitted. */
export const submitted = (of: World = here): Driver =>
  opened(of).passTo('2027-06-20').decide('submitResult', office, result);
export const evaluatedByOne = (of: World = here): Driver =>
  submitted(of).passTo('2027-08-02').decide('evaluate', minister, evaluation);
export const evaluated = (): Driver => evaluatedByOne().decide('evaluate', minister2, evaluation2);
export const checked = (): Driver => evaluated().passTo('2027-08-11').decide('check', checker);
export const advised = (): Driver => checked().decide('advise', checker, advice);
export const published = (): Driver =>
  checked().decide('publish', staff, publishing).decide('publish', staff2, publishing2);
export const ended = (): Driver => published().decide('needNoAdvice', checker, { reason: '妥当である' });
