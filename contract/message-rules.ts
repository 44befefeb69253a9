/** Refusals about the message and not about the procedure: the interpreter's, and of who answers where none runs. */
import type { Refusal } from '../machines/core/index.ts';

const messageRules = {
  malformed: {
    concerns: 'input',
    ja: '入力の形式が正しくありません。何も変更していません。',
    en: 'The input does not have the declared form. Nothing was changed.',
  },
  mismatched: {
    concerns: 'input',
    ja: 'この決定は別の手続に宛てたものです。何も変更していません。',
    en: 'This decision is addressed to another procedure. Nothing was changed.',
  },
  unsealed: {
    concerns: 'input',
    ja: '入力が、この junkan の暗号鍵で暗号化されていません。何も変更していません。システム管理者に知らせてください。',
    en: 'The input is not encrypted with a key of this junkan. Nothing was changed. Tell the administrator.',
  },
  late: {
    concerns: 'input',
    ja: '送られてから時間がたっています。もう一度行ってください（繰り返されるときは、機械の時計が合っていません）。何も変更していません。',
    en: 'It was sent too long ago. Decide again (if this comes back, the clocks of the machines differ). Nothing was changed.',
  },
  overtaken: {
    concerns: 'state',
    ja: '同時に別の決定がありました。もう一度行ってください。何も変更していません。',
    en: 'Something else was decided at the same moment. Decide again. Nothing was changed.',
  },
  stale: {
    concerns: 'state',
    ja: 'ご覧になった後に別の決定がありました。最新の内容を確認してから、もう一度行ってください。',
    en: 'Something was decided after what you saw. Look at the present state and decide again.',
  },
} as const;

/** A refusal by one of these rules; they serve the record of who decided what (6-1). */
export function messageRefusal(rule: keyof typeof messageRules): Refusal {
  const { concerns, ja, en } = messageRules[rule];
  return { rule, clause: '6-1', basis: 'design', concerns, ja, en, whoCould: [] };
}
