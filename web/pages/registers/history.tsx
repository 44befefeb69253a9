/** What was recorded in a register, the latest first: every value in words. */
import type { Json } from '../../../model/json.ts';
import type { Field } from '../decide/fields.ts';
import { Table } from '../kit/table.tsx';
import { minuteShown, say, type View } from '../kit/view.ts';
import type { Fact, Lists } from './asked.ts';
import { inAWord, saidOf } from './said.ts';

/** Lines of a value that are shown where there is little room. */
const SHOWN = 12;

interface ValueProps {
  readonly view: View;
  readonly fields: readonly Field[];
  readonly value: unknown;
  readonly names: Lists;
  /** All of it: it is judged by it. */
  readonly whole?: true;
}

/** A value: a word, or a line for each of its fields. */
export function ValueShown({ view, fields, value, names, whole }: ValueProps) {
  const words = view.texts.registers;
  if (value === null) return <>{words.ended}</>;
  const word = inAWord(view, value);
  if (word !== undefined) return <>{word}</>;
  const json: Json = JSON.parse(JSON.stringify(value ?? null));
  const lines = saidOf(view, fields, json, names, whole === true);
  if (lines.length === 0) return <>{fields.length === 0 ? view.texts.none : words.nothingOwn}</>;
  return (
    <ul class="bare">
      {lines.slice(0, whole ? undefined : SHOWN).map((line) => (
        <li>
          {line.title}：{line.words}
        </li>
      ))}
      {lines.length > SHOWN && whole !== true && <li class="quiet">{words.more(lines.length - SHOWN)}</li>}
    </ul>
  );
}

export function HistoryTable({
  view,
  id,
  title,
  fields,
  facts,
  names,
}: {
  view: View;
  id: string;
  title: string;
  fields: readonly Field[];
  facts: readonly Fact[];
  names: Lists;
}) {
  const words = view.texts.registers;
  return (
    <Table
      id={id}
      caption={title}
      columns={[words.value, words.from, words.to, words.by]}
      rows={facts.toReversed().map((fact) => ({
        cells: [
          <ValueShown view={view} fields={fields} value={fact.value} names={names} />,
          minuteShown(view, fact.from),
          fact.to === undefined ? view.texts.none : minuteShown(view, fact.to),
          whoSet(view, fact),
        ],
      }))}
    />
  );
}

export function whoSet(view: View, { byName, instance }: Fact): string {
  if (byName !== undefined) return say(view, byName);
  return instance === undefined ? '' : view.texts.registers.fromProcedure;
}
