/** What is asked of every route, so that its answer shows whether the caller was let in and changes as little as can be. */
import { dateInJapan } from '../../../model/japan-time.ts';
import type { CallerName, Place } from './world.ts';

/** One request, for a body and a caller. */
export interface Asked {
  readonly path: string;
  readonly body?: object;
  /** Bytes instead of JSON. */
  readonly bytes?: string;
}

/** What a route is asked. */
export interface Asking {
  /** Tells apart what is asked of one route in several ways. */
  readonly what?: string;
  /** False where no body is named: asked once, not for each. */
  readonly everywhere?: true;
  ask(place: Place, caller: CallerName): Asked | Promise<Asked>;
}

const api = '/api/v1';
const once = (path: string, body?: object): Asking => ({
  everywhere: true,
  ask: () => ({ path: `${api}${path}`, ...(body && { body }) }),
});
const page = (path: string): Asking => ({ everywhere: true, ask: () => ({ path }) });
const of = (path: (place: Place) => string, body?: (place: Place) => object): Asking => ({
  ask: (place) => ({ path: `${api}${path(place)}`, ...(body && { body: body(place) }) }),
});
const cycle = ({ body }: Place): string => `/procedures/cycle/2026/${body}`;
const improvement = ({ body }: Place): string => `/procedures/improvement/2026/${body}/1`;
const today = (): string => dateInJapan(Date.now());
const nothing = '00000000-0000-4000-8000-000000000000';
const webhook = { url: 'https://198.51.100.7/hook', purpose: 'test', types: ['procedure.phaseChanged'] };
const department = ({ body }: Place) => ({
  departments: [
    { id: 'access', organisation: body, nameJa: '試験課（架空）', nameEn: 'Access (fictional)', bureau: true },
  ],
});
const changed = (act: string): Asking => ({
  ask: async (place) => ({ path: `${api}/registry/changes/${await place.waiting()}/${act}`, body: { reason: 'r' } }),
});

