import assert from 'node:assert/strict';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { chosenPeer, type Target } from '../../../../webview/peers/chosenPeer.ts';
import { type KeptChoice, PeerChoice } from '../../../../webview/peers/peerChoice.ts';

const peer = (id: string, more: Partial<PeerSnapshot> = {}): PeerSnapshot => ({
  id,
  address: `127.0.0.1:${id.slice(1)}`,
  state: 'open',
  bytesIn: 0,
  bytesOut: 0,
  connectedAt: 1000,
  ...more,
});

describe('the choice of a peer', () => {
  const [p1, p2] = [peer('p1'), peer('p2')];
  const chosen = chosenPeer(p1);
  let kept: KeptChoice;
  let choice: PeerChoice;

  const begin = (from: KeptChoice) => {
    kept = from;
    choice = new PeerChoice(from, now => {
      kept = now;
    });
  };
  beforeEach(() => {
    begin({});
    choice.update([p1, p2]);
  });

  it('is what is shown alone and where messages go, while the peer is open', () => {
    choice.show(chosen);
    choice.update([p1, p2]);
    assert.deepEqual(kept, { shown: chosen, target: chosen });
    choice.update([peer('p1', { state: 'ending', bytesIn: 9 })]);
    assert.deepEqual(choice.shown, chosen);
    choice.show(undefined);
    assert.deepEqual(kept, {});
  });

  it('shows all again, and says why, when the peer goes; what is sent doesn’t go to all', () => {
    choice.show(chosen);
    choice.update([p2]);
    assert.deepEqual(kept, { gone: chosen, target: chosen });
    choice.update([]);
    choice.dismissGone();
    assert.deepEqual(kept, { target: chosen });
  });

  it('does so in a later page, too, once the peers are known', () => {
    begin({ shown: chosen, target: chosen });
    assert.deepEqual(choice.shown, chosen);
    choice.update([p2]);
    assert.deepEqual(kept, { gone: chosen, target: chosen });
    begin(kept);
    assert.deepEqual(choice.gone, chosen);
    choice.update([p2]);
    assert.deepEqual(choice.gone, chosen);
  });

  for (const [what, next] of Object.entries({
    'with its address': peer('p3', { address: p1.address }),
    'with its id, of a new engine': peer('p1', { address: '127.0.0.1:9', connectedAt: 2000 }),
    'with both, later': peer('p1', { connectedAt: 2000 }),
  })) {
    it(`takes a new peer ${what} for another one`, () => {
      choice.show(chosen);
      choice.update([next]);
      assert.deepEqual(choice.gone, chosen);
      assert.equal(choice.shown, undefined);
      assert.deepEqual(choice.target, chosen);
    });
  }

  it('goes back to the messages of the peer that went, and stays there; what is sent goes where it went', () => {
    choice.show(chosen);
    choice.update([p2]);
    choice.sendTo(chosenPeer(p2));
    choice.showGone();
    choice.update([p2]);
    assert.deepEqual(kept, { shown: chosen, isPast: true, target: chosenPeer(p2) });
    choice.show(undefined);
    assert.deepEqual(kept, { target: chosenPeer(p2) });
  });

  it('leaves a target that has gone, or that was chosen apart, when all are shown', () => {
    const targets: Target[] = [chosen, chosenPeer(p2)];
    for (const target of targets) {
      begin({ shown: chosen, target });
      choice.update([p2]);
      choice.show(undefined);
      assert.deepEqual(kept, { target });
    }
    begin({ shown: chosen, target: chosenPeer(p2) });
    choice.update([p1, p2]);
    choice.show(undefined);
    assert.deepEqual(kept, { target: chosenPeer(p2) });
  });

  it('leaves a target that has gone also when its messages were shown again', () => {
    choice.show(chosen);
    choice.update([p2]);
    choice.showGone();
    choice.show(undefined);
    assert.deepEqual(kept, { target: chosen });
  });

  it('is undone by another one', () => {
    choice.show(chosen);
    choice.update([p2]);
    choice.show(chosenPeer(p2));
    assert.deepEqual(kept, { shown: chosenPeer(p2), target: chosenPeer(p2) });
  });

  it('watches the peer that is shown and the one that is sent to', () => {
    choice.show(chosen);
    choice.sendTo(chosenPeer(p2));
    assert.deepEqual(choice.watched, [chosen, chosenPeer(p2)]);
    choice.sendTo('all');
    assert.deepEqual(choice.watched, [chosen]);
  });
});
