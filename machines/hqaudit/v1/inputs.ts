/** Pieces of inputs that several decisions share. */
import { fields } from '../../kit/v1/index.ts';

/** What an audit looks at (5-3): the rules a body has, how they are carried out, how it manages. */
export const areas = {
  rules: { ja: '関係規程等の整備状況', en: 'state of the rules' },
  implementation: { ja: '対策の実施状況', en: 'implementation of measures' },
  management: { ja: 'マネジメントの状況', en: 'management' },
} as const;

export type Area = keyof typeof areas;

export const areaField = fields.oneOf('監査の対象 / what it concerns', areas);

/** To whom advice goes when the body audited is there no more. */
export const successorField = fields
  .organisation('対象機関がなくなった場合、助言を引き継ぐ機関 / where the body is gone: who takes up the advice')
  .optional();

/** A finding, a request or an item by its number. */
export const numberOf = (title: string, choices: string) => fields.count(title, { choices });
