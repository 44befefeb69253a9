/** Signing in by the identity provider: the way there, the way back, and what may come to nothing in between. */
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AtProvider } from '../../../contract/records/identities.ts';
import { clientOf } from '../../address.ts';
import { notFound } from '../../problems.ts';
import { type Provider, ProviderFailed, returns } from '../../provider.ts';
import { isFromHere, type Session } from '../../session.ts';
import { openPage, type Site, type Visit } from '../page.tsx';
import { backChannel } from './back-channel.ts';
import { keepBegun, takeBegun } from './begun.ts';
import { enter } from './enter.tsx';
import { placeIn } from './place.ts';
import { type Stopped, StoppedPage, type Why } from './stopped.tsx';

type Page = { readonly page: Child; readonly status: ContentfulStatusCode };

export function providerPages(site: Site): void {
  const { provider } = site.router.parts;
  if (provider === undefined) return;

  backChannel(site, provider);

  // An address and no form: what a form leads to must be of this host.
  openPage(site, '/sign-in/provider', async (visit) => begin(visit, provider, placeIn(visit.query['to']?.[0])));

  openPage(site, '/claim/:link/sign-in', async (visit) => {
    const { c, parts, params } = visit;
    const { link = '' } = params;
    if ((await parts.records.claims.open(link, parts.clock())) === undefined) throw notFound();
    // Another site leads to the page that says whose link it is, and no further.
    if (!isFromHere(c)) return c.redirect(`/claim/${link}`, 303);
    return begin(visit, provider, '/settings/sessions?bound=1', link);
  });

  openPage(site, returns.signedIn, async (visit, before) => {
    const { c, parts, query } = visit;
    const kept = takeBegun(c, parts, query['state']?.[0]);
    if (kept === undefined) {
      count(visit);
      return stopped(visit, 400, { why: before === undefined ? 'over' : 'done', to: '/' });
    }
    const { to, link } = kept;
    try {
      const account = await provider.finish(new URL(c.req.url).search, kept);
      return await come(visit, before, account, { to, link });
    } catch (error) {
      return failed(visit, error, to);
    }
  });

  openPage(site, returns.signedOut, async ({ c }) => c.redirect('/sign-in?out=1', 303));
}

async function begin(visit: Visit, provider: Provider, to: string, link?: string): Promise<Response | Page> {
  const { c, parts } = visit;
  try {
    // Who follows a link may sit at a machine at which somebody else is signed in with the provider.
    const { to: there, begun } = await provider.begin({ afresh: link !== undefined });
    keepBegun(c, parts, begun, { to, ...(link !== undefined && { link }) });
    return c.redirect(there, 303);
  } catch (error) {
    return failed(visit, error, link === undefined ? to : '/');
  }
}

/** Opens the session of the person to whom the account is bound, or binds it by the link. */
async function come(
  visit: Visit,
  before: Session | undefined,
  account: AtProvider,
  { to, link }: { readonly to: string; readonly link: string | undefined },
): Promise<Response | Page> {
  const { parts } = visit;
  const { identities } = parts.records;
  const at = parts.clock();
  const opened =
    link === undefined ? await identities.signIn(account, at) : await identities.bindByLink(link, account, at);
  if (opened === undefined) {
    count(visit);
    const { issuer, subject } = account;
    return stopped(visit, 403, { why: 'unbound', to, account: { issuer, subject } });
  }
  if (opened === 'taken') return stopped(visit, 409, { why: 'taken', to: '/' });
  if (opened === 'unusable') return stopped(visit, 404, { why: 'unusable', to: '/' });
  return enter(visit, before, opened, to);
}

const statuses = { away: 503, denied: 403, unfit: 403 } as const satisfies Record<ProviderFailed['why'], number>;

function failed(visit: Visit, error: unknown, to: string): Page {
  if (!(error instanceof ProviderFailed)) throw error;
  const { c, parts } = visit;
  parts.logger.warn({ request: c.var.request, why: error.why, reason: error.message }, 'a sign-in came to nothing');
  // A provider that is away is nobody's failure.
  if (error.why !== 'away') count(visit);
  return stopped(visit, statuses[error.why], { why: error.why, to });
}

/** With those who are not let in; throws 429 once it is too often. */
function count({ c, parts }: Visit): void {
  const over = parts.strangers.failed(clientOf(c, parts.configuration.proxies));
  if (over !== undefined) throw over;
}

function stopped({ view }: Visit, status: ContentfulStatusCode, what: Stopped & { readonly why: Why }): Page {
  return { page: <StoppedPage view={view} stopped={what} />, status };
}
