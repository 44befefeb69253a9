/** Files to fill in for an import. */
import { z } from '@hono/zod-openapi';
import { templateOf } from '../../records/import/template.ts';
import type { Text } from '../../model/text.ts';
import type { Records } from '../../contract/records/records.ts';
import type { Instant } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { roles } from '../../model/roles.ts';
import { exportOf, type RecordedRow, valuesOf } from '../../records/import/export.ts';
import { administersBody } from '../access/bodies.ts';
import { attachmentNamed } from '../attachment.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { organisationId } from '../schemas.ts';
import { csvKinds } from './registry-schemas.ts';

const names: Readonly<Record<(typeof csvKinds)[number], Text>> = {
  organisations: { ja: '組織', en: 'organisations' },
  departments: { ja: '部署', en: 'departments' },
  people: { ja: '人物', en: 'people' },
  appointments: { ja: '任命', en: 'appointments' },
};

export function registryTemplateRoutes(router: Router) {
  const template = endpoint(
    router,
    {
      method: 'get',
      path: '/registry/templates/{kind}',
      tag: 'registry',
      summary: { ja: '取り込み用のひな形（CSV）', en: 'a template for the import (CSV)' },
      description: {
        ja: '1行目が列の名前で、「#」で始まる行に書き方と例があります。「#」の行は取り込みでは読み飛ばされます。',
        en: 'The first line names the columns; lines that begin with # explain them and give an example, and are passed over by the import.',
      },
      params: z.strictObject({ kind: z.enum(csvKinds) }),
      query: none,
      body: noBody,
      success: {
        status: 200,
        text: { ja: 'UTF-8（BOM付き）の CSV', en: 'CSV, UTF-8 with BOM' },
        schema: z.string(),
        mediaType: 'text/csv',
      },
    },
    async ({ params: { kind } }) =>
      new Response(templateOf(kind), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': attachmentNamed(`junkan-${names[kind].ja}.csv`, `junkan-${names[kind].en}.csv`),
          'cache-control': 'no-store',
        },
      }),
  );
  return { template, exported: exportRoute(router) };
}

/** What an administrator takes out, to change it and import it again. */
const exportedKinds = ['departments', 'people', 'appointments'] as const;

function exportRoute(router: Router) {
  const { records } = router.parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/registry/exports/{kind}',
      tag: 'registry',
      summary: {
        ja: '登録済みの内容（取り込みと同じ形の CSV）',
        en: 'what is recorded, as a CSV in the form of an import',
      },
      description: {
        ja: '機関のシステム管理者が書き出し、直して取り込みます。終わった任命と取り消した任命は含みません。',
        en: 'For administrators of the body, who change it and import it again. Without appointments that ended or were voided.',
      },
      params: z.strictObject({ kind: z.enum(exportedKinds) }),
      query: z.strictObject({ organisation: organisationId }),
      body: noBody,
      success: {
        status: 200,
        text: { ja: 'UTF-8（BOM付き）の CSV', en: 'CSV, UTF-8 with BOM' },
        schema: z.string(),
        mediaType: 'text/csv',
      },
      problems: ['notFound'],
    },
    async ({ me, params: { kind }, query: { organisation } }) => {
      if (!administersBody(me, organisation)) throw notFound();
      await noteReading(records, me, [organisation], `registry exports ${kind}`);
      const rows = await recordedRows(records, kind, organisation, me.at);
      return new Response(exportOf(kind, rows), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': attachmentNamed(
            `${organisation}-${names[kind].ja}.csv`,
            `${organisation}-${names[kind].en}.csv`,
          ),
          'cache-control': 'no-store',
        },
      });
    },
  );
}

async function recordedRows(
  { registry }: Records,
  kind: (typeof exportedKinds)[number],
  organisation: string,
  at: Instant,
): Promise<RecordedRow[]> {
  if (kind === 'departments')
    return (await registry.departments(organisation)).map((row) => ({ values: valuesOf(row) }));
  const people = await registry.people(organisation);
  if (kind === 'people') return people.map((row) => ({ values: valuesOf(row) }));
  const called = new Map(people.map(({ id, nameJa }) => [id, nameJa]));
  const today = dateInJapan(at);
  const order = Object.keys(roles);
  return (await registry.appointments(organisation))
    .filter(({ to }) => to === undefined || to >= today)
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map((row) => ({
      about: `${called.get(row.person) ?? row.person}　${roles[row.role].ja}`,
      values: valuesOf(row),
    }));
}
