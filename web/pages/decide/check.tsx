/** The content once more, and what would come of it; nothing is entered yet. */
import { Frame } from '../kit/frame.tsx';
import { joined, tokenField } from '../kit/parts.tsx';
import { dueShown, say, sayFirst, type View } from '../kit/view.ts';
import type { Checked, Deciding, Draft } from './asked.ts';
import type { Field } from './fields.ts';
import { actionOf, crumbsOf, Hidden } from './form.tsx';
import { shortOf, type Filling } from './filling.ts';
import { branchMark, countMark, inBranch } from './values.ts';

interface CheckProps {
  readonly view: View;
  readonly deciding: Deciding;
  readonly draft: Draft;
  readonly checked: Checked;
}

export function CheckPage({ view, deciding, draft, checked }: CheckProps) {
  const { texts } = view;
  const { decision, procedure, own, envelope, filling } = deciding;
  const label = sayFirst(view, decision);
  const action = actionOf(deciding);
  return (
    <Frame view={view} title={texts.decide.checkTitle(label)} crumbs={crumbsOf(view, deciding)}>
      <div class="head">
        <div>
          <p class="small">{say(view, procedure)}</p>
          <h1>{texts.decide.checkTitle(label)}</h1>
        </div>
      </div>
      <dl class="facts">
        {linesOf(filling, [...own, ...envelope]).map(({ title, words }) => (
          <>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </>
        ))}
      </dl>
      <div class="section notice notice--warn">
        <h2>{texts.decide.willHappen}</h2>
        <ul class="bullets">
          {effectsOf(view, draft, deciding, checked).map((words) => (
            <li>{words}</li>
          ))}
        </ul>
      </div>
      <form method="post" action={action}>
        <Hidden view={view} deciding={deciding} />
        {filling.values
          .entries()
          .filter(([name]) => ![tokenField, '_seen', '_do'].includes(name))
          .flatMap(([name, all]) => all.map((text) => <input type="hidden" name={name} value={text} />))}
        <div class="actions">
          <button class="button" name="_do" value="confirm">
            {texts.decide.confirm(label)}
          </button>
          <button class="button button--line" name="_do" value="change">
            {texts.decide.back}
          </button>
        </div>
      </form>
    </Frame>
  );
}

interface Line {
  readonly title: string;
  readonly words: string;
}

/** Everything that is filled in, in words, in the order of the form. */
function linesOf(filling: Filling, fields: readonly Field[], at = '', before = ''): Line[] {
  const { values, view } = filling;
  return fields.flatMap((field) => {
    const { kind } = field;
    const name = field.name === '' ? at : at === '' ? field.name : `${at}.${field.name}`;
    const title = before === '' ? say(view, field.words.title) : `${before} ${say(view, field.words.title)}`;
    if (kind.is === 'group') return linesOf(filling, kind.fields, name, title);
    if (kind.is === 'branches') {
      const branch = kind.branches.find(({ id }) => id === values.one(name + branchMark));
      if (branch === undefined) return [];
      return [
        { title, words: say(view, branch.label) },
        ...linesOf(filling, branch.fields, inBranch(name, branch.id), title),
      ];
    }
    if (kind.is === 'rows') {
      const count = Number(values.one(name + countMark)) || 0;
      return Array.from({ length: count }, (_, i) =>
        rowOf(filling, kind.fields, `${name}.${i}`, `${title} ${i + 1}`),
      ).flat();
    }
    const words = shortOf(filling, field, name);
    return words.length === 0 ? [] : [{ title, words: joined(view, words) }];
  });
}

/** A row in one line. */
function rowOf(filling: Filling, fields: readonly Field[], at: string, title: string): Line[] {
  const inside = linesOf(filling, fields, at);
  const [only] = fields;
  const words = inside.map((line) => (only?.name === '' ? line.words : `${line.title}：${line.words}`)).join('　');
  return words === '' ? [] : [{ title, words }];
}

function effectsOf(view: View, draft: Draft, { decision }: Deciding, checked: Checked): string[] {
  const { decide } = view.texts;
  if (!checked.wouldBeTaken) return [];
  const { phaseAfter, ends, starts, tells, marks, dueAfter } = checked;
  const phase = say(view, phaseAfter);
  const before = new Map(draft.dueItems.map(({ id, due }) => [id, due]));
  const words = [
    phaseAfter.id === draft.phase.id ? decide.phaseStays(phase) : decide.phaseBecomes(phase),
    ...(decision.irreversible ? [decide.cannotUndo] : []),
    ...(ends === undefined ? [] : [decide.ends(say(view, ends))]),
    ...starts.map((one) => decide.starts(say(view, one))),
    ...marks.map((one) => decide.marked(say(view, one))),
    ...dueAfter
      .filter(({ id, due }) => before.get(id) !== due)
      .map((one) => decide.dueOn(say(view, one), dueShown(view, one.due))),
    ...tells.map(({ topic, roles, people, vacant }) => {
      const who = people.length > 0 ? people.map((one) => say(view, one)) : roles.map((one) => say(view, one));
      return (vacant ? decide.toldVacant : decide.tells)(joined(view, who), say(view, topic));
    }),
  ];
  return [...new Set(words)];
}
