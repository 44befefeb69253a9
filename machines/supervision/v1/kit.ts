/** The kit, typed for the supervision of agencies. */
import { handlersOf, routesOf, rulesOf } from '../../kit/v1/index.ts';
import type { Events, RouteName, RuleName, Tables } from './events.ts';
import type { Context } from './types.ts';

export const ruleTable = rulesOf<Context, Events, Tables>();
export const route = routesOf<Context, Events>();
export const handlers = handlersOf<Context, Events, RuleName, RouteName>();
