import * as z from 'zod';
import { callSchemas } from '../../../../src/protocol/schemas/callSchemas.ts';

interface Calls {
  move(to: { readonly x: number; readonly y?: number }): Promise<void>;
  choose(action: 'start' | 'stop'): Promise<void>;
  give(bytes: Uint8Array): Promise<void>;
}

describe('call schemas', () => {
  const move = z.tuple([z.strictObject({ x: z.number(), y: z.exactOptional(z.number()) })]);
  const choose = z.tuple([z.enum(['start', 'stop'])]);
  const give = z.tuple([z.instanceof(Uint8Array)]);

  it('compile only if they accept exactly their call’s parameters', () => {
    callSchemas<Calls>()({ move, choose, give });
    // @ts-expect-error a call has no schema
    callSchemas<Calls>()({ move, choose });
    // @ts-expect-error the call doesn't know this action
    callSchemas<Calls>()({ move, give, choose: z.tuple([z.enum(['start', 'stop', 'pause'])]) });
    // @ts-expect-error the call accepts another action, which would be rejected
    callSchemas<Calls>()({ move, give, choose: z.tuple([z.enum(['start'])]) });
    // @ts-expect-error an optional field would be rejected when missing
    callSchemas<Calls>()({ choose, give, move: z.tuple([z.strictObject({ x: z.number(), y: z.number() })]) });
    // @ts-expect-error the call needs an argument
    callSchemas<Calls>()({ move, choose, give: z.tuple([]) });
  });
});
