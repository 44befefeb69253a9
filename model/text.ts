/** A sentence or a term for people, in Japanese (first) and English. */
export interface Text {
  readonly ja: string;
  readonly en: string;
}

/** The languages every text exists in. */
export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];
