/** The course of a procedure: its phases, and what it started, on the calendar. */
import { endpoint, noBody, none, type Router } from '../endpoint.ts';
import { readBy } from '../instances.ts';
import { atBoth, instanceOf } from '../procedures/address.ts';
import { timelineOf, timelineSchema } from '../procedures/timeline.ts';

const timeline = {
  method: 'get',
  tag: 'procedures',
  summary: { ja: '手続の経過（段階、監査、改善措置）', en: 'the course of a procedure: phases, audits, improvements' },
  query: none,
  body: noBody,
  success: { status: 200, text: { ja: '古い順', en: 'the oldest first' }, schema: timelineSchema },
} as const;

export function timelineRoutes(router: Router) {
  const { parts } = router;
  return atBoth((suffix, params) => {
    const path = `/procedures/{kind}/{year}/{organisation}${suffix}/timeline`;
    return endpoint(router, { ...timeline, path, params }, async (call) => {
      const read = await readBy(parts, call.me, instanceOf(call.params), 'timeline');
      return { status: 200, body: await timelineOf(parts, call.me, read) } as const;
    });
  });
}
