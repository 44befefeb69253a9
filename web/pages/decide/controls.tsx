/** The single controls of a form: what a person types, chooses, ticks or picks. */
import type { Text } from '../../../model/text.ts';
import { dateShown, dayShown, say, type View } from '../kit/view.ts';
import { dayOfYearShown } from './day-of-year.ts';
import type { Field, Kind } from './fields.ts';
import { choicesFor, type Choice, type Filling } from './filling.ts';
import { classMark, fileMark, nameMark, searchMark } from './values.ts';

/** Words up to this long stand side by side. */
const SHORT = 8;

export interface Props {
  readonly filling: Filling;
  readonly field: Field;
  /** The name of its control. */
  readonly at: string;
}

export const idOf = (at: string): string => `f-${at.replaceAll(/[.?]/g, '-')}`;

export const errorsAt = ({ errors }: Filling, at: string): readonly Text[] => errors.get(at) ?? [];

/** What a control is described by. */
export function described(filling: Filling, { words }: Field, at: string) {
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

export function Control({ filling, field, at }: Props) {
  const { values, view, lists } = filling;
  const { kind } = field;
  const common = { id: idOf(at), name: at, ...described(filling, field, at) };
  const longest = field.longest === undefined ? {} : { maxlength: field.longest };
  const value = values.one(at);
  switch (kind.is) {
    case 'text':
    case 'lines':
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
      return <input type="text" {...common} {...longest} value={value} class="w-m" />;
    }
    case 'document':
      return <Document filling={filling} field={field} at={at} />;
    case 'date':
      return <input type="text" {...common} value={shownDate(view, value)} class="w-m" />;
    case 'dayOfYear':
      return <input type="text" {...common} value={dayOfYearShown(view, value)} class="w-s" />;
    case 'number':
      return <input type="text" inputmode="numeric" {...common} value={value} class="w-s" />;
    default:
      return <input type="text" {...common} {...longest} value={value} class="w-l" />;
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

export function Radios({
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
export function Boxes({ filling, of, at }: { filling: Filling; of: Kind; at: string }) {
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
