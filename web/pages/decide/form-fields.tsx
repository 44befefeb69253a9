/** The controls of a form, drawn from its fields. */
import type { Child } from 'hono/jsx';
import type { Json } from '../../../model/json.ts';
import type { Text } from '../../../model/text.ts';
import { dateShown, dayShown, say, sayFirst, type View } from '../kit/view.ts';
import type { Branch, Field, Kind } from './fields.ts';
import { branchMark, classMark, countMark, fileMark, nameMark, searchMark, type Values } from './values.ts';

/** One line of a list to choose from. */
export interface Choice extends Text {
  readonly id: string;
  readonly group?: Text | undefined;
  readonly size?: number | undefined;
  readonly at?: number | undefined;
  readonly confidentiality?: number | undefined;
  /** What choosing it writes into the fields beside it. */
  readonly fills?: Readonly<Record<string, Json>> | undefined;
}

/** A list as the form's own route gives it. */
export interface ChoiceList {
  readonly items: readonly Choice[];
  /** Where others are searched for. */
  readonly searchAt?: string | undefined;
}

/** What the controls are drawn with. */
export interface Filling {
  readonly view: View;
  readonly values: Values;
  readonly lists: Readonly<Record<string, ChoiceList>>;
  /** What was found for a field whose list is searched, by the name of its control. */
  readonly found: ReadonlyMap<string, readonly Choice[]>;
  /** What is wrong with a field, by the name of its control. */
  readonly errors: ReadonlyMap<string, readonly Text[]>;
  /** Within a row, where there is little room. */
  readonly dense?: true;
  /** The row that is open though there are many. */
  readonly open?: string;
}

/** More rows than this are shown in short, one at a time open. */
const OPEN_ROWS = 5;
/** Words up to this long stand side by side. */
const SHORT = 8;
/** Choices up to this many are shown at once. */
const RADIOS = 5;

interface Props {
  readonly filling: Filling;
  readonly field: Field;
  /** The name of its control. */
  readonly at: string;
}

export function Fields({ filling, fields, at = '' }: { filling: Filling; fields: readonly Field[]; at?: string }) {
  const filled = filledByOthers(filling.lists, fields);
  return (
    <>
      {fields
        .filter(({ name }) => !filled.has(name))
        .map((field) => (
          <FieldShown filling={filling} field={field} at={at === '' ? field.name : `${at}.${field.name}`} />
        ))}
    </>
  );
}

/** Fields that nobody fills in: choosing from a list beside them does. */
export function filledByOthers(lists: Filling['lists'], fields: readonly Field[]): ReadonlySet<string> {
  return new Set(
    fields.flatMap(({ kind }) =>
      kind.is === 'listed'
        ? (lists[kind.list]?.items ?? []).flatMap(({ fills }) => (fills === undefined ? [] : Object.keys(fills)))
        : [],
    ),
  );
}

/** The lines of a field's list, with those that were searched for. */
function choicesFor({ lists, found }: Filling, list: string, at: string): readonly Choice[] {
  const items = lists[list]?.items ?? [];
  const known = new Set(items.map(({ id }) => id));
  return [...items, ...(found.get(at) ?? []).filter(({ id }) => !known.has(id))];
}

const idOf = (at: string): string => `f-${at.replaceAll('.', '-')}`;

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

const errorsAt = ({ errors }: Filling, at: string): readonly Text[] => errors.get(at) ?? [];

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

