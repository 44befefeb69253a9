/**
 * Who asks, and about which bodies. The agency of the demonstration is the callers' own body; `demo-opened` opened its
 * states to it; `demo-foreign` has nothing to do with anybody. Each has a year, an improvement, an administrator.
 */
import { randomUUID } from 'node:crypto';
import { administratorOfDemonstration, cast } from '../../../demonstration/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import { addDays, dateInJapan } from '../../../model/japan-time.ts';
import type { Role } from '../../../model/roles.ts';
import { start } from '../../people/support.ts';
import { startStack, type Stack } from '../../support/stack.ts';

const { agency, ministry, corporation } = cast;
const AGENCY = 'demo-agency';

/** Columns of the table, in its order. The administrator of everything comes last: what waits is approved by then. */
export const callers = {
  anonymous: undefined,
  revoked: undefined,
  employee: agency.staffOfSystems,
  auditor: agency.firstAuditor,
  office: agency.promotionLead,
  ciso: agency.ciso,
  head: agency.head,
  officer: agency.officerOfServices,
  foreignCiso: 'p-else-ciso',
  supervising: ministry.supervisingStaff,
  centre: 'p-else-centre',
  outsider: corporation.outsideVerifier,
  invited: agency.outsideVerifier,
  adminOfBody: 'p-own-admin',
  adminOfOther: 'p-else-admin',
  adminOfAll: administratorOfDemonstration,
} as const satisfies Record<string, PersonId | undefined>;
export type CallerName = keyof typeof callers;

/** A body as a request names it. */
export interface Place {
  readonly name: 'own' | 'opened' | 'foreign';
  readonly body: string;
  readonly ciso: PersonId;
  /** Somebody of the body who asks for nothing here. */
  readonly other: PersonId;
  /** The appointment of its CISO. */
  readonly post: string;
  /** SHA-256 of a document that its year cites. */
  readonly document: string;
  /** A change of the registry that waits for the second administrator; a fresh one each time. */
  waiting(): Promise<string>;
  /** The entry that an instance has come to; 1 where there is none. */
  seen(instance: string): Promise<string>;
  token(): Promise<string>;
  claim(): Promise<string>;
  /** An account by which that person signs in. */
  identity(): Promise<string>;
  /** A passkey by which that person signs in. */
  passkey(): Promise<string>;
}

export interface AccessWorld {
  readonly stack: Stack;
  readonly places: readonly Place[];
  secret(caller: CallerName): string | undefined;
}

const invented = (id: string, kind: 'ministry' | 'centre') => ({
  id,
  kind,
  nameJa: `${id}（架空）`,
  nameEn: `${id} (fictional)`,
  supervisors: [],
  fictional: true,
});

/** People of the bodies invented here, and the administrator of the agency: person, body, role. */
const posts: readonly (readonly [PersonId, string, Role])[] = [
  ...(['opened', 'foreign'] as const).flatMap((name): [PersonId, string, Role][] => [
    [`p-${name}-ciso`, `demo-${name}`, 'ciso'],
    [`p-${name}-chief`, `demo-${name}`, 'headOfOfficers'],
    [`p-${name}-other`, `demo-${name}`, 'staff'],
    [`p-${name}-admin`, `demo-${name}`, 'administrator'],
  ]),
  ['p-else-ciso', 'demo-else', 'ciso'],
  ['p-else-admin', 'demo-else', 'administrator'],
  ['p-else-centre', 'demo-nerve', 'centreStaff'],
  ['p-own-admin', AGENCY, 'administrator'],
];

/** Makes it; close its stack at the end. */
export async function makeAccessWorld(): Promise<AccessWorld> {
  const stack = await startStack();
  const at = Date.now();
  const today = dateInJapan(at);
  await stack.records.registry.change(
    {
      organisations: [
        ...['demo-opened', 'demo-foreign', 'demo-else'].map((id) => invented(id, 'ministry')),
        invented('demo-nerve', 'centre'),
      ],
      people: posts.map(([id, home]) => ({ id, home, nameJa: `${id}（架空）`, nameEn: `${id} (fictional)` })),
      appointments: posts.map(([person, organisation, role]) => ({
        id: `a-${person}`,
        person,
        role,
        organisation,
        from: addDays(today, -100),
        kind: 'regular' as const,
      })),
    },
    administratorOfDemonstration,
    at,
  );
  const opened = { opened: [{ to: AGENCY, sees: 'state' }] };
  await stack.records.registers.set('demo-opened', 'visibility', '', opened, at, 'p-opened-ciso');
  await stack.openYear(2026, [AGENCY, 'demo-opened', 'demo-foreign']);
  const places = [
    await placeOf(stack, 'own', { body: AGENCY, ciso: agency.ciso, other: agency.staffOfPlanning }, 'p-own-admin'),
    ...(await Promise.all(
      (['opened', 'foreign'] as const).map(async (name) =>
        placeOf(
          stack,
          name,
          { body: `demo-${name}`, ciso: `p-${name}-ciso`, other: `p-${name}-other` },
          `p-${name}-admin`,
        ),
      ),
    )),
  ];
  await nameTheVerifier(stack);
  const secrets = new Map<CallerName, string>();
  for (const [name, person] of Object.entries(callers)) {
    const { id, secret } = await issued(stack, person ?? agency.ciso);
    if (name === 'revoked') await stack.records.tokens.revoke(id, administratorOfDemonstration, Date.now());
    if (isCaller(name) && name !== 'anonymous') secrets.set(name, secret);
  }
  return { stack, places, secret: (caller) => secrets.get(caller) };
}

