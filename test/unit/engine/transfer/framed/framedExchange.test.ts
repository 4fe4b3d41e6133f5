import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { dataHeader, encodeFramedMessage } from '../../../../../src/core/transfer/framedMessage.ts';
import { defaultReceiveSettings } from '../../../../../src/core/transfer/transferSnapshot.ts';
import type { ByteConsumer } from '../../../../../src/engine/conversation/byteConsumer.ts';
import type { Peer } from '../../../../../src/engine/conversation/peer.ts';
import type { EndpointContext } from '../../../../../src/engine/endpoints/endpointContext.ts';
import { FramedExchange } from '../../../../../src/engine/transfer/framed/framedExchange.ts';
import { TransferList } from '../../../../../src/engine/transfer/transferList.ts';
import { collectGarbage } from '../../../../support/collectGarbage.ts';
import { shortTurns } from '../../../../support/shortTurns.ts';

/** A peer whose kernel accepts written data when the test says so. */
function slowPeer() {
  const written: (() => void)[] = [];
  let consumer: ByteConsumer | undefined;
  let eased = 0;
  const peer = {
    number: 1,
    id: 'p1',
    address: '127.0.0.1:1',
    isStream: true,
    openedWith: { files: { mode: 'framed' } },
    get consumer() {
      return consumer;
    },
    consumeBy: (to: ByteConsumer | undefined) => {
      consumer = to;
    },
    lane: async () => ({
      write: () => new Promise<void>(resolve => written.push(resolve)),
      release: () => undefined,
    }),
    eased: () => eased++,
  };
  const context = {
    config: { kind: 'tcp-server', address: ':0' },
    transfers: new TransferList({ endpoint: 'e', directory: undefined, onChange: () => undefined }),
    transcript: { event: () => undefined },
    receiving: () => defaultReceiveSettings,
  };
  const conversation = FramedExchange.with(peer as unknown as Peer, context as unknown as EndpointContext);
  return { conversation, written, context, eased: () => eased };
}

/** A file of a later version, so that it is rejected. */
const refused = Buffer.concat([
  encodeFramedMessage({ type: 'file', version: 2, name: 'a', size: 0, resume: false }),
  encodeFramedMessage({ type: 'cancel', reason: '' }),
]);

describe('a framed exchange', () => {
  it('stops reading while its answers are not read', async () => {
    const { conversation, written, eased } = slowPeer();
    while (!conversation.isBusy && written.length < 1000) {
      conversation.push(refused);
      await turn();
    }
    assert.equal(written.length, 257);
    const before = eased();
    written[0]?.();
    await turn();
    assert.equal(conversation.isBusy, false);
    assert.ok(eased() > before, 'reading continues');
  });

  it('yields after a read whose messages used up this turn, and continues in a later one', async () => {
    const { conversation, eased } = slowPeer();
    const read = Buffer.concat(Array.from({ length: 100 }, () => encodeFramedMessage({ type: 'refuse', reason: '' })));
    shortTurns(1);
    try {
      conversation.push(read);
      assert.equal(conversation.isBusy, false);
      conversation.push(read);
      assert.equal(conversation.isBusy, true);
      const before = eased();
      await turn();
      assert.equal(conversation.isBusy, false);
      assert.equal(eased(), before + 1);
    } finally {
      mock.restoreAll();
    }
  });

  const asked = encodeFramedMessage({ type: 'file', version: 1, name: 'a', size: 100_000, resume: false });

  it('reads little while the user is being asked, and continues after the answer', async () => {
    const { conversation, context, eased } = slowPeer();
    conversation.push(asked);
    await turn();
    conversation.push(Buffer.concat([dataHeader(64 * 1024), Buffer.alloc(64 * 1024)]));
    assert.equal(conversation.isBusy, true);
    const before = eased();
    const [transfer] = context.transfers.snapshots;
    assert.equal(transfer?.asks, 'directory');
    context.transfers.current(transfer?.id ?? '')?.answer({ accept: false });
    await turn();
    assert.equal(conversation.isBusy, false);
    assert.ok(eased() > before, 'reading continues');
  });

  it('keeps no chunk for the small piece of a file that it contains', async () => {
    const { conversation } = slowPeer();
    conversation.push(asked);
    await turn();
    const rest = Buffer.from(`{"type":"unknown","text":"${'x'.repeat(60_000)}"}\n`);
    const chunks: WeakRef<ArrayBufferLike>[] = [];
    for (let at = 0; at < 10; at++) {
      const chunk = Buffer.concat([dataHeader(1), Buffer.from('a'), rest]);
      chunks.push(new WeakRef(chunk.buffer));
      conversation.push(chunk);
    }
    await turn();
    collectGarbage();
    await turn();
    // The last one may still be on the stack.
    assert.ok(chunks.filter(chunk => chunk.deref()).length <= 1);
    conversation.gone();
  });

  it('counts what names and reasons hold', async () => {
    const { conversation } = slowPeer();
    conversation.push(encodeFramedMessage({ type: 'file', version: 1, name: 'a', size: 0, resume: false }));
    await turn();
    for (const text of ['x'.repeat(16_384), 'é'.repeat(8192), 'x'.repeat(16_384)]) {
      assert.equal(conversation.isBusy, false);
      conversation.push(encodeFramedMessage({ type: 'cancel', reason: 'x'.repeat(1024) }));
      conversation.push(encodeFramedMessage({ type: 'file', version: 1, name: text, size: 0, resume: false }));
    }
    assert.equal(conversation.isBusy, true);
  });
});
