/** Asking for changes of the registry over HTTP, as the person of a token; `web` is the one that runs now. */
import type { LocalDate } from '../../model/identifiers.ts';
import { ask, type Ask, type Reply, type TestWeb } from '../web/support/web.ts';

export function overHttp(web: () => TestWeb) {
  const send = async (person: string, method: string, path: string, body?: object, other: Ask = {}): Promise<Reply> =>
    ask(web().app, method, `/api/v1${path}`, { token: await web().token(person), ...(body && { body }), ...other });
  const change = (person: string, body: object, other: Ask = {}): Promise<Reply> =>
    send(person, 'POST', '/registry/changes', body, other);
  const decide = (person: string, id: string, decision: string, body: object = {}): Promise<Reply> =>
    send(person, 'POST', `/registry/changes/${id}/${decision}`, body);
  return { send, change, decide };
}

/** Status and name of every rule that refused. */
export const rulesOf = ({ status, body }: Reply): string[] =>
  (body.refusals ?? []).map(({ id }: { id: string }) => `${status} ${id}`);

/** A person of a body, invented. */
export const named = (id: string, home: string, other: object = {}) => ({
  id,
  home,
  nameJa: `${id}（架空）`,
  nameEn: `${id} (fictional)`,
  ...other,
});

/** An appointment from a JST date on. */
export const post = <Role extends string>(
  id: string,
  person: string,
  role: Role,
  organisation: string,
  { from = '2026-04-01', kind = 'regular' }: { readonly from?: LocalDate; readonly kind?: 'regular' | 'acting' } = {},
) => ({ id, person, role, organisation, from, kind });
