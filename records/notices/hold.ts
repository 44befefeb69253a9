/** Milliseconds a reminder's mail waits for the others of the same morning (`JUNKAN_MAIL_HOLD`), unless set otherwise. */
export const DEFAULT_HOLD = 60_000;
