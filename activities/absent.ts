import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { Unavailable } from '../contract/engine.ts';
import { RecordsUnavailable } from '../contract/records/unavailable.ts';

/**
 * Wraps activities so that records or engine being away is what it is: something that passes. The failure is tried
 * again without an end, says so in one line, and fills neither the log nor Temporal's history with stack traces;
 * `/health` shows that records are away. Every other error is logged as it comes.
 */
export function patient<T extends object>(activities: T): T {
  return new Proxy(activities, {
    get(target, key, receiver) {
      const activity: unknown = Reflect.get(target, key, receiver);
      if (typeof activity !== 'function') return activity;
      return async (...parameters: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(activity, target, parameters);
        } catch (error) {
          throw isAway(error) ? passing(error) : error;
        }
      };
    },
  });
}

/** True when records or engine could not be reached: it passes. */
export function isAway(error: unknown): error is Error {
  return error instanceof RecordsUnavailable || error instanceof Unavailable;
}

function passing(error: Error): ApplicationFailure {
  const { name: type, message } = error;
  return ApplicationFailure.create({ type, message, category: ApplicationFailureCategory.BENIGN });
}
