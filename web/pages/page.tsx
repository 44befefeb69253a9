/**
 * One form for every page: who is signed in, in which language, and what becomes of a problem. A form is taken only from a
 * page that this session was given; pages ask the routes of the API and never go round them.
 */
import type { Child } from 'hono/jsx';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Api } from '../api/routes.ts';
import type { Caller } from '../caller.ts';
import type { Inside, Router, WebContext } from '../endpoint.ts';
import { failed, problemOf } from '../errors.ts';
import type { Parts } from '../parts.ts';
import { notAllowed, problemKinds, type Problem } from '../problems.ts';
import { isFromHere, keyOfForm, sessionOf, type Session } from '../session.ts';
import { tokenField } from './kit/parts.tsx';
import type { View } from './kit/view.ts';
import { ja } from './texts/japanese.ts';
import { en } from './texts/english.ts';
import { chooseLanguage } from './language.ts';
import { policy } from './policy.ts';
import { fieldsOf } from './fields.ts';
import { forgetKept, keepForm, keptForm, senderOf, toldOf, type Kept } from './kept.ts';
import { ProblemPage, type Typed } from './problem/problem.tsx';
import { addressOf, viewBefore, viewFor } from './viewed.ts';

/** Where pages are put, and what they ask. */
export interface Site {
  readonly router: Router;
  readonly api: Api;
  /** The forms that are kept: how what was typed into one is shown again. */
  readonly kept: KeptForm[];
}

interface KeptForm {
  readonly pattern: RegExp;
  readonly again: Again;
}

/** Shows the form with what was typed, and why it was refused, and does nothing else. */
export type Again = (visit: SignedVisit, fields: Kept['fields'], problem?: Problem) => Promise<Shown>;

/** A form shown again on the way from it: where one went on to another page that was refused; nothing where there is none. */
export async function formAgain(
  site: Site,
  visit: SignedVisit,
  { path, fields }: Pick<Kept, 'path' | 'fields'>,
  problem: Problem,
): Promise<Shown | undefined> {
  const form = site.kept.find(({ pattern }) => pattern.test(path));
  const params = { ...form?.pattern.exec(path)?.groups };
  return form?.again({ ...visit, path, params }, fields, problem);
}

/** What a page is given. */
export interface Visit {
  readonly c: WebContext;
  readonly parts: Parts;
  readonly view: View;
  /** Its address, or that of the form that is shown again here. */
  readonly path: string;
  readonly params: Record<string, string>;
  readonly query: Record<string, string[]>;
}

/** Of somebody who is signed in. */
export interface SignedVisit extends Visit {
  readonly me: Caller;
  readonly session: Session;
  /** What a route is asked with. */
  readonly inside: (more?: Partial<Inside>) => Inside;
}

/** A form as it was sent. */
export interface Sent {
  readonly fields: FormData;
  /** The key under which what it asks for is done once. */
  readonly key: string;
}

/** What a page comes to. */
export type Shown = Response | { readonly page: Child; readonly status?: ContentfulStatusCode };

/** Adds a page for whoever is signed in; others are led to the sign-in and back. */
export function page(site: Site, path: string, show: (visit: SignedVisit) => Promise<Shown>): void {
  route(site, 'GET', path, async (visit, session) =>
    session === undefined
      ? toSignIn(visit, addressOf(visit.c))
      : 'kept' in visit.query
        ? shownAgain(site, signed(visit, session), show)
        : show(signed(visit, session)),
  );
}

/** The page on which a form stands that was kept, with what was typed into it; without it where nothing is kept. */
async function shownAgain(site: Site, visit: SignedVisit, show: (visit: SignedVisit) => Promise<Shown>) {
  const { c, parts, me, view } = visit;
  const kept = await keptForm(c, parts, me.person);
  const form = kept && site.kept.find(({ pattern }) => pattern.test(kept.path));
  const here = { ...visit, view: { ...view, kept: toldOf(view, kept) } };
  return kept === undefined || form === undefined ? show(here) : form.again(here, kept.fields);
}

/** What becomes of a form when the session has ended. */
export interface Afterwards {
  /** The page on which it stands, to which the sign-in leads back; absent: its own address. */
  readonly on?: string;
  /** Where something is typed: it is not lost, nor when something is away or too much was sent, but shown again. */
  readonly again?: Again;
}

/** Adds what takes a form of a page. */
export function form(
  site: Site,
  path: string,
  take: (visit: SignedVisit, sent: Sent) => Promise<Shown>,
  { on = path, again }: Afterwards = {},
): void {
  const kept = again !== undefined;
  if (kept) site.kept.push({ pattern: patternOf(path), again });
  route(
    site,
    'POST',
    path,
    async (visit, session) => {
      const { c } = visit;
      if (!isFromHere(c)) throw notAllowed({ ja: ja.problem.crossSite, en: en.problem.crossSite });
      const at = placeOf(on, visit.params);
      if (session === undefined) return kept ? toSignInKept(visit, at) : toSignIn(visit, at);
      const fields = await fieldsOf(c);
      const token = fields.get(tokenField);
      const key = typeof token === 'string' ? keyOfForm(session, token) : undefined;
      if (key !== undefined) {
        const shown = await take(signed(visit, session), { fields, key });
        const isDone = shown instanceof Response || shown.status === 201;
        if (kept && isDone) await forgetKept(c, visit.parts, session.me.person);
        return shown;
      }
      // Given before the same person signed in anew: shown again, to be sent under this session.
      const sender = kept ? await senderOf(c, visit.parts, async () => fields) : undefined;
      if (sender?.person === session.me.person && (await keepForm(c, visit.parts, sender, at))) {
        return c.redirect(`${at}?kept=1`, 303);
      }
      throw notAllowed({ ja: ja.problem.crossSite, en: en.problem.crossSite });
    },
    kept,
  );
}

