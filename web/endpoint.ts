/**
 * One form for every route: its schemas stand in one place, from which both the check of the request and the OpenAPI
 * document are made, so that neither can say what the other does not. The route object is the library's (`createRoute`);
 * the check is ours and not its `app.openapi`, which reads a body of any size and of any characters before it parses it,
 * takes the last of a parameter given twice, and knows neither callers nor repeats.
 */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Quota } from '../contract/quotas.ts';
import type { Text } from '../model/text.ts';
import { jsonOf } from './body.ts';
import { callerOf, type Caller } from './caller.ts';
import type { Json } from '../machines/core/index.ts';
import { isCleanText } from './characters.ts';
import { problemOf } from './errors.ts';
import { parsed } from './field-errors.ts';
import { keyHeader, keyOf, type makeOnce, type Reply } from './idempotency.ts';
import type { Parts } from './parts.ts';
import { invalid, notFound, type Problem, problemKinds, problemMediaType, type ProblemKind } from './problems.ts';
import type { makeQuotas } from './quotas.ts';
import { problemSchema } from './schemas.ts';

/** What Hono carries from request to answer. */
export interface WebEnvironment {
  Variables: {
    /** Id of the request, for log and problems. */
    request: string;
    /** The route's pattern, for log and metrics. */
    route: string;
    /** Opaque id of the caller; empty until the caller is known. */
    person: string;
  };
}

export type WebContext = Context<WebEnvironment>;

/** Where routes are put. */
export interface Router {
  readonly app: OpenAPIHono<WebEnvironment>;
  readonly parts: Parts;
  readonly once: ReturnType<typeof makeOnce>;
  /** Counts what a person sends; throws 429 once it is too much. */
  readonly spend: ReturnType<typeof makeQuotas>;
  /** Every route: what tells a wrong method (405) from a wrong address (404). */
  readonly routes: Route[];
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
}

/** Parameters or query of a route that has none. */
export const none = z.strictObject({});
/** Body of a route that takes none. */
export const noBody = z.undefined();
/** Checked JSON whose shape the handler sees to, by what it finds. */
export const anyJson = z.custom<Json>(() => true);

/** A route as it is described. */
export interface Endpoint<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Address below `/api/v1`, parameters in braces. */
  readonly path: string;
  readonly tag: string;
  readonly summary: Text;
  readonly description?: Text;
  readonly params: P;
  readonly query: Q;
  /** JSON body; `noBody` when there is none or the handler reads it itself (`takes`). */
  readonly body: B;
  /** Bodies the handler reads itself: media type → schema, for the document. */
  readonly takes?: Readonly<Record<string, z.ZodType | { readonly $ref: string }>>;
  /**
   * How a repeat is recognised. `answer`: the first answer is kept and given again. `own`: the handler sees to it (a
   * decision, whose journal entry is its answer). Both require `Idempotency-Key`.
   */
  readonly repeat?: 'answer' | 'own';
  /** A query that only looks: it takes no key. */
  readonly looks?: (query: z.output<Q>) => boolean;
  /** What it counts as, where that is not a change (`get`: nothing). */
  readonly quota?: Quota;
  readonly success: {
    readonly status: 200 | 201 | 202 | 204;
    readonly text: Text;
    readonly schema?: z.ZodType;
    readonly mediaType?: string;
  };
  /** Problems besides those every route may answer. */
  readonly problems?: readonly ProblemKind[];
}

/** A description that stands by itself, so that others can read it off too. */
export function described<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, const D>(
  description: Endpoint<P, Q, B> & D,
): Endpoint<P, Q, B> & D {
  return description;
}

/** A request that was let in: parsed, its sender known. */
export interface Call<P, Q, B> {
  readonly c: WebContext;
  readonly me: Caller;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The `Idempotency-Key`; empty where none is required. */
  readonly key: string;
  readonly ifMatch?: string | undefined;
  /** The request, for what the route reads itself. */
  readonly request: Request;
}

/** What is known of a request before its body is read. */
export type Asking<P, Q> = Omit<Call<P, Q, unknown>, 'body'>;

/**
 * Throws the problem of a caller who may not do this, whatever the body says. Asked before the body is read, so that
 * nobody has what they may not do read and parsed; what depends on the body is asked by the handler again.
 */
export type May<P, Q> = (asking: Asking<P, Q>) => Promise<void> | void;

