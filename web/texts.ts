/** Names of what procedures speak of, in both languages; a name without text is shown as it is. */
import { coreMarks, coreNotices } from '../machines/core-texts.ts';
import type { Procedure } from '../machines/core.ts';
import { published } from '../machines/procedures.ts';
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

/** Marks with their texts. */
export function marksOf(procedure: Procedure | undefined, marks: readonly string[]) {
  const table: Record<string, Text> = { ...coreMarks, ...procedure?.marks };
  return marks.map((mark) => ({ id: mark, ...textOf(table, mark) }));
}

/** Notices that belong to no procedure. */
const ownNotices: Readonly<Record<string, Text>> = {
  tokenIssuedForYou: {
    ja: 'あなたのトークンが他の人によって発行されました。心当たりがなければ、無効にしてシステム管理者に知らせてください',
    en: 'Someone else issued a token in your name; if you do not know of it, revoke it and tell the administrator',
  },
};

/** The text of a notice's topic. */
export function topicOf(procedure: Procedure | undefined, topic: string): Text {
  return textOf({ ...ownNotices, ...coreNotices, ...procedure?.notices }, topic);
}

/** Phases that belong to the board rather than to a procedure. */
const boardPhases: Readonly<Record<string, Text>> = {
  notTakenUp: { ja: '未着手（担当者未登録）', en: 'not taken up (nobody appointed)' },
  notOpened: { ja: '年度未開始', en: 'year not opened' },
};

/** The text of a phase on the board. */
export function boardPhase(phase: string): Text {
  const cycles = published.filter(({ id }) => id === 'cycle');
  return textOf(Object.assign({}, ...cycles.map(({ phases }) => phases), boardPhases), phase);
}
