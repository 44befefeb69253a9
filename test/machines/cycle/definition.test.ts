import { describe, expect, it } from 'vitest';
import { checkProcedure } from '../../../machines/core/index.ts';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';

describe('the cycle’s definition', () => {
  it('passes the start-up check', () => {
    expect(checkProcedure(cycleV1)).toEqual([]);
  });
});
