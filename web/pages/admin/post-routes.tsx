/** Posts: the page of one, and the forms that appoint, end and void. */
import { randomUUID } from 'node:crypto';
import type { Child } from 'hono/jsx';
import { addDays } from '../../../model/japan-time.ts';
import type { SignedVisit, Site } from '../page.tsx';
import { bodiesFor, departmentsOf, peopleFor } from './asked.ts';
import type { Post } from './appointments.tsx';
import { changeForm, changeRoutes, type Formed } from './change-routes.tsx';
import { blank, Reading, type Filled, type Values } from './filled.ts';
import { toldBy } from './frame.tsx';
import { adminPage } from './guard.ts';
import { AppointPage, PostPage, type PostAct } from './posts.tsx';
import { notFound } from '../../problems.ts';

export function postRoutes(site: Site): void {
  changeRoutes(site);

  adminPage(site, '/admin/posts/:appointment', async (visit) => ({ page: await shown(site, visit) }));

  const acts: Readonly<Record<PostAct, (post: Post, values: Values) => Formed>> = {
    replace: replaced,
    end: ended,
    void: voided,
  };
  for (const act of ['replace', 'end', 'void'] as const) {
    const of = async (visit: SignedVisit) => {
      const { body: post } = await site.api.appointment.ask(visit.inside({ params: visit.params, query: {} }));
      return {
        form: (values: Values) => acts[act](post, values),
        again: (filled: Filled) => shown(site, visit, { act, filled }),
      };
    };
    changeForm(site, `/admin/posts/:appointment/${act}`, of, '/admin/posts/:appointment');
  }

  adminPage(site, '/admin/appoint', async (visit) => {
    const values = Object.fromEntries(
      ['organisation', 'person', 'role', 'department'].map((name) => [name, visit.query[name]?.[0] ?? '']),
    );
    // To a body one is appointed from its page.
    if (values['organisation'] === '') return visit.c.redirect('/admin/organisations', 303);
    return { page: await appointing(site, visit, { ...blank, values }) };
  });
  changeForm(site, '/admin/appoint', (visit) => ({
    form: appointed,
    again: (filled) => appointing(site, visit, filled),
  }));
}

async function shown(
  site: Site,
  visit: SignedVisit,
  sent?: { readonly act: PostAct; readonly filled: Filled },
): Promise<Child> {
  const { api } = site;
  const { body: post } = await api.appointment.ask(visit.inside({ params: visit.params, query: {} }));
  const query = { organisation: [post.organisation], limit: ['500'] };
  const [{ body: others }, bodies, found] = await Promise.all([
    api.appointments.ask(visit.inside({ query })),
    bodiesFor(site, visit),
    peopleFor(site, visit, post.organisation, sent?.filled.values ?? {}),
  ]);
  const course = others.items
    .filter(({ role, department }) => role === post.role && department === post.department)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return (
    <PostPage
      view={visit.view}
      post={post}
      course={course}
      found={found}
      body={bodies.named(post.organisation)}
      own={post.person === visit.me.person}
      {...(sent !== undefined && { sent })}
      told={toldBy(visit.view, visit.query)}
    />
  );
}

async function appointing(site: Site, visit: SignedVisit, filled: Filled): Promise<Child> {
  const organisation = filled.values['organisation'] ?? '';
  const bodies = await bodiesFor(site, visit);
  if (!bodies.options.some(({ id }) => id === organisation)) throw notFound();
  const [departments, found] = await Promise.all([
    departmentsOf(site, visit, organisation),
    peopleFor(site, visit, organisation, filled.values),
  ]);
  return (
    <AppointPage
      view={visit.view}
      body={{ id: organisation, name: bodies.named(organisation) }}
      departments={departments.map(({ id, nameJa: ja, nameEn: en }) => ({ id, ja, en }))}
      found={found}
      filled={filled}
    />
  );
}

/** The present holder's post ends the day before the successor's begins. */
function replaced(post: Post, values: Values): Formed {
  const read = new Reading(values);
  const person = read.needed('person');
  const from = read.neededDate('from');
  const instrument = instrumentIn(read);
  if (read.errors.size > 0) return { change: {}, errors: read.errors, to: '' };
  const { id, organisation, role, department } = post;
  const last = addDays(from, -1);
  // What ends before then anyhow is left as it is.
  const ends = post.to !== undefined && post.to <= last ? [] : [{ appointment: id, to: last, ...instrument }];
  const appointment = {
    id: newId(),
    person,
    role,
    organisation,
    ...(department !== undefined && { department }),
    from,
    kind: values['kind'] ?? 'regular',
    ...instrument,
  };
  const change = { ...(ends.length > 0 && { ends }), appointments: [appointment] };
  return { change, errors: read.errors, to: `/admin/organisations/${organisation}` };
}

function ended(post: Post, values: Values): Formed {
  const read = new Reading(values);
  const change = { ends: [{ appointment: post.id, to: read.neededDate('to') }] };
  return { change, errors: read.errors, to: `/admin/posts/${post.id}` };
}

function voided(post: Post, values: Values): Formed {
  const read = new Reading(values);
  const change = { voids: [{ appointment: post.id, reason: read.needed('reason') }] };
  return { change, errors: read.errors, to: `/admin/posts/${post.id}` };
}

function appointed(values: Values): Formed {
  const read = new Reading(values);
  const department = read.text('department');
  const to = read.date('to');
  const appointment = {
    id: newId(),
    person: read.needed('person'),
    role: read.needed('role'),
    organisation: read.needed('organisation'),
    ...(department !== undefined && { department }),
    from: read.neededDate('from'),
    ...(to !== undefined && { to }),
    kind: values['kind'] ?? 'regular',
    ...instrumentIn(read),
  };
  return {
    change: { appointments: [appointment] },
    errors: read.errors,
    to: `/admin/organisations/${appointment.organisation}`,
  };
}

function instrumentIn(read: Reading) {
  if (read.text('order') === undefined && read.text('date') === undefined) return {};
  return { instrument: { order: read.needed('order'), date: read.neededDate('date') } };
}

/** Nobody types an id. */
function newId(): string {
  return `a-${randomUUID()}`;
}
