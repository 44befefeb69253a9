/** Reads a calendar file, or the overrides of a body: form and sense, everything wrong at once. */
import { z } from 'zod';
import { profiles, type Profile } from '../organisations.ts';
import { problemsOf, type CalendarProblem } from './check.ts';
import { dayForm, fileSchema, overridesSchema } from './schema.ts';
import { withOverrides, type Calendars, type CalendarSettings } from './settings.ts';

/** Either what was read, or what is wrong with it; never both. */
export type ReadResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly CalendarProblem[] };

/** Reads the content of a calendar file. `fromYear` is the first fiscal year it must be right for. */
export function readCalendars(content: unknown, fromYear: number): ReadResult<Calendars> {
  const form = inForm(fileSchema, content);
  if (!form.ok) return form;
  const { default: shared, profiles: own } = form.value;
  const of = (profile: Profile): CalendarSettings => withOverrides(shared, own[profile] ?? {});
  const calendars: Calendars = {
    ministry: of('ministry'),
    'incorporated-administrative-agency': of('incorporated-administrative-agency'),
    'designated-corporation': of('designated-corporation'),
  };
  const found = new Map<string, CalendarProblem>();
  for (const profile of profiles) {
    for (const problem of problemsOf(calendars[profile], fromYear)) {
      // What is wrong in the calendar all profiles share is said once.
      const path =
        own[profile] === undefined || isShared(shared, own[profile], fromYear, problem)
          ? 'default'
          : `profiles.${profile}`;
      const at = problem.path === 'holidays' ? problem.path : `${path}.${problem.path}`;
      if (!found.has(at)) found.set(at, { path: at, text: problem.text });
    }
  }
  return found.size === 0 ? { ok: true, value: calendars } : { ok: false, problems: [...found.values()] };
}

/** Reads a body's overrides, laid over the calendar of its profile. */
export function readOverrides(
  content: unknown,
  beneath: CalendarSettings,
  fromYear: number,
): ReadResult<CalendarSettings> {
  const form = inForm(overridesSchema, content);
  if (!form.ok) return form;
  const value = withOverrides(beneath, form.value);
  const problems = problemsOf(value, fromYear);
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems };
}

function isShared(shared: CalendarSettings, own: object, fromYear: number, problem: CalendarProblem): boolean {
  return Object.keys(own).length === 0 || problemsOf(shared, fromYear).some(({ path }) => path === problem.path);
}

function inForm<T>(schema: z.ZodType<T>, content: unknown): ReadResult<T> {
  const en = schema.safeParse(content, { error: z.locales.en().localeError });
  if (en.success) return { ok: true, value: en.data };
  const ja = schema.safeParse(content, { error: z.locales.ja().localeError });
  const japanese = ja.success ? [] : flat(ja.error.issues);
  const problems = flat(en.error.issues).map(({ path, message, isDay }, i) => ({
    path,
    text: isDay ? dayForm : { ja: japanese[i]?.message ?? message, en: message },
  }));
  return { ok: false, problems };
}

interface Place {
  readonly path: string;
  readonly message: string;
  readonly isDay: boolean;
}

/** Issues one by one: each unknown key by itself, and of a choice of forms the one that was most nearly met. */
function flat(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[] = []): Place[] {
  return issues.flatMap((issue): Place[] => {
    const at = [...above, ...issue.path];
    if (issue.code === 'invalid_union') {
      const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0];
      if (nearest !== undefined) return flat(nearest, at);
    }
    const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...at, key]) : [at];
    const isDay = issue.code === 'invalid_format';
    return places.map((place) => ({ path: place.map(String).join('.'), message: issue.message, isDay }));
  });
}
