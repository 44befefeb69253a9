/** `/settings/passkeys`: one's passkeys; one more is added while signed in by one of them, a short time ago. */
import { PASSKEYS_EACH } from '../../../contract/records/passkeys.ts';
import { tokenOf } from '../../caller.ts';
import { askForKey, madeKey } from '../../passkeys/ceremony.ts';
import { openChallenge, takeChallenge } from '../../passkeys/challenge.ts';
import { notAllowed } from '../../problems.ts';
import { closeSession, type Session } from '../../session.ts';
import { holderOf } from '../claim/with-passkey.tsx';
import { textOf } from '../fields.ts';
import { form, page, type SignedVisit, type Site } from '../page.tsx';
import { neededSite, passkeyStopped, preparedFor } from '../sign-in/with-passkey.tsx';
import { PasskeysPage } from './passkeys.tsx';

const path = '/settings/passkeys';

/** After signing in by a passkey: who finds a browser open makes no key of their own. */
const FRESH = 15 * 60 * 1000;

export function passkeyPages(site: Site): void {
  const { api, router } = site;
  const { spend } = router;

  page(site, path, async (visit) => {
    const { view, inside, query, session, parts } = visit;
    neededSite(visit);
    const { onward } = preparedFor(visit);
    if (onward !== undefined) return onward;
    const { body } = await api.passkeys.list.ask(inside({ query: { inUse: ['true'], limit: ['50'] } }));
    const told = (['enrolled', 'added', 'removed'] as const).find((one) => one in query);
    const passkeys = body.items;
    const add =
      session.passkey === undefined
        ? 'byLink'
        : passkeys.length >= PASSKEYS_EACH
          ? 'full'
          : isFresh(session, parts.clock())
            ? 'now'
            : 'afresh';
    return { page: <PasskeysPage view={view} passkeys={passkeys} told={told} add={add} by={session.passkey?.id} /> };
  });

  form(
    site,
    `${path}/begin`,
    async (visit) => {
      const { c, parts, me } = visit;
      const here = neededSite(visit);
      checkFresh(visit);
      await spend('change', me.person);
      const challenge = await openChallenge(c, parts, { act: 'add', about: me.person });
      return c.json(await askForKey(here, await holderOf(parts, me.person), challenge));
    },
    { on: path },
  );

  form(site, path, async (visit, { fields }) => {
    const { c, parts, me } = visit;
    const here = neededSite(visit);
    const by = checkFresh(visit);
    await spend('change', me.person);
    const challenge = await takeChallenge(c, parts, { act: 'add', about: me.person });
    if (challenge === undefined) return passkeyStopped(visit, 400, 'passkeyOver', '/', 'no challenge');
    const made = await madeKey(here, textOf(fields, 'answer'), challenge);
    if ('unproven' in made) return passkeyStopped(visit, 403, 'passkeyUnfit', '/', made.unproven);
    const signed = { by: me.person, at: me.at, token: tokenOf(me) };
    const added = await parts.records.passkeys.enrolBy(by, made, signed);
    if (added === 'unusable') return passkeyStopped(visit, 403, 'passkeyUnknown', '/', 'removed');
    if (added === 'taken') return passkeyStopped(visit, 409, 'passkeyTaken', '/', 'taken');
    if (added === 'tooMany') return passkeyStopped(visit, 409, 'passkeysFull', '/', `more than ${PASSKEYS_EACH}`);
    return c.redirect(`${path}?added=1`, 303);
  });

  form(
    site,
    `${path}/remove`,
    async (visit, { fields, key }) => {
      const { c, parts, inside, session } = visit;
      neededSite(visit);
      const params = { passkey: textOf(fields, 'passkey') };
      await api.passkeys.remove.act({ ...inside({ params, query: {} }), key });
      // It was by this one that one was signed in: it has ended.
      if (session.passkey?.id === params.passkey) {
        closeSession(c, parts);
        return c.redirect('/sign-in?out=1', 303);
      }
      return c.redirect(`${path}?removed=1`, 303);
    },
    { on: path },
  );
}

function isFresh({ passkey }: Session, now: number): boolean {
  return passkey !== undefined && now - passkey.since < FRESH;
}

/** The passkey by which one signed in a short time ago; throws 403. */
function checkFresh({ session, parts, view }: SignedVisit): string {
  const { passkey } = session;
  if (passkey !== undefined && isFresh(session, parts.clock())) return passkey.id;
  parts.logger.warn({ request: view.request }, 'a passkey was not added: not signed in by one a short time ago');
  throw notAllowed({
    ja: 'パスキーを追加できるのは、パスキーでサインインしてから15分の間です。パスキーでサインインし直してください。',
    en: 'A passkey can be added within 15 minutes of signing in by a passkey. Sign in by your passkey again.',
  });
}
