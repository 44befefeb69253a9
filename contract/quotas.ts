/** What a request counts as. */
export type Quota = 'change' | 'upload';

/** What the configuration decides; 0: no limit. */
export interface Quotas {
  /** Changes of one person a second, over ten seconds. */
  readonly changesPerSecond: number;
  /** Documents sent by one person a minute. */
  readonly uploadsPerMinute: number;
  /** Documents of one person that nothing cites yet. */
  readonly uncitedDocuments: number;
}

/** More than people and their scripts need, less than a machine can take. */
export const defaultQuotas: Quotas = { changesPerSecond: 20, uploadsPerMinute: 60, uncitedDocuments: 200 };
