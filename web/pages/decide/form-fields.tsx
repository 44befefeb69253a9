/** The fields of a form, drawn as what they are: groups, rows, ways between groups, and single controls. */
import type { Child } from 'hono/jsx';
import type { Text } from '../../../model/text.ts';
import { dateShown, say, sayFirst } from '../kit/view.ts';
import { Boxes, Control, described, errorsAt, idOf, Radios, type Props } from './controls.tsx';
import type { Branch, Field, Kind } from './fields.ts';
import { filledByOthers, shortOf, type Filling } from './filling.ts';
import { columnsOf } from './pasting.ts';
import { below, branchMark, countMark, inBranch, pasteMark } from './values.ts';

/** More rows than this are shown in short, one at a time open. */
const OPEN_ROWS = 5;

/** Choices up to this many are shown at once. */
const RADIOS = 5;

export function Fields({ filling, fields, at = '' }: { filling: Filling; fields: readonly Field[]; at?: string }) {
  const filled = filledByOthers(filling.lists, fields);
  return (
    <>
      {fields
        .filter(({ name }) => !filled.has(name))
        .map((field) => (
          <FieldShown filling={filling} field={field} at={below(at, field.name)} />
        ))}
    </>
  );
}

function FieldShown({ filling, field, at }: Props) {
  const { kind } = field;
  switch (kind.is) {
    case 'group':
      return (
        <Fieldset filling={filling} field={field} at={at}>
          <Fields filling={filling} fields={kind.fields} at={at} />
        </Fieldset>
      );
    case 'rows':
      return <Rows filling={filling} field={field} kind={kind} at={at} />;
    case 'branches':
      return (
        <Fieldset filling={filling} field={field} at={at}>
          <Branches filling={filling} branches={kind.branches} at={at} />
        </Fieldset>
      );
    case 'several':
      return (
        <Fieldset filling={filling} field={field} at={at}>
          <Boxes filling={filling} of={kind.of} at={at} />
        </Fieldset>
      );
    case 'yesNo':
      return (
        <Fieldset filling={filling} field={field} at={at}>
          <Radios
            filling={filling}
            at={at}
            choices={[
              { id: 'yes', words: filling.view.texts.decide.yes },
              { id: 'no', words: filling.view.texts.decide.no },
            ]}
          />
        </Fieldset>
      );
    case 'choice':
      if (kind.among.length > RADIOS || filling.dense === true) break;
      return (
        <Fieldset filling={filling} field={field} at={at}>
          <Radios
            filling={filling}
            at={at}
            choices={kind.among.map((one) => ({ id: one.id, words: say(filling.view, one) }))}
          />
        </Fieldset>
      );
    default:
  }
  return (
    <div class={errorsAt(filling, at).length > 0 ? 'field is-wrong' : 'field'}>
      <label for={idOf(at)}>
        {titleOf(filling, field)}
        <Needed filling={filling} field={field} />
      </label>
      <Around filling={filling} field={field} at={at} />
      <Control filling={filling} field={field} at={at} />
    </div>
  );
}

function titleOf({ view }: Filling, { words }: Field): string {
  const unit = words.unit === undefined ? '' : view.language === 'ja' ? `（${words.unit.ja}）` : ` (${words.unit.en})`;
  return sayFirst(view, words.title) + unit;
}

function Needed({ filling: { view }, field }: { filling: Filling; field: Field }) {
  return field.required || field.words.requiredWhen !== undefined ? (
    <></>
  ) : (
    <span class="opt">{view.texts.decide.optional}</span>
  );
}

/** Help and errors of a field, with the ids that its control is described by. */
function Around({ filling, field, at }: Props) {
  const { view } = filling;
  const { help, example } = field.words;
  const sample = typeof example === 'string' && field.kind.is === 'date' ? dateShown(view, example) : example;
  return (
    <>
      {(help !== undefined || sample !== undefined) && (
        <p class="help" id={`${idOf(at)}-help`}>
          {help !== undefined && say(view, help)}
          {typeof sample === 'string' && (view.language === 'ja' ? `　例：${sample}` : ` For example: ${sample}`)}
        </p>
      )}
      {errorsAt(filling, at).length > 0 && (
        <p class="err" id={`${idOf(at)}-err`}>
          {errorsAt(filling, at)
            .map((one) => say(view, one))
            .join(' ')}
        </p>
      )}
    </>
  );
}

function Fieldset({ filling, field, at, children }: Props & { children: Child }) {
  const ids = described(filling, field, at);
  return (
    <fieldset
      class={errorsAt(filling, at).length > 0 ? 'field is-wrong' : 'field'}
      id={idOf(at)}
      aria-describedby={ids['aria-describedby']}
    >
      <legend>
        {titleOf(filling, field)}
        <Needed filling={filling} field={field} />
      </legend>
      <Around filling={filling} field={field} at={at} />
      {children}
    </fieldset>
  );
}

/** What is told of a field is told of that of the way that was sent. */
function within(filling: Filling, at: string, way: string): Filling {
  if (filling.values.one(at + branchMark) !== way) return filling;
  const named = ([name, told]: [string, readonly Text[]]): [string, readonly Text[]] =>
    name.startsWith(`${at}.`) && !name.startsWith(at + branchMark)
      ? [`${inBranch(at, way)}.${name.slice(at.length + 1)}`, told]
      : [name, told];
  return { ...filling, errors: new Map([...filling.errors].map(named)) };
}

