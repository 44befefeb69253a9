/** People: listed, recorded, changed; their one-time links and accounts. */
import { randomUUID } from 'node:crypto';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { addressOf } from '../../address.ts';
import { siteOf } from '../../passkeys/site.ts';
import { problemKinds } from '../../problems.ts';
import type { Again, Sent, Shown, SignedVisit, Site } from '../page.tsx';
import { bodiesFor, firsts, given, orNothing } from './asked.ts';
import { changeForm, type Formed } from './change-routes.tsx';
import { blank, emptied, mendable, Reading, valuesIn, wrongWith, type Filled, type Values } from './filled.ts';
import { toldBy } from './frame.tsx';
import { adminForm, adminPage } from './guard.ts';
import { LinkPage } from './link.tsx';
import { nameOf } from './organisations.tsx';
import { PeoplePage, type Person } from './people.tsx';
import { PersonFormPage } from './person-form.tsx';
import { PersonPage } from './person.tsx';

export function peopleRoutes(site: Site): void {
  const { api } = site;

  adminPage(site, '/admin/people', async (visit) => {
    const bodies = await bodiesFor(site, visit);
    const only = bodies.options.length === 1 ? bodies.options[0]?.id : undefined;
    const asked = {
      ...(only !== undefined && { organisation: [only] }),
      ...given(visit.query, ['organisation', 'search', 'cursor']),
    };
    const found =
      asked['organisation'] === undefined
        ? { items: [], next: undefined }
        : (await api.people.ask(visit.inside({ query: { ...asked, limit: ['50'] } }))).body;
    return {
      page: (
        <PeoplePage
          view={visit.view}
          people={found.items}
          next={found.next}
          asked={firsts(asked)}
          bodies={bodies.options}
          body={bodies.named}
        />
      ),
    };
  });

  adminPage(site, '/admin/people/new', async (visit) => {
    const values = { home: visit.query['organisation']?.[0] ?? '' };
    return { page: await recording(site, visit, { ...blank, values }) };
  });
  changeForm(site, '/admin/people/new', (visit) => ({
    form: (values) => personIn(values),
    again: (filled) => recording(site, visit, filled),
  }));

  adminPage(site, '/admin/people/:person', async (visit) => ({ page: await shown(site, visit) }));

  adminPage(site, '/admin/people/:person/change', async (visit) => {
    const person = await personOf(site, visit);
    const { nameJa, nameEn, mail = '', home = '' } = person;
    return { page: await recording(site, visit, { ...blank, values: { nameJa, nameEn, mail, home } }, person) };
  });
  changeForm(site, '/admin/people/:person/change', async (visit) => {
    const person = await personOf(site, visit);
    return {
      form: (values) => personIn(values, person),
      again: (filled) => recording(site, visit, filled, person),
    };
  });

  linkRoutes(site);
  accountRoutes(site);
  cutOffRoutes(site);
}

async function personOf({ api }: Site, { inside, params }: SignedVisit): Promise<Person> {
  return (await api.person.ask(inside({ params: { person: params['person'] ?? '' }, query: {} }))).body;
}

async function shown(site: Site, visit: SignedVisit, filled: Filled = blank): Promise<Child> {
  const { api } = site;
  const person = await personOf(site, visit);
  const params = { person: person.id };
  const query = { person: [person.id], limit: ['20'] };
  const used = siteOf(visit.c, visit.parts) !== undefined;
  const [posts, claims, accounts, passkeys, bodies] = await Promise.all([
    api.appointmentsOf.ask(visit.inside({ params, query: {} })),
    orNothing(api.claims.list.ask(visit.inside({ query }))),
    orNothing(api.identities.list.ask(visit.inside({ query }))),
    used ? orNothing(api.passkeys.list.ask(visit.inside({ query: { ...query, inUse: ['true'] } }))) : undefined,
    bodiesFor(site, visit),
  ]);
  return (
    <PersonPage
      view={visit.view}
      shown={person}
      posts={posts.body.items}
      claims={claims?.body.items}
      accounts={accounts?.body.items}
      passkeys={passkeys?.body.items}
      bodies={bodies.options}
      body={bodies.named}
      own={person.id === visit.me.person}
      provided={visit.parts.provider !== undefined}
      filled={filled}
      told={toldBy(visit.view, visit.query)}
    />
  );
}

async function recording(site: Site, visit: SignedVisit, filled: Filled, person?: Person): Promise<Child> {
  const { options } = await bodiesFor(site, visit);
  return (
    <PersonFormPage
      view={visit.view}
      action={visit.path}
      filled={filled}
      {...(person !== undefined && { shown: person })}
      bodies={options}
    />
  );
}

