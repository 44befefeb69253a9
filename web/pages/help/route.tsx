/** `/help`: words, how a year runs, what is refused and why, the numbers of clauses; `/help/rules`: every rule. */
import { holidaysKnownFor } from '../../../model/calendar/business-days.ts';
import { dateInJapan, fiscalYearOf } from '../../../model/japan-time.ts';
import { page, type Site } from '../page.tsx';
import { HelpPage } from './help.tsx';
import { RulesPage } from './rules.tsx';

export function helpPages(site: Site): void {
  const { definitions, yearCalendar } = site.api;

  page(site, '/help', async ({ inside, view }) => {
    const { body } = await definitions.ask(inside({ query: {} }));
    const year = fiscalYearOf(dateInJapan(view.at));
    // Whoever belongs to no body, or to several, sees the dates of ministries.
    const [own, ...others] = view.reader?.bodies ?? [];
    const query: Record<string, string[]> =
      own !== undefined && others.length === 0 ? { organisation: [own] } : { profile: ['ministry'] };
    const calendar = holidaysKnownFor(year)
      ? (await yearCalendar.ask(inside({ params: { year: String(year) }, query }))).body
      : undefined;
    return { page: <HelpPage view={view} year={year} definitions={body.items} calendar={calendar} /> };
  });

  page(site, '/help/rules', async ({ inside, view }) => {
    const { body } = await definitions.ask(inside({ query: {} }));
    return { page: <RulesPage view={view} definitions={body.items} /> };
  });
}
