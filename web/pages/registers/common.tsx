/** The registers common to all bodies, with their history: what is in force, and what was; their keepers add and change. */
import { commonRegisters, type CommonList, type CommonRegister } from '../../../records/registers/known.ts';
import { Frame } from '../kit/frame.tsx';
import { Banner, Chip } from '../kit/parts.tsx';
import { Table } from '../kit/table.tsx';
import { minuteShown, say, sayFirst, type View } from '../kit/view.ts';
import type { Fact, readCommon } from './asked.ts';
import { HistoryTable, ValueShown, whoSet } from './history.tsx';
import { draftOf, fieldsOf, inForceAt, nameOf } from './values.ts';

/** A register, and whether the reader keeps it. */
interface Kept<Id extends CommonRegister> {
  readonly id: Id;
  readonly facts: readonly Fact[];
  /** What holds where nothing is recorded; of a setting. */
  readonly standard: unknown;
  readonly isKept: boolean;
}

export interface CommonProps {
  readonly view: View;
  readonly registers: Awaited<ReturnType<typeof readCommon>>;
}

export function CommonRegistersPage({
  view,
  registers,
  done,
}: CommonProps & { readonly done: { readonly isWaiting: boolean; readonly register: CommonRegister } | undefined }) {
  const words = view.texts.registers;
  const { title } = words.common;
  return (
    <Frame view={view} title={title} crumbs={[{ href: '/board', words: view.texts.nav.board }, { words: title }]}>
      <div class="head">
        <h1>{title}</h1>
      </div>
      {done !== undefined && (
        <Banner
          kind={done.isWaiting ? 'info' : 'ok'}
          title={(done.isWaiting ? words.common.waiting : words.saved)(say(view, commonRegisters[done.register].label))}
        >
          {done.isWaiting ? <p>{words.common.waitingWords}</p> : <></>}
        </Banner>
      )}
      <CommonRegisters view={view} registers={registers} />
    </Frame>
  );
}

export function CommonRegisters({ view, registers: { lists, settings } }: CommonProps) {
  const words = view.texts.registers;
  return (
    <>
      <p class="lead">{words.common.lead}</p>
      {lists.map((register) => (
        <Register view={view} register={register} />
      ))}
      {settings.map((setting) => (
        <Setting view={view} setting={setting} />
      ))}
    </>
  );
}

/** What holds for all now, as a whole, and what was recorded of it. */
function Setting({ view, setting: { id, facts, standard, isKept } }: { view: View; setting: Kept<CommonRegister> }) {
  const words = view.texts.registers;
  const known = commonRegisters[id];
  const title = sayFirst(view, known.label);
  const fields = fieldsOf(id, known);
  const now = inForceAt(facts, view.at);
  return (
    <section class="section" id={id}>
      <h2>{title}</h2>
      <p class={now === undefined ? undefined : 'quiet'}>
        {now === undefined ? (
          <strong>{words.common.standard}</strong>
        ) : (
          words.since(minuteShown(view, now.from), whoSet(view, now))
        )}
      </p>
      <ValueShown view={view} fields={fields} value={draftOf(id, now?.value, standard)} names={{}} whole />
      {isKept && (
        <div class="actions">
          <a class="button button--line button--small" href={`/registers/common/${id}`}>
            {words.change}
            <span class="sr">：{title}</span>
          </a>
        </div>
      )}
      {facts.length > 0 && (
        <details>
          <summary>{words.history(facts.length)}</summary>
          <HistoryTable view={view} id={`history-${id}`} title={title} fields={fields} facts={facts} names={{}} />
        </details>
      )}
    </section>
  );
}

function Register({ view, register: { id, facts, isKept } }: { view: View; register: Kept<CommonList> }) {
  const words = view.texts.registers;
  const known = commonRegisters[id];
  const title = sayFirst(view, known.label);
  const fields = fieldsOf(id, known).filter(({ name }) => !names.has(name));
  const items = new Map(facts.filter(({ value }) => value !== null).map((fact) => [fact.key, fact]));
  const lists = {
    [id]: { items: [...items.values()].map(({ key, value }) => ({ id: key, ...nameOf(value, key) })) },
  };
  const named = (key: string): string => say(view, nameOf(items.get(key)?.value, key));
  return (
    <section class="section" id={id}>
      <h2>{title}</h2>
      {facts.length === 0 ? (
        <p class="quiet">{words.common.none}</p>
      ) : (
        <Table
          id={`register-${id}`}
          caption={title}
          columns={[words.common.item, words.value, words.from, words.to, words.common.standing]}
          rows={facts.map((fact) => ({
            cells: [
              isKept ? <a href={`/registers/common/${id}/${fact.key}`}>{named(fact.key)}</a> : named(fact.key),
              <ValueShown view={view} fields={fields} value={fact.value} names={lists} />,
              minuteShown(view, fact.from),
              fact.to === undefined ? view.texts.none : minuteShown(view, fact.to),
              <Standing view={view} fact={fact} />,
            ],
          }))}
        />
      )}
      {isKept && (
        <div class="actions">
          <a class="button button--line button--small" href={`/registers/common/${id}`}>
            {words.common.add(say(view, known.label))}
          </a>
        </div>
      )}
    </section>
  );
}

/** What an item calls itself stands at the head of its row. */
const names: ReadonlySet<string> = new Set(['nameJa', 'nameEn', 'titleJa', 'titleEn']);

function Standing({ view, fact: { from, to } }: { view: View; fact: Fact }) {
  const words = view.texts.registers.common;
  if (from > view.at) return <Chip kind="key">{words.coming}</Chip>;
  return to !== undefined && to <= view.at ? <Chip>{words.past}</Chip> : <Chip kind="done">{words.inForce}</Chip>;
}
