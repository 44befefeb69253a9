/** The lists from which fields of the decisions are chosen. */
import { z } from 'zod';
import type { Choice, Choices } from '../../core/index.ts';
import { audits, commonFact, competentMinistries, ministriesAt, withTitle } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { isSettled, standing, type Context, type Item, type MaterialRequest } from './types.ts';

function ofItem({ number, title }: Item): Choice {
  return { id: String(number), ...withTitle({ ja: `助言${number}`, en: `advice ${number}` }, title) };
}

function ofRequest({ number, what }: MaterialRequest): Choice {
  return { id: String(number), ...withTitle({ ja: `求め${number}`, en: `request ${number}` }, what.slice(0, 60)) };
}

export const choices: Choices<Context> = {
  team: audits.teamChoices,
  findingsStanding: { from: (context) => standing(context).map(audits.findingChoice) },
  requestsOpen: { from: ({ requests }) => requests.filter(({ given }) => given === undefined).map(ofRequest) },
  items: { from: ({ items }) => items.filter((item) => !isSettled(item)).map(ofItem) },
  criteriaSets: audits.criteriaSetChoices,
  competent: made(
    z.object({ competent: competentMinistries }),
    ({ at }, facts) => ministriesAt(at, facts).map((id) => ({ id, ja: '', en: '', organisation: id })),
    ({ addressee }) => ({ competent: { organisation: addressee } }),
  ),
  editions: made(z.object({ common: commonFact.pick({ editions: true }) }), (_, { common }) =>
    common.editions.map(({ id, nameJa, nameEn }) => ({ id, ja: nameJa, en: nameEn })),
  ),
};
