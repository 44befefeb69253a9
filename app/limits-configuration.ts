/** The keys of the environment that decide how much may be sent, how long things are kept, and how full the disk may be. */
import { z } from 'zod';
import type { Text } from '../model/text.ts';
import { defaultQuotas, type Quotas } from '../contract/quotas.ts';
import { defaultRetention, type Retention } from '../contract/records/retention.ts';

/** Quotas, retention, and the bytes of disk that stay free of documents. */
export interface Limits {
  readonly quotas: Quotas;
  readonly keep: Retention;
  readonly diskReserve: number;
}

const number = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);
/** At least a month: what was refused or answered last week must be there. */
const days = number.pipe(z.number().min(31).max(100_000));

export const limitKeys = {
  JUNKAN_CHANGES_PER_SECOND: number.optional(),
  JUNKAN_UPLOADS_PER_MINUTE: number.optional(),
  JUNKAN_UNCITED_DOCUMENTS: number.optional(),
  JUNKAN_KEEP_REFUSALS: days.optional(),
  JUNKAN_KEEP_READS: days.optional(),
  JUNKAN_KEEP_ANSWERS: days.optional(),
  JUNKAN_KEEP_NOTICES: days.optional(),
  JUNKAN_KEEP_TOKENS: days.optional(),
  JUNKAN_DISK_RESERVE: number.optional(),
};

type LimitValues = { readonly [K in keyof typeof limitKeys]?: z.output<(typeof limitKeys)[K]> };

const howMany: Text = {
  ja: '0 から 999999 までの整数（0 は制限なし）',
  en: 'a whole number up to 999999 (0: no limit)',
};
const howLong: Text = { ja: '日数（31 から 100000）', en: 'a number of days from 31 to 100000' };

export const limitAllowed: Record<keyof typeof limitKeys, Text> = {
  JUNKAN_CHANGES_PER_SECOND: howMany,
  JUNKAN_UPLOADS_PER_MINUTE: howMany,
  JUNKAN_UNCITED_DOCUMENTS: howMany,
  JUNKAN_KEEP_REFUSALS: howLong,
  JUNKAN_KEEP_READS: howLong,
  JUNKAN_KEEP_ANSWERS: howLong,
  JUNKAN_KEEP_NOTICES: howLong,
  JUNKAN_KEEP_TOKENS: howLong,
  JUNKAN_DISK_RESERVE: {
    ja: 'メガバイト数（0 から 999999）',
    en: 'a number of megabytes from 0 to 999999',
  },
};

/** The limits by these values, the defaults for what is not set. */
export function readLimits(values: LimitValues): Limits {
  return {
    quotas: {
      changesPerSecond: values.JUNKAN_CHANGES_PER_SECOND ?? defaultQuotas.changesPerSecond,
      uploadsPerMinute: values.JUNKAN_UPLOADS_PER_MINUTE ?? defaultQuotas.uploadsPerMinute,
      uncitedDocuments: values.JUNKAN_UNCITED_DOCUMENTS ?? defaultQuotas.uncitedDocuments,
    },
    keep: {
      refusals: values.JUNKAN_KEEP_REFUSALS ?? defaultRetention.refusals,
      reads: values.JUNKAN_KEEP_READS ?? defaultRetention.reads,
      answers: values.JUNKAN_KEEP_ANSWERS ?? defaultRetention.answers,
      notices: values.JUNKAN_KEEP_NOTICES ?? defaultRetention.notices,
      tokens: values.JUNKAN_KEEP_TOKENS ?? defaultRetention.tokens,
    },
    diskReserve: (values.JUNKAN_DISK_RESERVE ?? 1_000) * 1_000_000,
  };
}
