/** The form of a body: one that is recorded, and one that changes. */
import type { Child } from 'hono/jsx';
import { administersBody } from '../../access/bodies.ts';
import { notFound } from '../../problems.ts';
import type { SignedVisit, Site } from '../page.tsx';
import { bodiesFor, type Bodies } from './asked.ts';
import { BodyFormPage } from './body-form.tsx';
import { changeForm, type Formed } from './change-routes.tsx';
import { blank, emptied, missing, Reading, successorsIn, type Filled, type Values } from './filled.ts';
import { adminPage } from './guard.ts';
import type { Body } from './organisations.tsx';

export function bodyFormRoutes(site: Site): void {
  for (const path of ['/admin/bodies/new', '/admin/bodies/:organisation']) {
    adminPage(site, path, async (visit) => {
      const recorded = await bodyOf(site, visit);
      return { page: await recording(site, visit, { ...blank, values: valuesOf(recorded) }, recorded) };
    });
    changeForm(site, path, async (visit) => {
      const recorded = await bodyOf(site, visit);
      return {
        form: (values) => bodyIn(values, recorded),
        again: (filled) => recording(site, visit, filled, recorded),
      };
    });
  }
}

/** The body of the address; none where a new one is recorded. */
async function bodyOf({ api }: Site, { params, inside, me }: SignedVisit): Promise<Body | undefined> {
  const { organisation } = params;
  if (organisation === undefined) return undefined;
  if (!administersBody(me, organisation)) throw notFound();
  return (await api.organisation.ask(inside({ params: { organisation }, query: {} }))).body;
}

function valuesOf(recorded: Body | undefined): Values {
  if (recorded === undefined) return {};
  const { nameJa, nameEn, corporateNumber = '', from = '', to = '', abolitionBasis = '' } = recorded;
  const { legalBasis = '', objectivesBasis = '', publicationBasis = '' } = recorded;
  const successors = recorded.successors?.[0] ?? '';
  const [supervisors = '', ...joint] = recorded.supervisors;
  return {
    nameJa,
    nameEn,
    class: recorded.class ?? '',
    legalBasis,
    objectivesBasis,
    publicationBasis,
    supervisors,
    corporateNumber,
    from,
    to,
    abolitionBasis,
    successors,
    ...Object.fromEntries(joint.map((id, index) => [jointName(index), id])),
  };
}

/** Fields for ministries that supervise besides the main one: those recorded, and two more. */
function jointNames(recorded: Body | undefined): readonly string[] {
  const others = Math.max(0, (recorded?.supervisors.length ?? 0) - 1);
  return Array.from({ length: others + 2 }, (_, index) => jointName(index));
}

const jointName = (index: number): string => `joint${index + 1}`;

async function recording(site: Site, visit: SignedVisit, filled: Filled, recorded: Body | undefined): Promise<Child> {
  const bodies: Bodies = await bodiesFor(site, visit);
  const others = bodies.all
    .filter(({ id, to }) => id !== recorded?.id && to === undefined)
    .map(({ id, nameJa: ja, nameEn: en }) => ({ id, ja, en }));
  return (
    <BodyFormPage
      view={visit.view}
      action={visit.path}
      isNew={recorded === undefined}
      kind={recorded?.kind}
      joint={jointNames(recorded)}
      name={recorded === undefined ? '' : bodies.named(recorded.id)}
      others={others}
      filled={filled}
    />
  );
}

function bodyIn(values: Values, recorded: Body | undefined): Formed {
  const read = new Reading(values);
  const id = recorded?.id ?? read.needed('id');
  const [renamedOn, from, to] = [read.date('renamedOn'), read.date('from'), read.date('to')];
  const renamed = values['correction'] === 'yes' ? 'correction' : renamedOn;
  const [corporateNumber, abolitionBasis] = [read.text('corporateNumber'), read.text('abolitionBasis')];
  const body = {
    id,
    kind: recorded?.kind ?? read.needed('kind'),
    ...emptied('class', read.text('class'), recorded),
    ...emptied('legalBasis', read.text('legalBasis'), recorded),
    ...emptied('objectivesBasis', read.text('objectivesBasis'), recorded),
    ...emptied('publicationBasis', read.text('publicationBasis'), recorded),
    nameJa: read.needed('nameJa'),
    nameEn: read.needed('nameEn'),
    ...(renamed !== undefined && { renamedOn: renamed }),
    supervisors: supervisorsIn(read, jointNames(recorded)),
    ...emptied('corporateNumber', corporateNumber, recorded),
    ...emptied('from', from, recorded),
    ...emptied('to', to, recorded),
    ...emptied('abolitionBasis', abolitionBasis, recorded),
    ...successorsIn(read.text('successors'), recorded),
    // What is invented says so in its id.
    fictional: recorded?.fictional ?? id.startsWith('demo-'),
  };
  return { change: { organisations: [body] }, errors: read.errors, to: `/admin/organisations/${id}` };
}

/** The main one first. Who supervises besides it does so beside somebody. */
function supervisorsIn(read: Reading, names: readonly string[]): string[] {
  const [main, ...joint] = ['supervisors', ...names].map((name) => read.text(name));
  const others = joint.filter((one) => one !== undefined);
  if (main === undefined && others.length > 0) read.errors.set('supervisors', [missing]);
  return main === undefined ? others : [main, ...others];
}
