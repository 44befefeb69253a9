import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { reasonOf } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';
import { entriesOf, readGolden, refoldGolden, replayGolden } from './record.ts';

const fileOf = (id: string, version: number): string => fileURLToPath(new URL(`${id}-${version}.json.gz`, import.meta.url));

describe('the recorded history of every published procedure', () => {
  test.each(published.map((procedure) => [`${procedure.id} v${procedure.version}`, procedure] as const))(
    '%s is replayed by the interpreter of today, and its definition writes the same entries',
    async (_name, procedure) => {
      const file = fileOf(procedure.id, procedure.version);
      expect(existsSync(file), 'record it with scripts/record-golden.ts').toBe(true);
      const golden = readGolden(file);
      await replayGolden(golden);
      const entries = entriesOf(golden);
      expect(entries.length).toBeGreaterThan(5);
      expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, i) => i + 1));
      expect(refoldGolden(golden, procedure)).toBeUndefined();
    },
  );

  test('has notices that know of the reason of each decision that gave one, and of no other', () => {
    const entries = published.flatMap((procedure) =>
      entriesOf(readGolden(fileOf(procedure.id, procedure.version))).map((entry) => ({ procedure, entry })),
    );
    const told = entries.flatMap(({ procedure, entry: { event, effects } }) => {
      const notices = effects.filter((effect) => effect.kind === 'notify');
      return notices.map((notice) => ({ procedure, event, isReasoned: notice.reasoned === true }));
    });
    const withReason = told.filter(({ procedure, event }) => reasonOf(procedure, event) !== undefined);
    expect(withReason.length).toBeGreaterThan(0);
    expect(told.filter(({ isReasoned }) => isReasoned)).toEqual(withReason);
  });
});
