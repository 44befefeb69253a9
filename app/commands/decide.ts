import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import { z } from 'zod';
import { isObject, type Json } from '../../model/json.ts';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { parseField, parseJson } from '../cli/decide-flags.ts';
import { procedures, type DescribedDecision, type Field } from '../cli/decisions.built.ts';
import { outputFlag, outputs, writeValue } from '../cli/output.ts';
import { UserError } from '../user-error.ts';

const Accepted = z.looseObject({ seq: z.number() });

/** A flag's value; wrapped, because a decision's flags are known only at run time. */
interface FlagValue {
  readonly value: Json;
}
type Flags = Readonly<Record<string, FlagValue | undefined>>;

/**
 * `junkan decide <procedure> <decision> …`: the flags of each decision are read off its schema, so that `--help` says
 * what it takes. `--json` gives the whole input at once.
 */
export function decide(): RouteMap<Context> {
  const routes: Record<string, RouteMap<Context>> = {};
  for (const { kind, label, decisions } of procedures) {
    const commands: Record<string, Command<Context>> = {};
    for (const decision of decisions) commands[decision.name] = ofDecision(decision);
    routes[kind] = buildRouteMap({ routes: commands, docs: { brief: `${label.ja} / ${label.en}` } });
  }
  return buildRouteMap({ routes, docs: { brief: '決定する / take a decision' } });
}

function ofDecision({ name, label, fields }: DescribedDecision): Command<Context> {
  return buildCommand<Flags, [string], Context>({
    docs: { brief: `${label.ja} / ${label.en}` },
    parameters: {
      flags: { ...fieldFlags(fields), ...commonFlags },
      aliases: { o: 'output' },
      positional: {
        kind: 'tuple',
        parameters: [
          { parse: String, brief: '手続 / procedure, e.g. cycle/2026/demo-ministry', placeholder: 'procedure' },
        ],
      },
    },
    async func(flags, instance) {
      const input: Record<string, Json> = {};
      for (const { name: field } of fields) {
        const value = flags[field]?.value;
        if (value !== undefined) input[field] = value;
      }
      const whole = flags['json']?.value;
      const key = flags['key']?.value;
      const output = outputs.find((known) => known === flags['output']?.value) ?? 'text';
      const isTried = flags['check'] !== undefined;
      const api = new Api(findConnection(this.process.env));
      const { body } = await api.change(
        'POST',
        `/procedures/${instance}/decisions${isTried ? '?check=1' : ''}`,
        { ...(isObject(whole) ? whole : input), type: name },
        typeof key === 'string' ? { key } : {},
      );
      if (isTried) {
        const { triedText } = await import('../cli/tried.ts');
        writeValue(this, output, body, () => triedText(body, this.language));
        return;
      }
      const { seq } = Accepted.parse(body);
      writeValue(this, output, body, () =>
        this.language === 'ja' ? `受け付けました：${instance} 記録番号${seq}` : `Accepted: ${instance}, entry ${seq}`,
      );
    },
  });
}

const commonFlags = {
  output: flag(outputFlag.brief, (text) => {
    if (outputs.some((known) => known === text)) return text;
    throw new UserError({
      ja: `--output：${outputs.join('、')} のいずれかです。`,
      en: `--output: one of ${outputs.join(', ')}.`,
    });
  }),
  json: flag('入力全体を JSON で / the whole input as JSON', (text) => parseJson('json', text)),
  check: {
    ...flag('行わずに、行った場合の結果を確かめる / do not decide: say what would come of it', (text) => {
      if (text === '') return true;
      throw new UserError({
        ja: '--check に値は付けられません。手続の後に置いてください。',
        en: '--check takes no value: put it behind the procedure.',
      });
    }),
    inferEmpty: true,
  } as const,
  key: flag('再送用のキー / key that makes a repeat harmless', (text) => text),
};

function fieldFlags(fields: readonly Field[]) {
  return Object.fromEntries(fields.map((field) => [field.name, flag(field.brief, (text) => parseField(field, text))]));
}

function flag(brief: string, parse: (text: string) => Json) {
  return {
    kind: 'parsed',
    parse: (text: string): FlagValue => ({ value: parse(text) }),
    optional: true,
    brief,
  } as const;
}
