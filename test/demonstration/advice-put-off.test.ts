/**
 * Advice of headquarters that a ministry puts off, over HTTP, on a time of its own: it survives two closed years, is asked
 * at its date in the third, is taken up, and the audit by headquarters ends (3-20, 5-3).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Records } from '../../contract/records/records.ts';
import {
  CalendarTeller,
  cast,
  criteriaSet,
  improve,
  loadPast,
  makeStoryTime,
  ministry,
  numbered,
  opensYear,
  seedDemonstration,
} from '../../demonstration/index.ts';
import { procedureOf } from '../../machines/procedures.ts';
import { asObject } from '../../model/json.ts';
import type { PersonId } from '../../model/identifiers.ts';
import { addDays, dateInJapan, endOfDate, startOfDate } from '../../model/japan-time.ts';
import { startOf } from '../../records/look-ups/start-facts.ts';
import { openRecords } from '../../records/open.ts';
import { testKeys } from '../support/keys.ts';

const HOUR = 60 * 60 * 1000;
const year = 2026;
const { centre, headquarters } = cast;
const { ciso, organisation, officerOfInformation } = cast.ministry;
const audit = `hqaudit/${year}/${centre.organisation}/1`;
const ref = `${audit}#1`;
const until = `${year + 2}-09-01`;

/** A later year rests on the evaluation of the one before (3-19). */
class LaterYears extends CalendarTeller {
  static #evaluation = '';

  override async does(person: PersonId, instance: string, type: string, input: object = {}): Promise<number> {
    if (type === 'evaluate') LaterYears.#evaluation = String(asObject(input)['document']);
    return super.does(person, instance, type, this.#resting(type, input));
  }

  override async isRefused(
    person: PersonId,
    instance: string,
    type: string,
    input: object,
    rule: string,
  ): Promise<void> {
    await super.isRefused(person, instance, type, this.#resting(type, input), rule);
  }

  #resting(type: string, input: object): object {
    if (type !== 'submitPlan' || LaterYears.#evaluation === '') return input;
    return { ...input, evaluation: { kind: 'predecessor', document: LaterYears.#evaluation } };
  }
}

const { makePast, sceneOf, daysOf } = await loadPast();

let directory: string;
let records: Records;
let past: Awaited<ReturnType<typeof makePast>>;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'junkan-advice-'));
  const time = makeStoryTime(startOfDate(`${year}-04-07`) + 9 * HOUR);
  records = await openRecords({
    keys: testKeys,
    dataDirectory: directory,
    create: { kind: 'demonstration' },
    clock: time.now,
  });
  await seedDemonstration(records, time.now());
  past = await makePast(records, time, { tokensUntil: endOfDate(`${year + 4}-03-31`), purpose: 'test' });
});
afterAll(async () => {
  await past?.close();
  await records?.close();
  await rm(directory, { recursive: true, force: true });
});

