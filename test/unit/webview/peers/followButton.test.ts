import assert from 'node:assert/strict';
import { nothing } from 'lit';
import { followButton } from '../../../../webview/peers/followButton.ts';
import { PeerChoice } from '../../../../webview/peers/peerChoice.ts';
import { named, press } from '../../../support/templates.ts';

describe('the toggle that follows the next peer', () => {
  const shown = { id: 'p1', address: 'a:1', connectedAt: 1 };
  const name = 'Follow Next Client: when this client disconnects, show the next one that connects';

  it('is there while a peer is shown alone, and while the next one is waited for', () => {
    const choice = new PeerChoice({}, { onChange: () => undefined });
    assert.equal(followButton(choice, 'tcp-server'), nothing);
    choice.show(shown);
    const pressed = () => named(followButton(choice, 'tcp-server'), name).attributes['aria-pressed'];
    assert.equal(pressed(), 'false');
    press(followButton(choice, 'tcp-server'), name);
    assert.equal(pressed(), 'true');
    choice.update([]);
    assert.equal(pressed(), 'true');
    press(followButton(choice, 'tcp-server'), name);
    assert.equal(followButton(choice, 'tcp-server'), nothing, 'a closed peer is shown because the user wants it');
    assert.equal(choice.shown, shown);
  });
});
