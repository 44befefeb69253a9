/** Signing in by a passkey: a challenge, its answer, and what may come to nothing in between. */
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { clientOf } from '../../address.ts';
import { askForAnswer, credentialIn, provenBy } from '../../passkeys/ceremony.ts';
import { openChallenge, takeChallenge } from '../../passkeys/challenge.ts';
import { type PasskeySite, rightPlace, siteOf } from '../../passkeys/site.ts';
import { notFound } from '../../problems.ts';
import { textOf } from '../fields.ts';
import { openForm, type Site, type Visit } from '../page.tsx';
import { policyAsking } from '../policy.ts';
import { enter } from './enter.tsx';
import { placeIn } from './place.ts';
import { StoppedPage, type Why } from './stopped.tsx';

const purpose = { act: 'signIn', about: '' } as const;

export function passkeySignIn(site: Site): void {
  openForm(site, '/sign-in/passkey/begin', async (visit) => {
    const { c, parts } = visit;
    const here = neededSite(visit);
    return c.json(await askForAnswer(here, await openChallenge(c, parts, purpose)));
  });

  openForm(site, '/sign-in/passkey', async (visit, fields, before) => {
    const { c, parts } = visit;
    const { passkeys } = parts.records;
    const here = neededSite(visit);
    const [answer, to] = [textOf(fields, 'answer'), placeIn(textOf(fields, 'to'))];
    const challenge = await takeChallenge(c, parts, purpose);
    if (challenge === undefined) return passkeyStopped(visit, 400, 'passkeyOver', to, 'no challenge');
    const credential = credentialIn(answer);
    const key = credential === undefined ? undefined : await passkeys.find(credential);
    if (key === undefined) return passkeyStopped(visit, 403, 'passkeyUnknown', to, 'unknown credential');
    const proven = await provenBy(here, key, parts.records.installation.id, answer, challenge);
    if ('unproven' in proven) return passkeyStopped(visit, 403, 'passkeyUnfit', to, proven.unproven);
    const opened = await passkeys.signIn(key.id, proven.counter, parts.clock());
    if (opened === undefined) return passkeyStopped(visit, 403, 'passkeyUnknown', to, 'removed');
    if (opened === 'wentBack') return passkeyStopped(visit, 403, 'passkeyWentBack', to, 'counter went back');
    return enter(visit, before, opened, to);
  });
}

/** The site; throws 404 where no passkeys are used. */
export function neededSite({ c, parts }: Visit): PasskeySite {
  const site = siteOf(c, parts);
  if (site === undefined) throw notFound();
  return site;
}

/** A page from which passkeys are used lets its script ask; one asked for by a number is led to where it can. */
export function preparedFor({ c, parts }: Visit): { readonly used: boolean; readonly onward?: Response } {
  const site = siteOf(c, parts);
  if (site === undefined) return { used: false };
  const right = rightPlace(c, site);
  if (right !== undefined) return { used: true, onward: c.redirect(right, 303) };
  c.header('content-security-policy', policyAsking);
  return { used: true };
}

/** Said, logged without a value of what was sent, and counted with those who are not let in. Throws 429 once it is too often. */
export function passkeyStopped(
  { c, parts, view }: Visit,
  status: ContentfulStatusCode,
  why: Why,
  to: string,
  reason: string,
): { readonly page: Child; readonly status: ContentfulStatusCode } {
  parts.logger.warn({ request: c.var.request, why, reason }, 'a passkey came to nothing');
  const over = parts.strangers.failed(clientOf(c, parts.configuration.proxies));
  if (over !== undefined) throw over;
  return { page: <StoppedPage view={view} stopped={{ why, to }} />, status };
}
