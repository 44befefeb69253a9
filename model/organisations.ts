import type { Text } from './text.ts';

/** The kinds of bodies the guideline knows (1-1, 1-2), and those that stand beside them: the centre, headquarters, and who operates this installation. */
export const organisationKinds = {
  ministry: { ja: '府省庁', en: 'ministry' },
  'incorporated-administrative-agency': { ja: '独立行政法人', en: 'incorporated administrative agency' },
  'designated-corporation': { ja: '指定法人', en: 'designated corporation' },
  centre: { ja: '国家サイバー統括室', en: 'national cybersecurity centre' },
  headquarters: { ja: 'サイバーセキュリティ戦略本部', en: 'Cybersecurity Strategic Headquarters' },
  operator: { ja: 'この設備の運用者', en: 'operator of this installation' },
} as const satisfies Record<string, Text>;

export type OrganisationKind = keyof typeof organisationKinds;

/**
 * Classes of incorporated administrative agencies (独立行政法人通則法第2条): they decide by which article the competent
 * minister sets objectives (4-3) and evaluates (4-10).
 */
export const agencyClasses = {
  'medium-term-objectives': { ja: '中期目標管理法人', en: 'medium-term objectives' },
  'national-research-and-development': { ja: '国立研究開発法人', en: 'national research and development' },
  'administrative-execution': { ja: '行政執行法人', en: 'administrative execution' },
} as const satisfies Record<string, Text>;

export type AgencyClass = keyof typeof agencyClasses;

/** True for the identifier of a class of agencies. */
export function isAgencyClass(text: string): text is AgencyClass {
  return Object.hasOwn(agencyClasses, text);
}

/** The profiles a cycle runs under: the kinds of bodies that run one. */
export const profiles = ['ministry', 'incorporated-administrative-agency', 'designated-corporation'] as const;
export type Profile = (typeof profiles)[number];

/** The profile of a kind of body; none of those that run no year. */
export function profileOf(kind: string | undefined): Profile | undefined {
  return profiles.find((profile) => profile === kind);
}
