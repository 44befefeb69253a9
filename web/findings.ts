/**
 * How the parts of the installation are, and what is to be done about each: the one source of `GET /operation`, of the
 * administration's page and of `junkan doctor`.
 */
import type { Work } from '../contract/engine.ts';
import { minuteInWords } from '../model/japan-time.ts';
import type { Text } from '../model/text.ts';
import type { Finding } from './finding.ts';
import { isLow } from './disk.ts';
import { carriedFindings } from './findings-carried.ts';
import { integrityFindings } from './findings-integrity.ts';
import type { Parts } from './parts.ts';

/** Instances that are named. */
const NAMED = 5;
const MINUTE = 60_000;
/** What has waited longer than this does not merely wait for its turn. */
const LONG_WAIT = 10 * MINUTE;

/** Looks at everything at once; what is away is a finding too. */
export async function findingsOf(parts: Parts): Promise<Finding[]> {
  const { records, engine } = parts;
  const [recordsReady, engineReady] = await Promise.all([records.ready(), engine.ready()]);
  const [work, schedules, kept] = await Promise.all([
    engineReady ? engine.work() : undefined,
    engineReady ? engine.nextActions().catch(() => undefined) : undefined,
    recordsReady ? keptFindings(parts) : [],
  ]);
  return [
    recordsFinding(recordsReady),
    engineFinding(engineReady),
    ...(engineReady ? [workFinding(work)] : []),
    ...(schedules === undefined ? [] : scheduleFindings(schedules)),
    ...kept,
    ...diskFinding(parts),
  ];
}

function recordsFinding(ready: boolean): Finding {
  const what = { ja: 'データベース', en: 'database' };
  if (ready) return { id: 'records', what, verdict: 'good', found: answers };
  return {
    id: 'records',
    what,
    verdict: 'bad',
    found: silent,
    todo: {
      ja: '数分待っても続くときは、データベースが動いているか、ディスクに空きがあるかを確かめてください。',
      en: 'If this lasts for more than a few minutes, see whether the database runs and its disk has room.',
    },
  };
}

function engineFinding(ready: boolean): Finding {
  const what = { ja: '手続を動かすサーバー（Temporal）', en: 'the server that carries the procedures (Temporal)' };
  if (ready) return { id: 'engine', what, verdict: 'good', found: answers };
  return {
    id: 'engine',
    what,
    verdict: 'bad',
    found: silent,
    todo: {
      ja: '決定を受け付けられません。数分待っても続くときは、Temporal サーバーが動いているか、TEMPORAL_ADDRESS の設定を確かめてください。',
      en: 'No decision is taken. If this lasts for more than a few minutes, see whether the Temporal server runs, and TEMPORAL_ADDRESS.',
    },
  };
}

const answers: Text = { ja: '応答しています。', en: 'It answers.' };
const silent: Text = { ja: '応答していません。', en: 'It does not answer.' };

function workFinding(work: Work | undefined): Finding {
  const what = { ja: '手続を進めるプロセス（worker）', en: 'processes that carry the work (workers)' };
  const none: Text = { ja: '分かりません。', en: 'Not known.' };
  if (work === undefined) return { id: 'workers', what, verdict: 'warning', found: none };
  const { workers, waiting, waitingSeconds } = work;
  const found = {
    ja: `${workers}個が動いています。決定・記録・メールの処理の順番待ちは約${waiting}件${waiting > 0 ? `（最長 ${waitingSeconds}秒）` : ''}です。`,
    en: `${workers} at work; about ${waiting} decisions, journal lines and mails wait for their turn${waiting > 0 ? ` (at most ${waitingSeconds} seconds)` : ''}.`,
  };
  if (workers === 0) {
    return {
      id: 'workers',
      what,
      verdict: 'bad',
      found,
      todo: {
        ja: '決定も期限の通知も進みません。junkan（又は junkan worker）を起動してください。たまった分は起動後に処理されます。',
        en: 'Neither decisions nor reminders go on. Start junkan (or junkan worker); what has gathered is done then.',
      },
    };
  }
  if (waitingSeconds * 1000 <= LONG_WAIT) return { id: 'workers', what, verdict: 'good', found };
  return {
    id: 'workers',
    what,
    verdict: 'warning',
    found,
    todo: {
      ja: '処理が追いついていません。ログに同じ誤りが繰り返されていないかを確かめ、worker を増やしてください。',
      en: 'The work is behind. See whether the log repeats an error, and add a worker.',
    },
  };
}

const schedules: Readonly<Record<string, Text>> = {
  'open-year': { ja: '年度の自動開始', en: 'the year opens by itself' },
  'daily-round': { ja: '毎日の巡回', en: 'the round of every day' },
};

function scheduleFindings(
  found: readonly { readonly schedule: string; readonly paused: boolean; readonly at: readonly number[] }[],
): Finding[] {
  return Object.entries(schedules).map(([id, what]) => {
    const known = found.find(({ schedule }) => schedule === id);
    const [next] = known?.at ?? [];
    if (known?.paused === true) {
      return {
        id,
        what,
        verdict: 'warning',
        found: { ja: '停止しています。', en: 'It is paused.' },
        todo: {
          ja: 'Temporal の画面で再開するまで、自動では行われません。',
          en: 'It does not run until it is unpaused in Temporal.',
        },
      };
    }
    if (next !== undefined) {
      const { ja, en } = minuteInWords(next);
      return { id, what, verdict: 'good', found: { ja: `次は ${ja} です。`, en: `Next at ${en}.` } };
    }
    return {
      id,
      what,
      verdict: 'bad',
      found: { ja: '予定がありません。', en: 'It is not scheduled.' },
      todo: {
        ja: 'junkan（又は junkan worker）を再起動すると作り直されます。',
        en: 'Restart junkan (or junkan worker) to schedule it again.',
      },
    };
  });
}

