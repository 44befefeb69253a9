/** Where procedures have their pages: as they are called, `/cycle/2026/demo-ministry`, `/improvement/2026/demo-ministry/1`. */
import { published } from '../../../machines/procedures.ts';

/** Where a procedure's page stands, from the parameters of an address below it. */
export function placeOf({ kind, year, organisation, n }: Readonly<Record<string, string>>): string {
  return `/${kind}/${year}/${organisation}${n === undefined ? '' : `/${n}`}`;
}

/** The two forms of an address, as patterns of routes; the longer one first. */
export function addresses(): readonly string[] {
  const kinds = [...new Set(published.map(({ id }) => id))].join('|');
  const place = `/:kind{${kinds}}/:year{\\d\\d\\d\\d}/:organisation{[a-z0-9][a-z0-9-]*}`;
  return [`${place}/:n{[1-9]\\d*}`, place];
}
