/** What an improvement is called that no person gave a title: what opened it. */
import type { Text } from '../../../model/text.ts';
import { asTyped, type Cover } from '../../kit/v1/index.ts';
import { dimensionOf, dimensionsInWords } from './things.ts';

const openedBy: Readonly<Record<Cover['source'], Text>> = {
  audit: { ja: '監査の指摘', en: 'finding of an audit' },
  judgement: { ja: '点検の結果の判断', en: 'the judgement' },
  incident: { ja: 'インシデント', en: 'incident' },
  headquarters: { ja: 'サイバーセキュリティ戦略本部の助言', en: 'advice of headquarters' },
  minister: { ja: '主務大臣の求め', en: 'request of the minister' },
  own: { ja: '自らの気付き', en: 'found by the body itself' },
  transfer: { ja: '承継した改善', en: 'improvement taken over' },
  noAudit: { ja: '独立した監査の不実施', en: 'no independent audit' },
};

/** By the first thing it covers: the title of a finding, what was judged insufficient, else where it comes from. */
export function derivedTitle([first]: readonly Cover[], source: Cover['source']): Text {
  if (first?.title !== undefined) return asTyped(first.title);
  const dimension = first === undefined ? undefined : dimensionOf(first.ref);
  if (source === 'noAudit' || first === undefined) return openedBy[source];
  if (dimension !== undefined) {
    const { ja, en } = dimensionsInWords[dimension];
    return { ja: `${ja}が不十分`, en: `insufficient: ${en}` };
  }
  const { ja, en } = openedBy[source];
  return { ja: `${ja} ${first.ref}`, en: `${en} ${first.ref}` };
}
