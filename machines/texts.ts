/** Names of what procedures speak of, in both languages; a name without text is shown as it is. */
import { noticeTopics, type NoticeTopicText } from '../model/notice-topics.ts';
import type { Text } from '../model/text.ts';
import type { Procedure } from './core/index.ts';
import { parseInstanceId, type InstanceId } from '../model/identifiers.ts';
import { fiscalYearName } from '../model/japan-time.ts';
import { coreNotices, coreRules, decisionNamed, dueItemName } from './core/index.ts';
import { published } from './procedures.ts';

/** The label of a decision; its name where there is none. */
export function labelOf(procedure: Procedure | undefined, name: string): Text {
  const decision = procedure === undefined ? undefined : decisionNamed(procedure, name);
  return decision === undefined ? { ja: name, en: name } : { ja: decision.label.ja, en: decision.label.en };
}

/** A procedure by its kind, number and fiscal year: its id is for machines. */
export function procedureShown(instance: InstanceId): Text {
  const { kind, number, year } = parseInstanceId(instance) ?? { kind: instance, year: 0 };
  const label = published.findLast(({ id }) => id === kind)?.label ?? { ja: kind, en: kind };
  const of = fiscalYearName(year);
  return {
    ja: `${of.ja} ${label.ja}${number === undefined ? '' : `第${number}号`}`,
    en: `${label.en}${number === undefined ? '' : ` no. ${number}`}, ${of.en}`,
  };
}

/** The sentence of a rule, the core's or the procedure's own. */
export function sentenceOf(procedure: Procedure | undefined, rule: string): Text {
  const { ja, en } = textOf({ ...coreRules, ...procedure?.rules }, rule);
  return { ja, en };
}

/** What stands behind the name of a due item and says something to people: its number. A date is said anyway, an id never. */
const number = /^\d{1,3}$/;

/**
 * The text of a name in a table; of one due item among many, `directive:d-1` or `materials:2`, with which one it is: by its
 * registered name, where that is known, or its number.
 */
export function textOf(table: Readonly<Record<string, Text>>, name: string, registered?: Text): Text {
  const plain = dueItemName(name);
  const found = Object.hasOwn(table, plain) ? table[plain] : undefined;
  if (found === undefined) return { ja: name, en: name };
  const which = name.slice(plain.length + 1);
  if (which === '') return found;
  if (registered !== undefined) return { ja: `${found.ja}「${registered.ja}」`, en: `${found.en}: ${registered.en}` };
  return number.test(which) ? { ja: `${found.ja} ${which}`, en: `${found.en}: ${which}` } : found;
}

/** The text of a mark; of what was so until a date (`…Until:2026-05-01`), with that date. */
export function markText(table: Readonly<Record<string, Text>>, mark: string): Text {
  const { ja, en } = textOf(table, mark);
  const until = mark.split(':', 2)[1];
  return until === undefined ? { ja, en } : { ja: `${ja}：${until}まで`, en: `${en}, until ${until}` };
}

/** A definition by id and version, `undefined` when it is not published here (a newer server wrote the row). */
export function definitionOf(id: string, version: number): Procedure | undefined {
  return published.find((procedure) => procedure.id === id && procedure.version === version);
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
