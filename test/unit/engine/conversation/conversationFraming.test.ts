import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import { changedFraming } from '../../../../src/core/config/configChange.ts';
import type { EndpointFraming, Framing } from '../../../../src/core/endpointConfig.ts';
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';
import { defaultMaxFrameBytes } from '../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { type MemoryConversation, memoryConversation } from '../../../support/memoryConversation.ts';
import { wireOf } from '../../../support/wireOf.ts';

/** Framings that carry any four letters, and deliver them however they are cut. */
const framings: readonly Framing[] = [
  ...(['slip', 'cobs', 'crlf', 'u8', 'u32le', 'netstring', 'syslog', 'mllp', 'lsp', 'mysql', 'pkt-line'] as const),
  ...[{ line: 'any' } as const, { delimiter: '--' }, { fixed: 4 }, { start: '<', end: '>' }],
  { lengthPrefix: { digits: 10 } },
];
const message = fc.string({ unit: fc.constantFrom(...'abcxyz'), minLength: 4, maxLength: 4 });

/** A conversation, and the bytes that it has sent. */
function framed(framing: EndpointFraming) {
  const [here, there] = MemoryTransport.pair(act => act());
  const wire: Uint8Array[] = [];
  const ignored = () => undefined;
  there.open({ data: chunk => wire.push(Buffer.from(chunk)), ended: ignored, closed: ignored, failed: assert.fail });
  const made = memoryConversation(here, { framing });
  const write = (bytes: Uint8Array) => there.write(encodedFrame([bytes]), ignored);
  return { ...made, write, wire };
}

/** Changes the framing as an endpoint does. */
function change({ conversation, home }: MemoryConversation, framing: EndpointFraming): void {
  const config = { ...home.config, framing };
  conversation.configure(config, changedFraming(home.config.framing, framing));
  home.config = config;
}

describe('the framings of a conversation', () => {
  // On a slow machine, messages would be delivered in a later turn.
  beforeEach(() => {
    mock.getter(turnBudget, 'isOver', () => false);
    for (const take of ['tryTake', 'tryTakeMessage', 'tryTakeLoneMessage'] as const)
      mock.method(turnBudget, take, () => true);
  });
  afterEach(() => mock.restoreAll());

  it('are independent: any framing in, any other out, however TCP cuts the bytes', async () => {
    const one = fc.constantFrom(...framings);
    await fc.assert(
      fc.asyncProperty(
        fc.record({ in: one, out: one }),
        fc.array(message, { maxLength: 4 }),
        fc.array(message, { maxLength: 4 }),
        fc.array(fc.nat(80)),
        async (framing, incoming, outgoing, cuts) => {
          const { conversation, received, wire, write } = framed(framing);
          const encoder = framingFor(framing.in).encoder();
          const bytes = Buffer.concat(incoming.map(text => wireOf(encoder.encode(Buffer.from(text)))));
          const ends = [...new Set([...cuts.filter(cut => cut < bytes.length), bytes.length])].sort((a, b) => a - b);
          // Both directions are in the middle of something.
          for (const [at, end] of ends.entries()) {
            write(bytes.subarray(ends[at - 1] ?? 0, end));
            const said = outgoing[at];
            if (said !== undefined) await conversation.send(Buffer.from(said), false);
          }
          for (const said of outgoing.slice(ends.length)) await conversation.send(Buffer.from(said), false);
          assert.deepEqual(received, incoming);
          const sent = framingFor(framing.out).decoder(defaultMaxFrameBytes).push(Buffer.concat(wire), 0);
          assert.deepEqual(
            sent.map(({ bytes, flaw }) => [Buffer.from(bytes).toString(), flaw]),
            outgoing.map(text => [text, undefined]),
          );
        },
      ),
    );
  });

  it('change in one direction without touching a message that has begun in the other', async () => {
    const made = framed({ in: { line: 'lf' }, out: { line: 'lf' } });
    made.write(Buffer.from('be'));
    change(made, { in: { line: 'lf' }, out: 'u8' });
    await made.conversation.send(Buffer.from('a'), false);
    made.write(Buffer.from('gun\n'));
    assert.deepEqual(made.received, ['begun']);
    made.write(Buffer.from('re'));
    change(made, { in: { fixed: 2 }, out: 'u8' });
    made.write(Buffer.from('st'));
    await made.conversation.send(Buffer.from('b'), false);
    assert.deepEqual(made.received, ['begun', 're', 'st']);
    assert.equal(String(Buffer.concat(made.wire)), '\u{1}a\u{1}b');
  });

  it('become one, and two again', async () => {
    const made = framed('u8');
    made.write(Buffer.from('\u{2}hi'));
    change(made, { in: 'u8', out: { line: 'crlf' } });
    await made.conversation.send(Buffer.from('yes\r\nno'), true);
    change(made, { line: 'lf' });
    made.write(Buffer.from('bye\n'));
    await made.conversation.send(Buffer.from('bye'), true);
    assert.deepEqual(made.received, ['hi', 'bye']);
    assert.equal(String(Buffer.concat(made.wire)), 'yes\r\nno\r\nbye\n');
  });
});
