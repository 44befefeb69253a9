/**
 * Who may ask for a change of the registry (domain.md 2). The guideline asks for a structure across departments (6-4) and
 * says nothing of how its registry is kept: every rule here is junkan's design.
 */
import type { OrganisationId, PersonId, OrganisationScope } from '../../model/identifiers.ts';
import type { Role } from '../../model/roles.ts';
import type { Refusal } from '../core/index.ts';
import type { ChangeFacts } from './facts.ts';
import { failing, failingFirst, type RegistryRule } from './rule.ts';

/** What makes somebody one who may change the registry at all. */
export interface Entitlement {
  /** Absent: no administrator. */
  readonly administers: OrganisationScope | undefined;
  /** The bodies that this person heads, or whose promotion office they belong to: these record the head's written nominations. */
  readonly nominatesFor: readonly OrganisationId[];
  readonly change: Pick<ChangeFacts, 'bodies' | 'onlyNominations'>;
}

/** Who acts on which change. */
export interface ChangeActor extends Entitlement {
  readonly person: PersonId;
  readonly change: ChangeFacts;
  /** People without any post whom the change touches and somebody else recorded; their recorder may change them. */
  readonly recordedByOthers: readonly PersonId[];
}

/** Who records the written nominations of a body besides administrators. */
export const nominationRecorders = ['headOfOrganisation', 'promotionOffice'] as const satisfies readonly Role[];

const administrator: readonly Role[] = ['administrator'];

/** Whether whoever administers this has authority over all of these bodies. */
export function coversAll(administers: OrganisationScope, bodies: readonly OrganisationId[]): boolean {
  return administers === 'all' || bodies.every((body) => administers.includes(body));
}

/** Bodies and people of the change that this administrator does not administer. Whoever administers nothing is refused by `isAdministrator`. */
function foreign({ administers, change, recordedByOthers }: ChangeActor): readonly string[] {
  if (administers === undefined || administers === 'all') return [];
  return [...change.bodies.filter((body) => !administers.includes(body)), ...recordedByOthers];
}

/** Bodies from which somebody comes whom the change puts on a post, and which this administrator does not administer. */
function foreignHomes({ administers, nominatesFor, change }: ChangeActor): readonly string[] {
  if (administers === 'all') return [];
  const own = administers ?? nominatesFor;
  return change.homes.filter((body) => !own.includes(body));
}

/** People of no body, posts of administrators and bodies themselves, of whoever does not administer everything. */
function overallOnly({ administers, change }: ChangeActor): readonly string[] {
  return administers === 'all' ? [] : change.overall;
}

export const isAdministrator: RegistryRule<Entitlement> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'who',
  whoCould: administrator,
  ja: '台帳を変更できるのはシステム管理者です。システム管理者に依頼してください（組織の長による書面の指名だけは、組織の長と推進体制（事務局）も登録できます）。',
  en: 'The registry is changed by an administrator: ask one. (Written nominations by the head alone may also be recorded by the head and the promotion office.)',
  test: ({ administers, nominatesFor, change }) =>
    administers !== undefined ||
    (change.onlyNominations && change.bodies.length > 0 && coversAll(nominatesFor, change.bodies)),
};

/** Told together to whoever may change the registry at all. */
export const rulesOfChanging = {
  administersBody: {
    clause: '6-4',
    basis: 'design',
    concerns: 'who',
    whoCould: administrator,
    ja: '管理の範囲にない機関（{what}）に関わる変更です。その機関のシステム管理者か、全体のシステム管理者に依頼してください。',
    en: 'It concerns bodies that you do not administer ({what}). Ask their administrator, or one of the whole installation.',
    test: (acting) => foreign(acting).length === 0,
    what: foreign,
  },
  administersHome: {
    clause: '6-4',
    basis: 'design',
    concerns: 'who',
    whoCould: administrator,
    ja: '他の機関（{what}）に所属する人を、役職に就け又は指名する変更です。その機関のシステム管理者か、全体のシステム管理者に依頼してください。',
    en: 'It puts on posts or nominates people who belong to other bodies ({what}). Ask an administrator of that body, or one of the whole installation.',
    test: (acting) => foreignHomes(acting).length === 0,
    what: foreignHomes,
  },
  isOverallAdministrator: {
    clause: '6-4',
    basis: 'design',
    concerns: 'who',
    whoCould: administrator,
    ja: '機関そのものの登録・変更、システム管理者の任免、どの機関にも所属しない人の変更と任命（{what}）は、全体のシステム管理者が行います。依頼してください。',
    en: 'Bodies themselves, appointments of administrators, and people who belong to no body ({what}) are changed by an administrator of the whole installation: ask one.',
    test: (acting) => overallOnly(acting).length === 0,
    what: overallOnly,
  },
  notOwnAppointments: {
    clause: '6-4',
    basis: 'design',
    concerns: 'who',
    whoCould: administrator,
    ja: '自分自身の任命・指名・リンク（{what}）が含まれています。自分のことは、変更も承認もできません。他のシステム管理者に依頼してください。',
    en: 'It contains an appointment, nomination or link of yourself ({what}). Nobody changes or approves their own. Ask another administrator.',
    test: ({ person, change }) => !change.appointed.has(person),
    what: ({ person, change }) => change.appointed.get(person) ?? [],
  },
} as const satisfies Record<string, RegistryRule<ChangeActor>>;

/** What whoever asks for a change is asked: a stranger is told that alone, everything else is told together. */
export const rulesOfAsking = [{ isAdministrator }, rulesOfChanging] as const;

/** Why this person changes nothing in the registry: told alone and beforehand, so that a stranger learns nothing of what is recorded. */
export function refusedStranger(entitled: Entitlement): Refusal[] {
  return failing({ isAdministrator }, entitled);
}

/** Bodies of one or another: what two people administer together. */
export function together(
  one: OrganisationScope | undefined,
  other: OrganisationScope | undefined,
): OrganisationScope | undefined {
  if (one === 'all' || other === 'all') return 'all';
  return one === undefined && other === undefined ? undefined : [...(one ?? []), ...(other ?? [])];
}

/** Why two administrators together do not carry out a change that waited: whose homes it touches is judged as of then. */
export function refusedCarryingOut(acting: ChangeActor): Refusal[] {
  const { administersHome, isOverallAdministrator } = rulesOfChanging;
  return failing({ administersHome, isOverallAdministrator }, acting);
}

/**
 * Why an administrator may not even name these bodies' rows: told before anything of the change is judged, so that nobody
 * learns from an error, nor from the answer that nothing changes, what another body has recorded.
 */
export function refusedNaming(person: PersonId, administers: OrganisationScope, bodies: readonly OrganisationId[]) {
  const { administersBody } = rulesOfChanging;
  const change = { bodies, homes: [], overall: [], appointed: new Map(), onlyNominations: false };
  return failing({ administersBody }, { person, administers, nominatesFor: [], change, recordedByOthers: [] });
}

/** Why this person may not ask for this change. */
export function refusedAsking(acting: ChangeActor): Refusal[] {
  return failingFirst(rulesOfAsking, acting);
}
