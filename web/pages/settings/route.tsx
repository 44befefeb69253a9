/** `/settings`: language and mails; `/settings/sessions`: where one is signed in, and by which account. */
import { z } from 'zod';
import { siteOf } from '../../passkeys/site.ts';
import { closeSession } from '../../session.ts';
import { optionalMails } from '../../../model/mail-kinds.ts';
import { languages } from '../../../model/text.ts';
import { chooseLanguage } from '../language.ts';
import { textOf } from '../fields.ts';
import { form, page, type Sent, type Shown, type SignedVisit, type Site } from '../page.tsx';
import { SessionsPage } from './sessions.tsx';
import { SettingsPage } from './settings.tsx';

const path = '/settings/sessions';

export function settingsPages(site: Site): void {
  const { show, set } = site.api.settings;

  page(site, '/settings', async ({ view, inside, query }) => {
    const { body } = await show.ask(inside({ query: {} }));
    return { page: <SettingsPage view={view} settings={body} isSaved={'saved' in query} /> };
  });

  const save = async ({ c, parts, inside }: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const body = chosenIn(fields);
    await set.act({ ...inside({ query: {}, body }), key });
    if (body.language !== undefined) chooseLanguage(c, parts, body.language);
    return c.redirect('/settings?saved=1', 303);
  };
  form(site, '/settings', save, {
    again: async ({ view, inside }, fields) => {
      const { language: _, ...recorded } = (await show.ask(inside({ query: {} }))).body;
      return { page: <SettingsPage view={view} settings={{ ...recorded, ...chosenIn(fields) }} isSaved={false} /> };
    },
  });
}

/** What the form says: what is not ticked is not sent. */
function chosenIn(fields: Iterable<readonly [string, string | File]>) {
  const sent = [...fields];
  const has = (name: string, value: string) => sent.some(([one, its]) => one === name && its === value);
  const language = languages.find((one) => has('language', one));
  return {
    ...(language !== undefined && { language }),
    digest: sent.some(([name]) => name === 'digest'),
    muted: optionalMails.filter((kind) => !has('wanted', kind)),
  };
}

export function sessionPages(site: Site): void {
  const { api } = site;

  page(site, path, async ({ c, parts, view, inside, query }) => {
    const [sessions, accounts] = await Promise.all([
      api.sessions.list.ask(inside({ query: {} })),
      api.identities.list.ask(inside({ query: { limit: ['50'] } })),
    ]);
    const has = (one: string) => one in query;
    const told = {
      ended: numberIn(query['ended']?.[0]),
      revoked: has('revoked'),
      bound: has('bound'),
      removed: has('removed'),
    };
    const inUse = accounts.body.items.filter(({ removed }) => removed === undefined);
    const shown = { sessions: sessions.body.items, accounts: inUse, passkeys: siteOf(c, parts) !== undefined, told };
    return { page: <SessionsPage view={view} {...shown} /> };
  });

  form(
    site,
    `${path}/end`,
    async ({ c, parts, me, inside }, { fields, key }) => {
      const [session, unknown] = [textOf(fields, 'session'), textOf(fields, 'unknown')];
      if (unknown !== '') {
        await api.tokens.revoke.act({ ...inside({ params: { token: unknown }, query: {} }), key });
        return c.redirect(`${path}?revoked=1`, 303);
      }
      await api.sessions.end.act({ ...inside({ params: { session }, query: {} }), key });
      if (session === me.token) {
        closeSession(c, parts);
        return c.redirect('/sign-in?out=1', 303);
      }
      return c.redirect(`${path}?ended=1`, 303);
    },
    { on: path },
  );

  form(
    site,
    `${path}/end-others`,
    async ({ c, inside }, { key }) => {
      const { body } = await api.sessions.endOthers.act({ ...inside({ query: {} }), key });
      return c.redirect(`${path}?ended=${endedIn(body)}`, 303);
    },
    { on: path },
  );

  form(
    site,
    `${path}/remove`,
    async ({ c, parts, inside, session }, { fields, key }) => {
      const identity = fields.get('identity');
      const params = { identity: typeof identity === 'string' ? identity : '' };
      await api.identities.remove.act({ ...inside({ params, query: {} }), key });
      // It was by this one that one was signed in: it has ended.
      if (session.identity === params.identity) {
        closeSession(c, parts);
        return c.redirect('/sign-in?out=1', 303);
      }
      return c.redirect(`${path}?removed=1`, 303);
    },
    { on: path },
  );
}

/** How many, as the answer that is kept says. */
function endedIn(body: unknown): number {
  return z.object({ ended: z.number() }).parse(body).ended;
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}
