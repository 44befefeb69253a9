/** What is asked of every page, by everybody, about every kind of body: as its address stands among the routes. */
import type { CallerName, Place } from './world.ts';

/** A page asked for, or a form of it sent. */
export interface PageAsked {
  readonly path: string;
  /** The fields of a form. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What is asked of a page. */
export interface PageAsking {
  /** Tells apart what is asked of one page in several ways. */
  readonly what?: string;
  /** Asked once where no body is named, not for each. */
  readonly everywhere?: true;
  ask(place: Place, caller: CallerName): PageAsked | Promise<PageAsked>;
}

const check = { _do: 'check' };
const once = (path: string, fields?: PageAsked['fields']): PageAsking => ({
  everywhere: true,
  ask: () => ({ path, ...(fields && { fields }) }),
});
const of = (path: (place: Place) => string, fields?: PageAsked['fields']): PageAsking => ({
  ask: (place) => ({ path: path(place), ...(fields && { fields }) }),
});
const somebody = ({ ciso }: Place): string => `/admin/people/${ciso}`;
const post = ({ post: id }: Place): string => `/admin/posts/${id}`;
const newPerson = ({ body }: Place) => ({
  ...check,
  nameJa: '試験 花（架空）',
  nameEn: 'Hana Test (fictional)',
  home: body,
});
const waiting = (act: string, fields?: PageAsked['fields']): PageAsking => ({
  ask: async (place) => ({ path: `/admin/changes/${await place.waiting()}${act}`, ...(fields && { fields }) }),
});
const department = (body: string): string =>
  JSON.stringify({
    departments: [
      { id: 'access', organisation: body, nameJa: '試験課（架空）', nameEn: 'Access (fictional)', bureau: true },
    ],
  });
const cycle = ({ body }: Place): string => `/cycle/2026/${body}`;
const improvement = ({ body }: Place): string => `/improvement/2026/${body}/1`;
const procedure = '/:kind/:year/:organisation';
const numbered = `${procedure}/:n`;
/** What is sent of what was seen last. */
const confirming = (path: (place: Place) => string, instance: (place: Place) => string): PageAsking => ({
  what: 'confirm',
  ask: async (place) => ({ path: path(place), fields: { _do: 'confirm', _seen: await place.seen(instance(place)) } }),
});

/** By page. */
export const pageRequests: Readonly<Record<string, readonly PageAsking[]>> = {
  'GET /': [once('/')],
  'GET /sign-in': [once('/sign-in')],
  'POST /sign-in': [once('/sign-in', { token: 'no-such-token' })],
  'POST /sign-in/as': [once('/sign-in/as', { person: 'nobody' })],
  'POST /sign-in/passkey/begin': [once('/sign-in/passkey/begin', {})],
  'POST /sign-in/passkey': [once('/sign-in/passkey', { answer: '' })],
  'POST /claim/:link/passkey/begin': [once(`/claim/${'x'.repeat(43)}/passkey/begin`, {})],
  'POST /claim/:link/passkey': [once(`/claim/${'x'.repeat(43)}/passkey`, { answer: '' })],
  'GET /settings/passkeys': [once('/settings/passkeys')],
  'POST /settings/passkeys/begin': [once('/settings/passkeys/begin', {})],
  'POST /settings/passkeys': [once('/settings/passkeys', { answer: '' })],
  'POST /settings/passkeys/remove': [once('/settings/passkeys/remove', { passkey: 'no-such-passkey' })],
  'GET /sign-out': [once('/sign-out')],
  'POST /sign-out': [once('/sign-out', {})],
  'GET /settings': [once('/settings')],
  'POST /settings': [once('/settings', { wanted: 'due' })],
  'GET /settings/sessions': [once('/settings/sessions')],
  'POST /settings/sessions/end': [once('/settings/sessions/end', { session: 'no-such-session' })],
  'POST /settings/sessions/end-others': [once('/settings/sessions/end-others', {})],
  'POST /settings/sessions/remove': [once('/settings/sessions/remove', { identity: 'no-such-identity' })],

  'GET /board': [once('/board?year=2026'), { what: 'fields left open', ...once('/board?year=2026&name=&kind=') }],
  'GET /board.csv': [once('/board.csv?year=2026')],
  'GET /notices': [once('/notices')],
  'POST /notices/:notice/read': [once('/notices/999999999/read', {})],
  'GET /calendar': [once('/calendar?month=2026-12')],
  'POST /calendar': [
    { what: 'make', ...once('/calendar', { _do: 'make' }) },
    { what: 'withdraw', ...once('/calendar', { _do: 'withdraw' }) },
  ],
  'GET /help': [once('/help')],
  'GET /help/rules': [once('/help/rules')],
  'GET /guideline': [once('/guideline?search=%E7%9B%A3%E6%9F%BB')],
  'GET /guideline/:id': [once('/guideline/3-7?year=2026')],
  'GET /:organisation/:year': [of(({ body }) => `/${body}/2026`)],
  'GET /handover': [once('/handover')],
  'GET /handover/:appointment': [of(({ post: id }) => `/handover/${id}`)],
  'GET /registers/:organisation': [
    of(({ body }) => `/registers/${body}`),
    { what: 'common', ...once('/registers/common') },
  ],
  'POST /registers/:organisation': [of(({ body }) => `/registers/${body}`, { register: 'coolingOffDays', value: 'x' })],
  'GET /registers/:organisation/:register': [
    of(({ body }) => `/registers/${body}/visibility`),
    { what: 'common', ...once('/registers/common/guidelines') },
  ],
  'POST /registers/:organisation/:register': [
    of(({ body }) => `/registers/${body}/calendarOverrides`, { _do: 'save', 'planningDay.day': 'x' }),
    { what: 'common', ...once('/registers/common/guidelines', { _do: 'save' }) },
  ],
  'GET /registers/common/:register/:key': [once('/registers/common/guidelines/no-such')],
  'POST /registers/common/:register/:key': [once('/registers/common/guidelines/no-such', { _do: 'save' })],
  'GET /standing/:organisation/:year': [of(({ body }) => `/standing/${body}/2026`)],
  'GET /record/:organisation/:year': [of(({ body }) => `/record/${body}/2026`)],
  'GET /documents': [once('/documents?search=%E7%9B%A3%E6%9F%BB')],
  'GET /documents/:hash/file': [of(({ document }) => `/documents/${document}/file`)],
  'GET /documents/:hash': [of(({ document }) => `/documents/${document}`)],

  'GET /admin': [once('/admin')],
  'GET /admin/organisations': [once('/admin/organisations')],
  'GET /admin/organisations/:organisation': [of(({ body }) => `/admin/organisations/${body}`)],
  'GET /admin/departments/:organisation/new': [of(({ body }) => `/admin/departments/${body}/new`)],
  'POST /admin/departments/:organisation/new': [of(({ body }) => `/admin/departments/${body}/new`, {})],
  'GET /admin/departments/:organisation/:department': [of(({ body }) => `/admin/departments/${body}/no-such`)],
  'POST /admin/departments/:organisation/:department': [of(({ body }) => `/admin/departments/${body}/no-such`, {})],
  'GET /admin/people': [of(({ body }) => `/admin/people?organisation=${body}`)],
  'GET /admin/people/new': [once('/admin/people/new')],
  'POST /admin/people/new': [{ ask: (place) => ({ path: '/admin/people/new', fields: newPerson(place) }) }],
  'GET /admin/people/:person': [of(somebody)],
  'GET /admin/people/:person/change': [of((place) => `${somebody(place)}/change`)],
  'POST /admin/people/:person/change': [of((place) => `${somebody(place)}/change`, {})],
  'POST /admin/people/:person/links': [of((place) => `${somebody(place)}/links`, {})],
  'POST /admin/people/:person/links/withdraw': [of((place) => `${somebody(place)}/links/withdraw`, { claim: 'no' })],
  'POST /admin/people/:person/passkeys/remove': [
    of((place) => `${somebody(place)}/passkeys/remove`, { passkey: 'no' }),
  ],
  'POST /admin/people/:person/accounts': [of((place) => `${somebody(place)}/accounts`, {})],
  'POST /admin/people/:person/accounts/remove': [
    of((place) => `${somebody(place)}/accounts/remove`, { identity: 'no' }),
  ],
  'POST /admin/people/:person/revoke': [of(({ other }) => `/admin/people/${other}/revoke`, {})],
  'GET /admin/posts/:appointment': [of(post)],
  'POST /admin/posts/:appointment/replace': [of((place) => `${post(place)}/replace`, {})],
  'POST /admin/posts/:appointment/end': [of((place) => `${post(place)}/end`, {})],
  'POST /admin/posts/:appointment/void': [of((place) => `${post(place)}/void`, {})],
  'GET /admin/appoint': [of(({ body }) => `/admin/appoint?organisation=${body}`)],
  'POST /admin/appoint': [{ ask: ({ body }) => ({ path: '/admin/appoint', fields: { organisation: body } }) }],
  'GET /admin/changes': [once('/admin/changes')],
  'POST /admin/changes': [
    { ask: ({ body }) => ({ path: '/admin/changes', fields: { change: department(body) } }) },
    { what: 'no change', ...once('/admin/changes', { change: 'no' }) },
  ],
  'GET /admin/changes/:change': [waiting('')],
  'POST /admin/changes/:change/approve': [waiting('/approve', {})],
  'POST /admin/changes/:change/reject': [waiting('/reject', { reason: 'r' })],
  'POST /admin/changes/:change/withdraw': [waiting('/withdraw', {})],
  'POST /admin/changes/:change/object': [waiting('/object', { reason: 'r' })],
  'GET /admin/registers': [once('/admin/registers')],
  'GET /admin/bodies/new': [once('/admin/bodies/new')],
  'POST /admin/bodies/new': [once('/admin/bodies/new', check)],
  'GET /admin/bodies/:organisation': [of(({ body }) => `/admin/bodies/${body}`)],
  'POST /admin/bodies/:organisation': [of(({ body }) => `/admin/bodies/${body}`, check)],
  'GET /admin/calendar': [
    once('/admin/calendar'),
    { what: 'of a body', ...of(({ body }) => `/admin/calendar?of=body:${body}`) },
  ],
  'GET /admin/webhooks': [once('/admin/webhooks')],
  'POST /admin/webhooks': [once('/admin/webhooks', {})],
  'GET /admin/webhooks/:webhook': [once('/admin/webhooks/no-such')],
  'POST /admin/webhooks/:webhook': [once('/admin/webhooks/no-such', { _do: 'ping' })],
  'GET /admin/operation': [once('/admin/operation')],
  'POST /admin/operation': [once('/admin/operation', {})],
  'GET /admin/imports': [once('/admin/imports')],
  'POST /admin/imports': [once('/admin/imports', {})],
  'GET /admin/imports/template.csv': [once('/admin/imports/template.csv?kind=people')],
  'GET /admin/imports/recorded.csv': [of(({ body }) => `/admin/imports/recorded.csv?kind=people&organisation=${body}`)],

  [`GET ${procedure}`]: [of(cycle)],
  [`GET ${procedure}/picture.svg`]: [of((place) => `${cycle(place)}/picture.svg`)],
  [`GET ${procedure}/history`]: [of((place) => `${cycle(place)}/history`)],
  [`GET ${procedure}/entries/:seq`]: [of((place) => `${cycle(place)}/entries/1`)],
  [`GET ${procedure}/decide/:decision`]: [
    of((place) => `${cycle(place)}/decide/close`),
    { what: 'unknown decision', ...of((place) => `${cycle(place)}/decide/noSuchDecision`) },
  ],
  [`POST ${procedure}/decide/:decision`]: [
    { what: 'check', ...of((place) => `${cycle(place)}/decide/close`, check) },
    confirming(
      (place) => `${cycle(place)}/decide/close`,
      (place) => cycle(place).slice(1),
    ),
    { what: 'unknown decision', ...of((place) => `${cycle(place)}/decide/noSuchDecision`, { _do: 'confirm' }) },
  ],
  [`GET ${numbered}`]: [of(improvement)],
  [`GET ${numbered}/picture.svg`]: [of((place) => `${improvement(place)}/picture.svg`)],
  [`GET ${numbered}/history`]: [of((place) => `${improvement(place)}/history`)],
  [`GET ${numbered}/entries/:seq`]: [of((place) => `${improvement(place)}/entries/1`)],
  [`GET ${numbered}/decide/:decision`]: [of((place) => `${improvement(place)}/decide/refuseWithdrawal`)],
  [`POST ${numbered}/decide/:decision`]: [
    { what: 'check', ...of((place) => `${improvement(place)}/decide/refuseWithdrawal`, check) },
    confirming(
      (place) => `${improvement(place)}/decide/refuseWithdrawal`,
      (place) => improvement(place).slice(1),
    ),
  ],
};
