/**
 * What goes wrong, as RFC 9457 problems in both languages. `title` and `detail` are the two languages joined, so that
 * any client shows something readable; `ja` and `en` hold them apart.
 */
import type { Text } from '../model/text.ts';
import type { Json } from '../machines/core/index.ts';

/** Media type of every answer that is not a success. */
export const problemMediaType = 'application/problem+json';

/** One thing wrong in a request: where (a path such as `measures[2].due`, or a header), and what. */
export interface FieldError {
  readonly path: string;
  /** What the field is called; the sentences begin with it. */
  readonly field?: Text;
  /** The list from which it is chosen. */
  readonly choices?: string;
  readonly ja: string;
  readonly en: string;
}

/** The kinds of problems: status and title. The `type` of a problem is `urn:junkan:problem:<kind>`. */
export const problemKinds = {
  invalid: { status: 400, ja: '入力に誤りがあります', en: 'The request is not valid' },
  unauthenticated: { status: 401, ja: '本人確認ができません', en: 'Not signed in' },
  refusedWho: { status: 403, ja: 'この決定を行う立場にありません', en: 'Not yours to decide' },
  notAllowed: { status: 403, ja: 'この操作を行う権限がありません', en: 'Not allowed' },
  notFound: { status: 404, ja: '見つかりません', en: 'Not found' },
  wrongMethod: { status: 405, ja: 'この方法では操作できません', en: 'Method not allowed' },
  refused: { status: 409, ja: '規則により行えません', en: 'Refused by a rule' },
  damaged: { status: 409, ja: '記録が損なわれています', en: 'The journal is damaged' },
  stale: { status: 412, ja: '見ていた状態が変わりました', en: 'The state you saw has changed' },
  tooLarge: { status: 413, ja: '大きすぎます', en: 'Too large' },
  wrongMediaType: { status: 415, ja: 'この形式は受け取れません', en: 'Media type not supported' },
  keyReused: { status: 422, ja: '同じキーが別の内容に使われています', en: 'The key was used for another request' },
  keyMissing: { status: 428, ja: 'Idempotency-Key が必要です', en: 'Idempotency-Key is required' },
  tooMany: { status: 429, ja: 'しばらくお待ちください', en: 'Too many attempts' },
  failed: { status: 500, ja: '処理できませんでした', en: 'Something failed here' },
  unavailable: { status: 503, ja: 'ただいま利用できません', en: 'Not available at the moment' },
  diskFull: { status: 507, ja: '保存する場所が足りません', en: 'No room to keep it' },
} as const satisfies Record<string, Text & { status: number }>;

/** A kind of problem. */
export type ProblemKind = keyof typeof problemKinds;

/** Thrown anywhere below a handler; answered as RFC 9457. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly detail: Text;
  readonly members: Readonly<Record<string, Json>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ProblemKind,
    detail: Text,
    members: Readonly<Record<string, Json>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail.en);
    this.kind = kind;
    this.detail = detail;
    this.members = members;
    this.headers = headers;
  }
}

/** Errors that are told one by one. */
const errorsTold = 50;

/**
 * 400 with every error found, up to fifty, and how many more there are; `untold` were found and not even kept. `members`
 * are told beside them.
 */
export function invalid(
  errors: readonly FieldError[],
  untold = 0,
  members: Readonly<Record<string, Json>> = {},
): Problem {
  const told = errors.slice(0, errorsTold);
  const more = errors.length - told.length + untold;
  const detail = {
    ja: `次の${told.length}件${more > 0 ? `（ほかに${more}件）` : ''}を直して、もう一度送ってください。`,
    en: `Correct the following ${told.length}${more > 0 ? ` (and ${more} more)` : ''} and send it again.`,
  };
  return new Problem('invalid', detail, {
    ...members,
    errors: told.map(({ path, field, choices, ja, en }) => ({
      path,
      ja,
      en,
      ...(field && { field: { ja: field.ja, en: field.en } }),
      ...(choices !== undefined && { choices }),
    })),
    ...(more > 0 && { more }),
  });
}

/** 404: there is no such thing, or the caller may not read it – the two are never told apart. */
export function notFound(): Problem {
  return new Problem('notFound', {
    ja: '存在しないか、閲覧する権限がありません。アドレスをご確認ください。',
    en: 'It does not exist, or you have no right to read it. Check the address.',
  });
}

/** 403 of an act that no rule of a procedure governs; says who may. */
export function notAllowed(detail: Text): Problem {
  return new Problem('notAllowed', detail);
}

/** The answer to a problem; `request` is the id under which the log knows the request. */
export function problemResponse(problem: Problem, request: string): Response {
  const { status, ja, en } = problemKinds[problem.kind];
  const body = {
    type: `urn:junkan:problem:${problem.kind}`,
    status,
    title: `${ja} / ${en}`,
    detail: `${problem.detail.ja} / ${problem.detail.en}`,
    ja: { title: ja, detail: problem.detail.ja },
    en: { title: en, detail: problem.detail.en },
    ...problem.members,
    request,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': problemMediaType, 'cache-control': 'no-store', ...problem.headers },
  });
}
