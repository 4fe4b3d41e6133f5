import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { peerNumber } from '../../../../webview/peerNumber.ts';
import { chosenPeer } from '../../../../webview/peers/chosenPeer.ts';
import { PeersController } from '../../../../webview/peers/peersController.ts';

const peer = (number: number): PeerSnapshot => ({
  id: `p${number}`,
  address: `127.0.0.1:${number}`,
  state: 'open',
  bytesIn: 0,
  bytesOut: 0,
  connectedAt: 1000,
});
const settled = () => new Promise(setImmediate);

describe('a page’s peers', () => {
  const chosen = chosenPeer(peer(5));
  let open: PeerSnapshot[];
  let recent: PeerSnapshot[];
  let failure: Error | undefined;
  let requested: number;
  let staysOpen: boolean;
  let peers: PeersController;
  let followed: string[];
  let carried: string[][];
  let shownIds: (string | undefined)[];
  /** Called once, while an open peer is looked up. */
  let meanwhile: () => void;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    open = [peer(1), peer(5)];
    recent = [];
    failure = undefined;
    requested = 0;
    staysOpen = false;
    followed = [];
    carried = [];
    meanwhile = () => undefined;
    shownIds = [];
    peers = new PeersController({ requestUpdate: () => undefined } as ReactiveControllerHost, {
      calls: {
        peers: async (from, count) => {
          requested++;
          if (failure) throw failure;
          return open.slice(from, from + count);
        },
        recentPeers: async count => recent.slice(0, count),
        openPeer: async id => {
          const act = meanwhile;
          meanwhile = () => undefined;
          act();
          return open.find(one => one.id === id);
        },
        laterPeers: async after => {
          const later = open.filter(one => peerNumber(one.id) > after);
          later.sort((one, other) => peerNumber(one.id) - peerNumber(other.id));
          return later.length > 1 ? [later[0], later.at(-1)].filter(one => one !== undefined) : later;
        },
        carryPeerName: async (before, next) => {
          carried.push([before, next]);
          return next.endsWith(':6') ? 'sensor' : undefined;
        },
      },
      staysOpen: () => staysOpen,
      labels: new PeerLabels(),
      kept: { shown: chosen, target: chosen },
      onChoice: ({ shown }) => shownIds.push(shown?.id),
      onFollow: ({ id }, name) => followed.push(name === undefined ? id : `${id} ${name}`),
    });
  });

  afterEach(() => mock.timers.reset());

  it('are undefined until known: no peer is gone then', async () => {
    failure = new Error('the engine is busy');
    peers.changed();
    await settled();
    assert.equal(peers.open, undefined);
    assert.deepEqual(peers.choice.shown, chosen);
    failure = undefined;
    mock.timers.tick(250);
    peers.changed();
    await settled();
    assert.deepEqual(peers.open, open);
    assert.deepEqual(peers.choice.shown, chosen);
  });

  it('exclude closed ones, even if listed', async () => {
    open = [peer(1), { ...peer(5), state: 'closed' }];
    peers.changed();
    await settled();
    assert.deepEqual(peers.open, [peer(1)]);
    assert.deepEqual(peers.choice.gone, chosen);
  });

  it('are requested at most four times a second, and once after the last change', async () => {
    for (let change = 0; change < 10; change++) peers.changed();
    assert.equal(requested, 1);
    mock.timers.tick(250);
    assert.equal(requested, 2);
    mock.timers.tick(1000);
    assert.equal(requested, 2);
  });

  it('are accompanied by closed ones, as many as can be selected', async () => {
    recent = Array.from({ length: 60 }, (_, at) => peer(2000 - at));
    peers.changed();
    await settled();
    assert.deepEqual([peers.recent.length, peers.recent[0]?.id], [50, 'p2000']);
  });

  it('existed once one was open or is still known as closed, even after the transcript was cleared', async () => {
    const known = async (...now: [PeerSnapshot[], PeerSnapshot[]]) => {
      [open, recent] = now;
      mock.timers.tick(250);
      peers.changed();
      await settled();
      return peers.hadPeers;
    };
    assert.equal(await known([], []), false);
    assert.equal(await known([], [{ ...peer(1), state: 'closed' }]), true);
    assert.equal(await known([], []), true);
  });

  it('can be shown alone whether open, open beyond the known ones, or closed', async () => {
    open = Array.from({ length: 1000 }, (_, at) => peer(100 + at));
    open.push(peer(5));
    peers.changed();
    await settled();
    await peers.showOnly({ id: 'p100', address: '127.0.0.1:100' });
    assert.deepEqual([peers.choice.shown?.id, peers.choice.isPast], ['p100', false]);
    await peers.showOnly({ id: 'p5', address: '127.0.0.1:5' });
    assert.deepEqual([peers.choice.shown?.id, peers.choice.isPast, peers.choice.target], ['p5', false, chosen]);
    await peers.showOnly({ id: 'p2', address: '127.0.0.1:2' });
    assert.deepEqual(
      [peers.choice.shown?.id, peers.choice.isPast, peers.choice.target],
      ['p2', true, { id: 'p2', address: '127.0.0.1:2', connectedAt: 0 }],
    );
    await peers.showOnly({ id: 'p5', address: 'another one, of an earlier engine' });
    assert.equal(peers.choice.isPast, true);
  });

  it('can be targets while they are open, even beyond the known ones', async () => {
    open = Array.from({ length: 1000 }, (_, at) => peer(100 + at));
    open.push(peer(5), peer(6));
    peers.changed();
    await settled();
    await peers.sendTo({ id: 'p6', address: '127.0.0.1:6' });
    assert.deepEqual([peers.choice.target, peers.choice.shown], [chosenPeer(peer(6)), chosen]);
    await peers.sendTo({ id: 'p2', address: '127.0.0.1:2' });
    assert.deepEqual(peers.choice.target, chosenPeer(peer(6)), 'it has closed');
    assert.ok(peers.isOpen('p2'), 'it is unknown');
    open = [peer(5)];
    peers.changed();
    mock.timers.tick(250);
    await settled();
    assert.deepEqual([peers.isOpen('p5'), peers.isOpen('p2')], [true, false]);
  });

  it('arriving at a thousand a minute are followed four times a second, and announced once', async () => {
    let nowMs = 0;
    mock.method(performance, 'now', () => nowMs);
    peers.choice.follow(true);
    const shown: (string | undefined)[] = [];
    for (let number = 6; number < 166; number++) {
      [open, recent] = [[peer(number)], [peer(number - 1)]];
      peers.changed();
      await settled();
      if (peers.choice.shown?.id !== shown.at(-1)) shown.push(peers.choice.shown?.id);
      nowMs += 60;
      mock.timers.tick(60);
      await settled();
    }
    mock.timers.tick(250);
    await settled();
    assert.ok(shown.length <= 41, `${shown.length} in ten seconds`);
    assert.deepEqual([peers.choice.shown?.id, followed], ['p165', ['p6 sensor']]);
    assert.deepEqual(
      [carried[0], carried.at(-1)?.[1]],
      [['127.0.0.1:5', '127.0.0.1:6'], '127.0.0.1:165'],
      'a name may go with each',
    );
    nowMs += 3000;
    [open, recent] = [[peer(900)], []];
    mock.timers.tick(250);
    peers.changed();
    await settled();
    assert.deepEqual(followed, ['p6 sensor', 'p900']);
    mock.restoreAll();
  });

  it('include the selected one while it is open, however many there are', async () => {
    open = Array.from({ length: 1000 }, (_, at) => peer(100 + at));
    open.push(peer(5));
    peers.changed();
    await settled();
    assert.equal(peers.open?.length, 1001);
    assert.deepEqual(peers.choice.shown, chosen);
    open.pop();
    mock.timers.tick(250);
    peers.changed();
    await settled();
    assert.deepEqual(peers.choice.gone, chosen);
  });

  describe('with more open than listed', () => {
    const others = Array.from({ length: 1199 }, (_, at) => peer(1 + at));
    const fetched = async (...now: PeerSnapshot[]) => {
      open = now;
      mock.timers.tick(250);
      peers.changed();
      await settled();
    };
    const shown = () => [peers.choice.shown?.id, peers.choice.waits];

    /** p1200 is shown, and followed. */
    const follow = async () => {
      await fetched(...others, peer(1200));
      peers.choice.show(chosenPeer(peer(1200)));
      await settled();
      peers.choice.follow(true);
    };

    it('are followed one after another', async () => {
      await follow();
      await fetched(...others);
      assert.deepEqual(shown(), ['p1200', true]);
      await fetched(...others, peer(1201), peer(1202));
      assert.deepEqual(shown(), ['p1201', false]);
      await fetched(...others, peer(1202));
      assert.deepEqual(shown(), ['p1201', true], 'that one arrived before the end');
      await fetched(...others, peer(1202), peer(1203));
      assert.deepEqual(shown(), ['p1203', false]);
    });

    it('are followed while the previous one is open, if they stay open', async () => {
      await follow();
      staysOpen = true;
      await fetched(...others, peer(1200), peer(1201), peer(1202));
      assert.deepEqual(shown(), ['p1201', false]);
    });

    it('are not followed if they existed before', async () => {
      await fetched(...others, peer(1200));
      peers.choice.follow(true);
      await fetched(...others.filter(({ id }) => id !== 'p5'), peer(1200));
      assert.deepEqual(shown(), ['p5', true]);
    });

    it('are followed from where the last one left off, if requested later', async () => {
      await follow();
      peers.choice.follow(false);
      await fetched(...others);
      await fetched(...others, peer(1201), peer(1202));
      await fetched(...others, peer(1201), peer(1202), peer(1203));
      peers.choice.follow(true);
      assert.deepEqual(shown(), ['p1201', false]);
    });
  });

  it('include one selected from a longer list, at once', async () => {
    open = Array.from({ length: 1000 }, (_, at) => peer(100 + at));
    open.push(peer(5), peer(7));
    peers.changed();
    await settled();
    peers.choice.sendTo(chosenPeer(peer(7)));
    await settled();
    assert.deepEqual(
      peers.open?.slice(1000).map(({ id }) => id),
      ['p5', 'p7'],
    );
    assert.equal(requested, 1);
  });

  it('include one selected while they are being fetched: it doesn’t count as closed', async () => {
    open = Array.from({ length: 1000 }, (_, at) => peer(100 + at));
    open.push(peer(5), peer(2));
    meanwhile = () => peers.choice.show(chosenPeer(peer(2)));
    peers.changed();
    await settled();
    assert.deepEqual([peers.choice.shown?.id, peers.choice.isPast, shownIds], ['p2', false, ['p2']]);
    assert.deepEqual(
      peers.open?.slice(1000).map(({ id }) => id),
      ['p5', 'p2'],
    );
  });
});
