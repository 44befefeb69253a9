/** What a refusal names, so that its reader need not look for it. */
import type { DepartmentId, LocalDate } from '../../model/identifiers.ts';
import type { Text } from '../../model/text.ts';

/** The kinds of things, each with the word that stands before its name. */
export const thingKinds = {
  requirement: { ja: '遵守事項', en: 'requirement' },
  criterion: { ja: '基準の項目', en: 'criterion' },
  criteriaSet: { ja: '点検の判断基準', en: 'criteria set' },
  finding: { ja: '指摘事項', en: 'finding' },
  measure: { ja: '対策', en: 'measure' },
  improvement: { ja: '改善措置', en: 'improvement' },
  audit: { ja: '監査', en: 'audit' },
  cycle: { ja: '年度の手続', en: 'cycle' },
  exception: { ja: '例外措置', en: 'exception' },
  edition: { ja: '統一基準群の版', en: 'edition' },
  directive: { ja: '個別の決定', en: 'directive' },
  owedItem: { ja: '未了事項', en: 'owed item' },
  advice: { ja: '助言', en: 'advice' },
  measureKind: { ja: '対策の種別', en: 'kind of measure' },
  dimension: { ja: '観点', en: 'dimension' },
  guideline: { ja: 'ガイドライン等', en: 'guideline' },
  version: { ja: '', en: '' },
  dueItem: { ja: '', en: '' },
  subject: { ja: '', en: '' },
  order: { ja: '監査の指示', en: 'audit order' },
  report: { ja: '支障の報告', en: 'report on workability' },
  request: { ja: '結果の求め', en: 'request for the result' },
  action: { ja: '措置', en: 'action' },
  document: { ja: '文書', en: 'document' },
  person: { ja: '', en: '' },
  department: { ja: '', en: '' },
  organisation: { ja: '', en: '' },
  role: { ja: '', en: '' },
  state: { ja: '', en: '' },
  time: { ja: '', en: '' },
  date: { ja: '', en: '' },
  figure: { ja: '', en: '' },
  entry: { ja: '記録の項目', en: 'entry' },
} as const satisfies Record<string, Text>;

export type ThingKind = keyof typeof thingKinds;

/** A post that a person holds or held, and that is why the person is named. JST dates. */
export interface PostOfThing {
  readonly role: string;
  readonly department?: DepartmentId;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

/** One thing that a refusal is about. */
export interface Thing {
  readonly kind: ThingKind;
  /** How it is known: an opaque id, a number people gave, a hash, a date, a role. */
  readonly id: string;
  /** Its title, where the procedure knows one; people, departments, bodies and documents are named from the registers. */
  readonly label?: Text;
  /** What people called it, put behind the label for whoever reads that: of findings and improvements. */
  readonly title?: Text;
  /** Of a person: the posts because of which; of anything else: the posts it belongs to. */
  readonly posts?: readonly PostOfThing[];
}
