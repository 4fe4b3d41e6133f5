import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { EndpointTests } from '../../../support/endpointTests.ts';
import { framesOf, type OpenEndpoint, textSeen } from '../../../support/openEndpoint.ts';

const config: EndpointConfig = { kind: 'tcp-server', address: '127.0.0.1:0' };

describe('a guess of a peer’s framing in the engine', () => {
  const tests = new EndpointTests();
  let server: OpenEndpoint;

  beforeEach(async () => {
    server = await tests.endpoints.open(config, 'e');
  });

  const receive = async (...chunks: readonly string[]) => {
    const socket = await tests.bare.connect(server);
    let sent = '';
    for (const chunk of chunks) {
      socket.write(chunk);
      sent += chunk;
      await textSeen(server, 'in', sent);
    }
  };

  it('names the peer, and applies from the next byte while the record is cut in an endpoint of its own', async () => {
    await receive('5:hello,', '6:world!,3:', 'abc,');
    const { peer, bytes, guesses } = await tests.engine.guessFraming('c', 'e');
    const [best] = guesses;
    assert.deepEqual([peer?.id, bytes, best?.framing, best?.messages], ['p1', 23, 'netstring', 3]);

    await tests.engine.adopt('cut', { ...config, framing: 'netstring' }, {});
    const cut = await tests.engine.recut('d', 'e', 'p1', 'netstring', 'cut');
    assert.equal(cut.state, 'closed');
    const entries = await tests.engine.entries('cut', 0, 100);
    const received = entries.filter(({ direction }) => direction === 'in');
    assert.deepEqual(
      received.map(({ peer: from, data }) => [from, Buffer.from(data ?? []).toString()]),
      [
        ['p1', 'hello'],
        ['p1', 'world!'],
        ['p1', 'abc'],
      ],
    );
    assert.deepEqual(await framesOf(server, 'in'), ['5:hello,', '6:world!,3:', 'abc,'], 'the record stays');
    await assert.rejects(tests.engine.recut('d', 'e', 'p1', 'netstring', 'cut'), RangeError);
  });

  it('leaves the peers of a record that was cut apart from those of later connections', async () => {
    await receive('5:hello,');
    await tests.engine.adopt('cut', config, {});
    await tests.engine.recut('d', 'e', 'p1', 'netstring', 'cut');
    await tests.engine.reopen('cut');
    const again = await tests.engine.snapshots();
    const address = again.find(({ id }) => id === 'cut')?.address ?? '';
    const stream = await tests.engine.openMessages('cut');
    (await tests.bare.connect({ ...server, address })).write('hi');
    const { peers } = await tests.engine.takeMessages(stream);
    assert.deepEqual(
      peers.map(({ id }) => id),
      ['p2'],
    );
  });

  it('has nothing to say before something was received, and is refused for datagrams', async () => {
    assert.deepEqual(await tests.engine.guessFraming('c', 'e'), { bytes: 0, guesses: [] });
    await tests.endpoints.open({ kind: 'udp', address: '127.0.0.1:0' }, 'u');
    await assert.rejects(tests.engine.guessFraming('c', 'u'), { code: 'NOT_A_STREAM' });
  });

  it('can be cancelled', async () => {
    await receive('5:hello,');
    const guessing = tests.engine.guessFraming('c', 'e');
    await tests.engine.cancel('c');
    await assert.rejects(guessing, { code: 'CANCELLED' });
  });
});
