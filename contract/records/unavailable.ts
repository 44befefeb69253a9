/** The database cannot be reached now. */
export class RecordsUnavailable extends Error {
  override readonly name = 'RecordsUnavailable';
}