/** Of what records know: what waits to be sent – mail and webhooks –, and what was found of the carrier. */
async function keptFindings({ records, configuration, clock }: Parts): Promise<Finding[]> {
  const [mail, webhooks, watched, verified, signed] = await Promise.all([
    records.mailQueue.counts(),
    records.webhooks.list(),
    records.engineWatch.standing(NAMED),
    records.integrity.last(),
    records.integrity.round('checkpoint'),
  ]);
  return [
    // By the system's clock: who compares does not live on a rehearsal's time.
    ...carriedFindings(watched, Date.now()),
    ...integrityFindings(verified, signed?.finished, Date.now()),
    mailFinding(mail, configuration.mail === true, clock()),
    webhookFinding(webhooks),
  ];
}

type Mail = Awaited<ReturnType<Parts['records']['mailQueue']['counts']>>;

function mailFinding({ queued, oldestQueued, failed, noAddress, reasons }: Mail, isOn: boolean, now: number): Finding {
  const of = { id: 'mail', what: { ja: 'メール', en: 'mail' } };
  if (!isOn) {
    return {
      ...of,
      verdict: 'warning',
      found: { ja: 'メールサーバーが設定されていません。', en: 'No mail server is configured.' },
      todo: {
        ja: '通知は「通知」の画面にだけ届きます。メールでも送るには JUNKAN_SMTP_URL を設定してください。',
        en: 'Notices reach the inboxes alone. To send them by mail as well, set JUNKAN_SMTP_URL.',
      },
    };
  }
  const since = oldestQueued === undefined ? undefined : minuteInWords(oldestQueued);
  const why = reasons.map(({ mail, reason, count }) => `${mail} ${reason}: ${count}`).join(', ');
  const found = {
    ja: `送信待ち ${queued}通${since === undefined ? '' : `（最も古いもの ${since.ja}）`}、届かなかったもの ${failed}通、宛先のないもの ${noAddress}通${why === '' ? '' : `（${why}）`}。`,
    en: `${queued} queued${since === undefined ? '' : ` (the oldest ${since.en})`}, ${failed} failed, ${noAddress} without an address${why === '' ? '' : ` (${why})`}.`,
  };
  if (oldestQueued !== undefined && now - oldestQueued > LONG_WAIT) {
    return {
      ...of,
      verdict: 'warning',
      found,
      todo: {
        ja: 'メールサーバーに送れていません。メールサーバーの状態と JUNKAN_SMTP_URL を確かめてください。送れるようになれば自動で送られます。',
        en: 'The mail server takes none. See to it and to JUNKAN_SMTP_URL; once it can be reached they are sent.',
      },
    };
  }
  if (failed + noAddress === 0) return { ...of, verdict: 'good', found };
  return {
    ...of,
    verdict: 'warning',
    found,
    todo: {
      ja: '概況の「メールの届かない人」で、誰のアドレスを改めるかを確かめてください。',
      en: 'Under “unreachable people” in the overview see whose address is to be mended.',
    },
  };
}

type Webhook = Pick<Awaited<ReturnType<Parts['records']['webhooks']['list']>>[number], 'state' | 'waiting' | 'dead'>;

function webhookFinding(webhooks: readonly Webhook[]): Finding {
  const of = { id: 'webhooks', what: { ja: 'Webhook', en: 'webhooks' } };
  const sum = (count: (one: Webhook) => number): number => webhooks.reduce((total, one) => total + count(one), 0);
  const [waiting, dead] = [sum((one) => one.waiting), sum((one) => one.dead)];
  const active = webhooks.filter(({ state }) => state === 'active').length;
  const found = {
    ja: `動作中 ${active}件（登録 ${webhooks.length}件）、送信待ち ${waiting}件、不達 ${dead}件。`,
    en: `${active} active of ${webhooks.length}, ${waiting} deliveries waiting, ${dead} given up.`,
  };
  if (dead === 0) return { ...of, verdict: 'good', found };
  return {
    ...of,
    verdict: 'warning',
    found,
    todo: {
      ja: '送り先が応答しているかを確かめ、Webhook の画面で「不達のものをもう一度送る」を押してください。',
      en: 'See whether the destinations answer, then send what was given up again from the webhook’s page.',
    },
  };
}

function diskFinding({ configuration: { disk } }: Parts): Finding[] {
  if (disk === undefined) return [];
  const gigabytes = ((disk.free() ?? 0) / 1e9).toFixed(1);
  const of = {
    id: 'disk',
    what: { ja: '空き容量', en: 'free disk' },
    found: { ja: `${gigabytes} GB`, en: `${gigabytes} GB` },
  };
  if (!isLow(disk)) return [{ ...of, verdict: 'good' }];
  return [
    {
      ...of,
      verdict: 'bad',
      todo: {
        ja: '少なすぎるため、文書の登録を断っています（JUNKAN_DISK_RESERVE）。空きを増やしてください。',
        en: 'Too little, so documents are refused (JUNKAN_DISK_RESERVE). Make room.',
      },
    },
  ];
}