/** Whoever signed in may try: the handler asks. */
export const anyone = (): void => {};

/** What a page asks of a route: raw, as it came in the page's own address and form. */
export interface Inside {
  readonly c: WebContext;
  readonly me: Caller;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string[]>;
  readonly body?: Json;
  /** The key of a change. */
  readonly key?: string;
  readonly ifMatch?: string;
  /** In place of the page's own request, where the route reads it itself. */
  readonly request?: Request;
}

/**
 * A route asked from within, by a page: the same parsing, rights, quotas and repeats as over HTTP, and the same problems
 * thrown, so that no page is a twin of it.
 */
export interface Served<R> {
  /** Of what is only read, and of what sees to its own repeats. */
  ask(inside: Inside): Promise<R>;
  /** Of what is done once per key, the first answer given again. */
  act(inside: Inside & { readonly key: string }): Promise<Reply>;
}

/**
 * Adds a route and documents it. Parsing never lets the handler see what its schemas do not name. Every route with a
 * body says who may (`may`). Answers the way by which pages ask it.
 */
export function endpoint<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends Reply | Response>(
  router: Router,
  described: Endpoint<P, Q, B>,
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<R>,
  may?: May<z.output<P>, z.output<Q>>,
): Served<R> {
  const bodied = described.takes !== undefined || !(described.body instanceof z.ZodUndefined);
  if (bodied && may === undefined) throw new Error(`${described.method} ${described.path} does not say who may`);
  const path = `/api/v1${described.path}`;
  const method = described.method.toUpperCase();
  const route = routeOf(described, path);
  router.app.openAPIRegistry.registerPath(route);
  router.routes.push({ method, path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) });
  const letIn = async (
    { c, me, params: given = {}, query: asked = {}, ifMatch, request = c.req.raw }: Inside,
    keyGiven: () => string,
  ) => {
    const params = paramsOf(described.params, given);
    const query = queryOf(described.query, asked);
    const key = described.repeat === undefined || described.looks?.(query) === true ? '' : keyGiven();
    const refused = await refusalOf(may, { c, me, params, query, key, ifMatch, request });
    // Who could and no longer can is still given the answer of what was done under that key.
    if (refused !== undefined && !(await isAnswered(router.parts, me, key))) throw refused;
    // After the right, so that it says nothing to strangers; before the body, so that it costs nothing.
    if (method !== 'GET') await router.spend(described.quota ?? 'change', me.person);
    return { c, me, params, query, key, ifMatch, request, refused };
  };
  type LetIn = Awaited<ReturnType<typeof letIn>>;
  const handled = async ({ refused: _, ...call }: LetIn, sent: Json | undefined): Promise<R> =>
    handle({ ...call, body: parsed(described.body, sent) });
  const once = async (call: LetIn, at: string, sent: Json | undefined): Promise<Reply> => {
    const body = parsed(described.body, sent);
    const { refused, me, key, query } = call;
    return router.once(me.person, key, { method, path: at, query, body: sent ?? null }, async () => {
      if (refused !== undefined) throw refused;
      const reply = await handle({ ...call, body });
      if (reply instanceof Response) throw new Error(`${method} ${path} must answer with a reply that can be kept`);
      return reply;
    });
  };
  router.app.on(method, route.getRoutingPath(), async (c) => {
    c.set('route', path);
    const me = await callerOf(c.req.raw, router.parts);
    c.set('person', me.person);
    const ifMatch = c.req.header('if-match');
    const inside = { c, me, params: c.req.param(), query: c.req.queries(), ...(ifMatch !== undefined && { ifMatch }) };
    const call = await letIn(inside, () => keyOf(c.req.raw));
    const sent = described.body instanceof z.ZodUndefined ? undefined : await jsonOf(c.req.raw);
    return answered(described.repeat === 'answer' ? await once(call, c.req.path, sent) : await handled(call, sent));
  });
  return {
    async ask({ body, key = '', ...inside }) {
      if (described.repeat === 'answer') throw new Error(`${method} ${path} is done once per key`);
      return handled(await letIn(inside, () => key), body);
    },
    async act({ body, key, ...inside }) {
      return once(await letIn(inside, () => key), addressOf(path, inside.params), body);
    },
  };
}

/** The address of a route with its parameters filled in. */
function addressOf(path: string, params: Record<string, string> = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

async function refusalOf<P, Q>(may: May<P, Q> | undefined, asking: Asking<P, Q>): Promise<Problem | undefined> {
  try {
    await may?.(asking);
    return undefined;
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined || problemKinds[problem.kind].status >= 500) throw error;
    return problem;
  }
}