/** Leads to the sign-in; what was sent is kept for whoever proves to be its sender. */
async function toSignInKept({ c, parts }: Visit, at: string): Promise<Response> {
  const sender = await senderOf(c, parts, () => fieldsOf(c));
  const isKept = sender !== undefined && (await keepForm(c, parts, sender, at));
  const to = `${at}${isKept ? '?kept=1' : ''}`;
  return c.redirect(`/sign-in?to=${encodeURIComponent(to)}&sent=${isKept ? 'kept' : 'lost'}`, 303);
}

/** Adds a page that needs no signing in. */
export function openPage(
  site: Site,
  path: string,
  show: (visit: Visit, session: Session | undefined) => Promise<Shown>,
): void {
  route(site, 'GET', path, show);
}

/** Adds what takes a form of somebody not signed in: told from another site's by what browsers say of where it comes from. */
export function openForm(
  site: Site,
  path: string,
  take: (visit: Visit, fields: FormData, session: Session | undefined) => Promise<Shown>,
): void {
  route(site, 'POST', path, async (visit, session) => {
    if (!isFromHere(visit.c)) throw notAllowed({ ja: ja.problem.crossSite, en: en.problem.crossSite });
    return take(visit, await fieldsOf(visit.c), session);
  });
}

function route(
  { router }: Site,
  method: 'GET' | 'POST',
  path: string,
  show: (visit: Visit, session: Session | undefined) => Promise<Shown>,
  again = false,
): void {
  const { app, parts, routes } = router;
  routes.push({ method, path, pattern: patternOf(path) });
  app.on(method, path, async (c) => {
    c.set('route', path.replaceAll(/\{[^}]*\}/g, ''));
    return visited(c, parts, show, again);
  });
}

const parameter = /:(\w+)(?:\{([^}]*)\})?/g;

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(parameter, (_, name: string, of = '[^/]+') => `(?<${name}>${of})`)}$`);
}

/** The address with its parameters. */
function placeOf(path: string, params: Record<string, string>): string {
  return path.replaceAll(parameter, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** The page of an address at which there is none. */
export async function lost(c: WebContext, parts: Parts, problem: Problem): Promise<Response> {
  return visited(c, parts, () => Promise.reject(problem));
}

async function visited(
  c: WebContext,
  parts: Parts,
  show: (visit: Visit, session: Session | undefined) => Promise<Shown>,
  again = false,
): Promise<Response> {
  c.header('content-security-policy', policy);
  // Not kept for others, and asked for anew – but the browser's way back to a form that was sent still finds it.
  c.header('cache-control', 'private, no-cache');
  // To other sites nothing; without one for ours, browsers would not say of a form where it comes from.
  c.header('referrer-policy', 'same-origin');
  const switched = switchedLanguage(c, parts);
  if (switched !== undefined) return switched;
  let session: Session | undefined;
  let view = viewBefore(c, parts);
  try {
    session = await sessionOf(c, parts);
    if (session !== undefined) {
      c.set('person', session.me.person);
      view = await viewFor(c, view, parts, session);
    }
    const visit = { c, parts, view, path: c.req.path, params: c.req.param(), query: c.req.queries() };
    const shown = await show(visit, session);
    return shown instanceof Response ? guarded(shown) : answer(c, shown.page, shown.status);
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) {
      const { request, route: at } = c.var;
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parts.logger.error({ request, route: at, error: told }, 'a page failed');
    }
    const told = problem ?? failed();
    for (const [name, value] of Object.entries(told.headers)) c.header(name, value);
    const { status } = problemKinds[told.kind];
    const typed = again && passing.includes(status) && isFromHere(c) ? await typedIn(c) : undefined;
    return answer(c, <ProblemPage view={view} problem={told} typed={typed} />, status);
  }
}

/** What a route of the API gave, a file say, has the same policy, where it has none of its own. */
function guarded(response: Response): Response {
  if (!response.headers.has('content-security-policy')) response.headers.set('content-security-policy', policy);
  return response;
}

/** What may be better the next time. */
const passing: readonly number[] = [429, 500, 503, 507];

/** The texts of a form, to be sent once more under the same key: it is not done twice. */
async function typedIn(c: WebContext): Promise<Typed | undefined> {
  try {
    const fields = [...(await fieldsOf(c))];
    return {
      to: c.req.path,
      texts: fields.flatMap(([name, value]) => (typeof value === 'string' ? [{ name, value }] : [])),
      files: fields.some(([, value]) => typeof value !== 'string' && value.size > 0),
    };
  } catch {
    return undefined;
  }
}

function answer(c: WebContext, page: Child, status: ContentfulStatusCode = 200): Response | Promise<Response> {
  return c.html(html`<!doctype html>${page}`, status);
}

function signed(visit: Visit, session: Session): SignedVisit {
  const { me } = session;
  return { ...visit, me, session, inside: (more) => ({ c: visit.c, me, ...more }) };
}

function toSignIn({ c }: Visit, to: string): Response {
  return c.redirect(to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`, 303);
}

/** `?language=` at any page: kept in a cookie, and the page shown again without it. */
function switchedLanguage(c: WebContext, parts: Parts): Response | undefined {
  const url = new URL(c.req.url);
  const asked = url.searchParams.get('language');
  if (c.req.method !== 'GET' || (asked !== 'ja' && asked !== 'en')) return undefined;
  chooseLanguage(c, parts, asked);
  url.searchParams.delete('language');
  // A path that begins with two strokes would be another host.
  return c.redirect(url.pathname.replace(/^\/+/, '/') + url.search, 303);
}
