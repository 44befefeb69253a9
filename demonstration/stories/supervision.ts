/**
 * The government's year, the ministers' evaluation: an agency of two ministers, abolished in mid-year, is evaluated for its
 * last year in two parts; one is published before the other, and the centre checks both.
 */
import { z } from 'zod';
import type { LocalDate, PersonId } from '../../model/identifiers.ts';
import type { Role } from '../../model/roles.ts';
import { addDays } from '../../model/japan-time.ts';
import { cast, personId, unluckyCast } from '../cast/cast.ts';
import { opensYear } from './opening.ts';
import { asksFor, isApproved } from './personnel.ts';
import { StoryBroken, type Teller } from './teller.ts';

const Ended = z.looseObject({
  phase: z.looseObject({ id: z.string() }),
  marks: z.array(z.looseObject({ id: z.string(), ja: z.string(), en: z.string() })),
});

interface Supervising {
  readonly teller: Teller;
  readonly year: number;
  readonly today: LocalDate;
}

const { ministry, centre } = cast;
const agency = {
  organisation: 'demo-joint-agency',
  ciso: personId('unlucky', 'cisoOfJointAgency'),
  office: personId('unlucky', 'officeOfJointAgency'),
};
const second = {
  organisation: unluckyCast.organisation,
  minister: unluckyCast.head,
  staff: personId('unlucky', 'supervisingStaff'),
};

const row = {
  id: agency.organisation,
  kind: 'incorporated-administrative-agency',
  class: 'medium-term-objectives',
  nameJa: '独立行政法人虹彩機構（架空）',
  nameEn: 'Iris Agency (fictional)',
  supervisors: [ministry.organisation, second.organisation],
  fictional: true,
};

/** The chapter. The second minister's ministry is the unlucky one, which the walkthrough has imported by then. */
export async function evaluationByMinisters(scene: Supervising): Promise<void> {
  const { teller, year } = scene;
  teller.chapter({
    ja: '政府の一年：二人の主務大臣による評価',
    en: 'The government’s year: an agency is evaluated by two ministers',
  });
  await begun(scene);
  const supervision = `supervision/${year}/${agency.organisation}`;
  await objectivesSet(scene, supervision);
  await abolished(scene);
  await evaluated(scene, supervision);
  await checked(scene, supervision);
}

/** Its year is opened; the round after the next change of the registry opens the supervision beside it. */
async function begun({ teller, year }: Supervising): Promise<void> {
  const joins = (people: readonly (readonly [PersonId, string, string])[], home: string) =>
    people.map(([id, nameJa, nameEn]) => ({ id, nameJa, nameEn, home }));
  const holds = (person: PersonId, role: Role, organisation: string) => ({
    id: `a-${person}`,
    person,
    role,
    organisation,
    from: `${year}-04-01`,
    kind: 'regular',
  });
  const imported = await asksFor(
    { teller },
    {
      organisations: [row],
      people: joins(
        [
          [agency.ciso, '虹野 架（架空）', 'Nijino Kakeru (fictional)'],
          [agency.office, '虹野 渡（架空）', 'Nijino Wataru (fictional)'],
        ],
        agency.organisation,
      ),
      appointments: [
        holds(agency.ciso, 'ciso', agency.organisation),
        holds(agency.office, 'promotionOffice', agency.organisation),
      ],
    },
  );
  await isApproved({ teller }, imported);
  await opensYear(teller, year, [agency.organisation]);
  await teller.sends(
    cast.centre.administrator,
    'POST',
    '/registry/changes',
    {
      people: joins([[second.staff, '時雨 待（架空）', 'Shigure Machi (fictional)']], second.organisation),
      appointments: [holds(second.staff, 'supervisingStaff', second.organisation)],
    },
    { ja: '夕立省に所管担当職員を置く', en: 'the second ministry gets supervising staff' },
  );
  await teller.until('its supervision is opened', async () => {
    const { items } = z
      .looseObject({ items: z.array(z.looseObject({ instance: z.string() })) })
      .parse(await teller.reads(agency.ciso, `/procedures?organisation=${agency.organisation}&limit=100`));
    return items.some(({ instance }) => instance.startsWith('supervision/')) ? true : undefined;
  });
}

