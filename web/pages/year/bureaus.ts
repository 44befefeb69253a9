/** How it stands in each bureau, with the departments below it: for those who see to the body's self-inspections. */
import { dateInJapan } from '../../../model/japan-time.ts';
import type { Text } from '../../../model/text.ts';
import type { Api } from '../../api/routes.ts';
import type { State } from '../decide/asked.ts';
import type { View } from '../kit/view.ts';

export type HandIns = Awaited<ReturnType<Api['selfInspection']['ask']>>['body']['items'];
export type Departments = Awaited<ReturnType<Api['departments']['ask']>>['body']['items'];

/** A bureau and what goes on in it. */
export interface Bureau {
  readonly name: Text;
  readonly handIns: { readonly done: number; readonly all: number };
  readonly measures: { readonly done: number; readonly all: number; readonly late: number };
  readonly improvements: { readonly open: number; readonly late: number };
}

export function bureausOf(view: View, state: State, handIns: HandIns, departments: Departments): Bureau[] {
  const known = new Map(departments.map((one) => [one.id, one]));
  const topOf = (id: string): string => {
    const seen = new Set<string>();
    let at = id;
    for (let one = known.get(at); one?.parent !== undefined && !one.bureau && !seen.has(at); one = known.get(at)) {
      seen.add(at);
      at = one.parent;
    }
    return at;
  };
  const today = dateInJapan(view.at);
  const measures = state.lists.find(({ id }) => id === 'measures')?.rows ?? [];
  const improvements = state.children.filter(
    ({ procedure, ended }) => procedure === 'improvement' && ended === undefined,
  );
  const bureaus = new Map<string, Bureau>();
  for (const { department } of [...handIns, ...measures, ...improvements]) {
    if (department === undefined) continue;
    const top = topOf(department.id);
    if (bureaus.has(top)) continue;
    const isOf = (one: { readonly department?: { readonly id: string } | undefined }): boolean =>
      one.department !== undefined && topOf(one.department.id) === top;
    const asked = handIns.filter(isOf).filter(({ status }) => status.id !== 'leftOut');
    const planned = measures.filter(isOf);
    const going = improvements.filter(isOf);
    const name = known.get(top);
    bureaus.set(top, {
      name: name === undefined ? department : { ja: name.nameJa, en: name.nameEn },
      handIns: { done: asked.filter(({ at }) => at !== undefined).length, all: asked.length },
      measures: {
        done: planned.filter(({ done }) => done).length,
        all: planned.length,
        late: planned.filter(({ done, due }) => !done && due !== undefined && due < today).length,
      },
      improvements: {
        open: going.length,
        late: going.reduce((sum, { overdue }) => sum + overdue, 0),
      },
    });
  }
  return [...bureaus.values()];
}
