/**
 * A personnel rotation in the middle of the year, as domain.md 2 has it: the administrator changes the registry, what is
 * guarded waits for the second administrator, the new holder claims a token, and the work of the post goes on.
 */
import { z } from 'zod';
import type { OrganisationId, PersonId } from '../../model/identifiers.ts';
import { addDays } from '../../model/japan-time.ts';
import { cast, personId } from '../cast/cast.ts';
import { isTold } from './notices.ts';
import { StoryBroken } from './teller.ts';
import { cycleOf, type People, type Scene } from './year.ts';

const Appointments = z.looseObject({
  items: z.array(z.looseObject({ id: z.string(), person: z.string(), role: z.string() })),
});
const Pending = z.looseObject({ status: z.literal('pending'), id: z.string() });
const Done = z.looseObject({ status: z.literal('done') });
const Link = z.looseObject({ path: z.string() });
const PendingLink = z.looseObject({ status: z.literal('pending'), change: z.string() });
const Marked = z.looseObject({
  marks: z.array(z.looseObject({ id: z.string(), ja: z.string(), en: z.string() })),
});
const changes = '/registry/changes';
const { administrator, secondAdministrator } = cast.centre;

/** A newcomer, as a row of the registry. */
export interface Newcomer {
  readonly id: PersonId;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly mail: string;
  readonly home: OrganisationId;
}

/** The promotion office and the CISO change; answers the people with whom the year goes on. */
export async function personnelRotation(scene: Scene): Promise<People> {
  const { teller, people, today } = scene;
  const { organisation } = people;
  teller.chapter({ ja: `${organisation}：人事異動`, en: `${organisation}: personnel rotation` });
  await newPromotionMember(scene);
  const ciso: Newcomer = {
    id: personId('corporation', 'nextCiso'),
    nameJa: '新月 巡（架空）',
    nameEn: 'Shingetsu Meguru (fictional)',
    mail: 'shingetsu.meguru@comet.example',
    home: organisation,
  };
  teller.says({
    ja: '最高情報セキュリティ責任者の交代も、二人目のシステム管理者が承認するまで実施されません（発令日は今日、前任は昨日まで）。',
    en: 'A change of the CISO, too, waits until a second administrator approves it (the new one from today, the former until yesterday).',
  });
  const before = await appointmentOf(scene, people.ciso, 'ciso');
  const change = await asksFor(scene, {
    people: [ciso],
    ends: [{ appointment: before, to: addDays(today, -1) }],
    appointments: [{ id: 'a-next-ciso', person: ciso.id, role: 'ciso', organisation, from: today, kind: 'regular' }],
  });
  await teller.isTurnedDown(administrator, `${changes}/${change}/approve`, {}, 'secondPerson', {
    ja: '承認',
    en: 'approve',
  });
  await isApproved(scene, change);
  await nobodyChangesHimself(scene);
  await claimToken(scene, ciso.id);
  await handOver(scene, ciso.id);
  return { ...people, ciso: ciso.id };
}

/** Asks for a change that waits; answers its id. */
export async function asksFor({ teller }: Pick<Scene, 'teller'>, change: object): Promise<string> {
  const asked = await teller.sends(administrator, 'POST', changes, change, {
    ja: '→ 承認待ち（pending）',
    en: '→ pending',
  });
  return Pending.parse(asked).id;
}

export async function isApproved({ teller }: Pick<Scene, 'teller'>, change: string): Promise<void> {
  const approved = await teller.sends(
    secondAdministrator,
    'POST',
    `${changes}/${change}/approve`,
    {},
    { ja: '二人目の承認 → 実施（done）', en: 'approved by the second → done' },
  );
  Done.parse(approved);
}

/** The promotion office enters decisions taken on paper: its posts wait as well. */
async function newPromotionMember(scene: Scene): Promise<void> {
  const { people, today } = scene;
  const { organisation, departments } = people;
  const member: Newcomer = {
    id: personId('corporation', 'nextPromotionMember'),
    nameJa: '上弦 結（架空）',
    nameEn: 'Jogen Yui (fictional)',
    mail: 'jogen.yui@comet.example',
    home: organisation,
  };
  const before = await appointmentOf(scene, people.promotionMember, 'promotionOffice');
  const appointment = {
    id: 'a-next-promotion-member',
    person: member.id,
    role: 'promotionOffice',
    organisation,
    department: departments.cyber,
    from: today,
    kind: 'regular',
  };
  const change = await asksFor(scene, {
    people: [member],
    ends: [{ appointment: before, to: addDays(today, -1) }],
    appointments: [appointment],
  });
  await isApproved(scene, change);
}

