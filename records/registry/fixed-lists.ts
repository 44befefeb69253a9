/** The fixed lists of the registry: their words in Japanese and their identifiers, and what is said of a word that is in none. */
import { agencyClasses, organisationKinds } from '../../model/organisations.ts';
import { roles } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { quote } from './text-checks.ts';

/** A list with its name; `words` by identifier. */
export interface FixedList {
  readonly name: Text;
  readonly words: Readonly<Record<string, Text>>;
}

export const fixedLists = {
  role: { name: { ja: '役割', en: 'role' }, words: roles },
  organisationKind: { name: { ja: '種別', en: 'kind' }, words: organisationKinds },
  appointmentKind: {
    name: { ja: '任命の種類', en: 'kind of appointment' },
    words: {
      regular: { ja: '本務', en: 'regular' },
      concurrent: { ja: '併任', en: 'concurrent' },
      acting: { ja: '代理', en: 'acting' },
    },
  },
  /** Classes of incorporated administrative agencies (独立行政法人通則法). */
  class: {
    name: { ja: '分類', en: 'class' },
    words: agencyClasses,
  },
} as const satisfies Record<string, FixedList>;

export type FixedListName = keyof typeof fixedLists;

/** True for an identifier of the list. */
export function isInList(list: FixedListName, id: string): boolean {
  return Object.hasOwn(fixedLists[list].words, id);
}

/** Every word of a list, for whoever has to choose one. */
export function wordsOf(list: FixedListName): Text {
  const words = Object.entries(fixedLists[list].words);
  return {
    ja: words.map(([id, { ja }]) => `${ja}（${id}）`).join('、'),
    en: words.map(([id, { ja }]) => `${id} (${ja})`).join(', '),
  };
}

/** A value that is not in its list. */
export function notInList(list: FixedListName, value: string): Text {
  const { ja, en } = fixedLists[list].name;
  const words = wordsOf(list);
  return {
    ja: `${ja}に ${quote(value)} という語はありません。使える語：${words.ja}`,
    en: `there is no ${en} ${quote(value)}; the words are: ${words.en}`,
  };
}
