/** Where procedures stand. */
import { z } from '@hono/zod-openapi';
import { matching } from '../../model/pattern.ts';
import type { Inside, Served } from '../endpoint.ts';
import { instanceAt } from '../instances.ts';
import { fiscalYear, organisationId } from '../schemas.ts';

/** A kind of procedure in an address. */
export const kind = matching(/^[a-z][a-z0-9-]{0,31}$/, {
  ja: '手続の種類（例：cycle）を指定してください。',
  en: 'Give a kind of procedure, such as cycle.',
});

/** Parameters of `/procedures/{kind}/{year}/{organisation}`. */
export const cycleParams = z.strictObject({
  kind,
  year: fiscalYear,
  organisation: organisationId,
});
/** Parameters of `/procedures/{kind}/{year}/{organisation}/{n}`. */
export const numberedParams = cycleParams.extend({
  n: matching(/^[1-9]\d{0,5}$/, {
    ja: '手続の番号を指定してください。',
    en: 'Give the number of a procedure.',
  }).transform(Number),
});

/** The two addresses that every kind of procedure can have. */
const addresses = [
  ['', cycleParams],
  ['/{n}', numberedParams],
] as const;

/** Adds a route at both of them; asked from within, whichever the parameters are of. */
export function atBoth<R>(
  add: (suffix: string, params: typeof cycleParams | typeof numberedParams) => Served<R>,
): Served<R> {
  const [plain, numbered] = [add(...addresses[0]), add(...addresses[1])];
  const of = ({ params }: Inside): Served<R> => (params?.['n'] === undefined ? plain : numbered);
  return {
    ask: async (inside) => of(inside).ask(inside),
    act: async (inside) => of(inside).act(inside),
  };
}

/** A procedure by the parts of its address. */
export interface Address {
  readonly kind: string;
  readonly year: number;
  readonly organisation: string;
  readonly n?: number;
}

/** The instance id of an address. Throws 404. */
export function instanceOf({ kind, year, organisation, n }: Address): string {
  return instanceAt({ kind, year, organisation, ...(n !== undefined && { number: n }) });
}