async function nobodyChangesHimself({ teller, today }: Scene): Promise<void> {
  const appointments = [
    {
      id: 'a-own',
      person: administrator,
      role: 'auditOfficer',
      organisation: cast.corporation.organisation,
      from: today,
      kind: 'concurrent',
    },
  ];
  await teller.isTurnedDown(administrator, changes, { appointments }, 'notOwnAppointments', {
    ja: '自分を監査責任者に',
    en: 'appoint oneself audit officer',
  });
}

/** The administrator never sees the token, but hands over a link that works once. */
async function claimToken({ teller }: Scene, person: PersonId): Promise<void> {
  teller.says({
    ja: 'トークンは本人が一度限りのリンクで受け取ります。システム管理者は見ることがありません。',
    en: 'The person claims the token by a link that works once. The administrator never sees it.',
  });
  const link = { person, days: 30, purpose: 'walkthrough' };
  const waiting = await teller.sends(administrator, 'POST', '/claims', link, {
    ja: `${person} のための一度限りのリンク → 承認待ち（pending）`,
    en: `a one-time link for ${person} → pending`,
  });
  const { change } = PendingLink.parse(waiting);
  await teller.sends(
    secondAdministrator,
    'POST',
    `${changes}/${change}/approve`,
    {},
    { ja: 'リンクも、二人目が承認', en: 'the link, too, is approved by the second' },
  );
  const issued = await teller.sends(administrator, 'POST', '/claims', link, {
    ja: '承認されたリンクを受け取る',
    en: 'the approved link is handed out',
  });
  const { path } = Link.parse(issued);
  await teller.claims(person, path);
  await teller.isUsedUp(path);
}

/** Who left reads and decides nothing; who came is told, sees the year as it stands, and decides. */
async function handOver(scene: Scene, next: PersonId): Promise<void> {
  const { teller, people } = scene;
  const cycle = cycleOf(scene);
  teller.says({
    ja: '前任は、もう何も読めず、何も決められません。',
    en: 'The former holder reads and decides nothing.',
  });
  await teller.mayNotRead(people.ciso, `/procedures/${cycle}`);
  await teller.mayNotDecide(people.ciso, cycle, 'confirmStructure', {
    document: await teller.document(people.headOfOfficers, '体制表（異動前）'),
  });
  teller.says({
    ja: '新任は通知を受け、その日から決定します。',
    en: 'The new holder is told, and decides from that day on.',
  });
  await isTold(teller, next, 'appointedYou');
  await teller.does(next, cycle, 'confirmStructure', { document: await teller.document(next, '体制表（異動後）') });
  const { marks } = Marked.parse(await teller.reads(next, `/procedures/${cycle}`));
  const backDated = marks.find(({ id }) => id === 'appointmentChangedAfterwards');
  if (backDated === undefined) {
    // A year told day by day: the former holder's decisions lie before the last day in the post, and nothing is back-dated.
    if (scene.observationDays !== undefined) return;
    throw new StoryBroken(`${cycle} should say that an appointment changed afterwards`);
  }
  teller.says({
    ja: `前任は今日も決定していました。発令は今日付けなので、手続に印が残り、双方に通知されます：〔${backDated.ja}〕`,
    en: `The former holder still decided today. The order is of today, so the procedure is marked and both sides are told: [${backDated.en}]`,
  });
}

/** The id of the appointment by which a person holds a role. */
export async function appointmentOf({ teller, people }: Scene, person: PersonId, role: string): Promise<string> {
  const query = new URLSearchParams({ organisation: people.organisation, limit: '500' });
  const { items } = Appointments.parse(await teller.reads(administrator, `/appointments?${query.toString()}`));
  const found = items.find((held) => held.person === person && held.role === role);
  if (found === undefined) throw new StoryBroken(`${person} does not hold ${role}`);
  return found.id;
}
