import assert from 'node:assert/strict';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { closedLabel } from '../../../../webview/peers/closedLabel.ts';

describe('a peer’s label in a list', () => {
  it('shows when a closed one disconnected, to the second', () => {
    const peer = { id: 'p1', address: 'a:1', state: 'open' } as PeerSnapshot;
    const closedAt = new Date(2026, 10, 29, 14, 2, 41, 902).getTime();
    assert.equal(closedLabel(peer, ':1'), ':1');
    assert.equal(closedLabel({ ...peer, state: 'closed', closedAt }, ':1'), ':1, until 14:02:41');
  });
});
