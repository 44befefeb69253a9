/** Objectives of a body that are in force – of several ministers and periods beside each other –, and those that were. */
import type { LocalDate } from '../../../model/identifiers.ts';
import { dateInJapan } from '../../../model/japan-time.ts';
import { asObject } from '../../../model/json.ts';
import { writtenRegisters } from '../../../records/registers/known.ts';
import { minuteShown, sayFirst, type View } from '../kit/view.ts';
import type { Fact, Lists } from './asked.ts';
import { HistoryTable, ValueShown, whoSet } from './history.tsx';
import { allInForceAt, fieldsOf } from './values.ts';

interface ObjectivesProps {
  readonly view: View;
  readonly facts: readonly Fact[];
  readonly names: Lists;
}

/** Nothing where none was ever recorded: most bodies have none. */
export function Objectives({ view, facts, names }: ObjectivesProps) {
  if (facts.length === 0) return <></>;
  const words = view.texts.registers;
  const known = writtenRegisters.objectives;
  const title = sayFirst(view, known.label);
  const fields = fieldsOf('objectives', known);
  return (
    <section class="section" id="objectives">
      <h2>{title}</h2>
      {allInForceAt(facts, view.at)
        .filter(({ value }) => !isPast(value, dateInJapan(view.at)))
        .map((fact) => (
          <div class="section">
            <ValueShown view={view} fields={fields} value={fact.value} names={names} whole />
            <p class="small quiet">{words.since(minuteShown(view, fact.from), whoSet(view, fact))}</p>
          </div>
        ))}
      <details>
        <summary>{words.history(facts.length)}</summary>
        <HistoryTable view={view} id="history-objectives" title={title} fields={fields} facts={facts} names={names} />
      </details>
    </section>
  );
}

/** Whether their period is over: then the next ones count. */
function isPast(value: unknown, today: LocalDate): boolean {
  const { to } = asObject(value);
  return typeof to === 'string' && to < today;
}
