/** Names of what procedures speak of, in both languages; a name without text is shown as it is. */
import { coreMarks, coreNotices } from '../machines/core-texts.ts';
import type { Procedure } from '../machines/core.ts';
import { published } from '../machines/procedures.ts';
import { noticeTopics, type NoticeTopicText } from '../model/notice-topics.ts';
import type { Text } from '../model/text.ts';

/** The text of a name in a table. */
export function textOf(table: Readonly<Record<string, Text>>, name: string): Text {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  return found ?? { ja: name, en: name };
}

/** A definition by id and version, `undefined` when it is not published here (a newer server wrote the row). */
export function definitionOf(id: string, version: number): Procedure | undefined {
  return published.find((procedure) => procedure.id === id && procedure.version === version);
}

/** Marks with their texts. (Looked up, not merged into one table: the board does it for every line.) */
export function marksOf(procedure: Procedure | undefined, marks: readonly string[]) {
  const own: Readonly<Record<string, Text>> = procedure?.marks ?? {};
  return marks.map((mark) => ({ id: mark, ...textOf(Object.hasOwn(own, mark) ? own : coreMarks, mark) }));
}

/** The text of a notice's topic. */
export function topicOf(procedure: Procedure | undefined, topic: string): Text {
  return textOf({ ...noticeTopics, ...coreNotices, ...procedure?.notices }, topic);
}

/** What to do about a notice that no procedure causes. */
export function nextStepOf(topic: string): Text | undefined {
  const topics: Readonly<Record<string, NoticeTopicText>> = noticeTopics;
  return Object.hasOwn(topics, topic) ? topics[topic]?.next : undefined;
}

/** Phases that belong to the board rather than to a procedure. */
const boardPhases: Readonly<Record<string, Text>> = {
  notTakenUp: { ja: '未着手（担当者未登録）', en: 'not taken up (nobody appointed)' },
  notOpened: { ja: '年度未開始', en: 'year not opened' },
};

/** The same with those of every version of the cycle. */
const allPhases: Readonly<Record<string, Text>> = Object.assign(
  {},
  ...published.filter(({ id }) => id === 'cycle').map(({ phases }) => phases),
  boardPhases,
);

/** The text of a phase on the board. */
export function boardPhase(phase: string): Text {
  return textOf(allPhases, phase);
}
