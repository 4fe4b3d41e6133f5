import assert from 'node:assert/strict';
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';
import type { SocketError } from '../../../../src/core/socketError.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import type { Transport } from '../../../../src/engine/transport/transport.ts';

/** Writes down what an end delivers. */
function heard(transport: Transport, onData: (text: string) => void = () => undefined): string[] {
  const log: string[] = [];
  transport.open({
    data: chunk => {
      log.push(String(chunk));
      onData(String(chunk));
    },
    ended: () => void log.push('ended'),
    closed: error => void log.push(error ? `closed: ${(error as NodeJS.ErrnoException).code}` : 'closed'),
    failed: ({ code }: SocketError) => void log.push(`failed: ${code}`),
  });
  return log;
}

const text = (written: string) => encodedFrame([Buffer.from(written)]);

describe('a transport in memory', () => {
  let waiting: (() => void)[];
  let here: MemoryTransport;
  let there: MemoryTransport;
  let log: string[];
  let other: string[];

  beforeEach(() => {
    waiting = [];
    [here, there] = MemoryTransport.pair(act => void waiting.push(act));
    log = [];
    other = [];
  });

  const run = (steps = Number.POSITIVE_INFINITY) => {
    for (let step = 0; step < steps && waiting.length > 0; step++) waiting.shift()?.();
  };

  it('delivers in order when the scheduler says so, and tells the writer then', () => {
    other = heard(there);
    heard(here);
    for (const one of ['a', 'b']) here.write(text(one), error => log.push(error ? error.message : `took ${one}`));
    assert.deepEqual([log, other], [[], []]);
    run(1);
    assert.deepEqual([log, other], [['took a'], ['a']]);
    run();
    assert.deepEqual(
      [log, other],
      [
        ['took a', 'took b'],
        ['a', 'b'],
      ],
    );
  });

  it('keeps what is written for an end that isn’t open yet, or doesn’t read', () => {
    heard(here);
    here.write(text('early'), () => undefined);
    other = heard(there);
    there.pause();
    run();
    assert.deepEqual(other, []);
    there.resume();
    run();
    assert.deepEqual(other, ['early']);
  });

  it('closes both ends when both directions have ended', () => {
    log = heard(here);
    other = heard(there);
    here.end();
    run();
    assert.deepEqual([log, other], [[], ['ended']]);
    there.write(text('last'), () => undefined);
    there.end();
    run();
    assert.deepEqual(log, ['last', 'ended', 'closed']);
    assert.deepEqual(other, ['ended', 'closed']);
  });

  it('loses what is on its way with a reset, and delivers it before a close', () => {
    log = heard(here);
    other = heard(there);
    here.write(text('delivered'), () => undefined);
    here.close();
    run();
    assert.deepEqual(other.slice(0, 2), ['delivered', 'ended']);
    there.write(text('to nobody'), () => undefined);
    run();
    assert.deepEqual(other.slice(2), ['closed: EPIPE']);
    assert.deepEqual(log, ['closed']);
    [here, there] = MemoryTransport.pair(act => void waiting.push(act));
    heard(here);
    other = heard(there);
    here.write(text('lost'), () => undefined);
    here.reset();
    run();
    assert.deepEqual(other, ['closed: ECONNRESET']);
  });

  it('resets the other end if it closes with bytes that it has not read, as TCP does', () => {
    log = heard(here);
    heard(there);
    there.pause();
    here.write(text('unread'), () => undefined);
    there.close();
    run();
    assert.deepEqual(log, ['ended', 'closed: ECONNRESET']);
  });

  it('takes nothing once it is closed', () => {
    log = heard(here);
    heard(there);
    here.destroy();
    here.write(text('late'), error => log.push(error ? here.failureOf(error).code : 'taken'));
    run();
    assert.deepEqual(log, ['SEND_INTERRUPTED', 'closed']);
  });

  it('fails its owner if what it delivers to throws', () => {
    other = heard(there, () => {
      throw new Error('broken');
    });
    heard(here);
    here.write(text('x'), () => undefined);
    run();
    assert.deepEqual(other, ['x', 'failed: INTERNAL_ERROR']);
  });
});
