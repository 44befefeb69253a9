/** Charts as people read them: made from the chart, so that no picture can say what it does not. */
import { describe, expect, it } from 'vitest';
import { activeLanes, pictureOf } from '../../machines/core/index.ts';
import { auditV1 } from '../../machines/audit/v1/index.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import { published } from '../../machines/procedures.ts';
import { cast } from './cycle/cast.ts';
import * as honest from './cycle/honest-year.ts';

const shown = (lanes: ReturnType<typeof activeLanes>) =>
  lanes.map(({ id, steps }) => [id, ...steps.map(({ decision, instead }) => [decision, ...instead].join(' / '))]);

describe('a chart as lanes', () => {
  it.each(published.map((procedure) => [procedure.id, procedure] as const))(
    '%s: every decision stands in a lane or among those of any time, in no lane twice',
    (_, procedure) => {
      const { lanes, anyTime } = pictureOf(procedure);
      const inLanes = lanes.map(({ steps }) => steps.flatMap(({ decision, instead }) => [decision, ...instead]));
      for (const lane of inLanes) expect(new Set(lane).size).toBe(lane.length);
      const all = [...new Set([...inLanes.flat(), ...anyTime])].sort();
      expect(all).toEqual(Object.keys(procedure.decisions).sort());
      expect(inLanes.flat().filter((name) => anyTime.includes(name))).toEqual([]);
      const regions = lanes.map(({ id }) => id).filter((id) => id !== '');
      expect(regions.filter((id) => !Object.hasOwn(procedure.states, id))).toEqual([]);
    },
  );

  it('an audit is one lane, from its plan to the report; what leads back or ends it otherwise stands beside (3-15)', () => {
    expect(shown(pictureOf(auditV1).lanes)).toEqual([
      ['', 'planAudit', 'assign', 'startFieldwork', 'requestComments', 'report'],
      ['', 'resumeFieldwork', 'cancel'],
    ]);
    expect(pictureOf(auditV1).lanes.map(({ aside }) => aside)).toEqual([undefined, true]);
  });

  it('an improvement goes from its owner to the verification; replanning and other ends stand beside (3-18)', () => {
    const [way, aside] = shown(pictureOf(improvementV1).lanes);
    expect(way).toEqual(['', 'assignOwner', 'plan', 'approve / return / takeBack', 'reportDone', 'verify']);
    expect(aside).toEqual(expect.arrayContaining(['replan', 'reportRecurrence', 'confirmObjectGone']));
  });

  it('a year being planned has its lanes side by side; a running one that of inspection, and amendments under way', () => {
    const planning = honest.open().driver;
    expect(shown(activeLanes(cycleV1, planning.value)).slice(0, 3)).toEqual([
      ['live.planning.direction', 'setDirection'],
      ['live.planning.structure', 'confirmStructure'],
      [
        'live.planning.policy',
        'submitPolicy / confirmPolicyUnchanged',
        'approvePolicy / returnPolicy / takeBackPolicy',
      ],
    ]);
    const running = honest.walk(honest.open(), honest.planning).driver;
    expect(activeLanes(cycleV1, running.value).map(({ id }) => id)).toEqual(['live.year.check']);
    const amending = running.decide('submitPolicy', cast.office, honest.inputs.submitPolicy);
    expect(activeLanes(cycleV1, amending.value).map(({ id }) => id)).toEqual([
      'live.year.amendments.policy',
      'live.year.check',
    ]);
  });
});
