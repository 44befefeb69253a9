import type { Caller } from '../caller.ts';
import { notAllowed, type Problem } from '../problems.ts';
import { isOverallAdministrator } from './bodies.ts';

/**
 * Who registers webhooks and reads how they went: the administrator of the installation – an endpoint is told of every
 * body's procedures. The one place that decides it.
 */
function administersWebhooks(me: Caller): boolean {
  return isOverallAdministrator(me);
}

/** Throws 403 for anybody else. */
export function requireWebhookAdministrator(me: Caller): void {
  if (!administersWebhooks(me)) throw notYours();
}

function notYours(): Problem {
  return notAllowed({
    ja: 'Webhook を扱えるのは、このシステム全体の管理者です。',
    en: 'Webhooks are for the administrator of the whole installation.',
  });
}
