/** What happens by itself, and when next: the opening of years and the daily round. */
import { z } from '@hono/zod-openapi';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { instant } from '../schemas.ts';

/** How many instants to come are shown. */
const SHOWN = 3;

export function scheduleRoutes(router: Router) {
  const { engine } = router.parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/schedules',
      tag: 'years',
      summary: { ja: '自動で行われることと次の日時', en: 'what runs by itself, and when next' },
      description: {
        ja: 'open-year は年度の開始（計画開始日）、daily-round は毎日の巡回です。停止中（paused）のものは行われません。',
        en: 'open-year opens fiscal years on their planning day, daily-round is the round of every day. What is paused does not happen.',
      },
      params: none,
      query: none,
      body: noBody,
      success: {
        status: 200,
        text: { ja: '一覧', en: 'a list' },
        schema: z.object({
          items: z.array(z.object({ schedule: z.string(), paused: z.boolean(), next: z.array(instant) })),
        }),
      },
    },
    async () => {
      const items = (await engine.nextActions()).map(({ schedule, paused, at }) => ({
        schedule,
        paused,
        next: at.slice(0, SHOWN),
      }));
      return { status: 200, body: { items } };
    },
  );
}
