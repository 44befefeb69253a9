/** Importing a file: many appointments at once, seen before they are requested. */
import type { Text } from '../../../model/text.ts';
import { csvKinds } from '../../api/registry-schemas.ts';
import { apart, Banner, Token } from '../kit/parts.tsx';
import { say, type View } from '../kit/view.ts';
import { Choice, type Option } from './fields.tsx';
import { blank, type Values } from './filled.ts';
import { AdminFrame } from './frame.tsx';

interface ImportProps {
  readonly view: View;
  readonly values: Values;
  readonly bodies: readonly Option[];
  readonly wrong: readonly (Text & { readonly path: string })[];
  /** How many more errors there are. */
  readonly more: number;
}

export function ImportPage({ view, values, bodies, wrong, more }: ImportProps) {
  const { admin } = view.texts;
  const words = admin.imports;
  const kinds = csvKinds.map((id): Option => ({ id, ja: words.kinds[id], en: words.kinds[id] }));
  return (
    <AdminFrame view={view} title={words.title} at="imports">
      {wrong.length > 0 && (
        <Banner kind="error" title={admin.refused} id="problem">
          <p>{words.nothingTaken}</p>
          <ul class="bullets">
            {wrong.map((error) => (
              <li>
                <strong>{placeIn(view, error.path)}</strong>　{say(view, error)}
              </li>
            ))}
          </ul>
          {more > 0 && <p>{admin.check.more(more)}</p>}
        </Banner>
      )}
      <p class="lead">{words.lead}</p>
      <form method="post" action={apart('/admin/imports')} enctype="multipart/form-data">
        <Token view={view} />
        <Choice
          view={view}
          filled={{ ...blank, values: { kind: 'appointments', ...values } }}
          name="kind"
          label={words.kind}
          options={kinds}
        />
        <div class="field">
          <label for="f-file">{words.file}</label>
          <p class="help" id="f-file-help">
            {words.fileHelp}
          </p>
          <div class="upload">
            <input type="file" id="f-file" name="file" accept=".csv,text/csv" aria-describedby="f-file-help" />
          </div>
        </div>
        <div class="actions">
          <button class="button" name="_do" value="check">
            {admin.post.check}
          </button>
        </div>
      </form>
      <section class="section">
        <h2>{words.templates}</h2>
        <p class="lead">{words.templatesLead}</p>
        <ul class="bullets">
          {kinds.map((kind) => (
            <li>
              <a href={`/admin/imports/template.csv?kind=${kind.id}`}>{words.templateOf(say(view, kind))}</a>
            </li>
          ))}
        </ul>
      </section>
      <section class="section">
        <h2>{words.exports}</h2>
        <p class="lead">{words.exportsLead}</p>
        <form method="get" action="/admin/imports/recorded.csv" class="filters">
          <div>
            <label for="organisation">{admin.columns.body}</label>
            <select id="organisation" name="organisation">
              {bodies.map((one) => (
                <option value={one.id}>{say(view, one)}</option>
              ))}
            </select>
          </div>
          <div>
            <label for="exported">{words.kind}</label>
            <select id="exported" name="kind">
              {(['appointments', 'people', 'departments'] as const).map((kind) => (
                <option value={kind}>{words.kinds[kind]}</option>
              ))}
            </select>
          </div>
          <div>
            <button class="button button--line button--small">{words.save}</button>
          </div>
        </form>
      </section>
    </AdminFrame>
  );
}

/** `line 4: parent` as people say it. */
function placeIn({ texts }: View, path: string): string {
  const [, line, field = ''] = /^line (\d+)(?:: (.*))?$/.exec(path) ?? [];
  if (line === undefined) return path;
  return `${texts.admin.imports.line(line)}${field === '' ? '' : `　${field}`}`;
}
