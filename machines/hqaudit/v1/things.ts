/** What refusals of an audit by headquarters name. */
import type { Thing } from '../../core/index.ts';
import { figureThing, numberedThing } from '../../kit/v1/index.ts';
import type { Context, Item } from './types.ts';

/** A finding by its number, with its title where there is one. */
export function findingThing({ instance, findings }: Pick<Context, 'instance' | 'findings'>, number: number): Thing {
  return numberedThing(
    'finding',
    `${instance}#${number}`,
    number,
    findings.find((one) => one.number === number)?.title,
  );
}

/** An item of advice by its reference and title. */
export function itemThing({ ref, number, title }: Item): Thing {
  return numberedThing('advice', ref, number, title);
}

/** A number under which nothing stands. */
export function numberThing(number: number): Thing {
  return figureThing(number, `第${number}号`, `no. ${number}`);
}