describe('advice put off (3-20)', () => {
  test('survives two closed years, is asked at its date in the third, is taken up, and the audit ends', async () => {
    const { time, engine, stage } = past;
    const today = () => dateInJapan(time.now());
    const reach = async (day: string) => {
      const at = startOfDate(day) + 10 * HOUR;
      if (at > time.now()) await stage.pass(at - time.now());
    };
    const teller = new LaterYears(stage, { before: {}, after: {} });
    await opensYear(teller, year, [organisation]);
    const programme = `programme/${year}/${centre.organisation}`;
    const start = await startOf(records, procedureOf('programme', 1), {
      instance: programme,
      input: {},
      at: time.now(),
    });
    await engine.start({ ...start, inbox: (await records.instances.claim(start, 'test')).inbox });

    /** Headquarters audits the ministry, which puts the advice off. */
    async function audited(): Promise<void> {
      const { director, firstStaff, hqAuditLeader: leader, firstHqAuditor: auditor } = centre;
      const document = (person: PersonId, name: string) => teller.document(person, name);
      await reach(`${year}-05-07`);
      await teller.does(headquarters.chair, programme, 'recordAuditPolicy', {
        document: await document(headquarters.chair, '基本方針'),
      });
      await teller.does(firstStaff, programme, 'proposePlan', {
        document: await document(firstStaff, '年度計画'),
        audits: [{ subject: organisation, kinds: ['management'] }],
        restReason: '次年度に監査する',
      });
      await teller.does(director, programme, 'adoptPlan');
      await teller.does(leader, audit, 'plan', {
        kinds: ['management'],
        areas: ['rules', 'implementation', 'management'],
        fewer: '',
        period: { from: `${year}-04-01`, to: `${year + 1}-03-31` },
        criteriaSet,
        edition: 'demo-edition-1',
        document: await document(leader, '監査計画書'),
        reportBy: addDays(today(), 60),
      });
      await teller.does(leader, audit, 'assign', { auditors: [auditor] });
      await teller.does(auditor, audit, 'requestMaterials', { what: '関係規程一式', by: addDays(today(), 14) });
      await teller.does(cast.ministry.promotionLead, audit, 'giveMaterials', {
        request: 1,
        documents: [await document(cast.ministry.promotionLead, '関係規程一式')],
      });
      await teller.does(leader, audit, 'startFieldwork');
      await teller.does(leader, audit, 'report', {
        document: await document(leader, '監査報告書'),
        results: '概ね良好',
        limits: '',
        advice: [{ title: '装置の更新', text: '装置を更新すること' }],
      });
      await teller.does(ciso, `cycle/${year}/${organisation}`, 'disposeAdvice', {
        ref,
        priority: 'middle',
        disposition: 'later',
        until,
        reason: '次期の更新に合わせる',
      });
    }

    /** What is told the year that has closed waits for the next one's cycle. */
    async function advisedAfterTheClose(): Promise<void> {
      const late = `hqaudit/${year}/${centre.organisation}/2`;
      const order = { subject: organisation, kinds: ['followUp'], reason: '過年度の助言を確かめる' };
      await teller.does(headquarters.chair, `programme/${year}/${centre.organisation}`, 'orderAudit', order);
      await teller.does(centre.hqAuditLeader, late, 'report', {
        document: await teller.document(centre.hqAuditLeader, '確認の報告書'),
        results: '書面による確認',
        limits: '実地には立ち入らない',
        advice: [{ title: '記録の保存', text: '記録を保存すること' }],
      });
      expect(await waiting()).toMatchObject([
        { type: 'adviceCarried', input: { ref } },
        { type: 'adviceGiven', input: { ref: `${late}#1` }, reason: 'ended' },
      ]);
      await opensYear(teller, year + 1, [organisation]);
      expect(await waiting()).toEqual([]);
      const next = `cycle/${year + 1}/${organisation}`;
      const decided = { ref: `${late}#1`, priority: 'low', disposition: 'not', reason: '別に定めがある' };
      await teller.does(ciso, next, 'disposeAdvice', decided);
      await teller.does(centre.hqAuditLeader, late, 'endAudit');
    }

    /** Two whole years, and the third up to the date. */
    async function years(): Promise<void> {
      for (const of of [year, year + 1]) {
        await ministry(sceneOf(past, cast.ministry, of, new LaterYears(stage, daysOf(of))), officerOfInformation);
        expect(await ended(`cycle/${of}/${organisation}`)).toBe('closed');
        if (of === year) await advisedAfterTheClose();
      }
      const third = `cycle/${year + 2}/${organisation}`;
      await opensYear(teller, year + 2, [organisation]);
      expect(await asked(third)).toEqual([]);
      await reach(until);
      expect(await asked(third)).toMatchObject([{ dueItem: `advice:${ref}` }]);
      await teller.isRefused(centre.hqAuditLeader, audit, 'endAudit', {}, 'nothingPutOff');
      await teller.does(ciso, third, 'disposeAdvice', {
        ref,
        priority: 'high',
        disposition: 'now',
        reason: '更新の予算が認められた',
      });
      expect(await asked(third)).toEqual([]);
      await teller.isRefused(centre.hqAuditLeader, audit, 'endAudit', {}, 'nowCarriedOut');
      const last = sceneOf(past, cast.ministry, year + 2, teller);
      await improve(last, 1, officerOfInformation);
      await teller.does(officerOfInformation, numbered(last, 'improvement', 1), 'verify', {
        achieved: true,
        result: '装置が更新されている',
        evidence: [await teller.document(officerOfInformation, '効果確認')],
      });
      await teller.does(centre.hqAuditLeader, audit, 'endAudit');
      expect(await ended(audit)).toBe('ended');
    }

    await time.tell([audited, years], engine.pass);
    // Each decision was told once, whatever the years between; nothing of it is left behind.
    const told = (await records.journal.all(audit)).map(({ event }) => asObject(event));
    expect(told.filter(({ type }) => type === 'adviceDisposed').map(({ input }) => asObject(input))).toMatchObject([
      { cycle: `cycle/${year}/${organisation}`, disposition: 'later', until },
      { cycle: `cycle/${year + 2}/${organisation}`, disposition: 'now' },
    ]);
    expect(told.filter(({ type }) => type === 'adviceSettled')).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  }, 120_000);
});

/** Advice that was told the body and no cycle has taken yet. */
async function waiting() {
  const told = await records.instances.inbox(organisation);
  return told.filter(({ type, takenBy }) => type.startsWith('advice') && takenBy === undefined);
}

async function ended(instance: string) {
  return (await records.instances.get(instance))?.projection.ended;
}

/** What is asked of advice there. */
async function asked(instance: string) {
  const tasks = (await records.instances.get(instance))?.projection.tasks ?? [];
  return tasks.filter(({ decision }) => decision === 'disposeAdvice');
}
