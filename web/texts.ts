/** Names the web shows beside those of the definitions: marks, and phases of the board. */
import { coreMarks, dueItemName } from '../machines/core/index.ts';
import type { Procedure } from '../machines/core/index.ts';
import { newestOf, published } from '../machines/procedures.ts';
import { labelOf, markText, textOf } from '../machines/texts.ts';
import type { Text } from '../model/text.ts';

export { definitionOf, labelOf, nextStepOf, procedureShown, sentenceOf, textOf, topicOf } from '../machines/texts.ts';

/** Marks beside a procedure's own: the core's, the one the registry sets, and what was found of its carrier. */
const sharedMarks: Readonly<Record<string, Text>> = {
  ...coreMarks,
  appointmentChangedAfterwards: {
    ja: '決定の後に変更された任命に基づく項目あり',
    en: 'an entry rests on an appointment changed after the decision',
  },
  damagedRecord: {
    ja: '記録が、書き込まれたときのものと一致しません。復元が終わるまで決定できません',
    en: 'the journal is not what was written: no decision is taken until it is restored',
  },
  notCarried: {
    ja: 'サーバーで動いていない手続あり',
    en: 'a procedure does not run on the server',
  },
};

/** Marks with their texts. (Looked up, not merged into one table: the board does it for every line.) */
export function marksOf(procedure: Procedure | undefined, marks: readonly string[]) {
  const own: Readonly<Record<string, Text>> = procedure?.marks ?? {};
  return marks.map((mark) => ({
    id: mark,
    ...markText(Object.hasOwn(own, dueItemName(mark)) ? own : sharedMarks, mark),
  }));
}

/** The label of a decision of a kind of procedure. */
export function decisionLabel(kind: string, decision: string): Text {
  return labelOf(newestOf(kind), decision);
}

/** What a kind of procedure is called. */
export function procedureLabel(kind: string): Text {
  const { ja, en } = newestOf(kind)?.label ?? { ja: kind, en: kind };
  return { ja, en };
}

/** Phases that belong to the board rather than to a procedure. */
const ownPhases: Readonly<Record<string, Text>> = {
  notTakenUp: { ja: '未着手（担当者未登録）', en: 'not taken up (nobody appointed)' },
  notOpened: { ja: '年度未開始', en: 'year not opened' },
};

/** The same with those of every version of the cycle. */
const allPhases: Readonly<Record<string, Text>> = Object.assign(
  {},
  ...published.filter(({ id }) => id === 'cycle').map(({ phases }) => phases),
  ownPhases,
);

/** All of them in their order: bodies without a year first. */
export const boardPhases: readonly string[] = Object.keys({ ...ownPhases, ...allPhases });

/** The text of a phase on the board. */
export function boardPhase(phase: string): Text {
  return textOf(allPhases, phase);
}

/** Beside the way of a procedure that is one lane. */
const beside: Text = { ja: '状況に応じて行う決定', en: 'as things turn out' };

/** The name of a lane: of the whole chart, that of its procedure; of what stands beside its way, that. */
export function laneWords(
  { label, states }: Procedure,
  { id, aside }: { readonly id: string; readonly aside?: true | undefined },
): Text {
  if (id !== '') return textOf(states, id);
  return aside === true ? beside : { ja: label.ja, en: label.en };
}
