/** With what pages are shown: the reader, their language, the address asked for. */
import { roles } from '../../model/roles.ts';
import { heldNow, isAdministrator, isOverallAdministrator, ownBodies } from '../access/bodies.ts';
import type { WebContext } from '../endpoint.ts';
import type { Parts } from '../parts.ts';
import { formToken, type Session } from '../session.ts';
import { textsOf, type Reader, type View } from './kit/view.ts';
import { chosenLanguage } from './language.ts';

/** Of whoever is not signed in. */
export function viewBefore(c: WebContext, { records, clock }: Parts): View {
  const language = chosenLanguage(c) ?? 'ja';
  return {
    language,
    texts: textsOf[language],
    at: clock(),
    address: addressOf(c),
    request: c.var.request,
    demonstration: records.installation.kind === 'demonstration',
    token: () => '',
  };
}

/** Of whoever is signed in. */
export async function viewFor(c: WebContext, view: View, { records }: Parts, session: Session): Promise<View> {
  const { me } = session;
  const chosen = chosenLanguage(c);
  const [names, counts, settings] = await Promise.all([
    records.registry.namesOfPeople([me.person]),
    records.readModel.counts(me.person, me.at, me.withheld),
    chosen === undefined ? records.settings.of(me.person) : undefined,
  ]);
  const language = chosen ?? settings?.language ?? view.language;
  const reader: Reader = {
    name: names.get(me.person) ?? { ja: me.person, en: me.person },
    bodies: ownBodies(me),
    administers: isOverallAdministrator(me) ? 'all' : isAdministrator(me) ? 'some' : 'nothing',
    posts: [...new Set(heldNow(me).map(({ role }) => role))].map((role) => roles[role]),
    ...counts,
  };
  return { ...view, language, texts: textsOf[language], reader, token: () => formToken(session) };
}

/** Path and query as asked for. */
export function addressOf(c: WebContext): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}
