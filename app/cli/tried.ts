/** What would come of a decision (`--check`), in words. Loaded only then: checking it takes zod. */
import { z } from 'zod';
import type { Language, Text } from '../../model/text.ts';

const Named = z.looseObject({ ja: z.string(), en: z.string() });

const Tried = z.looseObject({
  wouldBeTaken: z.boolean(),
  refusals: z.array(Named),
  phaseAfter: Named.optional(),
  ends: Named.optional(),
  starts: z.array(Named.extend({ instance: z.string() })).default([]),
  tells: z.array(z.looseObject({ topic: Named, roles: z.array(Named), people: z.array(Named) })).default([]),
  marks: z.array(Named).default([]),
});

/** A line for each thing that would happen; of one that would be refused why. */
export function triedText(body: unknown, language: Language): string {
  const { wouldBeTaken, refusals, phaseAfter, ends, starts, tells, marks } = Tried.parse(body);
  const said = (words: Text): string => words[language];
  if (!wouldBeTaken) return [said(refused), ...refusals.map((rule) => `  ${said(rule)}`)].join('\n');
  const names = (list: readonly Text[]): string => list.map(said).join(language === 'ja' ? '、' : ', ');
  const told = tells.map(({ topic, roles, people }) => {
    const whom = [names(roles), people.length === 0 ? '' : `[${names(people)}]`].filter((part) => part !== '');
    return `${whom.join(' ')}: ${said(topic)}`;
  });
  return [
    said(taken),
    ...lines(said(headings.phase), phaseAfter === undefined ? [] : [said(phaseAfter)]),
    ...lines(said(headings.ends), ends === undefined ? [] : [said(ends)]),
    ...lines(
      said(headings.starts),
      starts.map((one) => `${said(one)} ${one.instance}`),
    ),
    ...lines(said(headings.told), told),
    ...lines(said(headings.marks), marks.map(said)),
  ].join('\n');
}

const taken: Text = {
  ja: '行えます。行うと次のようになります（まだ何も記録していません）。',
  en: 'It would be taken, with this effect (nothing was recorded):',
};
const refused: Text = {
  ja: '次の理由により行えません（何も記録していません）。',
  en: 'It would be refused (nothing was recorded):',
};
const headings = {
  phase: { ja: '段階', en: 'phase' },
  ends: { ja: '終了', en: 'ends' },
  starts: { ja: '開始する手続', en: 'starts' },
  told: { ja: '通知', en: 'told' },
  marks: { ja: '印', en: 'marks' },
} as const satisfies Record<string, Text>;

function lines(heading: string, items: readonly string[]): string[] {
  return items.map((item) => `  ${heading}: ${item}`);
}
