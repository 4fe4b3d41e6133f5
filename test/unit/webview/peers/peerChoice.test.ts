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

describe('the peer choice', () => {
  const [p1, p2] = [peer('p1'), peer('p2')];
  const chosen = chosenPeer(p1);
  let kept: KeptChoice;
  let choice: PeerChoice;
  let followed: string[];
  let followsByDefault = false;
  let staysOpen = false;

  const begin = (from: KeptChoice) => {
    kept = from;
    followed = [];
    choice = new PeerChoice(from, {
      onChange: now => {
        kept = now;
      },
      onFollow: ({ id }) => followed.push(id),
      followsByDefault: () => followsByDefault,
      staysOpen: () => staysOpen,
    });
  };
  beforeEach(() => {
    [followsByDefault, staysOpen] = [false, false];
    begin({});
    choice.update([p1, p2]);
  });

  it('determines what is shown and where messages are sent while the peer is open', () => {
    choice.show(chosen);
    choice.update([p1, p2]);
    assert.deepEqual(kept, { shown: chosen, target: chosen });
    choice.update([peer('p1', { state: 'ending', bytesIn: 9 })]);
    assert.deepEqual(choice.shown, chosen);
    choice.show(undefined);
    assert.deepEqual(kept, {});
  });

  it('shows all again, with the reason, when the peer is gone, but doesn’t send to all', () => {
    choice.show(chosen);
    choice.update([p2]);
    assert.deepEqual(kept, { gone: chosen, lastNumber: 2, target: chosen });
    choice.update([]);
    choice.dismissGone();
    assert.deepEqual(kept, { target: chosen });
  });

  it('also does so in a later page, once the peers are known', () => {
    begin({ shown: chosen, target: chosen });
    assert.deepEqual(choice.shown, chosen);
    choice.update([p2]);
    assert.deepEqual(kept, { gone: chosen, lastNumber: 1, target: chosen });
    begin(kept);
    assert.deepEqual(choice.gone, chosen);
    choice.update([p2]);
    assert.deepEqual(choice.gone, chosen);
  });

  for (const [what, next] of Object.entries({
    'with its address': peer('p3', { address: p1.address }),
    'with its id in a new engine': peer('p1', { address: '127.0.0.1:9', connectedAt: 2000 }),
    'with both at a later time': peer('p1', { connectedAt: 2000 }),
  })) {
    it(`isn’t carried over to a new peer ${what}`, () => {
      choice.show(chosen);
      choice.update([next]);
      assert.deepEqual(choice.gone, chosen);
      assert.equal(choice.shown, undefined);
      assert.deepEqual(choice.target, chosen);
    });
  }

  it('shows the messages of a closed peer, sends to none meanwhile, and returns to the previous target', () => {
    choice.show(chosen);
    choice.update([p2]);
    choice.sendTo(chosenPeer(p2));
    choice.showPast(chosen);
    choice.update([p2]);
    assert.deepEqual(kept, { shown: chosen, isPast: true, target: chosen, targetBefore: chosenPeer(p2) });
    choice.showPast({ ...chosen, id: 'p0' });
    choice.show(undefined);
    assert.deepEqual(kept, { target: chosenPeer(p2) });
    choice.sendTo('all');
    choice.showPast(chosen);
    choice.show(undefined);
    assert.deepEqual(kept, { target: 'all' });
  });

  it('keeps a closed peer as the target if it was that before it closed', () => {
    choice.show(chosen);
    choice.update([p2]);
    choice.showPast(chosen);
    choice.show(undefined);
    assert.deepEqual(choice.target, chosen);
  });

  it('leaves a target that is gone, or was chosen separately, when all are shown', () => {
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

  it('leaves a target that is gone even if its messages were shown again', () => {
    choice.show(chosen);
    choice.update([p2]);
    choice.showPast(chosen);
    choice.show(undefined);
    assert.deepEqual(kept, { target: chosen });
  });

  it('is replaced by another one', () => {
    choice.show(chosen);
    choice.update([p2]);
    choice.show(chosenPeer(p2));
    assert.deepEqual(kept, { shown: chosenPeer(p2), target: chosenPeer(p2) });
  });

  it('watches the shown peer and the target', () => {
    choice.show(chosen);
    choice.sendTo(chosenPeer(p2));
    assert.deepEqual(choice.watched, [chosen, chosenPeer(p2)]);
    choice.sendTo('all');
    assert.deepEqual(choice.watched, [chosen]);
  });

  it('keeps a datagram address, and never waits for its end', () => {
    choice.sendTo({ address: '127.0.0.1:9' });
    assert.deepEqual(choice.watched, []);
    choice.show(undefined);
    assert.deepEqual(choice.target, { address: '127.0.0.1:9' });
  });

  describe('that follows the next one', () => {
    const [p3, p4] = [peer('p3'), peer('p4')];
    const waiting = { shown: chosen, isPast: true, waits: true, lastNumber: 2, target: chosen, follows: true };

    beforeEach(() => {
      choice.show(chosen);
      choice.follow(true);
    });

    it('waits on the messages of the closed one, and shows the next to arrive, once', () => {
      choice.update([p2], [p1]);
      assert.deepEqual(kept, waiting);
      choice.update([p2], [p1]);
      assert.deepEqual([kept, followed], [waiting, []]);
      choice.update([p2, p4, p3], [p1]);
      assert.deepEqual(kept, { shown: chosenPeer(p3), target: chosenPeer(p3), follows: true });
      choice.update([p2, p3, p4], [p1]);
      assert.deepEqual([choice.shown, followed], [chosenPeer(p3), ['p3']]);
    });

    it('shows one that arrived before the end of the other was noticed', () => {
      choice.update([p2, p3], [p1]);
      assert.deepEqual([choice.shown, choice.waits], [chosenPeer(p3), false]);
    });

    it('sends to the next one if it sent to the closed one', () => {
      assert.equal(new PeerChoice(waiting, { onChange: () => undefined }).targetWaits, true);
      const toAll = new PeerChoice({ ...waiting, target: 'all' }, { onChange: () => undefined });
      assert.deepEqual([toAll.waits, toAll.targetWaits], [true, false]);
    });

    it('shows the last of those that came and went meanwhile, and continues waiting', () => {
      choice.update([], [p4, p3, p2, p1]);
      assert.deepEqual([choice.shown, choice.waits, choice.target], [chosenPeer(p4), true, chosen]);
      choice.update([], [p4, p3, p2, p1]);
      assert.deepEqual(followed, ['p4']);
      choice.update([peer('p5')], [p4, p3, p2, p1]);
      assert.deepEqual([choice.shown?.id, choice.waits], ['p5', false]);
    });

    it('keeps a separately chosen target', () => {
      choice.sendTo('all');
      choice.update([p2], [p1]);
      choice.update([p2, p3], [p1]);
      assert.deepEqual([choice.shown, choice.target], [chosenPeer(p3), 'all']);
    });

    it('also works in a later page', () => {
      choice.update([p2], [p1]);
      begin(kept);
      choice.update([p2], [p1]);
      assert.deepEqual(kept, waiting);
      choice.update([p3], [p2, p1]);
      assert.deepEqual(choice.shown, chosenPeer(p3));
    });

    it('stays on the messages if turned off while waiting, and returns to all on request', () => {
      choice.update([], [p1]);
      choice.follow(false);
      assert.deepEqual(kept, { shown: chosen, isPast: true, target: chosen, follows: false });
      choice.update([p3], [p1]);
      assert.deepEqual(choice.shown, chosen);
      choice.show(undefined);
      choice.follow(true);
      choice.update([peer('p5')]);
      assert.deepEqual([choice.shown, choice.waits], [undefined, false]);
    });

    it('stays with a closed one that the user wants to see', () => {
      choice.showPast(chosenPeer(p2));
      choice.update([p3], [p2]);
      assert.deepEqual([choice.shown, choice.waits], [chosenPeer(p2), false]);
    });

    it('can be enabled after the previous one has closed, even after the next one arrived', () => {
      choice.follow(false);
      choice.update([p2], [p1]);
      assert.deepEqual(choice.gone, chosen);
      choice.update([p2, p3], [p1]);
      choice.follow(true);
      assert.deepEqual(kept, { shown: chosenPeer(p3), target: chosenPeer(p3), follows: true });
    });

    it('is toggled, with a confirmation of the new state', () => {
      const before = choice.follows;
      assert.deepEqual([choice.toggleFollow(), choice.follows], [!before, !before]);
      assert.equal(choice.toggleFollow(), before);
    });

    it('shows a new one at once if peers don’t close on their own', () => {
      staysOpen = true;
      choice.update([p1, p2]);
      assert.deepEqual(choice.shown, chosen);
      choice.update([p1, p2, p3]);
      assert.deepEqual([choice.shown, choice.target], [chosenPeer(p3), chosenPeer(p3)]);
      choice.follow(false);
      choice.update([p1, p2, p3, p4]);
      assert.deepEqual(choice.shown, chosenPeer(p3));
    });

    it('has the setting’s value until the user chooses', () => {
      begin({ shown: chosen });
      assert.equal(choice.follows, false);
      followsByDefault = true;
      assert.equal(choice.follows, true);
      choice.update([], [p1]);
      assert.equal(choice.waits, true);
      choice.follow(false);
      assert.equal(choice.follows, false);
    });
  });
});
