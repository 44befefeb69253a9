/** Controls of the administration's forms. */
import type { Child } from 'hono/jsx';
import type { Text } from '../../../model/text.ts';
import { RefusalShown } from '../decide/refused.tsx';
import { Banner } from '../kit/parts.tsx';
import { say, type View } from '../kit/view.ts';
import type { Filled } from './filled.ts';

interface FieldProps {
  readonly view: View;
  readonly filled: Filled;
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly optional?: boolean;
}

const idOf = (name: string): string => `f-${name}`;
const errorsAt = ({ errors }: Filled, name: string): readonly Text[] => errors.get(name) ?? [];

function describedBy({ filled, name, help }: FieldProps) {
  const wrong = errorsAt(filled, name).length > 0;
  const ids = [...(help === undefined ? [] : [`${idOf(name)}-help`]), ...(wrong ? [`${idOf(name)}-err`] : [])];
  return {
    id: idOf(name),
    name,
    ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
    ...(wrong && { 'aria-invalid': 'true' as const }),
  };
}

function Around({ children, ...props }: FieldProps & { children: Child }) {
  const { view, filled, name, label, help, optional = false } = props;
  const errors = errorsAt(filled, name);
  return (
    <div class={errors.length > 0 ? 'field is-wrong' : 'field'}>
      <label for={idOf(name)}>
        {label}
        {optional && <span class="opt">{view.texts.admin.optional}</span>}
      </label>
      {help !== undefined && (
        <p class="help" id={`${idOf(name)}-help`}>
          {help}
        </p>
      )}
      {errors.length > 0 && (
        <p class="err" id={`${idOf(name)}-err`}>
          {errors.map((error) => say(view, error)).join(' ')}
        </p>
      )}
      {children}
    </div>
  );
}

export function TextField(props: FieldProps & { readonly wide?: boolean; readonly long?: boolean }) {
  const { filled, name, wide = false, long = false } = props;
  const value = filled.values[name] ?? '';
  return (
    <Around {...props}>
      {long ? (
        <textarea {...describedBy(props)} maxlength={1000}>
          {value}
        </textarea>
      ) : (
        <input type="text" {...describedBy(props)} value={value} class={wide ? 'w-l' : 'w-m'} />
      )}
    </Around>
  );
}

export function DateField(props: Omit<FieldProps, 'help'> & { readonly help?: string }) {
  const { view, help } = props;
  const helped = `${help === undefined ? '' : `${help} `}${view.texts.decide.dateHelp}`;
  return <TextField {...props} help={helped} />;
}

/** Something to choose. */
export interface Option extends Text {
  readonly id: string;
}

export function Choice(props: FieldProps & { readonly options: readonly Option[]; readonly empty?: string }) {
  const { view, filled, name, options, empty } = props;
  const value = filled.values[name] ?? '';
  return (
    <Around {...props}>
      <select {...describedBy(props)} class="w-l">
        <option value="">{empty ?? view.texts.admin.choose}</option>
        {options.map((one) => (
          <option value={one.id} selected={one.id === value}>
            {say(view, one)}
          </option>
        ))}
      </select>
    </Around>
  );
}

export function YesNo({ view, filled, name, label }: FieldProps) {
  const { admin } = view.texts;
  return (
    <div class="field">
      <div class="choice">
        <input type="checkbox" id={idOf(name)} name={name} value="yes" checked={filled.values[name] === 'yes'} />
        <label for={idOf(name)}>
          {label}
          <span class="sr">{`（${admin.yes}／${admin.no}）`}</span>
        </label>
      </div>
    </div>
  );
}

/** People among whom one is chosen: all of them where they are few, else who was searched for. */
export interface PeopleFound {
  readonly people: readonly Option[];
  /** There are more than can be listed. */
  readonly many: boolean;
}

export function PersonField(props: FieldProps & { readonly found: PeopleFound }) {
  const { view, filled, name, found } = props;
  const { admin } = view.texts;
  const value = filled.values[name] ?? '';
  const search = `_search_${name}`;
  const sought = filled.values[search] ?? '';
  return (
    <Around {...props}>
      {(found.people.length > 0 || !found.many) && (
        <select {...describedBy(props)} class="w-l">
          <option value="">{admin.choose}</option>
          {found.people.map((one) => (
            <option value={one.id} selected={one.id === value}>
              {say(view, one)}
            </option>
          ))}
        </select>
      )}
      {(found.many || sought !== '') && (
        <p class="search">
          <label class="small" for={idOf(search)}>
            {admin.searchPeople}
          </label>{' '}
          <input type="search" id={idOf(search)} name={search} value={sought} class="w-m" />{' '}
          <button class="button button--line button--small" name="_do" value="find">
            {admin.find}
          </button>
          {found.people.length === 0 && (
            <span class="quiet">{` ${sought === '' ? admin.searchFirst : admin.nobodyFound}`}</span>
          )}
        </p>
      )}
    </Around>
  );
}

/** Says what is wrong, above the form; nothing where nothing is. */
export function Wrong({ view, filled: { errors, refusals } }: { view: View; filled: Filled }) {
  const all = [...errors].flatMap(([name, texts]) => texts.map((text) => ({ name, text })));
  if (all.length + refusals.length === 0) return <></>;
  return (
    <Banner kind="error" title={view.texts.admin.refused} id="problem">
      {all.length > 0 && (
        <ul class="bullets">
          {all.map(({ name, text }) => (
            <li>{name === '' ? say(view, text) : <a href={`#${idOf(name)}`}>{say(view, text)}</a>}</li>
          ))}
        </ul>
      )}
      {refusals.length > 0 && (
        <ol class="refusals">
          {refusals.map((refusal) => (
            <li>
              <RefusalShown view={view} refusal={refusal} />
            </li>
          ))}
        </ol>
      )}
    </Banner>
  );
}
