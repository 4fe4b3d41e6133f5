import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { IncompleteMessages } from '../../../../src/core/endpointSnapshot.ts';
import type { PanelState } from '../../../../src/protocol/panelCalls.ts';
import { incompleteBanner } from '../../../../webview/panel/incompleteBanner.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { panelStateOf } from '../../../support/panelState.ts';
import { elements, names, press, textOf } from '../../../support/templates.ts';

const settled = () => new Promise(setImmediate);
const since = new Date(2026, 0, 2, 14, 3, 22).getTime();
const first = { peer: 'p2', address: '127.0.0.1:7', since, missing: 'content', arrived: 39, announced: 100 } as const;

describe('the banner about an incomplete message', () => {
  let acted: unknown[];

  beforeEach(async () => {
    await beginPage();
    acted = [];
    hostDoes.runOnPeer = async (action, peer) => void acted.push([action, peer]);
  });

  const actions = { run: (action: unknown) => acted.push(action), fail: (error: unknown) => acted.push(error) };
  const shown = (incomplete?: IncompleteMessages, canGuess = false) => {
    const given: Partial<PanelState> = incomplete ? { incomplete: { progress: '39 of 100', canGuess } } : {};
    const endpoint = endpointSnapshot('e', 1, incomplete ? { incomplete } : {});
    return incompleteBanner(panelStateOf({ endpoint, ...given }), new PeerLabels(), actions);
  };
  const spoken = (template: unknown) => elements(template).find(({ attributes }) => attributes.role === 'status')?.text;

  it('names the peer, and says since when and how much', () => {
    assert.match(
      textOf(shown({ peers: 1, first })),
      /^Incomplete message from 127\.0\.0\.1:7 since 14:03:22\. 39 of 100\./,
    );
  });

  it('counts others, which need not have begun later', () => {
    const one = textOf(shown({ peers: 2, first }));
    assert.match(one, /from 127\.0\.0\.1:7 and others since 14:03:22\. 39 of 100\. 1 more client has sent only a part/);
    assert.match(textOf(shown({ peers: 3, first })), /2 more clients have/);
  });

  it('announces only what stays the same while bytes arrive, in an element that exists before', () => {
    const [before, now, later] = [
      shown(),
      shown({ peers: 2, first }),
      shown({ peers: 9, first: { ...first, arrived: 40 } }),
    ];
    assert.deepEqual([spoken(before), textOf(before)], ['', '']);
    assert.equal(spoken(now), 'Incomplete messages from 127.0.0.1:7 and others since 14:03:22.');
    assert.equal(spoken(later), spoken(now));
    assert.equal(before.strings, now.strings);
  });

  it('offers the ways out, and to guess only where that is possible', async () => {
    assert.deepEqual(names(shown({ peers: 1, first }), 'button'), ['Show What Came', 'Change Framing…']);
    const banner = shown({ peers: 1, first }, true);
    assert.deepEqual(names(banner, 'button'), ['Show What Came', 'Change Framing…', 'Guess the Framing…']);
    for (const name of names(banner, 'button')) press(banner, name);
    await settled();
    assert.deepEqual(acted, ['changeFraming', ['showIncomplete', 'p2'], ['guessFraming', 'p2']]);
  });

  it('shows why a way out failed', async () => {
    hostDoes.runOnPeer = async () => {
      throw new Error('complete by now');
    };
    press(shown({ peers: 1, first }), 'Show What Came');
    for (let turns = 0; turns < 3; turns++) await settled();
    assert.match(String(acted), /complete by now/);
  });
});