/** Somebody new, or somebody recorded with what is changed. */
function personIn(values: Values, recorded?: Person): Formed {
  const read = new Reading(values);
  const id = recorded?.id ?? `p-${randomUUID()}`;
  const home = read.text('home');
  const person = {
    id,
    nameJa: read.needed('nameJa'),
    nameEn: read.needed('nameEn'),
    ...emptied('mail', read.text('mail'), recorded),
    ...emptied('home', home, recorded),
    ...(recorded?.outside !== undefined && { outside: { ...recorded.outside } }),
  };
  if (home === undefined && recorded?.outside === undefined) read.needed('home');
  return { change: { people: [person] }, errors: read.errors, to: `/admin/people/${id}` };
}

const issuedSchema = z.object({
  status: z.enum(['issued', 'pending']),
  path: z.string().optional(),
  expires: z.number(),
});

/** The page on which all that follow stand. */
const on = '/admin/people/:person';

function linkRoutes(site: Site): void {
  const { api } = site;
  const issue = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const person = await personOf(site, visit);
    const values = valuesIn(fields);
    const body = { person: person.id, purpose: values['purpose'] ?? '' };
    try {
      const reply = await api.claims.issue.act({ ...visit.inside({ query: {}, body }), key });
      const { status, path, expires } = issuedSchema.parse(reply.body);
      const page = (
        <LinkPage
          view={visit.view}
          name={nameOf(visit.view, person)}
          person={person.id}
          address={path === undefined ? undefined : addressOf(visit.c, visit.parts.configuration) + path}
          pending={status === 'pending'}
          expires={expires}
        />
      );
      // Shown once: kept nowhere, not by the browser either.
      visit.c.header('cache-control', 'no-store');
      return { page, status: 201 };
    } catch (error) {
      return refusedAt(site, visit, values, error);
    }
  };
  adminForm(site, `${on}/links`, issue, { on, again: again(site) });
  const withdraw = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const { person = '' } = visit.params;
    const params = { claim: valuesIn(fields)['claim'] ?? '' };
    const reply = await api.claims.revoke.act({ ...visit.inside({ params, query: {} }), key });
    const { revoked } = z.object({ revoked: z.boolean() }).parse(reply.body);
    return visit.c.redirect(`/admin/people/${person}?told=${revoked ? 'linkWithdrawn' : 'linkUsed'}`, 303);
  };
  adminForm(site, `${on}/links/withdraw`, withdraw, { on });
}

/** The person's page with what was typed. */
function again(site: Site): Again {
  return async (visit, fields) => ({ page: await shown(site, visit, { ...blank, values: valuesIn(fields) }) });
}

function accountRoutes(site: Site): void {
  const { api } = site;
  const name = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const { person = '' } = visit.params;
    const values = valuesIn(fields);
    const body = { person, subject: values['subject']?.trim() ?? '' };
    try {
      const reply = await api.identities.name.act({ ...visit.inside({ query: {}, body }), key });
      const { status } = z.object({ status: z.enum(['bound', 'pending']) }).parse(reply.body);
      return visit.c.redirect(`/admin/people/${person}?told=${status === 'pending' ? 'named' : 'bound'}`, 303);
    } catch (error) {
      return refusedAt(site, visit, values, error);
    }
  };
  adminForm(site, `${on}/accounts`, name, { on, again: again(site) });
  const remove = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const { person = '' } = visit.params;
    const params = { identity: valuesIn(fields)['identity'] ?? '' };
    await api.identities.remove.act({ ...visit.inside({ params, query: {} }), key });
    return visit.c.redirect(`/admin/people/${person}?told=removed`, 303);
  };
  adminForm(site, `${on}/accounts/remove`, remove, { on });
}

/** What is lost, or fell into other hands. */
function cutOffRoutes(site: Site): void {
  const { api } = site;
  const remove = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const { person = '' } = visit.params;
    const params = { passkey: valuesIn(fields)['passkey'] ?? '' };
    await api.passkeys.remove.act({ ...visit.inside({ params, query: {} }), key });
    return visit.c.redirect(`/admin/people/${person}?told=passkeyRemoved`, 303);
  };
  adminForm(site, `${on}/passkeys/remove`, remove, { on });
  const revoke = async (visit: SignedVisit, { key }: Sent): Promise<Shown> => {
    const { person = '' } = visit.params;
    await api.tokens.revokeAll.act({ ...visit.inside({ query: {}, body: { person } }), key });
    return visit.c.redirect(`/admin/people/${person}?told=revoked`, 303);
  };
  adminForm(site, `${on}/revoke`, revoke, { on });
}

/** The person's page again, with why it was not done. */
async function refusedAt(site: Site, visit: SignedVisit, values: Values, error: unknown): Promise<Shown> {
  const problem = mendable(error);
  return { page: await shown(site, visit, wrongWith(values, problem)), status: problemKinds[problem.kind].status };
}
