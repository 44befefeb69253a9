/** `/sign-in`, `/sign-out`: the way in and out. */
import { SESSION_LIFE } from '../../../contract/records/tokens.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import { clientOf } from '../../address.ts';
import type { WebContext } from '../../endpoint.ts';
import type { Parts } from '../../parts.ts';
import { notAllowed } from '../../problems.ts';
import { closeSession } from '../../session.ts';
import { textOf } from '../fields.ts';
import { form, openForm, openPage, page, type Site, type Visit } from '../page.tsx';
import { castOf, isStage } from './cast.ts';
import { enter } from './enter.tsx';
import { placeIn } from './place.ts';
import { SignInPage, type SignIn } from './sign-in.tsx';
import { SignOutPage } from './sign-out.tsx';
import { OnwardPage } from './stopped.tsx';
import { passkeySignIn, preparedFor } from './with-passkey.tsx';
import { providerPages } from './with-provider.tsx';

export function signInPages(site: Site): void {
  const { provider } = site.router.parts;
  providerPages(site);
  passkeySignIn(site);

  openPage(site, '/sign-in', async (visit, session) => {
    const { onward } = preparedFor(visit);
    if (onward !== undefined) return onward;
    const to = placeIn(visit.query['to']?.[0]);
    const out = visit.query['out'] !== undefined;
    const { texts } = visit.view;
    const [sent] = visit.query['sent'] ?? [];
    const { signedOut, sentKept, sentLost, ended } = texts.signIn;
    const why = out ? signedOut : sent === 'kept' ? sentKept : sent === 'lost' ? sentLost : ended;
    const told = session !== undefined || (to === '/' && !out) ? {} : { told: { kind: 'info' as const, words: why } };
    return { page: <SignInPage view={visit.view} signIn={{ to, ...told, ...(await ways(visit)) }} /> };
  });

  openForm(site, '/sign-in', async (visit, fields, before) => {
    const { c, parts, view } = visit;
    const to = placeIn(textOf(fields, 'to'));
    const at = parts.clock();
    const held = await parts.records.tokens.holder(textOf(fields, 'token').trim(), at);
    const opened =
      held &&
      (await parts.records.tokens.mint(held.id, {
        person: held.person,
        by: held.person,
        at,
        expires: at + SESSION_LIFE,
        purpose: 'browser',
        session: true,
      }));
    if (held === undefined || opened === undefined || typeof opened === 'string') {
      parts.logger.warn({ request: c.var.request }, 'a sign-in by token came to nothing');
      const over = parts.strangers.failed(clientOf(c, parts.configuration.proxies));
      if (over !== undefined) throw over;
      const signIn: SignIn = {
        to,
        told: { kind: 'error', words: view.texts.signIn.wrongToken },
        ...(await ways(visit)),
      };
      return { page: <SignInPage view={view} signIn={signIn} />, status: 401 };
    }
    const { id: token, secret } = opened;
    return enter(visit, before, { token, secret, person: held.person }, to);
  });

  openForm(site, '/sign-in/as', async (visit, fields, before) => {
    const { c, parts } = visit;
    const person = textOf(fields, 'person');
    await checkIsOfTheCast(c, parts, person);
    const at = parts.clock();
    const { id: token, secret } = await parts.records.tokens.issue({
      person,
      issuedBy: person,
      at,
      expires: at + SESSION_LIFE,
      purpose: 'demonstration',
      session: true,
    });
    return enter(visit, before, { token, secret, person }, placeIn(textOf(fields, 'to')));
  });

  page(site, '/sign-out', async ({ view }) => ({ page: <SignOutPage view={view} /> }));
  form(
    site,
    '/sign-out',
    async ({ c, parts, me, session, view: { reader: _, ...view } }) => {
      await parts.records.tokens.signOut(me.token, me.person, parts.clock());
      closeSession(c, parts);
      // Nobody who sits down next goes back to what was shown.
      c.header('clear-site-data', '"cache"');
      const there = session.identity === undefined ? undefined : await provider?.signOut().catch(() => undefined);
      if (there !== undefined) return { page: <OnwardPage view={view} to={there} /> };
      return c.redirect('/sign-in?out=1', 303);
    },
    { on: '/' },
  );
}

/** By what one can sign in here, besides a token. */
async function ways(visit: Visit): Promise<Pick<SignIn, 'cast' | 'provider' | 'passkeys'>> {
  const { c, parts, view } = visit;
  const { provider } = parts;
  return {
    passkeys: preparedFor(visit).used,
    ...(isStage(c, parts) && { cast: await castOf(parts) }),
    ...(provider !== undefined && { provider: provider.name ?? view.texts.signIn.provider }),
  };
}

async function checkIsOfTheCast(c: WebContext, parts: Parts, person: PersonId): Promise<void> {
  const cast = isStage(c, parts) ? await castOf(parts) : [];
  if (cast.some(({ people }) => people.some((one) => one.person === person))) return;
  throw notAllowed({
    ja: '人を選んでサインインできるのは、実演用の設備で、この機械の上から、架空の人としてだけです。',
    en: 'Choosing whom to be is for demonstrations, on this machine, and for invented people only.',
  });
}
