/** Which bodies' year can be opened now: whatever keeps one from it is said before anything is begun. */
import type { Refusal } from '../machines/core/index.ts';
import { holidaysKnownFor } from '../model/calendar/business-days.ts';
import type { Instant, OrganisationId } from '../model/identifiers.ts';
import { dateInJapan, fiscalYearName, fiscalYearOf } from '../model/japan-time.ts';
import { existsIn } from '../model/opening.ts';
import { nameInYear } from '../model/organisation-names.ts';
import { profiles } from '../model/organisations.ts';
import type { Text } from '../model/text.ts';
import type { OrganisationRow } from '../contract/records/registry.ts';
import { refusedProblem } from './decisions/refused.ts';
import type { Parts } from './parts.ts';
import { invalid, type FieldError } from './problems.ts';

/**
 * The bodies named, or all that can be opened: a year is opened from a body's planning day on, for the running and the next
 * fiscal year (3-12, by design). Throws 400 for a body that never could be, 409 for a year that cannot be now.
 */
export async function bodiesToOpen(
  { records }: Parts,
  year: number,
  named: readonly OrganisationId[] | undefined,
  at: Instant,
): Promise<readonly OrganisationId[]> {
  const registered = new Map((await records.registry.organisations()).map((body) => [body.id, body]));
  const wrong = (named ?? []).flatMap((id, i) => wrongBody(registered.get(id), { year, at }, `organisations[${i}]`));
  if (wrong.length > 0) throw invalid(wrong);
  const present = fiscalYearOf(dateInJapan(at));
  if (year !== present && year !== present + 1) throw refusedProblem([yearInReach(year, present)]);
  if (!holidaysKnownFor(year)) throw refusedProblem([holidaysKnown(year)]);
  const phases = await records.openings.begun(year);
  const resting = named?.find((id) => phases.get(id) === 'withdrawn');
  if (resting !== undefined) throw refusedProblem([notWithdrawn(year, registered.get(resting))]);
  const days = await records.calendars.planningDays(year, at);
  const planningDays = new Map(days.map(({ organisation, planningDay }) => [organisation, planningDay]));
  const asked =
    named ?? [...registered.values()].filter((body) => whyNever(body, { year, at }) === undefined).map(({ id }) => id);
  const tooEarly = asked.filter((id) => (planningDays.get(id) ?? Number.POSITIVE_INFINITY) > at);
  const open = asked.filter((id) => !tooEarly.includes(id));
  const waits = named === undefined ? open.length === 0 : tooEarly.length > 0;
  if (!waits || tooEarly.length === 0) return open;
  const [first] = tooEarly.sort((a, b) => (planningDays.get(a) ?? 0) - (planningDays.get(b) ?? 0));
  throw refusedProblem([planningDayCome(year, registered.get(first ?? ''), planningDays.get(first ?? '') ?? at)]);
}

/** The year asked for, and when. */
interface Asked {
  readonly year: number;
  readonly at: Instant;
}

/** What is wrong with a body that was named. */
function wrongBody(body: OrganisationRow | undefined, asked: Asked, path: string): FieldError[] {
  if (body === undefined) {
    return [{ path, ja: 'この機関は登録されていません。', en: 'This body is not in the registry.' }];
  }
  const why = whyNever(body, asked);
  return why === undefined ? [] : [{ path, ...why }];
}

/** Why a body has no such year at all. */
function whyNever(body: OrganisationRow, { year, at }: Asked): Text | undefined {
  const name = nameInYear(body, year, dateInJapan(at));
  if (!profiles.some((profile) => profile === body.kind)) {
    return {
      ja: `${name.ja} は年度サイクルの対象ではありません。`,
      en: `${name.en} runs no annual cycle.`,
    };
  }
  if (existsIn(body, year)) return undefined;
  const { ja, en } = fiscalYearName(year);
  return {
    ja: `${name.ja} は${ja}には存在しません。台帳の設置日と廃止日を確かめてください。`,
    en: `${name.en} does not exist in ${en}. See its first and last day in the registry.`,
  };
}

type YearRule = Pick<Refusal, 'rule' | 'ja' | 'en'>;

/** Opening a year rests on "every fiscal year" of 3-12; when it may be opened is junkan's design. */
function refusal(rule: YearRule): Refusal {
  return { ...rule, clause: '3-12', basis: 'design', concerns: 'state', whoCould: [] };
}

function yearInReach(year: number, present: number): Refusal {
  const [asked, running, next] = [year, present, present + 1].map(fiscalYearName);
  return refusal({
    rule: 'yearInReach',
    ja: `${asked?.ja}は開けません。開けるのは、今の${running?.ja}と、計画開始日を過ぎた翌${next?.ja}だけです。`,
    en: `${asked?.en} cannot be opened: only the running ${running?.en} can, and ${next?.en} from its planning day on.`,
  });
}

function planningDayCome(year: number, body: OrganisationRow | undefined, day: Instant): Refusal {
  const { ja, en } = fiscalYearName(year);
  const date = dateInJapan(day);
  return refusal({
    rule: 'planningDayCome',
    ja: `${body?.nameJa ?? ''}の${ja}は、計画開始日の ${date} から開けます。その日に自動でも開きます。`,
    en: `${en} of ${body?.nameEn ?? ''} can be opened from its planning day, ${date}, on. It also opens by itself then.`,
  });
}

/** Opening finds such a year there and does nothing: an answer of "opened" would be untrue. */
function notWithdrawn(year: number, body: OrganisationRow | undefined): Refusal {
  const { ja, en } = fiscalYearName(year);
  return refusal({
    rule: 'yearNotWithdrawn',
    ja: `${body?.nameJa ?? ''}の${ja}は、誤って開いたものとして取り下げられています。最高情報セキュリティ責任者又は事務局が、その手続の決定 reopenYear（取り下げた年度を再開する）で再開してください。`,
    en: `${en} of ${body?.nameEn ?? ''} was withdrawn as opened by mistake. Its CISO or promotion office reopens it with the decision reopenYear of that procedure.`,
  });
}

function holidaysKnown(year: number): Refusal {
  return refusal({
    rule: 'holidaysKnown',
    ja: `${year}年度の祝日が分からないため、期限を計算できません。システム管理者が junkan を更新してください。`,
    en: `The holidays of fiscal year ${year} are not known, so no dates can be computed. The administrator updates junkan first.`,
  });
}
