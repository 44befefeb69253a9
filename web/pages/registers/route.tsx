/** `/registers/{body}`: the rules of a body that outlive its procedures, with their history; their keepers change them here. */
import { organisationRegisters, type OrganisationRegister } from '../../../records/registers/known.ts';
import { problemOf } from '../../errors.ts';
import { problemKinds } from '../../problems.ts';
import { errorsOf } from '../kit/told.ts';
import { textOf } from '../fields.ts';
import { form, page, type Sent, type Shown, type SignedVisit, type Site } from '../page.tsx';
import { isCommon, namesIn, readCommon, readObjectives, readRegister } from './asked.ts';
import { CommonRegistersPage } from './common.tsx';
import { registerFormPages } from './form-route.tsx';
import { RegistersPage, type Told } from './registers.tsx';
import { readValue } from './values.ts';

const path = '/registers/:organisation';

export function registerPages(site: Site): void {
  page(site, path, (visit) => {
    const saved = visit.query['saved']?.[0];
    if (visit.params['organisation'] === 'common') return common(site, visit);
    return shown(site, visit, saved !== undefined && isRegister(saved) ? { saved } : {});
  });

  const set = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const { c, inside, params } = visit;
    const { organisation = '' } = params;
    const register = textOf(fields, 'register');
    const typed = textOf(fields, 'value');
    const value = isRegister(register) ? readValue(organisationRegisters[register], typed) : undefined;
    try {
      const asked = inside({ params: { organisation, register }, query: {}, body: { value } });
      await site.api.registers.set.act({ ...asked, key });
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined || !['invalid', 'notAllowed'].includes(problem.kind)) throw error;
      const errors = errorsOf(problem);
      const refused = errors.length > 0 ? errors : [problem.detail];
      const told = { refused, typed: { register, value: typed } };
      return { ...(await shown(site, visit, told)), status: problemKinds[problem.kind].status };
    }
    return c.redirect(`/registers/${organisation}?saved=${register}`, 303);
  };
  form(site, path, set, {
    again: (visit, fields) => {
      const { register = '', value = '' } = Object.fromEntries(fields);
      return shown(site, visit, { typed: { register, value } });
    },
  });
  registerFormPages(site);
}

async function shown(site: Site, visit: SignedVisit, told: Told) {
  const { view, params } = visit;
  const { organisation = '' } = params;
  const registers = [];
  for (const id of ids) {
    const { history, isKept } = await readRegister(site, visit, organisation, id);
    const { items: facts, organisation: of, standard } = history;
    registers.push({ id, facts, isKept, of, standard, names: await namesIn(site, visit, id, facts) });
  }
  const objectives = await readObjectives(site, visit, organisation);
  return {
    page: (
      <RegistersPage
        view={view}
        organisation={organisation}
        registers={registers}
        objectives={objectives}
        told={told}
      />
    ),
  };
}

/** The registers common to all, with what was just sent to one of them. */
async function common(site: Site, visit: SignedVisit) {
  const { view, query } = visit;
  const [what, told = ''] = Object.entries(query).flatMap(([name, [value = '']]) =>
    name === 'saved' || name === 'waiting' ? [name, value] : [],
  );
  const done = isCommon(told) ? { isWaiting: what === 'waiting', register: told } : undefined;
  return { page: <CommonRegistersPage view={view} registers={await readCommon(site, visit)} done={done} /> };
}

const isRegister = (id: string): id is OrganisationRegister => Object.hasOwn(organisationRegisters, id);
const ids = Object.keys(organisationRegisters).filter(isRegister);
