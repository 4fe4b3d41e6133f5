import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mock } from 'node:test';
import type { Frame } from '../../../../src/core/framing/framing.ts';
import { FrameReader } from '../../../../src/engine/endpoints/frameReader.ts';
import { neverFails } from '../../../support/neverFails.ts';

describe('a frame reader', () => {
  afterEach(() => mock.restoreAll());

  it('gives others a turn while it delivers what one read holds', async () => {
    let nowMs = 0;
    mock.method(performance, 'now', () => nowMs);
    const delivered: string[] = [];
    const rests = new EventEmitter();
    const reader = new FrameReader(
      { kind: 'tcp-server', address: ':0', framing: { line: 'lf' } },
      {
        deliver({ bytes }) {
          delivered.push(String(Buffer.from(bytes)));
          nowMs += 0.1;
        },
        isBusy: false,
        rested: () => void rests.emit('rested'),
        ...neverFails,
      },
    );
    const lines = Array.from({ length: 1000 }, (_, at) => String(at));
    reader.read(Buffer.from(`${lines.join('\n')}\n`));
    assert.equal(delivered.length, 128);
    assert.ok(reader.isWaiting);
    reader.read(Buffer.from('last\n'));
    assert.equal(delivered.length, 128);
    while (reader.isWaiting) {
      await once(rests, 'rested');
      reader.deliverWaiting();
    }
    assert.deepEqual(delivered, [...lines, 'last']);
  });

  it('calls back when all that waited is delivered: at once if nothing waits, never after its end', () => {
    const log: string[] = [];
    const receiver = {
      deliver: ({ bytes }: Frame) => void log.push(String(Buffer.from(bytes))),
      isBusy: false,
      rested: () => undefined,
      ...neverFails,
    };
    const reader = new FrameReader({ kind: 'tcp-server', address: ':0', framing: { line: 'lf' } }, receiver);
    reader.whenDelivered(() => log.push('at once'));
    receiver.isBusy = true;
    reader.read(Buffer.from('one\ntwo\n'));
    reader.whenDelivered(() => log.push('then'));
    assert.deepEqual(log, ['at once']);
    receiver.isBusy = false;
    reader.deliverWaiting();
    assert.deepEqual(log.splice(0), ['at once', 'one', 'two', 'then']);
    receiver.isBusy = true;
    reader.read(Buffer.from('three\n'));
    reader.whenDelivered(() => log.push('never'));
    reader.end();
    reader.deliverWaiting();
    assert.deepEqual(log, ['three']);
  });
});
