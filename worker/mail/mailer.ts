/** The mailer: takes what is due from the outbox and sends it, several mails at a time, until it is stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../model/identifiers.ts';
import type { MailQueue, MailOutcome, MailToSend } from '../../contract/records/mail.ts';
import type { Installation } from '../../contract/records/records.ts';
import type { WorkerLog } from '../runtime.ts';
import { messageFor } from './message.ts';
import { sorted } from './wanted.ts';
import { destinationOf, type MailSettings } from './settings.ts';
import { SendError, SmtpLane } from './smtp.ts';

export interface MailerOptions {
  readonly queue: MailQueue;
  readonly installation: Pick<Installation, 'id'>;
  /** Undefined: mail is off, and the outbox says so. */
  readonly settings: MailSettings | undefined;
  /** Told of ids and codes only. @default nothing is written */
  readonly log?: WorkerLog;
  readonly clock?: () => Instant;
  /** Milliseconds; for tests. */
  readonly timing?: Partial<typeof defaultTiming>;
}

/** A running mailer. */
export interface Mailer {
  /** What is being sent is finished within 5 s or cut off; what was only taken is released. */
  stop(): Promise<void>;
}

const defaultTiming = {
  /** Between two looks into an empty outbox. */
  look: 3_000,
  /** How long what was taken is nobody else's. */
  lease: 5 * 60_000,
  /** For one mail, from connecting to the server's word that it took it. */
  send: 45_000,
  /** The first pause after the server could not be used; twice as long each time, at most `longestPause`. */
  firstPause: 5_000,
  longestPause: 60_000,
  /** How long this mailer must have seen the server away before it gives up what has been tried for a day. */
  awayBeforeGivingUp: 10 * 60_000,
  /** For what is being sent when the mailer is stopped. */
  grace: 5_000,
  /** Between two times that what waits is called off, where mail is off. */
  switchOff: 5 * 60_000,
};

/** Connections to the mail server at a time. */
const LANES = 4;
/** Rounds without a refused connection, after which one more is tried. */
const ROUNDS_BEFORE_MORE = 10;
/** Mails taken at once: all of them must be sent well within the lease. */
const TAKEN_AT_ONCE = LANES * 5;

/** How many connections the next round opens: as many as were left, and now and then one more. */
function nextOpen(before: { lanes: number; rounds: number }, working: number): { lanes: number; rounds: number } {
  if (working < before.lanes) return { lanes: working, rounds: 0 };
  if (before.lanes === LANES || before.rounds < ROUNDS_BEFORE_MORE) return { ...before, rounds: before.rounds + 1 };
  return { lanes: before.lanes + 1, rounds: 0 };
}

