/** The form of a register whose value is more than a word, or of an item of a common one; below it, what was recorded. */
import type { Text } from '../../../model/text.ts';
import { calendarRegister } from '../../../records/calendars.ts';
import { errorsAt, idOf } from '../decide/controls.tsx';
import type { Field } from '../decide/fields.ts';
import type { Filling } from '../decide/filling.ts';
import { Fields } from '../decide/form-fields.tsx';
import { Frame } from '../kit/frame.tsx';
import { apart, Banner, Token } from '../kit/parts.tsx';
import { say, sayFirst, type View } from '../kit/view.ts';
import type { Fact, Lists } from './asked.ts';
import { HistoryTable } from './history.tsx';

/** The name of the field from when it holds. */
export const fromField = '_from';

export interface RegisterForm {
  readonly organisation: string;
  readonly register: string;
  /** Of an item of a common register; a new one's is made up for it. */
  readonly key: string;
  readonly isItem: boolean;
  readonly isNew: boolean;
  readonly label: Text;
  readonly of: Text;
  /** Of a value; those that can be filled in. */
  readonly all: readonly Field[];
  readonly fields: readonly Field[];
  readonly filling: Filling;
  readonly facts: readonly Fact[];
  readonly names: Lists;
  /** There is something in force, which can be ended. */
  readonly stands: boolean;
}

interface FormProps {
  readonly view: View;
  readonly form: RegisterForm;
  /** What was not done, or is to be known. */
  readonly told?: { readonly title: string; readonly words: readonly string[]; readonly kind?: 'info' };
}

export function RegisterFormPage({ view, form, told }: FormProps) {
  const { texts } = view;
  const words = texts.registers;
  const { organisation, register, key, isItem, isNew, label, of, fields, filling, facts, names, stands } = form;
  const title = words.changing[isNew ? 'added' : 'changed'](sayFirst(view, label));
  const list = `/registers/${organisation}`;
  const isCommon = organisation === 'common';
  return (
    <Frame
      view={view}
      title={title}
      crumbs={[
        { href: '/board', words: texts.nav.board },
        { href: list, words: isCommon ? words.common.title : `${words.title}　${say(view, of)}` },
        { words: sayFirst(view, label) },
      ]}
    >
      <div class="head">
        <div>
          {!isCommon && <p class="small">{say(view, of)}</p>}
          <h1>{title}</h1>
          <p class="lead">{leadOf(view, form)}</p>
        </div>
      </div>
      {told !== undefined && (
        <Banner kind={told.kind ?? 'error'} title={told.title} id="problem">
          {told.words.map((one) => (
            <p>{one}</p>
          ))}
        </Banner>
      )}
      <form
        class="compact"
        method="post"
        action={`${apart(`${list}/${register}${isItem && !isNew ? `/${key}` : ''}`)}#problem`}
        enctype="multipart/form-data"
        novalidate
      >
        <Token view={view} />
        {isNew && <input type="hidden" name="_key" value={key} />}
        <button class="sr" name="_do" value="save" tabindex={-1} aria-hidden="true">
          {words.save}
        </button>
        <p class="quiet">{texts.decide.allRequired}</p>
        <Fields filling={register === calendarRegister ? { ...filling, dense: true } : filling} fields={fields} />
        <From view={view} filling={filling} />
        {isCommon && <p class="notice section">{words.common.consequence[register] ?? words.common.atOnce}</p>}
        <div class="actions">
          <button class="button" name="_do" value="save">
            {words.save}
          </button>
          {stands && (
            <button class="button button--line" name="_do" value="end">
              {isItem ? words.common.end : words.toStandard}
            </button>
          )}
          <a href={list}>{texts.cancel}</a>
        </div>
      </form>
      {facts.length > 0 && (
        <section class="section">
          <h2>{words.history(facts.length)}</h2>
          <HistoryTable
            view={view}
            id="history"
            title={sayFirst(view, label)}
            fields={form.all}
            facts={facts}
            names={names}
          />
        </section>
      )}
    </Frame>
  );
}

function leadOf({ texts: { registers: words } }: View, { register, organisation }: RegisterForm): string {
  if (organisation === 'common') return words.common.lead;
  return words.leads[register] ?? words.lead;
}

/** From which day it holds. */
function From({ view, filling }: { view: View; filling: Filling }) {
  const words = view.texts.registers;
  const wrong = errorsAt(filling, fromField);
  const ids = [`${idOf(fromField)}-help`, ...(wrong.length > 0 ? [`${idOf(fromField)}-err`] : [])];
  return (
    <div class={wrong.length > 0 ? 'field is-wrong' : 'field'}>
      <label for={idOf(fromField)}>
        {words.effective}
        <span class="opt">{view.texts.decide.optional}</span>
      </label>
      <p class="help" id={`${idOf(fromField)}-help`}>
        {words.effectiveHelp} {view.texts.decide.dateHelp}
      </p>
      {wrong.length > 0 && (
        <p class="err" id={`${idOf(fromField)}-err`}>
          {wrong.map((one) => say(view, one)).join(' ')}
        </p>
      )}
      <input
        type="text"
        id={idOf(fromField)}
        name={fromField}
        value={filling.values.one(fromField)}
        class="w-m"
        aria-describedby={ids.join(' ')}
        aria-invalid={wrong.length > 0 ? 'true' : undefined}
      />
    </div>
  );
}
