import { newestOf } from '../../../machines/procedures.ts';
import { fiscalYearName } from '../../../model/japan-time.ts';
import type { Text } from '../../../model/text.ts';
import type { State } from './asked.ts';

/** 星空省 令和8年度 年度サイクル. */
export function headingOf(
  { organisation, procedure, instance }: Pick<State, 'organisation' | 'procedure' | 'instance'>,
  year: number,
): Text {
  const number = instance.split('/')[3];
  const label = newestOf(procedure.id)?.label ?? procedure;
  const fiscal = fiscalYearName(year);
  return {
    ja: `${organisation.ja}　${fiscal.ja}　${label.ja}${number === undefined ? '' : ` 第${number}号`}`,
    en: `${organisation.en} ${fiscal.en} ${label.en}${number === undefined ? '' : ` ${number}`}`,
  };
}