async function isAnswered({ records }: Parts, me: Caller, key: string): Promise<boolean> {
  return key !== '' && (await records.answers.get(me.person, key)) !== undefined;
}

function answered(reply: Reply | Response): Response {
  if (reply instanceof Response) return reply;
  const headers = { 'cache-control': 'no-store', ...reply.headers };
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  return new Response(JSON.stringify(reply.body), {
    status: reply.status satisfies ContentfulStatusCode | 204,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** An address whose parts cannot be is an address at which nothing stands. */
function paramsOf<P extends z.ZodObject>(schema: P, given: Record<string, string>): z.output<P> {
  const result = schema.safeParse(given);
  if (!result.success) throw notFound();
  return result.data;
}

function queryOf<Q extends z.ZodObject>(schema: Q, given: Record<string, string[]>): z.output<Q> {
  const values: [string, string][] = [];
  for (const [name, all] of Object.entries(given)) {
    const [first, second] = all;
    if (first === undefined) continue;
    if (second !== undefined) {
      throw invalid([{ path: `query.${name}`, ja: '一度だけ指定してください。', en: 'Give it only once.' }]);
    }
    if (!isCleanText(first)) {
      throw invalid([
        {
          path: `query.${name}`,
          ja: '使えない文字が含まれています。',
          en: 'It contains a character that is not allowed.',
        },
      ]);
    }
    values.push([name, first]);
  }
  return parsed(schema, Object.fromEntries(values), 'query');
}

const always: readonly ProblemKind[] = ['unauthenticated', 'unavailable', 'failed'];

/** The problems a route may answer, by what it takes. */
function problemsOf(described: Endpoint<z.ZodObject, z.ZodObject, z.ZodType>): readonly ProblemKind[] {
  const bodied = !(described.body instanceof z.ZodUndefined) || described.takes !== undefined;
  const kinds: ProblemKind[] = [...always, ...(described.problems ?? [])];
  if (bodied) kinds.push('invalid', 'tooLarge', 'wrongMediaType');
  if (described.method !== 'get') kinds.push('tooMany');
  if (Object.keys(described.query.shape).length > 0) kinds.push('invalid');
  if (Object.keys(described.params.shape).length > 0) kinds.push('notFound');
  if (described.repeat !== undefined) kinds.push('keyMissing', 'keyReused', 'invalid');
  return [...new Set(kinds)];
}

function routeOf(described: Endpoint<z.ZodObject, z.ZodObject, z.ZodType>, path: string) {
  const { success, body, params, query, repeat, takes } = described;
  const byStatus = new Map<number, string[]>();
  for (const kind of problemsOf(described)) {
    const { status, ja, en } = problemKinds[kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `${ja} / ${en}`]);
  }
  const problems = Object.fromEntries(
    [...byStatus].map(([status, texts]) => [
      status,
      { description: texts.join('; '), content: { [problemMediaType]: { schema: problemSchema } } },
    ]),
  );
  const content =
    takes === undefined
      ? { 'application/json': { schema: body } }
      : Object.fromEntries(Object.entries(takes).map(([type, schema]) => [type, { schema }]));
  const bodied = takes !== undefined || !(body instanceof z.ZodUndefined);
  return createRoute({
    method: described.method,
    path,
    tags: [described.tag],
    operationId: operationId(described.method, described.path),
    summary: `${described.summary.ja} / ${described.summary.en}`,
    ...(described.description && { description: `${described.description.ja}\n\n${described.description.en}` }),
    security: [{ bearer: [] }],
    request: {
      ...(Object.keys(params.shape).length > 0 && { params }),
      ...(Object.keys(query.shape).length > 0 && { query }),
      ...(repeat !== undefined && { headers: z.object({ [keyHeader]: z.string().min(1).max(200) }) }),
      ...(bodied && { body: { required: true, content } }),
    },
    responses: {
      [success.status]: {
        description: `${success.text.ja} / ${success.text.en}`,
        ...(success.schema && { content: { [success.mediaType ?? 'application/json']: { schema: success.schema } } }),
      },
      ...problems,
    },
  });
}

function operationId(method: string, path: string): string {
  return method + path.replaceAll(/[{}]/g, '').replaceAll(/\/([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
