/** Whether Temporal carries what it should, and whether somebody without a key has been at its port. */
import type { Watched } from '../contract/records/engine-watch.ts';
import { minuteInWords } from '../model/japan-time.ts';
import type { Finding } from './finding.ts';

/** A comparison that is older says that no worker looks, milliseconds. */
const LATE = 5 * 60 * 1000;
/** Instances named in one line. */
const NAMED = 5;

export function carriedFindings(watched: Watched, now: number): Finding[] {
  return [carriedFinding(watched, now), sealingFinding(watched)];
}

const port = {
  ja: 'Temporal のポートに誰が届くかを確かめてください。',
  en: 'See who reaches the port of Temporal.',
};

function carriedFinding({ looked, open, amiss, instances }: Watched, now: number): Finding {
  const of = {
    id: 'carried',
    what: { ja: '進行中の手続と Temporal の照合', en: 'open procedures, compared with what Temporal runs' },
  };
  if (amiss > 0) {
    const names = instances.slice(0, NAMED).map(({ instance, kind }) => `${instance} (${kind})`);
    const list = `${names.join(', ')}${amiss > names.length ? ' …' : ''}`;
    return {
      ...of,
      verdict: 'bad',
      found: {
        ja: `${open}件のうち${amiss}件が正しく動いていません：${list}。`,
        en: `${amiss} of ${open} are not carried as they should be: ${list}.`,
      },
      todo: {
        ja: `決定を受け付けず、期限も知らせません。gone は動いていないもの、foreign は junkan が始めたのではないもの、stuck は進めないものです。junkan instance rebuild で動かし直せます。${port.ja}`,
        en: `They take no decision, and nobody is reminded of their dates. gone: nothing runs; foreign: not started by junkan; stuck: cannot go on. junkan instance rebuild carries them on. ${port.en}`,
      },
    };
  }
  if (looked === undefined || looked < now - LATE) {
    return {
      ...of,
      verdict: 'warning',
      found: { ja: '5分以内に照合されていません。', en: 'Not compared within five minutes.' },
      todo: {
        ja: 'junkan（又は junkan worker）が動いているか、ログに誤りがないかを確かめてください。',
        en: 'See whether junkan (or junkan worker) runs, and whether its log names an error.',
      },
    };
  }
  const { ja, en } = minuteInWords(looked);
  return {
    ...of,
    verdict: 'good',
    found:
      open === 0
        ? { ja: `進行中の手続はありません（${ja}）。`, en: `No procedure was open (${en}).` }
        : { ja: `${open}件すべてが動いています（${ja}）。`, en: `All ${open} are carried (${en}).` },
  };
}

function sealingFinding({ unsealed }: Watched): Finding {
  const of = { id: 'sealing', what: { ja: 'Temporal の暗号化', en: 'encryption in Temporal' } };
  const count = unsealed.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) {
    const found = { ja: '暗号化されていないものは届いていません。', en: 'Nothing came that was not encrypted.' };
    return { ...of, verdict: 'good', found };
  }
  const { ja, en } = minuteInWords(Math.max(...unsealed.map(({ last }) => last)));
  const reasons = unsealed.map(({ reason, count: times }) => `${reason}: ${times}`).join(', ');
  return {
    ...of,
    verdict: 'warning',
    found: {
      ja: `この設備が送ったのではないものが${count}件届き、捨てられました（最後は ${ja}。${reasons}）。`,
      en: `${count} came that this installation did not send, and were dropped (the last at ${en}; ${reasons}).`,
    },
    todo: port,
  };
}
