/** `/admin/imports`: a file is looked at, and then requested as it was looked at. */
import type { Child } from 'hono/jsx';
import { previewSchema } from '../../api/registry-schemas.ts';
import { problemKinds } from '../../problems.ts';
import { errorsOf, refusalsOf } from '../kit/told.ts';
import type { SignedVisit, Site } from '../page.tsx';
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

  adminForm(site, path, async (visit, { fields, key }) => {
    const values = valuesIn(fields);
    if (values['_do'] === 'again') return { page: await shown(site, visit, values) };
    const bytes = await bytesIn(fields, values);
    const words = visit.view.texts.admin.imports;
    if (bytes.length === 0 || bytes.length > HELD) {
      const told = bytes.length === 0 ? words.choose : words.tooLarge;
      const wrong = [{ path: words.file, ja: told, en: told }];
      return { page: await shown(site, visit, values, wrong), status: 400 as const };
    }
    const isConfirmed = values['content'] !== undefined;
    const request = new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: bytes,
    });
    const query = { kind: [values['kind'] ?? ''], ...(!isConfirmed && { check: ['1'] }) };
    try {
      const { body } = await api.importFile.ask({ ...visit.inside({ query, request }), key });
      if (isConfirmed) return afterwards(visit, body, '/admin');
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
  });
}

/** The file that was chosen, or the one that the page held. */
async function bytesIn(fields: FormData, values: Values): Promise<Uint8Array<ArrayBuffer>> {
  const held = values['content'];
  if (held !== undefined) return new Uint8Array(Buffer.from(held, 'base64'));
  const file = fields.get('file');
  return file === null || typeof file === 'string' ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
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
