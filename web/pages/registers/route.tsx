/** `/registers/{body}`: the rules of a body that outlive its procedures, with their history; their keepers change them here. */
import { organisationRegisters, type OrganisationRegister } from '../../../records/registers/known.ts';
import { keepsRegister } from '../../api/registers.ts';
import { problemOf } from '../../errors.ts';
import { problemKinds } from '../../problems.ts';
import { errorsOf } from '../kit/told.ts';
import { textOf } from '../fields.ts';
import { form, page, type Sent, type Shown, type SignedVisit, type Site } from '../page.tsx';
import { RegistersPage, type Told } from './registers.tsx';
import { readValue } from './values.ts';

const path = '/registers/:organisation';

export function registerPages(site: Site): void {
  page(site, path, (visit) => {
    const saved = visit.query['saved']?.[0];
    return shown(site, visit, saved !== undefined && isRegister(saved) ? { saved } : {});
  });

  const set = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const { c, inside, params } = visit;
    const { organisation = '' } = params;
    const register = textOf(fields, 'register');
    const typed = textOf(fields, 'value');
    const value = isRegister(register) ? readValue(register, typed) : undefined;
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
}

async function shown({ api }: Site, { view, me, inside, params }: SignedVisit, told: Told) {
  const { organisation = '' } = params;
  const registers = [];
  for (const id of ids) {
    const { body } = await api.registers.history.ask(inside({ params: { organisation, register: id }, query: {} }));
    const isKept = keepsRegister(me, organisation, organisationRegisters[id]);
    registers.push({ id, facts: body.items, isKept, of: body.organisation });
  }
  return { page: <RegistersPage view={view} organisation={organisation} registers={registers} told={told} /> };
}

const isRegister = (id: string): id is OrganisationRegister => Object.hasOwn(organisationRegisters, id);
const ids = Object.keys(organisationRegisters).filter(isRegister);
