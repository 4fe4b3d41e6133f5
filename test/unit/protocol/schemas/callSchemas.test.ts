import * as z from 'zod';
import { callSchemas } from '../../../../src/protocol/schemas/callSchemas.ts';

interface Calls {
  move(to: { readonly x: number; readonly y?: number }): Promise<void>;
  choose(action: 'start' | 'stop'): Promise<void>;
  give(bytes: Uint8Array): Promise<void>;
}

describe('schemas of calls', () => {
  const move = z.tuple([z.strictObject({ x: z.number(), y: z.exactOptional(z.number()) })]);
  const choose = z.tuple([z.enum(['start', 'stop'])]);
  const give = z.tuple([z.instanceof(Uint8Array)]);

  it('compile only if they accept what their calls take, no more and no less', () => {
    callSchemas<Calls>()({ move, choose, give });
    // @ts-expect-error a call has no schema
    callSchemas<Calls>()({ move, choose });
    // @ts-expect-error the call doesn't know this action
    callSchemas<Calls>()({ move, give, choose: z.tuple([z.enum(['start', 'stop', 'pause'])]) });
    // @ts-expect-error the call takes another action, which would be refused
    callSchemas<Calls>()({ move, give, choose: z.tuple([z.enum(['start'])]) });
    // @ts-expect-error a field that may be left out would be refused without it
    callSchemas<Calls>()({ choose, give, move: z.tuple([z.strictObject({ x: z.number(), y: z.number() })]) });
    // @ts-expect-error the call needs an argument
    callSchemas<Calls>()({ move, choose, give: z.tuple([]) });
  });
});
