import assert from 'node:assert/strict';
import { WaitingBytes } from '../../../../src/engine/transfer/waitingBytes.ts';

describe('the bytes of received files that wait in memory', () => {
  it('are too many above 256 mebibytes', () => {
    const waiting = new WaitingBytes();
    const most = 256 * 1024 * 1024;
    waiting.add(most);
    assert.equal(waiting.areTooMany, false);
    waiting.add(1);
    assert.equal(waiting.areTooMany, true);
    waiting.remove(1);
    assert.deepEqual([waiting.areTooMany, waiting.bytes], [false, most]);
  });
});
