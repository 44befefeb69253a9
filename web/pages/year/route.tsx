import { profileOf } from '../../../model/organisations.ts';
import { rolesIn } from '../../access/bodies.ts';
import { ifAllowed } from '../kit/allowed.ts';
import { page, type SignedVisit, type Site } from '../page.tsx';
import { bureausOf } from './bureaus.ts';
import { WithoutCyclePage } from './without-cycle.tsx';
import { YearPage } from './year.tsx';

/** Departments read at once: all of them, of any body. */
const DEPARTMENTS = '500';
/** Procedures of a year that are shown. */
const PROCEDURES = '200';

/** `/{body}/{year}` */
export function yearPages(site: Site): void {
  page(
    site,
    '/:organisation{[a-z0-9][a-z0-9-]*}/:year{\\d\\d\\d\\d}',
    async (visit) => (await withoutCycle(site, visit)) ?? shown(site, visit),
  );
}

/** A body that runs no cycle – the centre, headquarters – has its other procedures there, for its own people. */
async function withoutCycle({ api }: Site, { inside, view, params, me }: SignedVisit) {
  const { organisation = '', year = '' } = params;
  if (rolesIn(me, organisation).length === 0) return undefined;
  const { body } = await api.organisation.ask(inside({ params: { organisation } }));
  if (profileOf(body.kind) !== undefined) return undefined;
  const query = { organisation: [organisation], year: [year], limit: [PROCEDURES] };
  const [procedures, openings] = await Promise.all([api.procedures.ask(inside({ query })), api.openings.ask(inside())]);
  const mine = openings.body.items.filter((one) => one.organisation.id === organisation && one.year === Number(year));
  return {
    page: (
      <WithoutCyclePage
        view={view}
        year={Number(year)}
        body={{ ja: body.nameJa, en: body.nameEn }}
        procedures={procedures.body.items}
        openings={mine}
      />
    ),
  };
}

async function shown({ api }: Site, { inside, view, params, me }: SignedVisit) {
  const { organisation = '', year = '' } = params;
  const of = { params: { kind: 'cycle', organisation, year } };
  const { body: state } = await api.procedure.ask(inside(of));
  const { body: timeline } = await api.timeline.ask(inside(of));
  const before = { params: { ...of.params, year: String(Number(year) - 1) } };
  const last = await ifAllowed(async () => api.procedure.ask(inside(before)));
  const query = { organisation: [organisation] };
  const years = await ifAllowed(async () => api.procedures.ask(inside({ query: { ...query, kind: ['cycle'] } })));
  // For those who see to the self-inspections of the body: they read its departments, too.
  const handIns = await ifAllowed(async () => api.selfInspection.ask(inside(of)));
  const departments =
    handIns &&
    (await ifAllowed(async () => api.departments.ask(inside({ query: { ...query, limit: [DEPARTMENTS] } }))));
  const bureaus =
    handIns === undefined || departments === undefined
      ? []
      : bureausOf(view, state, handIns.body.items, departments.body.items);
  return {
    page: (
      <YearPage
        view={view}
        year={Number(year)}
        state={state}
        last={last?.body}
        timeline={timeline}
        years={years?.body.items ?? []}
        bureaus={bureaus}
        isOwn={rolesIn(me, organisation).length > 0}
      />
    ),
  };
}