/** What a control is described by. */
function described(filling: Filling, { words }: Field, at: string) {
  const wrong = errorsAt(filling, at).length > 0;
  const ids = [
    ...(words.help !== undefined || words.example !== undefined ? [`${idOf(at)}-help`] : []),
    ...(wrong ? [`${idOf(at)}-err`] : []),
  ];
  return {
    ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
    ...(wrong && { 'aria-invalid': 'true' as const }),
  };
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

function Control({ filling, field, at }: Props) {
  const { values, view, lists } = filling;
  const { kind } = field;
  const common = { id: idOf(at), name: at, ...described(filling, field, at) };
  const longest = field.longest === undefined ? {} : { maxlength: field.longest };
  const value = values.one(at);
  switch (kind.is) {
    case 'text':
      return (
        <textarea {...common} {...longest}>
          {value}
        </textarea>
      );
    case 'choice':
      return <Select filling={filling} common={common} choices={kind.among} value={value} />;
    case 'listed': {
      const items = choicesFor(filling, kind.list, at);
      const isSearched = lists[kind.list]?.searchAt?.startsWith('/api/v1/people') === true;
      if (items.length > 0 || kind.number || isSearched) {
        return (
          <>
            {(items.length > 0 || value !== '') && (
              <Select filling={filling} common={common} choices={items} value={value} />
            )}
            {isSearched && <Search filling={filling} at={at} />}
          </>
        );
      }
      return <input type="text" {...common} {...longest} value={value} class="w-m" autocomplete="off" />;
    }
    case 'document':
      return <Document filling={filling} field={field} at={at} />;
    case 'date':
      return <input type="text" {...common} value={shownDate(view, value)} class="w-m" autocomplete="off" />;
    case 'number':
      return <input type="text" inputmode="numeric" {...common} value={value} class="w-s" autocomplete="off" />;
    default:
      return <input type="text" {...common} {...longest} value={value} class="w-l" autocomplete="off" />;
  }
}

/** A date that is one is shown with its weekday, so that it is seen to be the one that was meant. */
function shownDate(view: View, text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && view.language === 'ja' ? dateShown(view, text) : text;
}

interface SelectProps {
  readonly filling: Filling;
  readonly common: { readonly id: string; readonly name: string };
  readonly choices: readonly Choice[];
  readonly value: string;
}

function Select({ filling: { view }, common, choices, value }: SelectProps) {
  const groups = [...new Set(choices.map(({ group }) => (group === undefined ? '' : say(view, group))))];
  const option = (one: Choice) => (
    <option value={one.id} selected={one.id === value}>
      {say(view, one)}
    </option>
  );
  return (
    <select {...common} class="w-l">
      <option value="">{view.texts.decide.choose}</option>
      {value !== '' && !choices.some(({ id }) => id === value) && (
        <option value={value} selected>
          {value}
        </option>
      )}
      {groups.map((group) => {
        const of = choices.filter((one) => (one.group === undefined ? '' : say(view, one.group)) === group);
        return group === '' ? of.map(option) : <optgroup label={group}>{of.map(option)}</optgroup>;
      })}
    </select>
  );
}

function Radios({
  filling,
  at,
  choices,
}: {
  filling: Filling;
  at: string;
  choices: readonly { readonly id: string; readonly words: string }[];
}) {
  const chosen = filling.values.one(at);
  return (
    <div class={choices.every(({ words }) => words.length <= SHORT) ? 'choices row-choices' : 'choices'}>
      {choices.map(({ id, words }) => (
        <div class="choice">
          <input type="radio" name={at} id={`${idOf(at)}-${id}`} value={id} checked={chosen === id} />
          <label for={`${idOf(at)}-${id}`}>{words}</label>
        </div>
      ))}
    </div>
  );
}

/** Boxes to tick: those of a fixed few, or of a list. */
function Boxes({ filling, of, at }: { filling: Filling; of: Kind; at: string }) {
  const { view, lists, values } = filling;
  const choices = of.is === 'choice' ? of.among : of.is === 'listed' ? choicesFor(filling, of.list, at) : [];
  const isSearched = of.is === 'listed' && lists[of.list]?.searchAt?.startsWith('/api/v1/people') === true;
  const ticked = values.all(at);
  const known = new Set(choices.map(({ id }) => id));
  const all: readonly Choice[] = [
    ...choices,
    ...ticked.filter((id) => id !== '' && !known.has(id)).map((id) => ({ id, ja: id, en: id })),
  ];
  if (all.length === 0 && !isSearched) return <p class="quiet">{view.texts.none}</p>;
  return (
    <div class="choices">
      {isSearched && <Search filling={filling} at={at} />}
      {all.map((one) => (
        <div class="choice">
          <input
            type="checkbox"
            name={at}
            id={`${idOf(at)}-${one.id}`}
            value={one.id}
            checked={ticked.includes(one.id)}
          />
          <label for={`${idOf(at)}-${one.id}`}>{say(view, one)}</label>
        </div>
      ))}
    </div>
  );
}

/** People who are not in the list are searched for by name; what is found is added to it. */
function Search({ filling: { view, values, found }, at }: { filling: Filling; at: string }) {
  const { texts } = view;
  const sought = values.one(at + searchMark);
  return (
    <p class="search">
      <label class="small" for={`${idOf(at)}-search`}>
        {texts.decide.searchPeople}
      </label>{' '}
      <input type="search" id={`${idOf(at)}-search`} name={at + searchMark} value={sought} class="w-m" />{' '}
      <button class="button button--line button--small" name="_do" value={`find:${at}`}>
        {texts.decide.find}
      </button>
      {sought !== '' && (found.get(at) ?? []).length === 0 && <span class="quiet"> {texts.decide.nobodyFound}</span>}
    </p>
  );
}

function Branches({ filling, branches, at }: { filling: Filling; branches: readonly Branch[]; at: string }) {
  const { values, view } = filling;
  const name = at + branchMark;
  const chosen = values.one(name);
  return (
    <div class="choices">
      {branches.map(({ label, fields, mark: { value } }) => (
        <div class="branch">
          <div class="choice">
            <input type="radio" name={name} id={`${idOf(at)}-${value}`} value={value} checked={chosen === value} />
            <label for={`${idOf(at)}-${value}`}>{say(view, label)}</label>
          </div>
          {fields.length > 0 && (
            <div class="reveal">
              <Fields filling={filling} fields={fields} at={at} />
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

/** A document: one that is stored already, or a file that is stored on the way to the check. */
function Document({ filling, field, at }: Props) {
  const { values, view, lists } = filling;
  const { texts } = view;
  const hash = values.one(at);
  const known = lists[field.list ?? '']?.items ?? [];
  const picked = known.find(({ id }) => id === hash);
  const common = { id: idOf(at), ...described(filling, field, at) };
  if (hash !== '') {
    const name = picked === undefined ? values.one(at + nameMark) : say(view, picked);
    return (
      <div class="picked">
        <span>
          <a href={`/documents/${hash}`}>{name === '' ? hash.slice(0, 12) : name}</a>
          {picked?.at !== undefined && `　${texts.decide.stored(dayShown(view, picked.at))}`}
        </span>
        <input type="hidden" name={at} value={hash} />
        <input type="hidden" name={at + nameMark} value={name} />
        <span>
          <button class="button button--text button--small" name="_do" value={`drop:${at}`}>
            {texts.decide.replaceFile}
          </button>
        </span>
      </div>
    );
  }
  return (
    <div class="upload">
      {known.length > 0 && (
        <p>
          <label class="small" for={`${idOf(at)}-known`}>
            {texts.decide.known}
          </label>
          <Select filling={filling} common={{ id: `${idOf(at)}-known`, name: at }} choices={known} value="" />
        </p>
      )}
      <p class="help">{texts.decide.fileHelp}</p>
      <input type="file" name={at + fileMark} {...common} />
      <p>
        <label class="small" for={`${idOf(at)}-class`}>
          {texts.decide.classification}
        </label>{' '}
        <select name={at + classMark} id={`${idOf(at)}-class`} class="w-m">
          {(['1', '2', '3'] as const).map((one) => (
            <option value={one} selected={(values.one(at + classMark) || '2') === one}>
              {texts.decide.classes[one]}
            </option>
          ))}
        </select>
      </p>
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
              <li class="is-open" id={idOf(`${at}.${i}`)}>
                <fieldset>
                  <legend class="label">{texts.decide.row(title, i + 1)}</legend>
                  {kind.fields[0]?.name === '' ? (
                    <FieldShown
                      filling={{ ...filling, dense: true }}
                      field={{ ...kind.fields[0], words: field.words }}
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
    </Fieldset>
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

/** A value in words, for a row in short and for the check. */
export function shortOf(filling: Filling, field: Field, at: string): string[] {
  const { values, view } = filling;
  const { kind } = field;
  const text = values.one(at);
  const inList = (list: string, id: string): string => {
    const found = choicesFor(filling, list, at).find((one) => one.id === id);
    return found === undefined ? id : say(view, found);
  };
  switch (kind.is) {
    case 'choice':
      return kind.among.filter(({ id }) => id === text).map((one) => say(view, one));
    case 'listed':
      return text === '' ? [] : [inList(kind.list, text)];
    case 'several':
      return values
        .all(at)
        .filter((id) => id !== '')
        .map((id) =>
          kind.of.is === 'listed'
            ? inList(kind.of.list, id)
            : ((kind.of.is === 'choice' ? kind.of.among : [])
                .filter((one) => one.id === id)
                .map((one) => say(view, one))[0] ?? id),
        );
    case 'document': {
      const name = values.one(at + nameMark);
      return text === '' ? [] : [name !== '' ? name : inList(field.list ?? '', text)];
    }
    case 'yesNo':
      return text === '' ? [] : [text === 'yes' ? view.texts.decide.yes : view.texts.decide.no];
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? [dateShown(view, text)] : text === '' ? [] : [text];
    case 'group':
    case 'rows':
    case 'branches':
      return [];
    default:
      return text === '' ? [] : [text];
  }
}
