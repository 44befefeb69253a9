import { randomUUID } from 'node:crypto';
import { buildCommand } from '@stricli/core';
import { dateInJapan } from '../../../model/japan-time.ts';
import { Api } from '../../cli/api.ts';
import { findConnection } from '../../cli/connection.ts';
import type { Context } from '../../cli/context.ts';
import { parseJson } from '../../cli/decide-flags.ts';
import { outputFlag, type Output } from '../../cli/output.ts';
import { writeAsked, writePreview } from './asked.ts';
import { bytesOf } from './file.ts';

/** `junkan registry change --json FILE`: any change of the registry, all of it or nothing. */
export const change = buildCommand<{ output: Output; json: string; check: boolean }, [], Context>({
  docs: { brief: '台帳の変更を求める / request a change of the registry' },
  parameters: {
    flags: {
      output: outputFlag,
      json: {
        kind: 'parsed',
        parse: String,
        brief: '変更の JSON ファイル（- は標準入力）/ JSON file (- reads standard input)',
      },
      check: {
        kind: 'boolean',
        default: false,
        withNegated: false,
        brief: '何が変わるかだけを見る / only say what would change',
      },
    },
    aliases: { o: 'output' },
  },
  async func({ output, json, check }) {
    const asked = parseJson('json', new TextDecoder().decode(bytesOf(json)));
    if (!check) return send(this, output, asked);
    const { body } = await new Api(findConnection(this.process.env)).change('POST', '/registry/changes?check=1', asked);
    writePreview(this, output, body);
  },
});

interface AppointFlags {
  readonly output: Output;
  readonly person: string;
  readonly role: string;
  readonly organisation: string;
  readonly department?: string;
  readonly from?: string;
  readonly to?: string;
  readonly kind: 'regular' | 'concurrent' | 'acting';
  readonly order?: string;
  readonly date?: string;
  readonly id?: string;
}

const text = (brief: string) => ({ kind: 'parsed', parse: String, brief }) as const;
const optional = (brief: string) => ({ kind: 'parsed', parse: String, optional: true, brief }) as const;

/** `junkan registry appoint`: a person to a post. */
export const appoint = buildCommand<AppointFlags, [], Context>({
  docs: { brief: '人を役職に任命する / appoint a person to a post' },
  parameters: {
    flags: {
      output: outputFlag,
      person: text('人の ID / id of the person'),
      role: text('役割（例 auditOfficer）/ role, e.g. auditOfficer'),
      organisation: text('機関の ID / id of the body'),
      department: optional('部署の ID / id of the department'),
      from: optional('最初の日（省略時は今日）/ first day (today when omitted)'),
      to: optional('最後の日 / last day'),
      kind: {
        kind: 'enum',
        values: ['regular', 'concurrent', 'acting'],
        default: 'regular',
        brief: '本務・併任・代理 / regular, concurrent, acting',
      },
      order: optional('辞令番号（--date とともに）/ number of the order (with --date)'),
      date: optional('辞令日 / date of the order'),
      id: optional('任命の ID（省略時は自動）/ id of the appointment (made when omitted)'),
    },
    aliases: { o: 'output' },
  },
  async func({ output, order, date, id, from, ...post }) {
    const appointment = {
      id: id ?? `a-${randomUUID()}`,
      ...post,
      from: from ?? dateInJapan(Date.now()),
      ...instrumentOf(order, date),
    };
    await send(this, output, { appointments: [appointment] });
  },
});

/** `junkan registry end`: the last day of an appointment. */
export const end = buildCommand<{ output: Output; to?: string; order?: string; date?: string }, [string], Context>({
  docs: { brief: '任命を終わらせる / end an appointment' },
  parameters: {
    flags: {
      output: outputFlag,
      to: optional('最後の日（省略時は今日）/ last day (today when omitted)'),
      order: optional('辞令番号（--date とともに）/ number of the order (with --date)'),
      date: optional('辞令日 / date of the order'),
    },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: '任命の ID / id of the appointment', placeholder: 'appointment' }],
    },
  },
  async func({ output, to, order, date }, appointment) {
    const ending = { appointment, to: to ?? dateInJapan(Date.now()), ...instrumentOf(order, date) };
    await send(this, output, { ends: [ending] });
  },
});

/** `junkan registry void`: an appointment that never was. */
export const voidAppointment = buildCommand<{ output: Output; reason: string }, [string], Context>({
  docs: { brief: '任命の発令取消・誤登録 / an appointment is void, or was recorded in error' },
  parameters: {
    flags: { output: outputFlag, reason: text('理由 / reason') },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: '任命の ID / id of the appointment', placeholder: 'appointment' }],
    },
  },
  async func({ output, reason }, appointment) {
    await send(this, output, { voids: [{ appointment, reason }] });
  },
});

/** `junkan registry keep`: a body does not end after all. */
export const keep = buildCommand<{ output: Output }, [string], Context>({
  docs: { brief: '機関の廃止を取りやめる（廃止日まで） / take back the end of a body, until its last day' },
  parameters: {
    flags: { output: outputFlag },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: '機関の ID / id of the body', placeholder: 'organisation' }],
    },
  },
  async func({ output }, organisation) {
    await send(this, output, { keeps: [{ organisation }] });
  },
});

/** The order of an appointment; what is missing of it the registry says. */
function instrumentOf(order: string | undefined, date: string | undefined) {
  return order === undefined && date === undefined ? {} : { instrument: { order: order ?? '', date: date ?? '' } };
}

async function send(context: Context, output: Output, asked: unknown): Promise<void> {
  const api = new Api(findConnection(context.process.env));
  const { body } = await api.change('POST', '/registry/changes', asked);
  writeAsked(context, output, body);
}
