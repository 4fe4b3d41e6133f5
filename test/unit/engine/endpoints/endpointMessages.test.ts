import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { EndpointMessages } from '../../../../src/engine/endpoints/endpointMessages.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { memoryConversation } from '../../../support/memoryConversation.ts';

const lines = { framing: { line: 'lf' } } as const;
const config: EndpointConfig = { kind: 'tcp-server', address: ':0', ...lines };

describe('an endpoint’s message streams', () => {
  let messages: EndpointMessages;

  beforeEach(() => {
    messages = new EndpointMessages(() => assert.fail());
    messages.endpointIs('open');
  });

  /** A conversation that counts how often it is resumed. */
  function peer(id: string) {
    const conversation = {
      id,
      address: id,
      isStream: true,
      easedCount: 0,
      eased: () => void conversation.easedCount++,
    };
    const layer = messages.layer(conversation);
    layer.opened?.();
    return { conversation, layer, says: (text: string) => layer.frame?.({ bytes: Buffer.from(text) }, config) };
  }

  it('are one layer of each conversation, however many there are', async () => {
    const [here, there] = MemoryTransport.pair();
    const { conversation } = memoryConversation(here, lines);
    const { conversation: other } = memoryConversation(there, lines);
    const layer = messages.layer(conversation);
    conversation.add(layer);
    layer.opened?.();
    conversation.add = () => assert.fail('another layer');
    const streams = Array.from({ length: 300 }, () => messages.open(undefined));
    await other.send(Buffer.from('one'));
    for (const stream of streams) {
      const { bytes, peers } = await stream.take(false);
      assert.deepEqual([String(Buffer.from(bytes)), peers], ['one', [{ id: 'p1', address: 'memory' }]]);
    }
  });

  it('of one peer deliver only its messages, and end with it', async () => {
    const [first, second] = [peer('a'), peer('b')];
    const [all, ofSecond] = [messages.open(undefined), messages.open('b')];
    first.says('1');
    second.says('2');
    second.layer.closed?.();
    first.says('3');
    const batches = [await all.take(false), await ofSecond.take(false)];
    assert.deepEqual(
      batches.map(({ bytes }) => String(Buffer.from(bytes))),
      ['123', '2'],
    );
    assert.equal((await ofSecond.take(false)).state, 'ended');
  });

  it('pause every conversation until the last full stream has room, or ends', async () => {
    const peers = [peer('a'), peer('b')];
    const streams = [messages.open(undefined), messages.open(undefined), messages.open('b')];
    for (let said = 0; said < 4096; said++) peers[1]?.says('x');
    const busy = () => peers.map(({ layer }) => layer.isBusy);
    const eased = () => peers.map(({ conversation }) => conversation.easedCount);
    assert.deepEqual(busy(), [true, true]);
    await streams[0]?.take(false);
    assert.deepEqual(
      [busy(), eased()],
      [
        [true, true],
        [0, 0],
      ],
    );
    streams[1]?.end();
    assert.deepEqual(
      [busy(), eased()],
      [
        [false, true],
        [1, 0],
      ],
    );
    await streams[2]?.take(false);
    assert.deepEqual(
      [busy(), eased()],
      [
        [false, false],
        [1, 1],
      ],
    );
    streams[2]?.end();
    assert.deepEqual(eased(), [1, 1]);
  });
});
