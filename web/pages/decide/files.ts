/** Files of a form: stored under the names they have, before anything else is seen to. */
import { randomUUID } from 'node:crypto';
import { asObject } from '../../../model/json.ts';
import { type FieldError, Problem } from '../../problems.ts';
import { errorsOf } from '../kit/told.ts';
import type { Sent, SignedVisit, Site } from '../page.tsx';
import { classMark, fileMark, nameMark, type Values, valuesOf } from './values.ts';

/** Letters of a name. */
const LONGEST = 200;

/** Files are stored whatever else is wrong with the form: a browser does not send them a second time by itself. */
export async function storeFiles(
  { api }: Site,
  visit: SignedVisit,
  { fields }: Sent,
): Promise<{ readonly values: Values; readonly errors: readonly FieldError[] }> {
  let values = valuesOf(fields);
  const errors: FieldError[] = [];
  for (const [name, file] of fields) {
    if (typeof file === 'string' || file.size === 0 || !name.endsWith(fileMark)) continue;
    const at = name.slice(0, -fileMark.length);
    const headers = { 'content-type': file.type === '' ? 'application/octet-stream' : file.type };
    const request = new Request('http://localhost/', { method: 'POST', headers, body: file });
    const named = shortened(file.name);
    const query = {
      name: [named],
      ...keptFor(visit),
      confidentiality: [values.one(at + classMark) || '2'],
    };
    try {
      const { body } = await api.documents.store.ask(visit.inside({ query, request, key: randomUUID() }));
      const hash = asObject(body)['hash'];
      if (typeof hash !== 'string') throw new Error('a document without a hash');
      values = values.with([
        [at, [hash]],
        [at + nameMark, [named]],
      ]);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const told = errorsOf(error);
      errors.push(...(told.length > 0 ? told : [error.detail]).map(({ ja, en }) => ({ path: at, ja, en })));
    }
  }
  return { values, errors };
}

/**
 * The body a file is kept for: the procedure's own, where its sender is of that one – or of none, being from outside; who
 * decides in another body's procedure files it as one of the sender's own.
 */
function keptFor({ params: { organisation = '' }, view: { reader } }: SignedVisit): { organisation?: string[] } {
  const { bodies = [] } = reader ?? {};
  return bodies.length === 0 || bodies.includes(organisation) ? { organisation: [organisation] } : {};
}

/** The beginning and the ending of a name that is longer than names may be; never half a letter. */
function shortened(name: string): string {
  if (name.length <= LONGEST) return name;
  const ending = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
  const beginning = name.slice(0, LONGEST - ending.length - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${beginning}…${ending}`;
}
