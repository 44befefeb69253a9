/** `npm run charts`: draws every procedure into docs/pictures/. `test/docs/charts.test.ts` fails when one is drawn otherwise. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { published } from '../machines/procedures.ts';
import { textsOf } from '../web/pages/kit/view.ts';
import { drawn } from '../web/pages/procedure/drawn.tsx';
import { modelOfDefinition } from '../web/pages/procedure/model.ts';

/** Where they stand. */
export const pictures = resolve(import.meta.dirname, '../docs/pictures');

/** Each file with what it is to hold. */
export async function charts(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const procedure of published) {
    for (const language of ['ja', 'en'] as const) {
      const model = modelOfDefinition({ language, texts: textsOf[language] }, procedure);
      files.set(`${procedure.id}-v${procedure.version}.${language}.svg`, await drawn(model, language));
    }
  }
  return files;
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(pictures, { recursive: true });
  for (const [name, content] of await charts()) writeFileSync(join(pictures, name), content);
}
