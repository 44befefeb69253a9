/** Bodies with their posts, and departments. */
import { randomUUID } from 'node:crypto';
import type { Child } from 'hono/jsx';
import { administersBody } from '../../access/bodies.ts';
import { notFound } from '../../problems.ts';
import type { SignedVisit, Site } from '../page.tsx';
import { bodiesFor, departmentsOf, firsts, given } from './asked.ts';
import { changeForm, type Formed } from './change-routes.tsx';
import { DepartmentFormPage } from './departments.tsx';
import { blank, emptied, Reading, successorsIn, type Filled, type Values } from './filled.ts';
import { toldBy } from './frame.tsx';
import { adminPage } from './guard.ts';
import { BodiesPage, BodyPage, type Department } from './organisations.tsx';

export function bodyRoutes(site: Site): void {
  const { api } = site;

  adminPage(site, '/admin/organisations', async (visit) => {
    const asked = given(visit.query, ['search', 'cursor']);
    const bodies = await bodiesFor(site, visit);
    const { body } = await api.organisations.ask(visit.inside({ query: { ...asked, limit: ['100'] } }));
    return {
      page: (
        <BodiesPage
          view={visit.view}
          bodies={body.items.filter(({ id }) => administersBody(visit.me, id))}
          next={body.next}
          asked={firsts(asked)}
          body={bodies.named}
        />
      ),
    };
  });

  adminPage(site, '/admin/organisations/:organisation', async (visit) => {
    const { organisation = '' } = visit.params;
    const { body: shown } = await api.organisation.ask(visit.inside({ params: { organisation }, query: {} }));
    const query = { organisation: [organisation], limit: ['500'] };
    const [{ body: posts }, departments, bodies] = await Promise.all([
      api.appointments.ask(visit.inside({ query })),
      departmentsOf(site, visit, organisation),
      bodiesFor(site, visit),
    ]);
    return {
      page: (
        <BodyPage
          view={visit.view}
          shown={shown}
          posts={posts.items}
          morePosts={posts.next !== undefined}
          departments={departments}
          body={bodies.named}
          told={toldBy(visit.view, visit.query)}
        />
      ),
    };
  });

  for (const path of ['/admin/departments/:organisation/new', '/admin/departments/:organisation/:department']) {
    adminPage(site, path, async (visit) => {
      const recorded = await departmentOf(site, visit);
      return { page: await recording(site, visit, { ...blank, values: valuesOf(recorded) }, recorded) };
    });
    changeForm(site, path, async (visit) => {
      const recorded = await departmentOf(site, visit);
      return {
        form: (values) => departmentIn(visit.params['organisation'] ?? '', values, recorded),
        again: (filled) => recording(site, visit, filled, recorded),
      };
    });
  }
}

/** The department of the address; none where somebody records a new one. */
async function departmentOf(site: Site, visit: SignedVisit): Promise<Department | undefined> {
  const { organisation = '', department } = visit.params;
  if (department === undefined) return undefined;
  const found = (await departmentsOf(site, visit, organisation)).find(({ id }) => id === department);
  if (found === undefined) throw notFound();
  return found;
}

function valuesOf(recorded: Department | undefined): Values {
  if (recorded === undefined) return {};
  const { nameJa, nameEn, parent = '', bureau, separate, from = '', to = '', successors = [] } = recorded;
  return {
    nameJa,
    nameEn,
    parent,
    from,
    to,
    successors: successors[0] ?? '',
    ...(bureau && { bureau: 'yes' }),
    ...(separate === true && { separate: 'yes' }),
  };
}

async function recording(
  site: Site,
  visit: SignedVisit,
  filled: Filled,
  recorded: Department | undefined,
): Promise<Child> {
  const { organisation = '' } = visit.params;
  const [departments, bodies] = await Promise.all([departmentsOf(site, visit, organisation), bodiesFor(site, visit)]);
  const others = departments
    .filter(({ id }) => id !== recorded?.id)
    .map(({ id, nameJa: ja, nameEn: en }) => ({ id, ja, en }));
  return (
    <DepartmentFormPage
      view={visit.view}
      action={visit.path}
      isNew={recorded === undefined}
      body={{ id: organisation, name: bodies.named(organisation) }}
      others={others}
      filled={filled}
    />
  );
}

function departmentIn(organisation: string, values: Values, recorded: Department | undefined): Formed {
  const read = new Reading(values);
  const [parent, successor, from, to] = [
    read.text('parent'),
    read.text('successors'),
    read.date('from'),
    read.date('to'),
  ];
  const department = {
    id: recorded?.id ?? `d-${randomUUID()}`,
    organisation,
    nameJa: read.needed('nameJa'),
    nameEn: read.needed('nameEn'),
    ...emptied('parent', parent, recorded),
    bureau: values['bureau'] === 'yes',
    separate: values['separate'] === 'yes',
    ...emptied('from', from, recorded),
    ...emptied('to', to, recorded),
    ...successorsIn(successor, recorded),
  };
  return { change: { departments: [department] }, errors: read.errors, to: `/admin/organisations/${organisation}` };
}
