import assert from 'node:assert/strict';
import { hasReset } from '../../../src/core/hasReset.ts';

describe('a reset', () => {
  it('is TCP’s alone', () => {
    assert.ok(hasReset({ kind: 'tcp-server', address: ':0' }));
    assert.ok(hasReset({ kind: 'tcp-client', address: 'localhost:9000' }));
    for (const address of ['unix:/run/it', '/run/it', String.raw`\\.\pipe\it`])
      assert.ok(!hasReset({ kind: 'tcp-server', address }), address);
    assert.ok(!hasReset({ kind: 'udp', address: ':0' }));
  });
});
