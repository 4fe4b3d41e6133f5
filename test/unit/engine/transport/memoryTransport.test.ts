import assert from 'node:assert/strict';
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';
import type { SocketError } from '../../../../src/core/socketError.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import type { Transport } from '../../../../src/engine/transport/transport.ts';

/** Records what an end delivers. */
function recorded(transport: Transport, onData: (text: string) => void = () => undefined): string[] {
  const log: string[] = [];
  transport.open({
    data: chunk => {
      log.push(Buffer.from(chunk).toString());
      onData(Buffer.from(chunk).toString());
    },
    ended: () => void log.push('ended'),
    closed: error => void log.push(error ? `closed: ${(error as NodeJS.ErrnoException).code}` : 'closed'),
    failed: ({ code }: SocketError) => void log.push(`failed: ${code}`),
  });
  return log;
}

const text = (written: string) => encodedFrame([Buffer.from(written)]);

describe('an in-memory transport', () => {
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

  it('delivers in order when scheduled, and then notifies the writer', () => {
    other = recorded(there);
    recorded(here);
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

  it('keeps data written for an end that isn’t open yet, or doesn’t read', () => {
    recorded(here);
    here.write(text('early'), () => undefined);
    other = recorded(there);
    there.pause();
    run();
    assert.deepEqual(other, []);
    there.resume();
    run();
    assert.deepEqual(other, ['early']);
  });

  it('closes both ends when both directions have ended', () => {
    log = recorded(here);
    other = recorded(there);
    here.end();
    run();
    assert.deepEqual([log, other], [[], ['ended']]);
    there.write(text('last'), () => undefined);
    there.end();
    run();
    assert.deepEqual(log, ['last', 'ended', 'closed']);
    assert.deepEqual(other, ['ended', 'closed']);
  });

  it('loses what is on its way at a reset, and delivers it before a close', () => {
    log = recorded(here);
    other = recorded(there);
    here.write(text('delivered'), () => undefined);
    here.close();
    run();
    assert.deepEqual(other.slice(0, 2), ['delivered', 'ended']);
    there.write(text('to nobody'), () => undefined);
    run();
    assert.deepEqual(other.slice(2), ['closed: EPIPE']);
    assert.deepEqual(log, ['closed']);
    [here, there] = MemoryTransport.pair(act => void waiting.push(act));
    recorded(here);
    other = recorded(there);
    here.write(text('lost'), () => undefined);
    here.reset();
    run();
    assert.deepEqual(other, ['closed: ECONNRESET']);
  });

  it('resets the other end if it closes with unread bytes, like TCP', () => {
    log = recorded(here);
    recorded(there);
    there.pause();
    here.write(text('unread'), () => undefined);
    there.close();
    run();
    assert.deepEqual(log, ['ended', 'closed: ECONNRESET']);
  });

  it('rejects writes once it is closed', () => {
    log = recorded(here);
    recorded(there);
    here.destroy();
    here.write(text('late'), error => log.push(error ? here.failureOf(error).code : 'taken'));
    run();
    assert.deepEqual(log, ['SEND_INTERRUPTED', 'closed']);
  });

  it('fails its owner if its receiver throws', () => {
    other = recorded(there, () => {
      throw new Error('broken');
    });
    recorded(here);
    here.write(text('x'), () => undefined);
    run();
    assert.deepEqual(other, ['x', 'failed: INTERNAL_ERROR']);
  });
});
