import type { Api } from '../../api/routes.ts';
import type { Text } from '../../../model/text.ts';
import { roles } from '../../../model/roles.ts';
import { organisationRegisters, type OrganisationRegister } from '../../../records/registers/known.ts';
import { Frame } from '../kit/frame.tsx';
import { apart, Banner, joined, Token } from '../kit/parts.tsx';
import { Table } from '../kit/table.tsx';
import { minuteShown, say, sayFirst, type View } from '../kit/view.ts';
import { defaultOf, fieldValue, inWords, kindOf } from './values.ts';

type Answer = Awaited<ReturnType<Api['registers']['history']['ask']>>['body'];
type Fact = Answer['items'][number];

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
  readonly of: Answer['organisation'];
  /** The reader may change it. */
  readonly isKept: boolean;
}

interface RegistersProps {
  readonly view: View;
  readonly organisation: string;
  readonly registers: readonly Register[];
  readonly told: Told;
}

export function RegistersPage({ view, organisation, registers, told: { saved, refused, typed } }: RegistersProps) {
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
    </Frame>
  );
}

function RegisterShown({
  view,
  organisation,
  register: { id, facts, isKept },
  typed,
}: {
  view: View;
  organisation: string;
  register: Register;
  typed: string | undefined;
}) {
  const words = view.texts.registers;
  const { label, owners } = organisationRegisters[id];
  const title = sayFirst(view, label);
  const now = facts.findLast(({ from, to }) => from <= view.at && (to === undefined || to > view.at));
  const missing = defaultOf(id);
  const unrecorded = missing === undefined ? words.unrecorded : words.byDefault(inWords(view, missing));
  return (
    <section class="section" id={id}>
      <h2>{title}</h2>
      <p>
        <strong>{now === undefined ? unrecorded : inWords(view, now.value)}</strong>
        {now !== undefined && (
          <span class="quiet">
            {'　'}
            {words.since(minuteShown(view, now.from), whoSet(view, now))}
          </span>
        )}
      </p>
      {isKept ? (
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
          <Table
            id={`history-${id}`}
            caption={title}
            columns={[words.value, words.from, words.to, words.by]}
            rows={facts.toReversed().map((fact) => ({
              cells: [
                inWords(view, fact.value),
                minuteShown(view, fact.from),
                fact.to === undefined ? view.texts.none : minuteShown(view, fact.to),
                whoSet(view, fact),
              ],
            }))}
          />
        </details>
      )}
    </section>
  );
}

function whoSet(view: View, { byName, instance }: Fact): string {
  if (byName !== undefined) return say(view, byName);
  return instance === undefined ? '' : view.texts.registers.fromCycle;
}

/** One field and its button; what is more than a field can say is changed elsewhere. */
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
  const kind = kindOf(id);
  if (kind === 'whole') return <p class="small quiet">{words.byApi}</p>;
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
