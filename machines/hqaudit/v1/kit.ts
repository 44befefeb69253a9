/** The kit, typed for an audit by headquarters. */
import { handlersOf, madeOf, routesOf, rulesOf } from '../../kit/v1/index.ts';
import type { Events, RouteName, RuleName, Tables } from './events.ts';
import type { Context } from './types.ts';

export const ruleTable = rulesOf<Context, Events, Tables>();
export const route = routesOf<Context, Events>();
export const handlers = handlersOf<Context, Events, RuleName, RouteName>();
export const made = madeOf<Context>();
