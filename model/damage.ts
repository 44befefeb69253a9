/** What verifying found, in words. */
import type { Text } from './text.ts';

/**
 * What was done to a chain at a place: a line altered, gone, standing where it was not written, put between others, or
 * without the seal by which the installation's own lines are known; or everything from there on written anew, so that it fits
 * together but is not what was signed.
 */
export const damageKinds = ['edited', 'missing', 'moved', 'inserted', 'unsealed', 'rewritten'] as const;
export type DamageKind = (typeof damageKinds)[number];

const damageWords: Readonly<Record<DamageKind, Text>> = {
  edited: { ja: '書き換えられています', en: 'was altered' },
  missing: { ja: 'なくなっています', en: 'is gone' },
  moved: { ja: '別の位置から移されています', en: 'was moved here from another place' },
  inserted: { ja: '後から割り込んでいます', en: 'was put in afterwards' },
  unsealed: {
    ja: 'この設備の鍵による封がありません。この設備が書いたものではありません',
    en: 'has no seal by a key of this installation, which did not write it',
  },
  rewritten: {
    ja: 'から後が、署名したときのものと異なります',
    en: 'and what follows is not what was signed',
  },
};

/** What is wrong with a row that no chain accounts for; `missing`: the chain has it, the table does not. */
export const foreignKinds = ['inserted', 'edited', 'missing'] as const;
export type ForeignKind = (typeof foreignKinds)[number];

const foreignWords: Readonly<Record<ForeignKind, Text>> = {
  inserted: { ja: '記録の裏付けなく加えられています', en: 'was added, and no journal accounts for it' },
  edited: { ja: '記録と異なります', en: 'is not what the journal says' },
  missing: { ja: '記録にはありますが、なくなっています', en: 'is in the journal, and gone' },
};

/** Where a chain is damaged, e.g. `cycle/2026/mof 5番は…`. */
function damageSentence(chain: string, seq: number, kind: DamageKind): Text {
  const words = damageWords[kind];
  const no = kind === 'rewritten' ? '番' : '番は、';
  return { ja: `${chain} の${seq}${no}${words.ja}。`, en: `${chain}: number ${seq} ${words.en}.` };
}

/** What is wrong with a row of a table. */
function foreignSentence(table: string, id: string, kind: ForeignKind): Text {
  const words = foreignWords[kind];
  return { ja: `${table} の行 ${id} は、${words.ja}。`, en: `${table}: row ${id} ${words.en}.` };
}

/** What a verification found, as far as it is told. */
export interface Found {
  readonly damaged: readonly {
    readonly chain: string;
    readonly damages: readonly { readonly seq: number; readonly kind: DamageKind }[];
  }[];
  readonly moreDamaged: number;
  readonly foreign: readonly { readonly table: string; readonly id: string; readonly kind: ForeignKind }[];
  readonly moreForeign: number;
}

/** Everything that is wrong, a sentence each; nothing where all is what was written. */
export function wrongSentences({ damaged, moreDamaged, foreign, moreForeign }: Found): Text[] {
  const more = moreDamaged + moreForeign;
  return [
    ...damaged.flatMap(({ chain, damages }) => damages.map(({ seq, kind }) => damageSentence(chain, seq, kind))),
    ...foreign.map(({ table, id, kind }) => foreignSentence(table, id, kind)),
    ...(more === 0 ? [] : [{ ja: `ほかに${more}件あります。`, en: `And ${more} more.` }]),
  ];
}
