/** What holds for all: the common registers, and the calendar of a year. */
import { dateInJapan, fiscalYearOf } from '../../../model/japan-time.ts';
import { profiles } from '../../../model/organisations.ts';
import type { Site } from '../page.tsx';
import { readCommon } from '../registers/asked.ts';
import { bodiesFor } from './asked.ts';
import { AdminCalendarPage } from './calendar.tsx';
import { adminPage } from './guard.ts';
import { RegistersPage } from './registers.tsx';

export function settingsRoutes(site: Site): void {
  const { api } = site;
  adminPage(site, '/admin/registers', async (visit) => {
    return { page: <RegistersPage view={visit.view} registers={await readCommon(site, visit)} /> };
  });

  adminPage(site, '/admin/calendar', async (visit) => {
    const { inside, view, query } = visit;
    const now = fiscalYearOf(dateInJapan(view.at));
    const year = query['year']?.[0] ?? String(now);
    const [kind] = profiles;
    const chosen = query['of']?.[0] ?? kind;
    const of: Record<string, string[]> = chosen.startsWith('body:')
      ? { organisation: [chosen.slice('body:'.length)] }
      : { profile: [chosen] };
    const [{ body: calendar }, bodies] = await Promise.all([
      api.yearCalendar.ask(inside({ params: { year }, query: of })),
      bodiesFor(site, visit),
    ]);
    const years = [...new Set([now + 1, now, now - 1, calendar.year])].sort((a, b) => b - a);
    return {
      page: <AdminCalendarPage view={view} calendar={calendar} years={years} chosen={chosen} bodies={bodies.options} />,
    };
  });
}
