import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { ReceivedBytes } from '../../support/receivedBytes.ts';
import { sha256Of } from '../../support/sha256Of.ts';

describe('ReceivedBytes', () => {
  it('takes bytes across chunks, split anywhere, and keeps the rest', async () => {
    const text = 'one two';
    for (let split = 0; split <= text.length; split++) {
      const socket = new EventEmitter();
      const received = new ReceivedBytes(socket as Socket);
      const taking = received.take(4);
      socket.emit('data', Buffer.from(text.slice(0, split)));
      socket.emit('data', Buffer.from(text.slice(split)));
      assert.equal(await taking, 'one ');
      assert.equal(received.left, 3);
      assert.equal(await received.hash(2), sha256Of('tw'));
      assert.equal(await received.take(0), '');
      assert.equal(received.left, 1);
    }
  });

  it('waits for missing bytes', async () => {
    const socket = new EventEmitter();
    const received = new ReceivedBytes(socket as Socket);
    const hashing = received.hash(3);
    for (const byte of 'abc') {
      await new Promise(setImmediate);
      socket.emit('data', Buffer.from(byte));
    }
    assert.equal(await hashing, sha256Of('abc'));
    assert.equal(received.left, 0);
  });
});
