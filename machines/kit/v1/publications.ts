/** What was made public: when, where, which document; of an extract, of what and why only a part (D). */
import { z } from 'zod';
import type { BaseContext, ListRow, Rule } from '../../core/index.ts';
import type { ClauseId } from '../../../model/clauses.ts';
import { dateInWords } from './dates.ts';
import { date, document, line, textIfNeeded, titled } from './fields.ts';
import { happenedByToday } from './happened.ts';

/** A publication 公表 as people say it. */
export const publicationField = z
  .strictObject({
    on: date('公表した日 / published on'),
    place: line('公表した場所 / where', { example: 'https://www.example.go.jp/ 官報 第100号' }),
    document: document('公表した文書 / what was published'),
    extractReason: textIfNeeded(
      '元の文書の抜粋だけを公表した場合、その理由 / where only an extract of the original: why',
    ),
  })
  .meta(titled('公表 / publication'));

/** A publication as it is kept; `original`: the whole of which it is an extract. */
export interface Publication {
  readonly on: string;
  readonly place: string;
  readonly document: string;
  readonly extract?: { readonly original: string; readonly reason: string };
}

/** What is kept of it: another document than the original is an extract of that. */
export function publicationOf(
  { on, place, document: published, extractReason }: z.output<typeof publicationField>,
  original: string,
): Publication {
  const extract = published === original ? {} : { extract: { original, reason: extractReason } };
  return { on, place, document: published, ...extract };
}

/** A publication as a line of a list: when and where; of an extract, why no more. */
export function publicationRow(id: string, { on, place, document: published, extract }: Publication): ListRow {
  const { ja, en } = dateInWords(on);
  const why =
    extract === undefined
      ? { ja: '', en: '' }
      : { ja: `（抜粋：${extract.reason}）`, en: ` (extract: ${extract.reason})` };
  return {
    id,
    ja: `${ja}　${place}${why.ja}`,
    en: `${en}, ${place}${why.en}`,
    status: extract === undefined ? { ja: '公表済', en: 'published' } : { ja: '抜粋を公表済', en: 'extract published' },
    done: true,
    documents: extract === undefined ? [published] : [published, extract.original],
  };
}

/** The rule that a publication is recorded once it is done. */
export function publishedByToday(
  clause: ClauseId,
): Rule<BaseContext, { readonly input: { readonly publication: z.output<typeof publicationField> } }> {
  return happenedByToday(clause, ['publication.on', ({ input }) => input.publication.on], {
    ja: '公表した日が将来の日付です。公表してから記録してください。',
    en: 'The day of publication is still to come. Record it once it is published.',
    met: { ja: '公表されている', en: 'it is published' },
  });
}
