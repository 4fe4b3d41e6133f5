import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import { phraseOf, TextError } from '../../../src/core/phrase.ts';
import { SocketError } from '../../../src/core/socketError.ts';
import { decodeError, encodeError } from '../../../src/protocol/errorCodec.ts';
import { handOver } from '../../../src/protocol/handOver.ts';
import { createRpc, refusalOf } from '../../../src/protocol/rpc.ts';

interface Calls {
  fail(kind: string): Promise<void>;
  /** A value that no port can carry. */
  callback(): Promise<() => void>;
  add(a: number, b: number): Promise<number>;
  reverse(bytes: Uint8Array): Promise<Uint8Array>;
}

describe('calls over a message port', () => {
  const calls: Calls = {
    add: async (a, b) => a + b,
    callback: async () => () => undefined,
    reverse: async bytes => {
      const reversed = Uint8Array.from(bytes).reverse();
      results.push(reversed);
      return handOver(reversed);
    },
    fail: async kind => {
      if (kind === 'socket') throw SocketError.system('EADDRINUSE', { address: 'here' });
      if (kind === 'text') throw new TextError('"{0}" at character {1} is not a hex byte', '6g', 4);
      throw kind === 'range' ? new RangeError('too far') : new TypeError('no such thing');
    },
  };
  const results: Uint8Array[] = [];
  let channel: MessageChannel;
  let remote: ReturnType<typeof createRpc<Calls, object>>;

  const over = (port: MessageChannel['port1']) => ({
    post: (message: unknown, memory: ArrayBuffer[]) => port.postMessage(message, memory),
    listen: (receive: (message: unknown) => void) => void port.on('message', receive),
  });

  beforeEach(() => {
    channel = new MessageChannel();
    createRpc<object, Calls>(calls, over(channel.port1));
    remote = createRpc<Calls, object>({}, over(channel.port2));
  });

  afterEach(() => channel.port1.close());

  it('return results', async () => assert.equal(await remote.add(1, 2), 3));

  it('transfer long released bytes in both directions, and copy others', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at);
    const expected = Uint8Array.from(bytes).reverse();
    assert.deepEqual(await remote.reverse(bytes), expected);
    assert.equal(bytes.length, 100_000);
    assert.deepEqual(await remote.reverse(handOver(bytes)), expected);
    assert.deepEqual([bytes.length, ...results.map(({ length }) => length)], [0, 0, 0]);
    const short = handOver(Uint8Array.of(1, 2));
    const part = handOver(expected.subarray(1));
    assert.deepEqual(await remote.reverse(short), Uint8Array.of(2, 1));
    assert.equal((await remote.reverse(part)).length, 99_999);
    assert.deepEqual([short.length, part.length], [2, 99_999]);
  });

  it('return errors with their class, code and parameters', async () => {
    await assert.rejects(remote.fail('socket'), (error: unknown) => {
      assert.ok(error instanceof SocketError);
      assert.deepEqual([error.code, error.params], ['EADDRINUSE', { address: 'here' }]);
      return true;
    });
    await assert.rejects(remote.fail('range'), { name: 'RangeError', message: 'too far' });
    await assert.rejects(remote.fail('type'), { name: 'TypeError' });
  });

  it('keep an error’s phrase, so that it can be shown in any language', async () => {
    await assert.rejects(remote.fail('text'), (error: unknown) => {
      assert.ok(error instanceof RangeError);
      assert.equal(error.message, '"6g" at character 4 is not a hex byte');
      assert.deepEqual(phraseOf(error)?.args, ['6g', 4]);
      return true;
    });
  });

  it('keep stacks between our own threads, and send them to no page', async () => {
    const stackOf = (error: unknown) => encodeError(error, true).stack ?? '';
    const thrown = new TypeError('unexpected');
    assert.match(stackOf(thrown), /rpc\.test/);
    assert.equal(decodeError(encodeError(thrown, true)).stack, thrown.stack);
    assert.equal(encodeError(thrown).stack, undefined);
    assert.equal(encodeError(new SocketError('NO_PEER'), true).stack, undefined);
  });

  it('reject when the other side is gone', async () => {
    const waiting = remote.add(1, 2);
    remote.$close(new SocketError('ENGINE_STOPPED', { detail: 'a test' }));
    await assert.rejects(waiting, { code: 'ENGINE_STOPPED' });
  });

  it('are watched by name, from when they are made until they settle', async () => {
    const seen: string[] = [];
    const onCall = (name: string) => {
      seen.push(`made ${name}`);
      return () => void seen.push(`settled ${name}`);
    };
    const watched = createRpc<Calls, object>({}, over(channel.port2), { onCall });
    const adding = watched.add(1, 2);
    assert.deepEqual(seen, ['made add']);
    assert.equal(await adding, 3);
    await assert.rejects(watched.fail('range'), RangeError);
    await watched.add.asEvent(1, 2);
    assert.deepEqual(seen, ['made add', 'settled add', 'made fail', 'settled fail']);
  });

  it('reject if the result can’t be sent', async () => {
    await assert.rejects(remote.callback(), /could not be cloned/);
  });

  it('stay unanswered if the port can’t send the error either', async () => {
    const listening = Promise.withResolvers<(message: unknown) => void>();
    const tried = Promise.withResolvers<unknown>();
    const post = (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'e' in message) tried.resolve(message.e);
      throw new RangeError('the port is closed');
    };
    createRpc<object, Calls>(calls, { post, listen: listening.resolve });
    (await listening.promise)({ t: 'q', i: 'x', m: 'add', a: [1, 2] });
    assert.deepEqual(await tried.promise, { portsideError: 'RangeError', message: 'the port is closed' });
    assert.equal(await remote.add(2, 2), 4);
  });

  it('can be rejected by the owner of the port if they need an answer', async () => {
    const { port1, port2 } = new MessageChannel();
    const failure = new SocketError('INTERNAL_ERROR', { detail: 'why' });
    port1.on('message', message => {
      const refusal = refusalOf(message, failure);
      if (refusal) port1.postMessage(refusal);
    });
    const refused = createRpc<Calls, object>({}, over(port2));
    await assert.rejects(refused.add(1, 2), { code: 'INTERNAL_ERROR', params: { detail: 'why' } });
    for (const other of [null, 'x', { t: 's', i: 'id' }, { t: 'q', m: 'event', a: [] }])
      assert.equal(refusalOf(other, failure), undefined);
    port1.close();
  });

  it('call only what was offered', async () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      await assert.rejects(remote.$call(name as 'add', 1, 2), /not found/);
    }
  });

  it('survive messages that aren’t calls', async () => {
    for (const nonsense of [
      null,
      1,
      'x',
      [],
      {},
      { t: 'q' },
      { t: 'q', m: 1, a: [] },
      { t: 's', i: 'unknown' },
      { t: 'q', m: 'add', a: 5 },
      { t: 's', i: 'unknown', e: { message: { toString: 1 } } },
      { t: 'q', m: 'add', a: [1, 2], e: { portsideError: 'TextError', phrase: { template: 5 } } },
    ]) {
      channel.port2.postMessage(nonsense);
    }
    assert.equal(await remote.add(2, 2), 4);
  });
});
