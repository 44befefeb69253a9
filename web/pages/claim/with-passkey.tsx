/** Enrolling a passkey by a one-time link: bound to this link, this browser and this site; the link is used up by it. */
import { type NewKey, PASSKEYS_EACH } from '../../../contract/records/passkeys.ts';
import type { Parts } from '../../parts.ts';
import { clientOf } from '../../address.ts';
import { askForKey, madeKey, type Unproven } from '../../passkeys/ceremony.ts';
import { openChallenge, takeChallenge } from '../../passkeys/challenge.ts';
import { notFound } from '../../problems.ts';
import { textOf } from '../fields.ts';
import { openForm, type Site } from '../page.tsx';
import { enter } from '../sign-in/enter.tsx';
import { neededSite, passkeyStopped } from '../sign-in/with-passkey.tsx';

export function passkeyByLink(site: Site): void {
  openForm(site, '/claim/:link/passkey/begin', async (visit) => {
    const { c, parts, params } = visit;
    const here = neededSite(visit);
    const { link = '' } = params;
    const claim = await parts.records.claims.open(link, parts.clock());
    if (claim === undefined) throw parts.strangers.failed(clientOf(c, parts.configuration.proxies)) ?? notFound();
    const challenge = await openChallenge(c, parts, { act: 'link', about: link });
    return c.json(await askForKey(here, await holderOf(parts, claim.person), challenge));
  });

  openForm(site, '/claim/:link/passkey', async (visit, fields, before) => {
    const { c, parts, params } = visit;
    const here = neededSite(visit);
    const { link = '' } = params;
    const challenge = await takeChallenge(c, parts, { act: 'link', about: link });
    if (challenge === undefined) return passkeyStopped(visit, 400, 'passkeyOver', '/', 'no challenge');
    const made: NewKey | Unproven = await madeKey(here, textOf(fields, 'answer'), challenge);
    if ('unproven' in made) return passkeyStopped(visit, 403, 'passkeyUnfit', '/', made.unproven);
    const opened = await parts.records.passkeys.enrolByLink(link, made, parts.clock());
    if (opened === 'unusable') return passkeyStopped(visit, 404, 'passkeyUnusable', '/', 'link');
    if (opened === 'taken') return passkeyStopped(visit, 409, 'passkeyTaken', '/', 'taken');
    if (opened === 'tooMany') return passkeyStopped(visit, 409, 'passkeysFull', '/', `more than ${PASSKEYS_EACH}`);
    return enter(visit, before, opened, '/settings/passkeys?enrolled=1');
  });
}

/** Whose key it is to be, as the authenticator shows it. */
export async function holderOf({ records }: Parts, person: string) {
  const [known, keys] = await Promise.all([records.registry.person(person), records.passkeys.inUse(person)]);
  return { person, name: known?.nameJa ?? person, installation: records.installation.id, keys };
}