export function startMailer(options: MailerOptions): Mailer {
  const { queue, settings, log = () => {}, clock = Date.now } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const stopped = new AbortController();
  const { signal } = stopped;
  const lanes = settings === undefined ? [] : Array.from({ length: LANES }, () => new SmtpLane(settings));
  let away: { since: Instant; pause: number } | undefined;
  /** Connections that the server has lately taken at once, and rounds since. */
  let open = { lanes: LANES, rounds: 0 };

  /** Takes some mails and sends them, pausing when the server cannot be used; false when nothing is due. */
  async function round(sending: MailSettings): Promise<boolean> {
    const taken = await queue.take(clock(), { atMost: away === undefined ? TAKEN_AT_ONCE : 1, lease: timing.lease });
    if (taken.length === 0) return false;
    const waiting = [...taken];
    let broken: SendError | undefined;
    const usable = new Set(lanes.slice(0, open.lanes));
    const lane = async (smtp: SmtpLane): Promise<void> => {
      for (let mail = waiting.shift(); mail !== undefined; mail = waiting.shift()) {
        if (signal.aborted || broken !== undefined || mail.until - clock() < timing.send) {
          await settle(mail, 'released');
          continue;
        }
        const error = await sendOne(smtp, mail, sending);
        if (error?.kind !== 'server' || signal.aborted) continue;
        if (error.before && usable.size > 1) {
          // A server that takes few connections refuses some of ours: those it took send this one, too.
          usable.delete(smtp);
          waiting.unshift(mail);
          return;
        }
        if (error.before) await settle(mail, 'later', error.code);
        broken = error;
      }
    };
    let failure: PromiseRejectedResult | undefined;
    // What a connection gives back when the others are through is sent in another turn.
    while (waiting.length > 0 && failure === undefined) {
      const ended = await Promise.allSettled([...usable].map(lane));
      failure = ended.find((one) => one.status === 'rejected');
    }
    open = nextOpen(open, usable.size);
    for (const smtp of lanes) if (!usable.has(smtp)) smtp.finish();
    if (failure !== undefined) throw failure.reason;
    if (broken !== undefined) await serverAway(broken);
    else away = undefined;
    return true;
  }

  async function sendOne(smtp: SmtpLane, taken: MailToSend, sending: MailSettings): Promise<SendError | undefined> {
    const { wanted: mail, unwanted } = sorted(taken);
    if (unwanted !== undefined) await settle(unwanted, 'unwanted');
    if (mail === undefined) return undefined;
    const destination = destinationOf(mail.address, sending);
    if ('problem' in destination) {
      await settle(mail, 'noAddress', destination.problem);
      return undefined;
    }
    try {
      const message = await messageFor(mail, destination.to, sending, options.installation.id);
      await smtp.send({ from: sending.from, to: destination.to, message }, timing.send);
    } catch (error) {
      const why = error instanceof SendError ? error : new SendError('deferred', 'message');
      log('WARN', 'a mail could not be sent', { notice: mail.notices[0]?.id, reason: why.code });
      if (signal.aborted && why.kind === 'server') await settle(mail, 'released');
      // What the server has nothing of is the round's to send again or to put off.
      else if (why.kind !== 'server' || !why.before)
        await settle(mail, why.kind === 'refused' ? 'failed' : 'later', why.code);
      return why;
    }
    await settle(mail, 'sent');
    return undefined;
  }

  /** Says what became of a mail; while the records are away, again and again for as long as nobody else takes it. */
  async function settle(mail: MailToSend, result: MailOutcome['result'], reason?: string): Promise<void> {
    const { notices, until } = mail;
    const why = reason === undefined ? {} : { reason };
    for (;;) {
      try {
        return await queue.settle(
          notices.map(({ id, claim }) => ({ id, claim, result, ...why })),
          clock(),
        );
      } catch (error) {
        if (signal.aborted || clock() >= until) throw error;
        await asleep(timing.look);
      }
    }
  }

  async function serverAway({ code }: SendError): Promise<void> {
    const now = clock();
    away ??= { since: now, pause: timing.firstPause / 2 };
    away.pause = Math.min(away.pause * 2, timing.longestPause);
    log('WARN', 'the mail server cannot be used now', { reason: code });
    await queue.noServer(code, now, { giveUp: now - away.since >= timing.awayBeforeGivingUp });
    await asleep(away.pause);
  }

  async function asleep(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal }).catch(() => {});
  }

  async function live(): Promise<void> {
    while (!signal.aborted) {
      try {
        if (settings === undefined) {
          await queue.switchOff(clock());
          await asleep(timing.switchOff);
        } else if (!(await round(settings))) {
          for (const smtp of lanes) smtp.finish();
          await asleep(timing.look);
        }
      } catch (error) {
        // The records are away, mostly; what was taken comes back when its lease ends.
        log('WARN', 'the outbox cannot be read or written now', { error: error instanceof Error ? error.name : '' });
        await asleep(timing.look);
      }
    }
  }

  const running = live();
  return {
    async stop() {
      stopped.abort();
      const cut = setTimeout(() => {
        for (const smtp of lanes) smtp.close();
      }, timing.grace);
      await running;
      clearTimeout(cut);
      for (const smtp of lanes) smtp.finish();
    },
  };
}
