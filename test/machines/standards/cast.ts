/** Bodies, people and the stages of an honest revision of the common standards, for all its tests. */
import { standardsV1 } from '../../../machines/standards/v1/index.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import { drive, type Driver } from '../support/drive.ts';
import { person } from '../support/people.ts';
import { world, type World } from '../support/world.ts';

export const centre = 'demo-c';
export const headquarters = 'demo-hq';
export const instance = `standards/2026/${centre}/1`;
export const hash = (n: number): string => n.toString(16).padStart(64, '0');

export const staff = person('staff').holds('centreStaff', { organisation: centre });
export const second = person('second').holds('centreStaff', { organisation: centre });
export const centreHead = person('centre-head').holds('centreHead', { organisation: centre });
export const member = person('member').holds('headquarters', { organisation: headquarters });
/** Of the centre and of headquarters at once. */
export const both = person('both')
  .holds('centreStaff', { organisation: centre })
  .holds('headquarters', { organisation: headquarters });
/** Of the centre's staff and acting head of it. */
export const acting = person('acting')
  .holds('centreStaff', { organisation: centre })
  .holds('centreHead', { organisation: centre, kind: 'acting' });
export const ciso = person('ciso-m').holds('ciso', { organisation: 'demo-m' });
export const office = person('office-n').holds('promotionOffice', { organisation: 'demo-n' });

export const bodies = [
  { id: centre, kind: 'centre' },
  { id: headquarters, kind: 'headquarters' },
  { id: 'demo-agency', kind: 'incorporated-administrative-agency' },
  { id: 'demo-m', kind: 'ministry' },
  { id: 'demo-n', kind: 'ministry' },
];

export const edition2016 = {
  id: '2016',
  nameJa: '平成28年度版',
  nameEn: '2016 edition',
  decidedOn: '2016-08-31',
  applyBy: '2017-03-31',
  requirements: ['1.1'],
  roleTerms: { ciso: { ja: '最高情報セキュリティ責任者', en: 'CISO' } },
};

export const here: World = world({
  organisation: centre,
  people: [staff, second, centreHead, member, both, acting, ciso, office],
  bodies,
  common: { editions: [edition2016] },
});

/** The world with a ministry founded meanwhile. */
export const founded: World = { ...here, bodies: [...bodies, { id: 'demo-o', kind: 'ministry' }] };
/** The world in which one of the ministries was merged into another meanwhile. */
export const merged: World = { ...here, bodies: bodies.filter(({ id }) => id !== 'demo-m') };
/** Where the registry has no headquarters. */
export const headless: World = { ...here, bodies: bodies.filter(({ kind }) => kind !== 'headquarters') };

export const basis = {
  threats: '供給網を経由した攻撃',
  inspection: hash(70),
  inspectionPeriod: { from: '2025-10-01', to: '2026-03-31' },
  inspectedBodies: ['demo-m', 'demo-n'],
};
export const draft = {
  title: '統一基準群の改定',
  document: hash(1),
  covers: ['model', 'standards'],
  ...basis,
  comprehensive: '全項目を確認',
  conformable: '府省庁の実状を聴取',
  international: 'ISO/IEC 27002 と対照',
};
export const guidebook = { title: '統一基準群の改定', document: hash(2), ...basis, examples: '例示', thinking: '解説' };
export const council = { draft: hash(1), heldOn: '2026-05-10', outcome: 'passed', document: hash(71) };
export const decided = { draft: hash(1), document: hash(72) };
export const edition = {
  id: '2026',
  nameJa: '令和8年度版',
  nameEn: '2026 edition',
  applyBy: '2027-03-31',
  predecessor: '2016',
  requirements: ['1.1', '1.2'],
};
export const asking = { draft: hash(2), ministries: ['demo-m', 'demo-n'] };
export const comment = { ministry: 'demo-m', kind: 'comment', opinion: '例示を増やすべき' };
export const noObjection = { ministry: 'demo-n', kind: 'noObjection', opinion: '' };
export const answer = { answers: [{ opinion: 1, disposition: 'adopted', reason: '増やす' }] };

/** Begun on Monday 2026-05-11, with nothing in it yet. */
export function begun(of: World = here): Driver {
  const at = startOfDate('2026-05-11') + 10 * 3_600_000;
  return drive(standardsV1, { instance, organisation: centre, year: 2026, input: {}, at, world: of });
}

export const drafted = (of?: World): Driver => begun(of).decide('submitDraft', staff, draft);
export const passed = (of?: World): Driver => drafted(of).decide('recordCouncil', staff, council);
export const settled = (of?: World): Driver => passed(of).decide('decide', member, decided);

export const guided = (of?: World): Driver => begun(of).decide('submitGuidebook', staff, guidebook);
export const consulting = (of?: World): Driver => guided(of).decide('consult', staff, asking);
/** One ministry has an opinion, the other none. */
export const heard = (of?: World): Driver =>
  consulting(of).decide('giveOpinion', ciso, comment).decide('giveOpinion', office, noObjection);
export const answered = (of?: World): Driver => heard(of).decide('answerOpinions', staff, answer);
