/** Whom of an invented cast one can be: only in a demonstration, only on this machine, only people of invented bodies. */
import type { PersonId } from '../../../model/identifiers.ts';
import { type Role, roles } from '../../../model/roles.ts';
import type { Text } from '../../../model/text.ts';
import { isFromThisMachine } from '../../address.ts';
import type { WebContext } from '../../endpoint.ts';
import type { Parts } from '../../parts.ts';

/** Somebody with the posts held in a body. */
export interface CastMember {
  readonly person: PersonId;
  readonly name: Text;
  readonly posts: readonly Text[];
  readonly roles: readonly Role[];
}

/** The people of one body. */
export interface CastOf {
  readonly body: Text;
  readonly kind: string;
  readonly people: readonly CastMember[];
}

/** Whether somebody may be chosen here at all. */
export function isStage(c: WebContext, { records, configuration }: Parts): boolean {
  return records.installation.kind === 'demonstration' && isFromThisMachine(c, configuration);
}

/** Everybody who can be chosen, body by body. */
export async function castOf({ records, clock }: Parts): Promise<readonly CastOf[]> {
  const at = clock();
  const bodies = (await records.registry.organisations()).filter(({ fictional }) => fictional);
  const every = Object.keys(roles).filter((role): role is Role => role in roles);
  return Promise.all(
    bodies.map(async ({ id, kind, nameJa, nameEn }) => {
      const holders = await records.registry.holdersOf(id, every, at);
      const people = new Map<PersonId, CastMember>();
      for (const { person, nameJa: ja, nameEn: en, role } of holders) {
        const known = people.get(person) ?? { person, name: { ja, en }, posts: [], roles: [] };
        if (known.roles.includes(role)) continue;
        people.set(person, { ...known, posts: [...known.posts, roles[role]], roles: [...known.roles, role] });
      }
      // From outside, under a contract, without a post.
      for (const { id: person, nameJa: ja, nameEn: en, outside } of await records.registry.people(id)) {
        if (outside === undefined || people.has(person)) continue;
        people.set(person, { person, name: { ja, en }, posts: [outsider], roles: [] });
      }
      const inOrder = [...people.values()].sort((a, b) => every.indexOf(first(a)) - every.indexOf(first(b)));
      return { body: { ja: nameJa, en: nameEn }, kind, people: inOrder };
    }),
  );
}

const outsider: Text = { ja: '外部の者', en: 'from outside' };

const first = ({ roles: [role = 'staff'] }: CastMember): Role => role;

/** The three with whom a newcomer begins: a CISO, who supervises, who audits. */
export function greetedFirst(cast: readonly CastOf[]): readonly (CastMember & { readonly body: Text })[] {
  const ministriesFirst = [...cast].sort((a, b) => Number(b.kind === 'ministry') - Number(a.kind === 'ministry'));
  const find = (role: Role) =>
    ministriesFirst.flatMap(({ body, people }) =>
      people.filter((one) => one.roles.includes(role)).map((one) => ({ ...one, body })),
    )[0];
  return [find('ciso'), find('supervisingStaff'), find('auditor')].filter((one) => one !== undefined);
}
