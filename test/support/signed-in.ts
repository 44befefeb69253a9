/** Somebody at a browser, without one: the cookie of a session, pages, and forms as their pages gave them. */
import { SESSION_LIFE } from '../../contract/records/tokens.ts';
import type { Records } from '../../contract/records/records.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';

/** What pages are asked of: an app, or the address at which it is served. */
export type Pages = { fetch(request: Request): Response | Promise<Response> } | string;

/** What came. */
export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** Where it leads, if it leads on. */
  readonly to: string | null;
}

/** What a test does besides. */
export interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  /** The form token; the one of the first page when absent, none when empty. */
  readonly token?: string;
}

/** Asks as a browser does that follows nothing by itself. */
export async function ask(pages: Pages, method: string, path: string, given: RequestInit = {}): Promise<Shown> {
  const base = typeof pages === 'string' ? pages : 'http://junkan.example';
  const request = new Request(`${base}${path}`, { method, redirect: 'manual', ...given });
  const response = await (typeof pages === 'string' ? fetch(request) : pages.fetch(request));
  const { status, headers } = response;
  return { status, headers, html: await response.text(), to: headers.get('location') };
}

/** The fields of a form as a browser sends them. */
export function formBody(fields: Readonly<Record<string, string>>): Pick<RequestInit, 'body'> {
  return { body: new URLSearchParams(fields) };
}

/** Somebody signed in. */
export interface SignedIn {
  readonly person: PersonId;
  readonly secret: string;
  readonly id: string;
  readonly cookie: string;
  get(path: string, sending?: Sending): Promise<Shown>;
  post(path: string, fields?: Readonly<Record<string, string>>, sending?: Sending): Promise<Shown>;
  /** A form token, as a page of this session carries it. */
  token(): Promise<string>;
}

/** Signs somebody in. */
export async function signIn(pages: Pages, { tokens }: Records, person: PersonId, at: Instant): Promise<SignedIn> {
  const expires = at + SESSION_LIFE;
  const { id, secret } = await tokens.issue({ person, issuedBy: person, at, expires, purpose: 'test', session: true });
  return withSession(pages, person, id, secret);
}

/** Somebody whose session is at hand. */
export function withSession(pages: Pages, person: PersonId, id: string, secret: string): SignedIn {
  const cookie = `junkan_session=${secret}`;
  const token = async (): Promise<string> => {
    const { html } = await ask(pages, 'GET', '/sign-out', { headers: { cookie } });
    const found = /name="_form" value="([^"]+)"/.exec(html)?.[1];
    if (found === undefined) throw new Error(`${person} was given no form`);
    return found;
  };
  return {
    person,
    secret,
    id,
    cookie,
    token,
    get: (path, { headers = {} } = {}) => ask(pages, 'GET', path, { headers: { cookie, ...headers } }),
    async post(path, fields = {}, { headers = {}, token: given } = {}) {
      const used = given ?? (await token());
      const body = formBody({ ...(used !== '' && { _form: used }), ...fields });
      return ask(pages, 'POST', path, { headers: { cookie, ...headers }, ...body });
    },
  };
}
