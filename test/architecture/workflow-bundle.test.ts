import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { workflowBundle } from '../../worker/bundle.ts';

it('the workflow bundle carries no list of holidays: dates come as facts, and never change under a running instance', async () => {
  const code = readFileSync(await workflowBundle(), 'utf8');
  expect(code.length).toBeGreaterThan(100_000);
  expect(code).not.toContain('振替休日');
  expect(code).not.toContain('holiday_jp');
}, 120_000);
