import type { Payload, ReplyRule } from './endpointConfig.ts';

/** Returns the replies of a rule, in order. */
export function answersOf({ send = [] }: Pick<ReplyRule, 'send'>): readonly Payload[] {
  return Array.isArray(send) ? send : [send];
}
