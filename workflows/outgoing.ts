/** What a step causes elsewhere, as data. */
import type { InboxReason } from '../contract/activities.ts';
import type { TellMessage } from '../contract/messages.ts';
import type { Effect, Json } from '../machines/core/index.ts';
import type { InstanceId } from '../model/identifiers.ts';

/** Something to be done to another instance, as data. */
export type OutgoingMessage =
  | {
      readonly kind: 'start' | 'startNext';
      /** Of one that the records number, the id without the number. */
      readonly to: InstanceId;
      readonly procedure: string;
      readonly input: Json;
      readonly by: string;
    }
  | { readonly kind: 'tell'; readonly to: InstanceId; readonly message: TellMessage }
  | { readonly kind: 'inbox'; readonly to: InstanceId; readonly message: TellMessage; readonly reason: InboxReason };

/** The starts and tells among the effects of an entry of `sender`; notices and registers belong to the journal. */
export function outgoingOf(sender: InstanceId, effects: readonly Effect[]): OutgoingMessage[] {
  return effects.flatMap((effect): OutgoingMessage[] => {
    const id = `${sender}#${effect.id}`;
    switch (effect.kind) {
      case 'start':
        return [{ kind: 'start', to: effect.instance, procedure: effect.procedure, input: effect.input, by: id }];
      case 'startNext':
        return [{ kind: 'startNext', to: effect.of, procedure: effect.procedure, input: effect.input, by: id }];
      case 'tell': {
        const message: TellMessage = { id, from: sender, to: effect.to, type: effect.type, input: effect.input };
        return [{ kind: 'tell', to: effect.to, message }];
      }
      case 'notify':
      case 'register':
        return [];
    }
  });
}
