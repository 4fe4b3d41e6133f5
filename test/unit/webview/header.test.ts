import assert from 'node:assert/strict';
import type { EndpointSnapshot, EndpointState } from '../../../src/core/endpointSnapshot.ts';
import type { SocketFailure } from '../../../src/core/errorParams.ts';
import type { PanelState } from '../../../src/protocol/panelCalls.ts';
import { banner, endpointActions, header, offersStart } from '../../../webview/header.ts';
import { endpointSnapshot } from '../../support/endpointSnapshot.ts';
import { panelStateOf } from '../../support/panelState.ts';
import { elements, names, press, textOf } from '../../support/templates.ts';

let calls: unknown[];
const run = (action: unknown) => void calls.push(action);
const edit = (editing: boolean) => void calls.push({ editing });
const panel = (endpoint: Partial<EndpointSnapshot>, more: Partial<PanelState> = {}, peers = 1) =>
  panelStateOf({ endpoint: endpointSnapshot('e1', peers, endpoint), ...more });

const failureOf = (code: string, operation = 'listen') => ({ code, params: { operation } }) as SocketFailure;

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

describe('a panel’s banner', () => {
  const shown = (endpoint: Partial<EndpointSnapshot>, more: Partial<PanelState>) =>
    banner(panel(endpoint, more), run, edit);
  const buttons = (template: unknown) => names(template, 'button');

  it('is absent without problems', () => {
    assert.equal(textOf(shown({}, {})), '');
  });

  it('shows what failed, with actions that help with this failure', () => {
    const failed = shown({ state: 'failed', failure: failureOf('EACCES') }, { failure: 'Not allowed.' });
    assert.match(textOf(failed), /^Not allowed\./);
    assert.deepEqual(buttons(failed), ['Try Again', 'Edit…']);
  });

  it('offers a free port only if the port is taken', () => {
    const taken = shown({ state: 'failed', failure: failureOf('EADDRINUSE') }, { failure: 'In use.' });
    assert.deepEqual(buttons(taken), ['Try Again', 'Use a Free Port', 'Edit…']);
    press(taken, 'Use a Free Port');
    press(taken, 'Edit…');
    assert.deepEqual(calls, ['restartOnFreePort', { editing: true }]);
  });

  it('offers to keep trying only to a refused client', () => {
    const client = { kind: 'tcp-client', address: ':1' } as const;
    const refused = { state: 'failed', failure: failureOf('ECONNREFUSED', 'connect') } as const;
    assert.ok(buttons(shown({ ...refused, config: client }, { failure: 'Refused.' })).includes('Keep Trying'));
    assert.ok(!buttons(shown(refused, { failure: 'Refused.' })).includes('Keep Trying'));
  });

  it('links to the endpoint of this window that uses the port', () => {
    const failure = { code: 'EADDRINUSE', params: { operation: 'listen', holder: 'e2' } } as const;
    const taken = shown({ state: 'failed', failure }, { failure: 'In use.' });
    press(taken, 'Show It');
    assert.deepEqual(calls, ['showHolder']);
    const foreign = shown({ state: 'failed', failure: failureOf('EADDRINUSE') }, { failure: 'In use.' });
    assert.ok(!buttons(foreign).includes('Show It'));
  });

  it('doesn’t link to the form from the form, and leaves starting to the form', () => {
    assert.deepEqual(buttons(shown({ state: 'failed' }, { failure: 'No.', editing: true })), []);
    assert.deepEqual(buttons(shown({ state: 'closed' }, { wasOpen: true, editing: true })), []);
  });

  it('offers to start an endpoint that isn’t open, with the reason', () => {
    const offers = (state: EndpointState, more: Partial<PanelState>) => offersStart(panel({ state }, more));
    assert.ok(offers('failed', { failure: 'No.' }) && offers('closed', { wasOpen: true }));
    assert.ok(!offers('closed', {}) && !offers('reconnecting', { failure: 'No.' }));
  });

  it('shows what is being retried, without the alarm of a failure', () => {
    const trying = shown({ state: 'reconnecting' }, { failure: 'Refused' });
    assert.match(textOf(trying), /^Refused\. Trying again…/);
    assert.equal(elements(trying)[0]?.attributes.role, 'status');
    press(trying, 'Try Now');
    press(trying, 'Stop Trying');
    assert.deepEqual(calls, ['restart', 'stop']);
  });

  it('offers to reopen what was open, before anything that failed', () => {
    assert.match(
      textOf(shown({ state: 'closed' }, { wasOpen: true, failure: 'Old.' })),
      /^This endpoint was open in your last session\./,
    );
  });
});
