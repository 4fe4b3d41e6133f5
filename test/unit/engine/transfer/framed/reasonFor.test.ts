import assert from 'node:assert/strict';
import type { SocketFailure } from '../../../../../src/core/errorParams.ts';
import { SocketError } from '../../../../../src/core/socketError.ts';
import { reasonFor } from '../../../../../src/engine/transfer/framed/reasonFor.ts';

const address = '/home/me/secret.txt';
const reason = (code: string) =>
  reasonFor(SocketError.of({ code, params: { address, reason: 'private' } } as SocketFailure));

describe('the reason sent to a peer', () => {
  it('is the same whichever side canceled', () => {
    assert.deepEqual([reason('CANCELLED'), reason('PEER_CANCELLED')], ['cancelled', 'cancelled']);
  });

  it('is the system’s code if there are no words for it', () => {
    assert.match(reason('EIO'), /\(EIO\)$/);
    assert.equal(reason('ENOSPC'), 'the disk is full');
  });

  it('reveals nothing about this machine: no path, and no local message', () => {
    for (const code of ['EACCES', 'FILE_CHANGED', 'FILE_TOO_LARGE', 'NOT_RECEIVING', 'HASH_MISMATCH', 'UNKNOWN'])
      assert.doesNotMatch(reason(code), /secret|home|private/);
  });

  it('is a short line that fits the format', () => {
    const codes = ['DECLINED', 'TOO_MANY_ASKING', 'WRONG_SIZE', 'NEWER_VERSION', 'FILE_INCOMPLETE', 'E'.repeat(40)];
    for (const code of codes) assert.match(reason(code), /^[ -~]{5,100}$/);
  });
});