function Branches({ filling, branches, at }: { filling: Filling; branches: readonly Branch[]; at: string }) {
  const { values, view } = filling;
  const name = at + branchMark;
  const chosen = values.one(name);
  return (
    <div class="choices">
      {branches.map(({ label, fields, id: value }) => (
        <div class="branch">
          <div class="choice">
            <input type="radio" name={name} id={`${idOf(at)}-${value}`} value={value} checked={chosen === value} />
            <label for={`${idOf(at)}-${value}`}>{say(view, label)}</label>
          </div>
          {fields.length > 0 && (
            <div class="reveal">
              <Fields filling={within(filling, at, value)} fields={fields} at={inBranch(at, value)} />
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

function Rows({ filling, field, kind, at }: Props & { kind: Extract<Kind, { is: 'rows' }> }) {
  const { values, view, open } = filling;
  const { texts } = view;
  const title = say(view, field.words.title);
  const count = values.rows(at);
  const isOpen = (i: number): boolean =>
    count <= OPEN_ROWS ||
    open === `${at}.${i}` ||
    [...filling.errors.keys()].some((one) => one.startsWith(`${at}.${i}`));
  return (
    <Fieldset filling={filling} field={field} at={at}>
      <input type="hidden" name={at + countMark} value={String(count)} />
      {count === 0 && <p class="quiet">{texts.decide.noRows}</p>}
      {count > 0 && (
        <ol class="rows">
          {Array.from({ length: count }, (_, i) =>
            isOpen(i) ? (
              <li class="is-open" id={kind.fields[0]?.name === '' ? undefined : idOf(`${at}.${i}`)}>
                <fieldset>
                  <legend class="label">{texts.decide.row(title, i + 1)}</legend>
                  {kind.fields[0]?.name === '' ? (
                    <FieldShown
                      filling={{ ...filling, dense: true }}
                      field={{ ...kind.fields[0], words: withoutHelp(field) }}
                      at={`${at}.${i}`}
                    />
                  ) : (
                    <Fields filling={{ ...filling, dense: true }} fields={kind.fields} at={`${at}.${i}`} />
                  )}
                  <div class="actions">
                    <button class="button button--text button--small" name="_do" value={`remove:${at}.${i}`}>
                      {texts.decide.remove(texts.decide.row(title, i + 1))}
                    </button>
                  </div>
                </fieldset>
              </li>
            ) : (
              <ClosedRow filling={filling} field={field} fields={kind.fields} at={at} i={i} />
            ),
          )}
        </ol>
      )}
      <div class="actions">
        <button class="button button--line" name="_do" value={`add:${at}`}>
          {texts.decide.add(title)}
        </button>
      </div>
      {filling.dense !== true && <Paste filling={filling} kind={kind} at={at} />}
    </Fieldset>
  );
}

/** What is said of all rows is not said at each. */
function withoutHelp({ words: { help: _, ...words } }: Field): Field['words'] {
  return words;
}

/** Many rows at once, from a spreadsheet. */
function Paste({
  filling: { view, values },
  kind,
  at,
}: {
  filling: Filling;
  kind: { fields: readonly Field[] };
  at: string;
}) {
  const { texts } = view;
  const columns = columnsOf(kind.fields);
  if (columns.length === 0) return <></>;
  const id = `${idOf(at)}-paste`;
  return (
    <details open={values.one(at + pasteMark) !== ''}>
      <summary>{texts.decide.paste}</summary>
      <label for={id}>{texts.decide.pasteLabel}</label>
      <p class="help" id={`${id}-help`}>
        {texts.decide.pasteHelp(
          columns.map(({ title }) => say(view, title)).join(view.language === 'ja' ? '｜' : ' | '),
        )}
      </p>
      <textarea id={id} name={at + pasteMark} rows={4} aria-describedby={`${id}-help`}>
        {values.one(at + pasteMark)}
      </textarea>
      <div class="actions">
        <button class="button button--line button--small" name="_do" value={`paste:${at}`}>
          {texts.decide.pasteAdd}
        </button>
      </div>
    </details>
  );
}

/** A row in short; its values go along unseen. */
function ClosedRow({
  filling,
  field,
  fields,
  at,
  i,
}: {
  filling: Filling;
  field: Field;
  fields: readonly Field[];
  at: string;
  i: number;
}) {
  const { values, view } = filling;
  const { texts } = view;
  const row = `${at}.${i}`;
  const words = texts.decide.row(say(view, field.words.title), i + 1);
  const short = fields
    .flatMap((one) => shortOf(filling, one, one.name === '' ? row : `${row}.${one.name}`))
    .slice(0, 5);
  return (
    <li class="is-sum" id={idOf(row)}>
      {values
        .names(row)
        .map((name) => values.all(name).map((text) => <input type="hidden" name={name} value={text} />))}
      <div class="sum">
        <span>{short.join('　')}</span>
        <span class="nowrap">
          <button class="button button--text button--small" name="_do" value={`open:${row}`}>
            {texts.decide.open}
            <span class="sr">：{words}</span>
          </button>
          <button class="button button--text button--small" name="_do" value={`remove:${row}`}>
            {texts.decide.remove(words)}
          </button>
        </span>
      </div>
    </li>
  );
}