/** By route, as the OpenAPI document names it. */
export const requests: Readonly<Record<string, readonly Asking[]>> = {
  'GET /about': [page('/about')],
  'GET /health': [page('/health')],
  'GET /ready': [page('/ready')],
  'GET /metrics': [page('/metrics')],
  'GET /api/v1/openapi.json': [once('/openapi.json')],
  'GET /claim/{secret}': [page('/claim/no-such-link-no-such-link-no-such-link')],
  'POST /claim/{secret}': [page('/claim/no-such-link-no-such-link-no-such-link')],
  'GET /calendar/{file}': [page('/calendar/no-such-feed.ics')],

  'GET /api/v1/me': [once('/me')],
  'GET /api/v1/acts': [once('/acts')],
  'GET /api/v1/openings': [once('/openings')],
  'GET /api/v1/tasks': [once('/tasks')],
  'GET /api/v1/tasks/waiting-for-me': [once('/tasks/waiting-for-me')],
  'GET /api/v1/notices': [once('/notices')],
  'GET /api/v1/notices/mail': [once('/notices/mail')],
  'POST /api/v1/notices/{notice}/read': [once('/notices/999999999/read')],
  'GET /api/v1/dates': [once('/dates?month=2026-12')],
  'GET /api/v1/settings': [once('/settings')],
  'PUT /api/v1/settings': [once('/settings', { digest: false, muted: [] })],
  'GET /api/v1/calendar-feed': [once('/calendar-feed')],
  'POST /api/v1/calendar-feed': [once('/calendar-feed')],
  'DELETE /api/v1/calendar-feed': [once('/calendar-feed')],

  'GET /api/v1/board': [once('/board?year=2026')],
  'GET /api/v1/board.csv': [once('/board.csv?year=2026')],
  'GET /api/v1/definitions': [once('/definitions')],
  'GET /api/v1/clauses': [once('/clauses?section=3')],
  'GET /api/v1/clauses/{id}': [
    once('/clauses/3-7'),
    { what: 'standing', ...of(({ body }) => `/clauses/6-2?organisation=${body}&year=2026`) },
  ],
  'GET /api/v1/refusals': [of(({ body }) => `/refusals?organisation=${body}`)],
  'GET /api/v1/reads': [of(({ body }) => `/reads?organisation=${body}`)],
  'GET /api/v1/unreachable-people': [once('/unreachable-people')],
  'GET /api/v1/operation': [once('/operation')],
  'GET /api/v1/integrity': [once('/integrity')],
  'GET /api/v1/integrity/rebuilds': [once('/integrity/rebuilds')],
  'POST /api/v1/integrity/rebuilds': [once('/integrity/rebuilds', { instance: 'cycle/2026/nobody' })],
  'POST /api/v1/integrity/verifications': [once('/integrity/verifications')],
  'GET /api/v1/ending-posts': [once('/ending-posts')],
  'GET /api/v1/vacant-posts': [once('/vacant-posts')],
  'GET /api/v1/schedules': [once('/schedules')],
  'GET /api/v1/years': [once('/years')],
  'POST /api/v1/years': [
    { what: 'of all bodies', ...once('/years', { year: 2031 }) },
    of(
      () => '/years',
      ({ body }) => ({ year: 2026, organisations: [body] }),
    ),
  ],
  'GET /api/v1/years/{year}/opening': [once('/years/2031/opening')],
  'GET /api/v1/calendar/{year}': [of(({ body }) => `/calendar/2026?organisation=${body}`)],

  'GET /api/v1/procedures': [of(({ body }) => `/procedures?organisation=${body}`)],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}': [of(cycle)],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/journal': [of((place) => `${cycle(place)}/journal`)],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/standing': [
    of((place) => `${cycle(place)}/standing?on=${today()}`),
  ],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/timeline': [of((place) => `${cycle(place)}/timeline`)],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/self-inspection': [
    of((place) => `${cycle(place)}/self-inspection`),
  ],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/self-inspection/template': [
    of((place) => `${cycle(place)}/self-inspection/template`),
  ],
  // 415: let in, and told that only CSV is taken.
  'POST /api/v1/procedures/{kind}/{year}/{organisation}/self-inspection': [
    { ask: (place) => ({ path: `${api}${cycle(place)}/self-inspection`, bytes: 'a' }) },
  ],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/{n}': [of(improvement)],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/{n}/journal': [of((place) => `${improvement(place)}/journal`)],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/{n}/standing': [
    of((place) => `${improvement(place)}/standing?on=${today()}`),
  ],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/{n}/timeline': [of((place) => `${improvement(place)}/timeline`)],
  // 400: let in, and told that there is no such decision; 403: not that person's; 409: theirs, but not now.
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/decisions/{decision}/draft': [
    of((place) => `${cycle(place)}/decisions/close/draft`),
  ],
  'GET /api/v1/procedures/{kind}/{year}/{organisation}/{n}/decisions/{decision}/draft': [
    of((place) => `${improvement(place)}/decisions/refuseWithdrawal/draft`),
  ],
  'POST /api/v1/procedures/{kind}/{year}/{organisation}/decisions': [
    {
      what: 'tried',
      ...of(
        (place) => `${cycle(place)}/decisions?check=1`,
        () => ({ type: 'close' }),
      ),
    },
    {
      what: 'unknown decision',
      ...of(
        (place) => `${cycle(place)}/decisions`,
        () => ({ type: 'noSuchDecision' }),
      ),
    },
    {
      what: 'close',
      ...of(
        (place) => `${cycle(place)}/decisions`,
        () => ({ type: 'close' }),
      ),
    },
  ],
  'POST /api/v1/procedures/{kind}/{year}/{organisation}/{n}/decisions': [
    {
      what: 'unknown decision',
      ...of(
        (place) => `${improvement(place)}/decisions`,
        () => ({ type: 'noSuchDecision' }),
      ),
    },
    {
      what: 'refuseWithdrawal',
      ...of(
        (place) => `${improvement(place)}/decisions`,
        () => ({ type: 'refuseWithdrawal', reason: 'r' }),
      ),
    },
  ],
  'POST /api/v1/documents': [
    {
      ask: (place, caller) => ({
        path: `${api}/documents?name=access.txt&organisation=${place.body}`,
        bytes: `of ${caller} for ${place.body}`,
      }),
    },
  ],
  'GET /api/v1/documents': [of((place) => `/documents?procedure=${cycle(place).slice('/procedures/'.length)}`)],
  'GET /api/v1/documents/{hash}/about': [of(({ document }) => `/documents/${document}/about`)],
  'GET /api/v1/documents/{hash}': [of(({ document }) => `/documents/${document}`)],

  'GET /api/v1/organisations': [once('/organisations')],
  'GET /api/v1/organisations/{organisation}': [of(({ body }) => `/organisations/${body}`)],
  'GET /api/v1/departments': [of(({ body }) => `/departments?organisation=${body}`)],
  'GET /api/v1/people': [of(({ body }) => `/people?organisation=${body}`)],
  'GET /api/v1/people/{person}': [of(({ ciso }) => `/people/${ciso}`)],
  'GET /api/v1/people/{person}/appointments': [of(({ ciso }) => `/people/${ciso}/appointments`)],
  'GET /api/v1/appointments': [of(({ body }) => `/appointments?organisation=${body}`)],
  'GET /api/v1/appointments/{appointment}': [of(({ post }) => `/appointments/${post}`)],
  'GET /api/v1/appointments/{appointment}/handover': [of(({ post }) => `/appointments/${post}/handover`)],
  'GET /api/v1/registers/{organisation}/{register}': [of(({ body }) => `/registers/${body}/visibility`)],
  'PUT /api/v1/registers/{organisation}/{register}': [
    of(
      ({ body }) => `/registers/${body}/enteredFor`,
      () => ({ value: true }),
    ),
    { what: 'common', ...once('/registers/common/editions', { key: 'access', value: null }) },
  ],

  'POST /api/v1/registry/changes': [of(() => '/registry/changes', department)],
  'GET /api/v1/registry/changes': [once('/registry/changes')],
  'GET /api/v1/registry/changes/{change}': [
    { ask: async (place) => ({ path: `${api}/registry/changes/${await place.waiting()}` }) },
  ],
  'GET /api/v1/registry/changes/{change}/preview': [
    { ask: async (place) => ({ path: `${api}/registry/changes/${await place.waiting()}/preview` }) },
  ],
  'POST /api/v1/registry/changes/{change}/approve': [changed('approve')],
  'POST /api/v1/registry/changes/{change}/object': [changed('object')],
  'POST /api/v1/registry/changes/{change}/reject': [changed('reject')],
  'POST /api/v1/registry/changes/{change}/withdraw': [changed('withdraw')],
  'GET /api/v1/registry/journal': [once('/registry/journal')],
  'GET /api/v1/registry/exports/{kind}': [of(({ body }) => `/registry/exports/people?organisation=${body}`)],
  'GET /api/v1/registry/templates/{kind}': [once('/registry/templates/people')],
  'POST /api/v1/registry/import': [of(() => '/registry/import', department)],

  'POST /api/v1/tokens': [
    of(
      () => '/tokens',
      ({ other }) => ({ person: other, purpose: 'test' }),
    ),
  ],
  'GET /api/v1/tokens': [of(({ other }) => `/tokens?person=${other}`)],
  'DELETE /api/v1/tokens/{token}': [{ ask: async (place) => ({ path: `${api}/tokens/${await place.token()}` }) }],
  'POST /api/v1/tokens/revoke-all': [
    of(
      () => '/tokens/revoke-all',
      ({ other }) => ({ person: other }),
    ),
  ],
  'GET /api/v1/claims': [of(({ other }) => `/claims?person=${other}`)],
  'POST /api/v1/claims': [
    of(
      () => '/claims',
      ({ other }) => ({ person: other, purpose: 'test' }),
    ),
  ],
  'DELETE /api/v1/claims/{claim}': [{ ask: async (place) => ({ path: `${api}/claims/${await place.claim()}` }) }],

  'GET /api/v1/sessions': [once('/sessions')],
  'DELETE /api/v1/sessions/{session}': [once('/sessions/no-such-session')],
  'POST /api/v1/sessions/end-others': [once('/sessions/end-others')],
  'GET /api/v1/identities': [of(({ other }) => `/identities?person=${other}`)],
  // 409: let in, and told that no provider is configured.
  'GET /api/v1/passkeys': [of(({ other }) => `/passkeys?person=${other}`)],
  'DELETE /api/v1/passkeys/{passkey}': [
    { ask: async (place) => ({ path: `${api}/passkeys/${await place.passkey()}` }) },
  ],
  'POST /api/v1/identities': [
    of(
      () => '/identities',
      ({ other }) => ({ person: other, subject: 'test' }),
    ),
  ],
  'DELETE /api/v1/identities/{identity}': [
    { ask: async (place) => ({ path: `${api}/identities/${await place.identity()}` }) },
  ],

  'GET /api/v1/webhooks': [once('/webhooks')],
  'POST /api/v1/webhooks': [once('/webhooks', webhook)],
  'PUT /api/v1/webhooks/{webhook}': [once(`/webhooks/${nothing}`, webhook)],
  'DELETE /api/v1/webhooks/{webhook}': [once(`/webhooks/${nothing}`)],
  'POST /api/v1/webhooks/{webhook}/rotate': [once(`/webhooks/${nothing}/rotate`)],
  'GET /api/v1/webhooks/{webhook}/deliveries': [once(`/webhooks/${nothing}/deliveries`)],
  'POST /api/v1/webhooks/{webhook}/replay': [
    once(`/webhooks/${nothing}/replay`, { events: [`evt_${'0'.repeat(32)}`] }),
  ],
  'POST /api/v1/webhooks/{webhook}/ping': [once(`/webhooks/${nothing}/ping`)],
};
