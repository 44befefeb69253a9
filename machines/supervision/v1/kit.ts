/** The kit, typed for the supervision of agencies. */
import { handlersOf, rulesOf } from '../../kit/v1/index.ts';
import type { Events, RuleName, Tables } from './events.ts';
import type { Context } from './types.ts';

export const ruleTable = rulesOf<Context, Events, Tables>();
export const handlers = handlersOf<Context, Events, RuleName>();
