/** 不運な省, the unlucky ministry: what goes wrong in a year, each with the refusals that name what is missing (issue 10). */
import type { PersonId } from '../../model/identifiers.ts';
import { unluckyCast } from '../cast/cast.ts';
import type { Scene } from '../stories/year.ts';
import { auditWithSubstitute, findAndReport } from './audit.ts';
import { evaluatedSoFar, inspectWithoutOne, judgeBetter } from './check.ts';
import { closeAtLast, closeIsRefused, evaluateOpenly } from './ending.ts';
import { exceptionAfterwards } from './exceptions.ts';
import { failsTwice, mendsTheEffect } from './improvements.ts';
import { beginsLate, imported } from './opening.ts';
import { decidedOutside } from './outside.ts';
import { doneBeforeApproval, introduce, plan } from './planning.ts';

/** The whole year; answers whose board shows it. */
export async function unlucky(of: Pick<Scene, 'teller' | 'year' | 'today'>): Promise<PersonId> {
  const first: Scene = { ...of, people: unluckyCast, committee: false };
  await imported(first);
  await beginsLate(first);
  const scene = await introduce(first);
  await plan(scene);
  await doneBeforeApproval(scene);
  await decidedOutside(scene);
  await exceptionAfterwards(scene);
  const { audit, leader } = await auditWithSubstitute(scene);
  await inspectWithoutOne(scene);
  await evaluatedSoFar(scene);
  await findAndReport(scene, audit, leader);
  await judgeBetter(scene, audit);
  await failsTwice(scene);
  await evaluateOpenly(scene);
  await closeIsRefused(scene);
  await mendsTheEffect(scene);
  await closeAtLast(scene, audit);
  return scene.people.ciso;
}
