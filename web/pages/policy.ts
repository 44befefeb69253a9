/** What a page may load and where its forms may go: only here, nothing written into it, shown in no frame. */
export const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** The same of a page whose script asks for a challenge: here, and nowhere else. */
export const policyAsking = `${policy}; connect-src 'self'`;
