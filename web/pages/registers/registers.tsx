import type { Text } from '../../../model/text.ts';
import { roles } from '../../../model/roles.ts';
import { organisationRegisters, type OrganisationRegister } from '../../../records/registers/known.ts';
import { Frame } from '../kit/frame.tsx';
import { apart, Banner, joined, Token } from '../kit/parts.tsx';
import { minuteShown, say, sayFirst, type View } from '../kit/view.ts';
import type { Fact, Lists, readObjectives } from './asked.ts';
import { HistoryTable, ValueShown, whoSet } from './history.tsx';
import { Objectives } from './objectives.tsx';
import { inAWord } from './said.ts';
import { fieldsOf, fieldValue, inForceAt, kindOf } from './values.ts';

/** What became of a change. */
export interface Told {
  readonly saved?: OrganisationRegister;
  readonly refused?: readonly Text[];
  /** What was sent, and is not recorded. */
  readonly typed?: { readonly register: string; readonly value: string };
}

interface Register {
  readonly id: OrganisationRegister;
  readonly facts: readonly Fact[];
  readonly of: Text;
  /** What holds where nothing is recorded. */
  readonly standard: unknown;
  readonly names: Lists;
  /** The reader may change it. */
  readonly isKept: boolean;
}

interface RegistersProps {
  readonly view: View;
  readonly organisation: string;
  readonly registers: readonly Register[];
  readonly objectives: Awaited<ReturnType<typeof readObjectives>>;
  readonly told: Told;
}

export function RegistersPage({
  view,
  organisation,
  registers,
  objectives,
  told: { saved, refused, typed },
}: RegistersProps) {
  const { texts } = view;
  const words = texts.registers;
  const [first] = registers;
  const body = first === undefined ? '' : say(view, first.of);
  return (
    <Frame
      view={view}
      title={`${words.title}　${body}`}
      crumbs={[{ href: '/board', words: texts.nav.board }, { words: body }, { words: words.title }]}
    >
      <div class="head">
        <div>
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      {saved !== undefined && (
        <Banner kind="ok" title={words.saved(say(view, organisationRegisters[saved].label))} id="problem">
          <></>
        </Banner>
      )}
      {refused !== undefined && (
        <Banner kind="error" title={words.notSaved} id="problem">
          {refused.map((one) => (
            <p>{say(view, one)}</p>
          ))}
        </Banner>
      )}
      {registers.map((register) => (
        <RegisterShown
          view={view}
          organisation={organisation}
          register={register}
          typed={typed?.register === register.id ? typed.value : undefined}
        />
      ))}
      <Objectives view={view} {...objectives} />
    </Frame>
  );
}

function RegisterShown({
  view,
  organisation,
  register: { id, facts, isKept, standard, names },
  typed,
}: {
  view: View;
  organisation: string;
  register: Register;
  typed: string | undefined;
}) {
  const words = view.texts.registers;
  const known = organisationRegisters[id];
  const { label, owners } = known;
  const title = sayFirst(view, label);
  const now = inForceAt(facts, view.at);
  const isWhole = kindOf(known) === 'whole';
  const fields = isWhole ? fieldsOf(id, known) : [];
  // What nobody has allowed is not allowed.
  const missing = standard ?? (kindOf(known) === 'yesNo' ? false : undefined);
  const unrecorded = inAWord(view, missing);
  return (
    <section class="section" id={id}>
      <h2>{title}</h2>
      <p>
        {now === undefined ? (
          <strong>
            {unrecorded === undefined ? (words.missing[id] ?? words.unrecorded) : words.byDefault(unrecorded)}
            {words.besides[id]}
          </strong>
        ) : (
          !isWhole && <strong>{inAWord(view, now.value)}</strong>
        )}
        {now !== undefined && (
          <span class="quiet">
            {!isWhole && '　'}
            {words.since(minuteShown(view, now.from), whoSet(view, now))}
          </span>
        )}
      </p>
      {now !== undefined && isWhole && <ValueShown view={view} fields={fields} value={now.value} names={names} />}
      {isKept && isWhole ? (
        <div class="actions">
          <a class="button button--line button--small" href={`/registers/${organisation}/${id}`}>
            {words.change}
            <span class="sr">：{title}</span>
          </a>
        </div>
      ) : isKept ? (
        <Change
          view={view}
          organisation={organisation}
          id={id}
          title={title}
          value={typed ?? fieldValue(now === undefined ? missing : now.value)}
        />
      ) : (
        <p class="small quiet">
          {words.keptBy(
            joined(
              view,
              owners.map((role) => say(view, roles[role])),
            ),
          )}
        </p>
      )}
      {facts.length > 0 && (
        <details>
          <summary>{words.history(facts.length)}</summary>
          <HistoryTable view={view} id={`history-${id}`} title={title} fields={fields} facts={facts} names={names} />
        </details>
      )}
    </section>
  );
}

/** One field and its button; what is more than a field can say has a form of its own. */
function Change({
  view,
  organisation,
  id,
  title,
  value,
}: {
  view: View;
  organisation: string;
  id: OrganisationRegister;
  title: string;
  value: string;
}) {
  const words = view.texts.registers;
  const kind = kindOf(organisationRegisters[id]);
  const common = { id: `value-${id}`, name: 'value' };
  const choices =
    kind === 'yesNo'
      ? [
          { of: 'yes', words: words.yes },
          { of: 'no', words: words.no },
        ]
      : Object.entries(roles).map(([of, role]) => ({ of, words: say(view, role) }));
  return (
    <form method="post" action={`${apart(`/registers/${organisation}`)}#problem`} class="row">
      <Token view={view} />
      <input type="hidden" name="register" value={id} />
      <label class="sr" for={common.id}>
        {words.changeTo(title)}
      </label>
      {kind === 'number' ? (
        <input type="text" inputmode="numeric" class="w-s" value={value} {...common} />
      ) : (
        <select class="w-m" {...common}>
          {choices.map((choice) => (
            <option value={choice.of} selected={choice.of === value}>
              {choice.words}
            </option>
          ))}
        </select>
      )}{' '}
      <button class="button button--line button--small">
        {words.change}
        <span class="sr">：{title}</span>
      </button>
    </form>
  );
}
