/** Import into the registry: a whole file or nothing, under the same rules as every other change. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { isAdministrator } from '../access/bodies.ts';
import { checkMayChange } from '../access/registry.ts';
import {
  bytesOf,
  checkDepth,
  declaredCharsetOf,
  maximumBody,
  maximumImport,
  mediaTypeOf,
  wrongMediaType,
} from '../body.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { invalid } from '../problems.ts';
import { tokenOf } from '../caller.ts';
import { readsDocuments } from '../documents.ts';
import { registryChanged } from '../registry-changed.ts';
import { previewShown } from '../registry-effects.ts';
import { askedSchema, checkOnly, csvKinds, previewSchema } from './registry-schemas.ts';

export function registryImportRoutes(router: Router) {
  const { records } = router.parts;
  const file = z.string().openapi({ format: 'binary' });
  return endpoint(
    router,
    {
      method: 'post',
      path: '/registry/import',
      tag: 'registry',
      summary: { ja: '台帳への取り込み（全体か、なしか）', en: 'import into the registry: the whole file or nothing' },
      description: {
        ja: 'JSON、または CSV（UTF-8・CP932。kind で内容を指定）。文字コードが一つに決まらないファイルは受け取らず、行を示します。Content-Type の charset（utf-8・shift_jis・euc-jp）で指定できます。誤りは行ごとにすべて示します。「#」で始まる行は読み飛ばします。同じファイルを二度送っても何も変わりません。空のセル（JSON では空の文字列・配列）は何も変えず、「-」（JSON では null）は項目を空にします。空にした項目は応答に一つずつ示します。廃止・終了の日と承継先は、取り込みでは取り消せません。システム管理者が行います。二人目のシステム管理者の承認が要る任命を含むファイルは、全体が承認待ちになります。check=1 では何が変わるかだけを示し、何も記録しません（Idempotency-Key は使われません）。',
        en: 'JSON, or CSV (UTF-8 or CP932; say with kind what it holds). A file whose encoding cannot be told is refused at its line; charset in Content-Type (utf-8, shift_jis, euc-jp) declares it. Each error names its line. Lines that begin with # are passed over. Importing the same file again changes nothing. An empty cell (in JSON an empty text or list) changes nothing, - (in JSON null) clears the field; the answer names every field cleared. Ends and successors are not taken back by an import. For administrators. A file with appointments that need a second administrator waits as a whole. With check=1 it only says what would change: nothing is recorded, and the Idempotency-Key is not spent.',
      },
      params: none,
      query: z.strictObject({ kind: z.enum(csvKinds).optional(), check: checkOnly }),
      body: noBody,
      takes: { 'application/json': file, 'text/csv': file },
      repeat: 'own',
      success: {
        status: 200,
        text: {
          ja: '取り込み済み、承認待ち、または（check=1）何が変わるか',
          en: 'imported, waiting for approval, or (check=1) what would change',
        },
        schema: z.union([askedSchema, previewSchema]),
      },
      problems: ['refusedWho', 'refused'],
    },
    async ({ c, me, query: { kind, check }, key, request: sent }) => {
      const form = formOf(sent, kind);
      // Whoever records nominations alone has no use for large files.
      const bytes = await bytesOf(sent, isAdministrator(me) ? maximumImport : maximumBody);
      // Brackets and quotes are ASCII in every encoding that is taken.
      if (form === 'json') checkDepth(Buffer.from(bytes).toString('latin1'));
      const charset = declaredCharsetOf(sent);
      const request = {
        path: c.req.path,
        kind: kind ?? null,
        form,
        charset: charset ?? null,
        hash: createHash('sha256').update(bytes).digest('hex'),
      };
      const read = { bytes, form, ...(kind && { rows: kind }), ...(charset !== undefined && { charset }) };
      if (check !== undefined) {
        const reads = readsDocuments(router.parts, me);
        const preview = await records.governance.previewFile(read, me.person, me.at, tokenOf(me), reads);
        return { status: 200, body: await previewShown(router.parts, me, preview) };
      }
      return router.once(me.person, key, request, async () => {
        const asked = await records.governance.askFile(
          read,
          me.person,
          me.at,
          tokenOf(me),
          readsDocuments(router.parts, me),
        );
        // Bodies may have joined, been founded or ended by it.
        if (asked.status === 'done' && asked.seq !== undefined) registryChanged(router.parts);
        return { status: 200, body: asked };
      });
    },
    ({ me }) => checkMayChange(me),
  );
}

/** What the file is, by its media type. Throws 415, and 400 for a CSV of nobody knows what. */
function formOf(request: Request, kind: string | undefined): 'json' | 'csv' {
  const type = mediaTypeOf(request);
  if (type === 'application/json') return 'json';
  if (type !== 'text/csv') throw wrongMediaType(['application/json', 'text/csv']);
  if (kind !== undefined) return 'csv';
  throw invalid([
    { path: 'query.kind', ja: 'CSV の内容を指定してください。', en: 'Say what the rows of the CSV are.' },
  ]);
}
