/** The invented people and their appointments as rows of the registry. */
import type { Appointment } from '../../machines/core/index.ts';
import type { Instant } from '../../model/identifiers.ts';
import { dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import type { PersonRow } from '../../contract/records/registry.ts';
import { bodies, type BodyHandle, centre, departments, headquarters, unluckyMinistry } from './bodies.ts';
import { centreRoles, headquartersRoles, personId } from './cast.ts';
import { nameOf } from './names.ts';
import { type Post, posts } from './posts.ts';

/** People and appointments; dates lie around the fiscal year of `at`, so that the demonstration never grows old. */
export function peopleAndAppointments(at: Instant): { people: PersonRow[]; appointments: Appointment[] } {
  const year = fiscalYearOf(dateInJapan(at));
  const handles: readonly BodyHandle[] = ['ministry', 'agency', 'corporation'];
  const parts = handles.flatMap((body, bodyIndex) =>
    partsOf(body).map(({ part, post }, index) => ({ body, bodyIndex, part, post, index })),
  );
  return {
    people: [
      ...parts.map(({ body, bodyIndex, part, post, index }) =>
        personRow(personId(body, part), index, bodyIndex, bodies[body].row.id, mailDomains[body], post, year),
      ),
      ...Object.keys(centreRoles).map((part, index) =>
        personRow(personId('centre', part), index, 3, centre.id, mailDomains.centre, { roles: [] }, year),
      ),
      ...Object.keys(headquartersRoles).map((part, index) =>
        personRow(
          personId('headquarters', part),
          index,
          5,
          headquarters.id,
          mailDomains.headquarters,
          { roles: [] },
          year,
        ),
      ),
    ],
    appointments: [
      ...parts.flatMap(({ body, part, post }) => appointmentsOf(bodies[body].row.id, personId(body, part), post, year)),
      ...Object.entries(centreRoles).flatMap(([part, roles]) =>
        appointmentsOf(centre.id, personId('centre', part), { roles }, year),
      ),
      ...Object.entries(headquartersRoles).flatMap(([part, roles]) =>
        appointmentsOf(headquarters.id, personId('headquarters', part), { roles }, year),
      ),
    ],
  };
}

/** The same of the ministry that only the walkthrough has: the posts that every body has. */
export function peopleAndAppointmentsOfUnlucky(at: Instant): { people: PersonRow[]; appointments: Appointment[] } {
  const year = fiscalYearOf(dateInJapan(at));
  const { id } = unluckyMinistry.row;
  const parts = partsOf();
  return {
    people: parts.map(({ part, post }, index) =>
      personRow(personId('unlucky', part), index, 4, id, mailDomains.unlucky, post, year),
    ),
    appointments: parts.flatMap(({ part, post }) => appointmentsOf(id, personId('unlucky', part), post, year)),
  };
}

/** The parts a body has, with what they hold; those that every ministry has where none is given. */
function partsOf(body?: BodyHandle): { part: string; post: Post }[] {
  const all: Readonly<Record<string, Post>> = posts;
  const isMinistry = body === undefined || body === 'ministry';
  return Object.entries(all)
    .filter(([, post]) => post.only === undefined || (body !== undefined && post.only.includes(body)))
    .map(([part, post]) => ({
      part,
      post: isMinistry ? { ...post, roles: [...post.roles, ...(post.atMinistry ?? [])] } : post,
    }));
}

const mailDomains = {
  ministry: 'starry-skies.example',
  agency: 'meteor.example',
  corporation: 'comet.example',
  centre: 'interstellar.example',
  headquarters: 'interstellar-headquarters.example',
  unlucky: 'evening-showers.example',
} as const;

function personRow(
  id: string,
  index: number,
  body: number,
  home: string,
  domain: string,
  post: Post,
  year: number,
): PersonRow {
  const { ja, en } = nameOf(index, body);
  const mail = `${en.replace(' (fictional)', '').toLowerCase().replace(' ', '.')}@${domain}`;
  return {
    id,
    nameJa: ja,
    nameEn: en,
    mail,
    home,
    ...(post.outside && {
      outside: {
        firm: '銀河監査法人（架空） / Galaxy Audit (fictional)',
        contract: `契約第${year}-${index}号（架空）`,
        from: `${year - 1}-04-01`,
        to: `${year + 2}-03-31`,
        declaration:
          '契約期間中、対象の設計・構築・運用・助言に関与していないことの誓約書（架空） / declaration of having neither designed, built, operated nor advised (fictional)',
      },
    }),
  };
}

function appointmentsOf(organisation: string, person: string, post: Post, year: number): Appointment[] {
  const from = post.before === undefined ? `${year - 2}-04-01` : `${year}-05-01`;
  const held = post.roles.map((role, index): Appointment => ({
    id: `${person.replace('p-', 'a-')}-${index + 1}`,
    person,
    role,
    organisation,
    ...(post.department && { department: departments[post.department] }),
    from,
    kind: post.kind ?? 'regular',
  }));
  if (post.before === undefined) return held;
  const earlier: Appointment = {
    id: `${person.replace('p-', 'a-')}-0`,
    person,
    role: post.before.role,
    organisation,
    department: departments[post.before.department],
    from: `${year - 2}-04-01`,
    to: `${year}-04-30`,
    kind: 'regular',
  };
  return [earlier, ...held];
}