async function objectivesSet({ teller, year }: Supervising, supervision: string): Promise<void> {
  const objective = {
    ministries: [ministry.organisation, second.organisation],
    article: 'article29',
    period: { from: `${year - 2}-04-01`, to: `${year + 3}-03-31` },
    document: await teller.document(ministry.head, '中期目標', ministry.organisation),
    place: '第5 その他業務運営に関する重要事項',
    passage: '政府機関等の統一基準群に基づき、情報セキュリティ対策を講ずる（架空）',
  };
  teller.says({
    ja: '中期目標管理法人に年度目標の条項は使えません。指針4(1)〔4-3〕の明文です。',
    en: 'The article of annual objectives is not for an agency of this class: guideline 4(1) [4-3] says which is.',
  });
  await teller.isRefused(
    ministry.head,
    supervision,
    'recordObjective',
    { ...objective, article: 'article35-9' },
    'articleFitsClass',
  );
  await teller.does(ministry.head, supervision, 'recordObjective', objective);
  await teller.does(second.staff, supervision, 'recordContact', {
    ministries: [second.organisation],
    on: `${year}-05-01`,
    matter: '情報の重要性についての注意喚起（架空）',
  });
  await teller.does(agency.office, supervision, 'submitResult', {
    document: await teller.document(agency.office, '業務の実績（情報セキュリティ）'),
  });
}

/** It was abolished yesterday: its last year is over, and still to be evaluated. */
async function abolished({ teller, today }: Supervising): Promise<void> {
  teller.says({
    ja: '法人は昨日廃止されました。最後の年度の評価は残ります。',
    en: 'The agency was abolished yesterday. Its last year is still to be evaluated.',
  });
  const ends = { to: addDays(today, -1), abolitionBasis: '虹彩機構法廃止法（架空）' };
  const change = await asksFor(
    { teller },
    { organisations: [{ ...row, ...ends, successors: [cast.agency.organisation] }] },
  );
  await isApproved({ teller }, change);
}

async function evaluated({ teller, today }: Supervising, supervision: string): Promise<void> {
  const documents = {
    first: await teller.document(ministry.head, '評価書（星空省の分）', ministry.organisation),
    second: await teller.document(second.minister, '評価書（夕立省の分）', second.organisation),
  };
  const evaluation = {
    article: 'article32',
    basis: '',
    noBasis: '',
    item: '情報セキュリティ',
    rating: 'B',
    council: '',
    withoutResult: '',
  };
  await teller.does(ministry.head, supervision, 'evaluate', {
    ...evaluation,
    ministries: [ministry.organisation],
    share: '観測',
    document: documents.first,
    points: ['承継する情報の格付を見直すこと（架空）'],
  });
  const publication = {
    on: today,
    place: '星空省のウェブサイト（架空）',
    document: documents.first,
    extractReason: '',
  };
  teller.says({
    ja: '二つの分の一つがまだ評価されていません。全体としては公表できませんが、済んだ分だけは公表できます。',
    en: 'One of two parts is not evaluated yet. The whole cannot be published; what is done can be, as a part.',
  });
  await teller.isRefused(
    ministry.supervisingStaff,
    supervision,
    'publish',
    {
      ministries: [ministry.organisation, second.organisation],
      publication: { ...publication, extractReason: '合本' },
    },
    'everyNamedPartEvaluated',
  );
  await teller.does(ministry.supervisingStaff, supervision, 'publish', {
    ministries: [ministry.organisation],
    publication,
  });
  await teller.isRefused(centre.firstStaff, supervision, 'check', {}, 'everyPartEvaluated');
  await teller.does(second.minister, supervision, 'evaluate', {
    ...evaluation,
    ministries: [second.organisation],
    share: '気象',
    document: documents.second,
    points: [],
  });
  await teller.does(second.staff, supervision, 'publish', {
    ministries: [second.organisation],
    publication: { ...publication, place: '夕立省のウェブサイト（架空）', document: documents.second },
  });
}

async function checked({ teller }: Supervising, supervision: string): Promise<void> {
  await teller.does(centre.firstStaff, supervision, 'check');
  await teller.does(centre.firstStaff, supervision, 'needNoAdvice', { reason: '評価は妥当である（架空）' });
  const { marks } = await teller.until('the supervision has ended', async () => {
    const found = Ended.parse(await teller.reads(ministry.supervisingStaff, `/procedures/${supervision}`));
    return found.phase.id === 'ended' ? found : undefined;
  });
  const part = marks.find(({ id }) => id === 'partlyPublished');
  if (part === undefined) throw new StoryBroken('the part published before the whole is not marked');
  teller.says({
    ja: `二つの分は評価され、公表され、確認されました。先に公表した分の印が残ります：〔${part.ja}〕`,
    en: `Both parts are evaluated, published and checked; that one went before the other stays marked: [${part.en}]`,
  });
}
