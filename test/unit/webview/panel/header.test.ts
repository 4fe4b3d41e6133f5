import assert from 'node:assert/strict';
import type { EndpointSnapshot, EndpointState } from '../../../../src/core/endpointSnapshot.ts';
import type { PanelState } from '../../../../src/protocol/panelCalls.ts';
import { endpointActions, header } from '../../../../webview/panel/header.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { panelStateOf } from '../../../support/panelState.ts';
import { elements, textOf } from '../../../support/templates.ts';

let calls: unknown[];
const run = (action: unknown) => void calls.push(action);
const edit = (editing: boolean) => void calls.push({ editing });
const panel = (endpoint: Partial<EndpointSnapshot>, more: Partial<PanelState> = {}, peers = 1) =>
  panelStateOf({ endpoint: endpointSnapshot('e1', peers, endpoint), ...more });

beforeEach(() => {
  calls = [];
});

describe('a panel’s header', () => {
  const shown = (endpoint: Partial<EndpointSnapshot>, more?: Partial<PanelState>, peers?: number) =>
    header(panel(endpoint, more, peers), run, edit);

  it('shows invisible characters in the name and the address', () => {
    const config = { kind: 'tcp-server', address: 'unix:/tmp/a\u202eb', name: 'mi\u202ene' } as const;
    const all = elements(shown({ config, address: 'unix:/tmp/a\u202eb' }));
    const name = all.find(({ attributes }) => attributes.class === 'name');
    assert.deepEqual([name?.text, name?.attributes.title], ['mi\\u{202e}ne', 'mi\\u{202e}ne']);
    assert.doesNotMatch(JSON.stringify(all.map(({ text, attributes }) => [text, attributes])), /\u202e/);
  });

  it('counts clients or senders, except a client’s single server', () => {
    const counted = (peers: number, endpoint: Partial<EndpointSnapshot> = {}) =>
      elements(shown(endpoint, {}, peers)).find(({ attributes }) => attributes.class === 'peer-count')?.text;
    assert.deepEqual(
      [0, 1, 2].map(peers => counted(peers)),
      ['0 clients', '1 client', '2 clients'],
    );
    const udp = { kind: 'udp', address: ':1' } as const;
    assert.deepEqual(
      [0, 1, 2].map(senders => counted(3, { config: udp, senders })),
      ['0 senders', '1 sender', '2 senders'],
    );
    const remote = { ...udp, remote: ':2' };
    assert.deepEqual(
      [0, 1].map(senders => counted(1, { config: remote, senders })),
      [undefined, '1 sender'],
      'no count while it only sends',
    );
    assert.equal(counted(1, { config: { ...remote, connected: true }, senders: 1 }), undefined);
    assert.equal(counted(1, { config: { kind: 'tcp-client', address: ':1' } }), undefined);
  });

  it('shows where a UDP socket sends, and its own address next to the copied one', () => {
    const socket = {
      config: { kind: 'udp', address: ':0', remote: 'localhost:9' },
      address: 'udp://127.0.0.1:7',
    } as const;
    const address = (endpoint: Partial<EndpointSnapshot>) =>
      elements(shown(endpoint)).find(({ attributes }) => attributes.class === 'address');
    const [seen, spoken] = address(socket)?.inside[0]?.inside ?? [];
    assert.deepEqual([seen?.text, seen?.attributes['aria-hidden']], ['→ localhost:9', 'true']);
    assert.deepEqual([spoken?.text, spoken?.attributes.class], ['to localhost:9', 'spoken']);
    assert.equal(address(socket)?.attributes.title, 'Copy udp://localhost:9\nBound to udp://127.0.0.1:7');
    assert.equal(address({ ...socket, state: 'closed' })?.attributes.title, 'Copy udp://localhost:9');
    assert.equal(address({})?.text, 'tcp://127.0.0.1:1');
    assert.equal(address({})?.attributes.title, 'Copy tcp://127.0.0.1:1');
    const title = (endpoint: Partial<EndpointSnapshot>) =>
      elements(shown(endpoint)).find(({ tag }) => tag === 'h1')?.text;
    assert.deepEqual([title(socket), title({})], ['UDP socket to localhost:9', 'TCP server 127.0.0.1:1']);
  });

  it('shows the name first, followed by the address, which is copied', () => {
    const texts = (name?: string) =>
      elements(
        shown({ address: 'tcp://127.0.0.1:9', config: { kind: 'tcp-server', address: ':9', ...(name && { name }) } }),
      )
        .filter(({ attributes }) => attributes.class === 'name' || attributes.class === 'address')
        .map(({ text }) => text);
    assert.deepEqual(texts('Sensor'), ['Sensor', '127.0.0.1:9']);
    assert.deepEqual(texts(), ['tcp://127.0.0.1:9']);
  });

  it('shows the numbered kind of an endpoint that looks like another one', () => {
    const all = elements(shown({ config: { kind: 'tcp-client', address: ':9' } }, { numbered: 'TCP client 2' }));
    const number = all.find(({ attributes }) => attributes.class === 'numbered');
    assert.deepEqual([number?.text, number?.attributes['aria-hidden']], ['TCP client 2', 'true'], 'the title says it');
    assert.equal(all.find(({ tag }) => tag === 'h1')?.text, 'TCP client 2 127.0.0.1:1');
    assert.equal(
      elements(shown({})).some(({ attributes }) => attributes.class === 'numbered'),
      false,
    );
  });

  it('shows the traffic in frames and bytes', () => {
    const counters = { bytesIn: 1240, bytesOut: 3, framesIn: 1, framesOut: 2, peers: 1 };
    const labels = elements(shown({ counters })).map(({ attributes }) => attributes.title);
    assert.ok(labels.includes('received 1.24 kB in 1 message'), String(labels));
    assert.ok(labels.includes('sent 3 B in 2 messages'));
    const swapped = { ...counters, framesIn: 0, framesOut: 1 };
    const others = elements(shown({ counters: swapped })).map(({ attributes }) => attributes.title);
    assert.ok(others.includes('received 1.24 kB in 0 messages'), String(others));
    assert.ok(others.includes('sent 3 B in 1 message'));
  });

  it('shows no rate while an earlier window’s traffic is being read', () => {
    const sampled = (endpoint: Partial<EndpointSnapshot>) =>
      elements(shown(endpoint)).find(({ tag }) => tag === 'portside-throughput')?.attributes['.counters'];
    assert.equal(sampled({ isRestoring: true }), undefined);
    assert.deepEqual(sampled({}), endpointSnapshot('e1', 1).counters);
  });

  it('stops a running endpoint and starts any other', () => {
    const first = (state: EndpointState) => endpointActions(panel({ state }), run, edit)[0];
    for (const state of ['opening', 'open', 'reconnecting'] as const) {
      assert.equal(first(state)?.label, 'Stop', state);
    }
    for (const state of ['closed', 'failed'] as const) {
      first(state)?.act();
    }
    assert.deepEqual([first('closed')?.label, first('failed')?.label], ['Start', 'Try Again']);
    assert.deepEqual(calls, ['restart', 'restart']);
  });

  it('offers to edit, save and clear', () => {
    const actions = (editing: boolean) => endpointActions(panel({}, { editing }), run, edit).slice(1);
    for (const { act } of [...actions(false), ...actions(true).slice(0, 1)]) act();
    assert.deepEqual(calls, [{ editing: true }, 'saveEndpoint', 'clearTranscript', { editing: false }]);
    assert.deepEqual(
      [false, true].map(editing => actions(editing)[0]?.pressed),
      [false, true],
    );
  });

  it('shows that it is saved, and then edits the saved one', () => {
    const saved = { place: 'user settings', isOnlyEdited: false };
    const edits = (...given: unknown[]) => void calls.push(given);
    const action = endpointActions(panel({}, { saved }), run, edits)[2];
    assert.deepEqual([action?.icon, action?.label], ['bookmark', 'Edit Saved Endpoint (user settings)…']);
    action?.act();
    assert.deepEqual(calls, [[true, true]]);
  });

  it('warns if other machines can reach it', () => {
    assert.match(textOf(shown({}, { exposed: true })), /open to the network/);
    assert.doesNotMatch(textOf(shown({})), /open to the network/);
  });
});
