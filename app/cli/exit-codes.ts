/** Exit codes as `gh` uses them. */
export const exitCodes = {
  /** Done. */
  success: 0,
  /** Refused or failed; what was wrong stands on standard error. */
  failure: 1,
  /** The person stopped it. */
  cancelled: 2,
  /** No token, or one that is not (or no longer) valid. */
  authentication: 4,
} as const;
