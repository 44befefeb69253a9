/** Files to fill in for an import. */
import { z } from '@hono/zod-openapi';
import { templateOf } from '../../records/import/template.ts';
import type { Text } from '../../model/text.ts';
import { attachmentNamed } from '../attachment.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { csvKinds } from './registry-schemas.ts';

const names: Readonly<Record<(typeof csvKinds)[number], Text>> = {
  organisations: { ja: '組織', en: 'organisations' },
  departments: { ja: '部署', en: 'departments' },
  people: { ja: '人物', en: 'people' },
  appointments: { ja: '任命', en: 'appointments' },
};

export function registryTemplateRoutes(router: Router): void {
  endpoint(
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
}
