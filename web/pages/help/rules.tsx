/** Every rule by which something is refused: its sentence, its clause, whether the words ask for it. */
import type { Definition } from '../../api/definitions.ts';
import { Frame } from '../kit/frame.tsx';
import { joined } from '../kit/parts.tsx';
import { say, sayFirst, type View } from '../kit/view.ts';

export function RulesPage({ view, definitions }: { view: View; definitions: readonly Definition[] }) {
  const { help } = view.texts;
  const words = help.refusals;
  const crumbs = [{ href: '/help', words: help.title }, { words: words.title }];
  return (
    <Frame view={view} title={words.title} place="help" crumbs={crumbs}>
      <div class="head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.lead}</p>
          <p>{words.basis}</p>
        </div>
      </div>
      {definitions.map((definition) => (
        <section class="section" id={definition.id}>
          <h2>
            {sayFirst(view, definition)} <small class="quiet">{words.count(definition.rules.length)}</small>
          </h2>
          <ul class="plain">
            {definition.rules.map((rule) => (
              <RuleShown view={view} rule={rule} />
            ))}
          </ul>
        </section>
      ))}
    </Frame>
  );
}

/** Decisions named with a rule; who is at them is judged for most. */
const NAMED = 4;

function RuleShown({ view, rule }: { view: View; rule: Definition['rules'][number] }) {
  const { help, text, design } = view.texts;
  const words = help.refusals;
  const more = rule.at.length - NAMED;
  return (
    <li>
      {sayFirst(view, rule)}{' '}
      <a class="clause" href={`/guideline/${rule.clause}`}>
        {say(view, rule.section)}
      </a>{' '}
      <span class="basis">{rule.basis === 'text' ? text : design}</span>
      {rule.at.length > 0 && (
        <div class="small quiet">
          {words.at(
            joined(
              view,
              rule.at.slice(0, NAMED).map((one) => say(view, one)),
            ),
          )}
          {more > 0 && `${view.texts.between}${words.andMore(more)}`}
        </div>
      )}
    </li>
  );
}
