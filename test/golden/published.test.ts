import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
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
});
