import type { Connection } from '../database.ts';
import type { JudgedChange } from '../registry/change.ts';

/** The document a nomination rests on counts as cited by its procedure: it is kept as long as what is decided by it. */
export async function citeNominations(trx: Connection, { written, after }: JudgedChange): Promise<void> {
  const rows = written.flatMap(({ kind, id }) => {
    const row = kind === 'nomination' ? after.nominations.get(id) : undefined;
    return row === undefined ? [] : [{ hash: row.document, instance: row.instance }];
  });
  for (let start = 0; start < rows.length; start += 1_000) {
    await trx
      .insertInto('document_citations')
      .values(rows.slice(start, start + 1_000))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
