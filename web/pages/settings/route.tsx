/** `/settings`: language and mails; `/settings/sessions`: where one is signed in, and by which account. */
import { z } from 'zod';
import { siteOf } from '../../passkeys/site.ts';
import { closeSession } from '../../session.ts';
import { optionalMails } from '../../../model/mail-kinds.ts';
import { languages } from '../../../model/text.ts';
import { chooseLanguage } from '../language.ts';
import { form, page, type Site } from '../page.tsx';
import { SessionsPage } from './sessions.tsx';
import { SettingsPage } from './settings.tsx';

const path = '/settings/sessions';

export function settingsPages(site: Site): void {
  const { show, set } = site.api.settings;

  page(site, '/settings', async ({ view, inside, query }) => {
    const { body } = await show.ask(inside({ query: {} }));
    return { page: <SettingsPage view={view} settings={body} isSaved={'saved' in query} /> };
  });

  form(site, '/settings', async ({ c, parts, inside }, { fields, key }) => {
    const language = languages.find((one) => one === fields.get('language'));
    const wanted = fields.getAll('wanted');
    const muted = optionalMails.filter((kind) => !wanted.includes(kind));
    const body = { ...(language !== undefined && { language }), digest: fields.has('digest'), muted };
    await set.act({ ...inside({ query: {}, body }), key });
    if (language !== undefined) chooseLanguage(c, parts, language);
    return c.redirect('/settings?saved=1', 303);
  });
}

export function sessionPages(site: Site): void {
  const { api } = site;

  page(site, path, async ({ c, parts, view, inside, query }) => {
    const [sessions, accounts] = await Promise.all([
      api.sessions.list.ask(inside({ query: {} })),
      api.identities.list.ask(inside({ query: { limit: ['50'] } })),
    ]);
    const told = { ended: numberIn(query['ended']?.[0]), bound: 'bound' in query, removed: 'removed' in query };
    const inUse = accounts.body.items.filter(({ removed }) => removed === undefined);
    const shown = { sessions: sessions.body.items, accounts: inUse, passkeys: siteOf(c, parts) !== undefined, told };
    return { page: <SessionsPage view={view} {...shown} /> };
  });

  form(site, `${path}/end`, async ({ c, parts, me, inside }, { fields, key }) => {
    const token = fields.get('session');
    const params = { token: typeof token === 'string' ? token : '' };
    await api.tokens.revoke.act({ ...inside({ params, query: {} }), key });
    if (params.token === me.token) {
      closeSession(c, parts);
      return c.redirect('/sign-in?out=1', 303);
    }
    return c.redirect(`${path}?ended=1`, 303);
  });

  form(site, `${path}/end-others`, async ({ c, inside }, { key }) => {
    const { body } = await api.sessions.endOthers.act({ ...inside({ query: {} }), key });
    return c.redirect(`${path}?ended=${endedIn(body)}`, 303);
  });

  form(site, `${path}/remove`, async ({ c, parts, inside, session }, { fields, key }) => {
    const identity = fields.get('identity');
    const params = { identity: typeof identity === 'string' ? identity : '' };
    await api.identities.remove.act({ ...inside({ params, query: {} }), key });
    // It was by this one that one was signed in: it has ended.
    if (session.identity === params.identity) {
      closeSession(c, parts);
      return c.redirect('/sign-in?out=1', 303);
    }
    return c.redirect(`${path}?removed=1`, 303);
  });
}

/** How many, as the answer that is kept says. */
function endedIn(body: unknown): number {
  return z.object({ ended: z.number() }).parse(body).ended;
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
