/** The lists from which fields of the decisions are chosen. */
import { z } from 'zod';
import type { Choice, Choices } from '../../core/index.ts';
import {
  commonFact,
  competentMinistries,
  dateInJapan,
  gradeNames,
  ministriesOn,
  withTitle,
} from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { isSettled, standing, team, type Context, type Finding, type Item, type MaterialRequest } from './types.ts';

function ofFinding({ number, title, grade, author }: Finding): Choice {
  const { ja, en } = gradeNames[grade];
  const called = withTitle({ ja: `指摘${number}`, en: `finding ${number}` }, title);
  return { id: String(number), ja: `${called.ja} ${ja}`, en: `${called.en}, ${en}`, person: author };
}

function ofItem({ number, title }: Item): Choice {
  return { id: String(number), ...withTitle({ ja: `助言${number}`, en: `advice ${number}` }, title) };
}

function ofRequest({ number, what }: MaterialRequest): Choice {
  return { id: String(number), ...withTitle({ ja: `求め${number}`, en: `request ${number}` }, what.slice(0, 60)) };
}

export const choices: Choices<Context> = {
  team: { from: (context) => team(context).map(({ person }) => ({ id: person, person, ja: '', en: '' })) },
  findingsStanding: { from: (context) => standing(context).map(ofFinding) },
  requestsOpen: { from: ({ requests }) => requests.filter(({ given }) => given === undefined).map(ofRequest) },
  items: { from: ({ items }) => items.filter((item) => !isSettled(item)).map(ofItem) },
  criteriaSets: made(z.object({ common: commonFact.pick({ criteriaSets: true }) }), (_, { common }) =>
    common.criteriaSets.map(({ id, nameJa = id, nameEn = nameJa }) => ({ id, ja: nameJa, en: nameEn })),
  ),
  competent: made(
    z.object({ competent: competentMinistries }),
    ({ at }, { competent }) =>
      ministriesOn(competent, dateInJapan(at)).map((id) => ({ id, ja: '', en: '', organisation: id })),
    ({ addressee }) => ({ competent: { organisation: addressee } }),
  ),
  editions: made(z.object({ common: commonFact.pick({ editions: true }) }), (_, { common }) =>
    common.editions.map(({ id, nameJa, nameEn }) => ({ id, ja: nameJa, en: nameEn })),
  ),
};
