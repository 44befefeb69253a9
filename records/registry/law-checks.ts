/** Under which law a body is guided and evaluated: the class of an agency, the law of its own of a designated corporation. */
import { organisationKinds, type OrganisationKind } from '../../model/organisations.ts';
import type { Text } from '../../model/text.ts';
import { isInList, notInList } from './fixed-lists.ts';
import type { OrganisationTable } from './tables.ts';
import { LONGEST_TEXT, textProblem } from './text-checks.ts';

const articles = [
  ['objectivesBasis', 'objectives_basis'],
  ['publicationBasis', 'publication_basis'],
] as const;

/** None of it is needed: what is not known stays empty. */
export function checkLaw(row: OrganisationTable, say: (field: string, text: Text | undefined) => void): void {
  if (row.class !== null) {
    if (!isInList('class', row.class)) say('class', notInList('class', row.class));
    else say('class', onlyOf('incorporated-administrative-agency', row.kind));
  }
  if (row.legal_basis !== null) {
    say('legalBasis', onlyOf('designated-corporation', row.kind) ?? textProblem(row.legal_basis, LONGEST_TEXT));
  }
  for (const [field, column] of articles) {
    const article = row[column];
    if (article === null) continue;
    say(field, onlyOf('designated-corporation', row.kind) ?? textProblem(article, LONGEST_TEXT));
    if (row.legal_basis === null) say('legalBasis', lawMissing);
  }
}

const lawMissing: Text = {
  ja: '条項がありますが、個別の根拠法がありません。記入してください',
  en: 'there is an article but no law: give the law',
};

function onlyOf(kind: OrganisationKind, recorded: string): Text | undefined {
  if (recorded === kind) return undefined;
  const { ja, en } = organisationKinds[kind];
  return {
    ja: `これがあるのは${ja}だけです。空にしてください`,
    en: `only this kind of body has it: ${en}. Leave it empty`,
  };
}
