import assert from 'node:assert/strict';
import { followAction } from '../../../../webview/peers/followAction.ts';
import { PeerChoice } from '../../../../webview/peers/peerChoice.ts';

describe('the toggle for following the next peer', () => {
  const shown = { id: 'p1', address: 'a:1', connectedAt: 1 };

  it('is shown while filtering by a peer, and while waiting for the next one', () => {
    const choice = new PeerChoice({}, { onChange: () => undefined });
    const action = () => followAction(choice, 'client');
    assert.equal(action(), undefined);
    choice.show(shown);
    const { label, item, pressed } = action() ?? assert.fail('it is missing');
    assert.equal(label, 'Follow Next Client: when this client disconnects, show the next one that connects');
    assert.deepEqual([item, pressed], ['Follow Next Client', false]);
    action()?.act();
    assert.equal(action()?.pressed, true);
    choice.update([]);
    assert.equal(action()?.pressed, true);
    action()?.act();
    assert.equal(action(), undefined, 'a closed peer is shown because the user wants it');
    assert.equal(choice.shown, shown);
  });
});
