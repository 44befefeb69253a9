/** What a problem tells, for the form that it is shown in. */
import { z } from '@hono/zod-openapi';
import { asObject, isList, type Json } from '../../../model/json.ts';
import type { FieldError, Problem } from '../../problems.ts';
import { refusalSchema } from '../../schemas.ts';
import type { Told } from '../decide/asked.ts';

/** Errors of single fields, each without the name of the field beside which it stands. */
export function errorsOf({ members }: Problem): FieldError[] {
  const { errors } = members;
  return (isList(errors) ? errors : []).flatMap((one: Json) => {
    const { path, ja, en } = asObject(one);
    if (typeof path !== 'string' || typeof ja !== 'string' || typeof en !== 'string') return [];
    return [{ path, ja: behind(ja, `（${path}）：`), en: behind(en, ` (${path}): `) }];
  });
}

/** The sentence without the name of its field. */
function behind(sentence: string, name: string): string {
  const at = sentence.indexOf(name);
  return at === -1 ? sentence : sentence.slice(at + name.length);
}

/** The refusals of a problem, as the API tells them. */
export function refusalsOf(problem: Problem): readonly Told[] {
  return z.array(refusalSchema).parse(problem.members['refusals'] ?? []);
}
