/** The pictures in docs/ are those of the definitions as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { charts, pictures } from '../../scripts/charts.ts';

it('docs/pictures/ holds every procedure as it is drawn today; otherwise: npm run charts', async () => {
  const drawn = await charts();
  const kept = new Map([...drawn.keys()].map((name) => [name, readFileSync(join(pictures, name), 'utf8')]));
  expect(kept).toEqual(drawn);
});
