/** `/admin/imports`: a file is looked at, and then requested as it was looked at. */
import type { Child } from 'hono/jsx';
import { previewSchema } from '../../api/registry-schemas.ts';
import { problemKinds } from '../../problems.ts';
import { errorsOf, refusalsOf } from '../kit/told.ts';
import type { Sent, Shown, SignedVisit, Site } from '../page.tsx';
import { bodiesFor } from './asked.ts';
import { afterwards } from './change-routes.tsx';
import { ChangeCheckPage } from './check.tsx';
import { mendable, valuesIn, type Values } from './filled.ts';
import { adminForm, adminPage } from './guard.ts';
import { ImportPage } from './imports.tsx';

const path = '/admin/imports';

/** What a page can hold of a file until it is confirmed; larger ones are imported by the command. */
const HELD = 1024 * 1024;

export function importRoutes(site: Site): void {
  const { api } = site;
  adminPage(site, path, async (visit) => ({ page: await shown(site, visit, {}) }));

  adminPage(site, `${path}/template.csv`, async ({ inside, query }) =>
    api.files.template.ask(inside({ params: { kind: query['kind']?.[0] ?? '' }, query: {} })),
  );

  adminPage(site, `${path}/recorded.csv`, async ({ inside, query }) => {
    const params = { kind: query['kind']?.[0] ?? '' };
    return api.files.exported.ask(inside({ params, query: { organisation: [query['organisation']?.[0] ?? ''] } }));
  });

  const take = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const values = valuesIn(fields);
    if (values['_do'] === 'again') return { page: await shown(site, visit, values) };
    const held = heldIn(values);
    if (held !== undefined) return taken(site, visit, values, held, key);
    const file = fields.get('file');
    const isFile = file !== null && typeof file !== 'string';
    return taken(site, visit, values, isFile ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array());
  };
  adminForm(site, path, take, {
    again: async (visit, fields) => {
      const values = valuesIn(fields);
      const held = heldIn(values);
      return held === undefined ? { page: await shown(site, visit, values) } : taken(site, visit, values, held);
    },
  });
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The file that the page of the check holds. */
function heldIn({ content }: Values): Bytes | undefined {
  return content === undefined ? undefined : new Uint8Array(Buffer.from(content, 'base64'));
}

/** Looks at a file; under a key, which its check had, it is requested. */
async function taken(site: Site, visit: SignedVisit, values: Values, bytes: Bytes, key?: string): Promise<Shown> {
  const words = visit.view.texts.admin.imports;
  if (bytes.length === 0 || bytes.length > HELD) {
    const told = bytes.length === 0 ? words.choose : words.tooLarge;
    const wrong = [{ path: words.file, ja: told, en: told }];
    return { page: await shown(site, visit, values, wrong), status: 400 };
  }
  const request = new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: bytes,
  });
  const query = { kind: [values['kind'] ?? ''], ...(key === undefined && { check: ['1'] }) };
  try {
    const inside = visit.inside({ query, request, ...(key !== undefined && { key }) });
    const { body } = await site.api.importFile.ask(inside);
    if (key !== undefined) return afterwards(visit, body, '/admin');
    const confirmed = { kind: values['kind'] ?? '', content: Buffer.from(bytes).toString('base64') };
    const page = (
      <ChangeCheckPage
        view={visit.view}
        preview={previewSchema.parse(body)}
        confirm={{ action: path, fields: confirmed }}
        back={{ action: path, fields: { kind: confirmed.kind } }}
      />
    );
    return { page };
  } catch (error) {
    const problem = mendable(error);
    const refused = refusalsOf(problem).map(({ ja, en }) => ({ path: '', ja, en }));
    const found = [...errorsOf(problem), ...refused];
    const wrong = found.length > 0 ? found : [{ path: '', ...problem.detail }];
    const more = typeof problem.members['more'] === 'number' ? problem.members['more'] : 0;
    return { page: await shown(site, visit, values, wrong, more), status: problemKinds[problem.kind].status };
  }
}

async function shown(
  site: Site,
  visit: SignedVisit,
  values: Values,
  wrong: Parameters<typeof ImportPage>[0]['wrong'] = [],
  more = 0,
): Promise<Child> {
  const { options } = await bodiesFor(site, visit);
  return <ImportPage view={visit.view} values={values} bodies={options} wrong={wrong} more={more} />;
}
