/** The workflow types junkan's workers know. A procedure's type is its id. */
import { durable } from './durable.ts';

export { openYear } from './open-year.ts';
export { planningDay, round } from './round.ts';

/** 年度サイクル: one per organisation and fiscal year. */
export const cycle = durable('cycle');
/** 改善措置: one per matter to be improved. */
export const improvement = durable('improvement');
/** 監査: one per independent audit. */
export const audit = durable('audit');
/** 本部監査: one per audit by headquarters. */
export const hqaudit = durable('hqaudit');
/** 本部監査・方向性: one per fiscal year of the centre. */
export const programme = durable('programme');
/** 統一基準群の策定: one per revision of the common standards. */
export const standards = durable('standards');
/** 所管法人の監督・評価: one per agency and fiscal year. */
export const supervision = durable('supervision');
