/** The schema of a reply rule. What its texts may contain is checked with the rest of the config. */
import * as z from 'zod';
import { framing } from './framingSchema.ts';
import { regexCondition } from './regexCondition.ts';
import { milliseconds, payload } from './schemaParts.ts';

const maxAnswers = 100;
const maxStateUnits = 100;

const match = z
  .exactOptional(z.enum(['whole', 'start', 'contains']))
  .describe('Whether this is the whole message (the default), its start, or contained in it.');

const state = z.string().max(maxStateUnits);

export const replyRule = z.strictObject({
  when: z
    .union(
      [
        z.strictObject({ text: z.string(), match }),
        regexCondition,
        z.strictObject({
          hex: z.string().describe('Bytes in hex; ".." is any byte. {{?name:u16be}} captures a value.'),
          match,
        }),
      ],
      { error: 'must be {"text": …}, {"regex": …, "flags": …} or {"hex": …}' },
    )
    .describe(
      'Which messages the rule applies to. "text" matches with or without a line ending; {{?name}} captures a part of it.',
    ),
  send: z
    .exactOptional(
      z.union([z.string(), z.strictObject({ hex: z.string() }), z.array(payload('One reply.')).max(maxAnswers)], {
        error: 'must be a string, {"hex": …} or a list of them',
      }),
    )
    .describe(
      'The reply as text or hex, or several replies in order; none if omitted. {{message}} inserts the message, {{0}}, {{1}} and {{name}} insert captures, and {{$now}} inserts a value.',
    ),
  raw: z.exactOptional(z.literal(true)).describe('Send the replies without what the framing adds.'),
  delayMs: z.exactOptional(milliseconds).describe('Wait this long before replying.'),
  close: z
    .exactOptional(z.union([z.boolean(), z.literal('reset')], { error: 'must be true, false or "reset"' }))
    .describe('Close the connection after the reply, or reset it.'),
  times: z.exactOptional(z.int().min(1)).describe('How many times the rule applies to each client.'),
  state: z
    .exactOptional(state)
    .describe(
      'State in which the rule applies. Every client begins in "". If omitted, the rule applies in every state.',
    ),
  goTo: z.exactOptional(state).describe('State of the client after this message.'),
  framing: z
    .exactOptional(framing)
    .describe('Framing of this client after this message. The reply is still sent in the one before.'),
});
