import assert from 'node:assert/strict';
import { commands, EventEmitter } from 'vscode';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { PanelStates } from '../../../../src/host/panel/panelStates.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { type ShownPanels, showPanels } from '../../../support/panelParts.ts';

describe('the states shown by a panel', () => {
  freshVscode();

  let changed: EventEmitter<readonly EndpointSnapshot[]>;
  let endpoints: FakeEndpoints;
  let shown: ShownPanels;
  let states: PanelStates;
  let urgent: boolean[];

  beforeEach(() => {
    changed = new EventEmitter();
    endpoints = fakeEndpoints([endpointSnapshot('e', 0)], {
      onDidChange: changed.event,
      panelState: () => undefined,
    });
    shown = showPanels(endpoints, ['e']);
    const { restored, messageParts, video, savedForms } = shown.parts;
    states = new PanelStates('e', { endpoints, restored, messageParts, offers: video.offers, saved: savedForms });
    urgent = [];
    states.onDidChange(({ isUrgent }) => urgent.push(isUrgent));
  });
  afterEach(() => {
    states.dispose();
    shown.dispose();
  });

  it('are urgent unless only figures differ, and include only its own endpoint', () => {
    const endpoint = endpointSnapshot('e', 0);
    const counters = { ...endpoint.counters, bytesIn: 7 };
    changed.fire([endpoint]);
    changed.fire([{ ...endpoint, counters }]);
    changed.fire([{ ...endpoint, counters, state: 'closed' }]);
    changed.fire([endpointSnapshot('other', 0)]);
    assert.deepEqual(urgent, [true, false, true]);
  });

  it('include how much of an incomplete message has arrived, which isn’t urgent', () => {
    const first = { peer: 'p1', address: 'a:1', since: 5, missing: 'content', arrived: 39, announced: 31_522 } as const;
    const incomplete = (arrived: number, peers = 1) =>
      endpointSnapshot('e', 0, { incomplete: { peers, first: { ...first, arrived } } });
    const progress = '31,522 bytes announced, 39 have arrived';
    assert.deepEqual(states.of(incomplete(39)).incomplete, { progress, canGuess: false });
    for (const one of [incomplete(39), incomplete(40), incomplete(40, 2), endpointSnapshot('e', 0)])
      changed.fire([one]);
    assert.deepEqual(urgent, [true, false, true, true]);
    assert.equal('incomplete' in states.of(endpointSnapshot('e', 0)), false);
  });

  it('say that the framing can be guessed if there is a command for it', async () => {
    const first = { peer: 'p1', address: 'a:1', since: 5, missing: 'end', arrived: 3 } as const;
    const endpoint = endpointSnapshot('e', 0, { incomplete: { peers: 1, first } });
    const guess = commands.registerCommand('portside.guessFraming', () => undefined);
    const found = new Promise<void>(resolve => states.onDidChange(() => resolve()));
    assert.equal(states.of(endpoint).incomplete?.canGuess, false);
    await found;
    assert.equal(states.of(endpoint).incomplete?.canGuess, true);
    guess.dispose();
  });

  it('include the visible form, and the settings', () => {
    const endpoint = endpointSnapshot('e', 0);
    assert.deepEqual([states.of(endpoint).editing, states.of(endpoint).wasOpen], [false, true]);
    states.edit(true, 'reply');
    assert.deepEqual([states.of(endpoint).editing, states.of(endpoint).formField], [true, 'reply']);
    states.edit(false);
    assert.deepEqual([states.of(endpoint).editing, 'formField' in states.of(endpoint)], [false, false]);
    settings.set('portside.followNextClient', true);
    assert.deepEqual([states.of(endpoint).followsNext, urgent], [true, [true, true, true]]);
  });

  it('include the number that tells it from others like it', () => {
    const endpoint = endpointSnapshot('e', 0);
    assert.equal('numbered' in states.of(endpoint), false);
    states.numbered = 'TCP server 2';
    states.numbered = 'TCP server 2';
    assert.deepEqual([states.of(endpoint).numbered, urgent], ['TCP server 2', [true]]);
  });

  it('include how much of a stored transcript has been read, until all of it is', () => {
    const restored = endpointSnapshot('e', 0, { isRestoring: true });
    assert.equal('percentRead' in states.of(restored), false);
    endpoints.readTranscript('other', 9);
    endpoints.readTranscript('e', 40);
    assert.deepEqual([states.of(restored).percentRead, urgent], [40, [false]]);
    assert.equal('percentRead' in states.of(endpointSnapshot('e', 0)), false);
  });

  it('are no longer sent once it is disposed', () => {
    states.dispose();
    changed.fire([endpointSnapshot('e', 0)]);
    assert.deepEqual(urgent, []);
  });
});