export function isCaller(name: string): name is CallerName {
  return Object.hasOwn(callers, name);
}

async function issued({ records }: Stack, person: PersonId) {
  const at = Date.now();
  return records.tokens.issue({ person, issuedBy: person, at, expires: at + 86_400_000, purpose: 'test' });
}

async function placeOf(
  stack: Stack,
  name: Place['name'],
  { body, ciso, other }: Pick<Place, 'body' | 'ciso' | 'other'>,
  administrator: PersonId,
): Promise<Place> {
  const document = await (await stack.as(ciso)).document(`direction of ${body}`);
  const direction = { direction: '方向性（架空）', resourcePolicy: '配分（架空）', level: '水準（架空）', document };
  await accepted(stack, ciso, `cycle/2026/${body}`, 'setDirection', direction);
  await start(stack, `improvement/2026/${body}/1`, {
    cycle: `cycle/2026/${body}`,
    title: { ja: '権限の見直し', en: 'review of rights' },
    covers: [{ ref: 'own-1', source: 'own', clause: '3-16' }],
    source: 'own',
    openedBy: ciso,
    needsAudit: false,
    minimumObservationDays: 0,
    maximumExtensions: 2,
    longestTermDays: 1095,
    longestExceptionDays: 730,
    profile: name === 'own' ? 'incorporated-administrative-agency' : 'ministry',
    supervisors: [],
  });
  let changes = 0;
  return {
    name,
    body,
    ciso,
    other,
    post: name === 'own' ? `${ciso.replace('p-', 'a-')}-1` : `a-${ciso}`,
    document,
    async waiting() {
      changes += 1;
      const id = `a-waiting-${body}-${changes}`;
      // A day of its own each: the approved ones must not overlap.
      const day = addDays(dateInJapan(Date.now()), 30 + 2 * changes);
      const appointment = {
        id,
        person: ciso,
        role: 'deputyCiso',
        organisation: body,
        from: day,
        to: day,
        kind: 'regular',
      };
      const answer = await (
        await stack.as(administrator)
      ).post('/registry/changes', {
        appointments: [appointment],
      });
      if (answer.body?.status !== 'pending') throw new Error(`the change does not wait: ${answer.text}`);
      return answer.body.id;
    },
    seen: async (instance) => String(Math.max(await stack.records.journal.head(instance), 1)),
    token: async () => (await issued(stack, other)).id,
    async claim() {
      const answer = await (
        await stack.as(administratorOfDemonstration)
      ).post('/claims', { person: other, purpose: 'test' });
      if (answer.status !== 201) throw new Error(`no link: ${answer.text}`);
      return answer.body.id;
    },
    async passkey() {
      const answer = await (
        await stack.as(administratorOfDemonstration)
      ).post('/claims', { person: other, purpose: 'test' });
      const link = String(answer.body.path).replace('/claim/', '');
      const key = { publicKey: new Uint8Array([1]), counter: 0, transports: [], synced: false };
      await stack.records.passkeys.enrolByLink(link, { credential: randomUUID(), ...key }, Date.now());
      const { items } = await stack.records.passkeys.page(other, undefined, 1);
      const [passkey] = items;
      if (passkey === undefined) throw new Error(`no passkey: ${answer.text}`);
      return passkey.id;
    },
    async identity() {
      const answer = await (
        await stack.as(administratorOfDemonstration)
      ).post('/claims', { person: other, purpose: 'test' });
      const account = { issuer: 'https://provider.example', subject: randomUUID() };
      const link: string = answer.body.path.replace('/claim/', '');
      await stack.records.identities.bindByLink(link, account, Date.now());
      const { items } = await stack.records.identities.page(other, undefined, 1);
      const [identity] = items;
      if (identity === undefined) throw new Error(`no account: ${answer.text}`);
      return identity.id;
    },
  };
}

async function accepted(stack: Stack, person: PersonId, instance: string, type: string, input: object): Promise<void> {
  const { status, text } = await (await stack.as(person)).decide(instance, type, input);
  if (status !== 200) throw new Error(`${type} was not taken: ${text}`);
}

/** The agency's improvement names the person from outside who will verify it: that invites them. */
async function nameTheVerifier(stack: Stack): Promise<void> {
  const improvement = `improvement/2026/${AGENCY}/1`;
  const due = addDays(dateInJapan(Date.now()), 30);
  await accepted(stack, agency.headOfOfficers, improvement, 'assignOwner', {
    number: 1,
    title: '権限の見直し',
    role: 'officer',
    department: agency.departments.services,
    planBy: due,
  });
  await accepted(stack, agency.officerOfServices, improvement, 'plan', {
    cause: '担当が決まっていなかった（架空）',
    recurrencePrevention: '定例とする（架空）',
    actions: [{ kind: 'awareness', what: '周知（架空）' }],
    implementer: agency.staffOfPlanning,
    dueDate: due,
    verifier: agency.outsideVerifier,
    criterion: '残っていないこと（架空）',
    method: '突合（架空）',
    observationDays: 30,
  });
}
