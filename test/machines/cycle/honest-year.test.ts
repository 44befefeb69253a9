import { describe, expect, it } from 'vitest';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import { profiles } from '../../../model/organisations.ts';
import { expectRefolds } from '../support/drive.ts';
import { body } from './cast.ts';
import {
  closing,
  evaluation,
  honestYear,
  improvement,
  inspection,
  judgement,
  open,
  operation,
  planning,
  reEntry,
  walk,
} from './honest-year.ts';

describe.each(profiles)('an honest year of a body of the profile %s', (profile) => {
  it('goes from direction to close, and refolds', () => {
    const { driver } = walk(open(profile), honestYear);
    expect(driver.projection.phase).toBe('closed');
    expect(driver.projection.ended).toBe('closed');
    expect(driver.projection.due).toEqual([]);
    expect(driver.projection.tasks).toEqual([]);
    expect(driver.projection.counts).toMatchObject({ openImprovements: 0, improvementsVerified: 2, owed: 0 });
    expect(driver.projection.marks).toEqual(['firstYear', 'partlyInsufficient']);
    expectRefolds(cycleV1, driver);
  });
});

describe('the phases the board shows', () => {
  it('follow the year: planning, planned, operating, inspecting, proposed, judged, evaluated, closed', () => {
    const phases: string[] = [];
    let at = open();
    const now = () => at.driver.projection.phase;
    phases.push(now());
    at = walk(at, planning);
    phases.push(now());
    at.driver.passTo('2026-04-01');
    phases.push(now());
    at = walk(at, [...operation, ...inspection]);
    phases.push(now());
    at = walk(at, judgement.slice(0, 1));
    phases.push(now());
    at = walk(at, judgement.slice(1));
    phases.push(now());
    at = walk(at, [...reEntry, ...evaluation]);
    phases.push(now());
    expect(at.driver.projection.counts['openImprovements']).toBe(2);
    at = walk(at, closing);
    phases.push(now());
    expect(phases).toEqual([
      'planning',
      'planned',
      'operating',
      'inspecting',
      'judgementProposed',
      'judged',
      'evaluated',
      'closed',
    ]);
  });
  it('starts audits and improvements with numbers of its own, and tells amendments and educations back (3-17)', () => {
    const { driver } = walk(open(), honestYear);
    const started = driver.entries.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'start' ? [effect.instance] : [])),
    );
    expect(started).toEqual([`audit/2026/${body}/1`, improvement(1), improvement(2)]);
    expect(driver.toldTo(improvement(1), 'amendmentInForce')).toMatchObject([{ version: '1.1' }]);
    expect(driver.toldTo(improvement(2), 'educationHeld')).toMatchObject([{ heldOn: '2027-02-19' }]);
    expect(driver.toldTo(`cycle/2027/${body}`, 'predecessorEvaluated')).toMatchObject([
      { provisional: false, openImprovements: [improvement(1), improvement(2)] },
      { provisional: false, closed: true, openImprovements: [] },
    ]);
  });
});
