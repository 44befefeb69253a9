/**
 * Who of a body reads the contents of its procedures: risk detail, unreported findings, evidence are for the roles
 * acting on them and the CISO (domain.md 8). Which roles act is read off the definition: those that take its decisions.
 */
import type { Procedure, State } from '../../machines/core.ts';
import { isRole, type Role } from '../../model/roles.ts';

/** Always let in: the CISO and his deputy, and the head of the organisation, who decides in their place. */
const always: readonly Role[] = ['ciso', 'deputyCiso', 'headOfOrganisation'];

/**
 * An audit's findings are for those who audit until the comments of the audited departments are asked for; the report
 * then goes to the CISO. Phases of `audit` in which the audited side may read.
 */
const auditSide: readonly Role[] = ['auditOfficer', 'auditor', ...always];
const commented: ReadonlySet<string> = new Set(['commenting', 'reported']);

const byProcedure = new WeakMap<Procedure, ReadonlySet<Role>>();

/** Roles that take a decision of the procedure, with those always let in. `anyone` and plain staff are not among them. */
export function actingRoles(procedure: Procedure): ReadonlySet<Role> {
  const known = byProcedure.get(procedure);
  if (known !== undefined) return known;
  const roles = new Set<Role>(always);
  for (const decision of Object.values(procedure.decisions)) {
    for (const role of decision.by) if (role !== 'anyone' && role !== 'staff' && isRole(role)) roles.add(role);
  }
  byProcedure.set(procedure, roles);
  return roles;
}

/** Whether holders of these roles in the body read the instance's contents now. */
export function mayReadContents(procedure: Procedure, state: State, roles: readonly Role[]): boolean {
  if (procedure.id === 'audit' && !commented.has(procedure.project(state.snapshot).phase)) {
    return roles.some((role) => auditSide.includes(role));
  }
  const acting = actingRoles(procedure);
  return roles.some((role) => acting.has(role));
}
