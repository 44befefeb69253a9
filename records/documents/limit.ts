/** The largest document in bytes: 20 MB. */
export const documentLimit = 20 * 1024 * 1024;
