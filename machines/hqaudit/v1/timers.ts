/** What time brings: reminders, and the ends of the dates for materials and for the confirmation of facts. */
import type { Instant } from '../../../model/identifiers.ts';
import { nextReminder, onRung, rungTime, type Times } from '../../kit/v1/index.ts';
import { handlers } from './kit.ts';
import { askedNow, awaited, type Context } from './types.ts';

export const times = {
  rung: rungTime,
  materialsDatePassed: { ja: '資料の期限が過ぎた', en: 'the date for materials has passed' },
  confirmationDatePassed: { ja: '事実確認の期限が過ぎた', en: 'the date for the confirmation has passed' },
} as const satisfies Times;

/** When time will act: event → instant; absent means never. */
export function timers(context: Context): Readonly<Record<string, Instant>> {
  const { dueItems, lastRung, report } = context;
  const rung = nextReminder(dueItems, lastRung);
  const materials = report === undefined ? awaited(context).map(({ due }) => due) : [];
  const asked = report === undefined ? askedNow(context)?.due : undefined;
  return {
    ...(rung !== undefined && { rung }),
    ...(materials.length > 0 && { materialsDatePassed: Math.min(...materials) }),
    ...(asked !== undefined && { confirmationDatePassed: asked }),
  };
}

export const on = {
  live: handlers(times, { rung: onRung<Context>() }),
};
