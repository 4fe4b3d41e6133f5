import assert from 'node:assert/strict';
import { nothing } from 'lit';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import type { PickerOption } from '../../../../webview/peerPicker/peerPickerElement.ts';
import { chosenPeer } from '../../../../webview/peers/chosenPeer.ts';
import { PeerChoice } from '../../../../webview/peers/peerChoice.ts';
import { closedSelect, type PeerSelectState, peerSelect } from '../../../../webview/peers/peerSelect.ts';
import { elements, fire, named, textOf } from '../../../support/templates.ts';

const peer = (number: number, closedAt?: number): PeerSnapshot => {
  const about = { id: `p${number}`, address: `127.0.0.1:${number}`, bytesIn: 0, bytesOut: 0, connectedAt: 1 };
  return { ...about, ...(closedAt === undefined ? { state: 'open' } : { state: 'closed', closedAt }) };
};

describe('peer lists', () => {
  const closedAt = new Date(2026, 10, 29, 14, 2, 41, 902).getTime();
  let choice: PeerChoice;
  let labels: PeerLabels;

  const state = (open: PeerSnapshot[], recent: PeerSnapshot[], role: PeerSelectState['role'] = 'client') => ({
    role,
    count: open.length,
    peers: { open, recent, choice },
    labels,
  });
  const options = (template: unknown) =>
    elements(template)
      .filter(({ tag }) => tag === 'option')
      .map(({ text }) => text);
  const selected = (template: unknown) =>
    elements(template)
      .filter(({ tag, attributes }) => tag === 'option' && attributes['.selected'] === true)
      .map(({ text }) => text);
  const choose = (template: unknown, value: string) => {
    const select = elements(template).find(({ tag }) => tag === 'select') ?? assert.fail('there is no list');
    fire(select, 'change', { target: { value } });
  };

  beforeEach(() => {
    choice = new PeerChoice({}, { onChange: () => undefined });
    labels = new PeerLabels();
    labels.see('127.0.0.1:1');
  });

  describe('for closed peers', () => {
    it('are absent while there are none', () => {
      assert.equal(closedSelect(state([peer(1)], [])), nothing);
    });

    it('show when each closed, and select one’s messages', () => {
      const list = closedSelect(state([], [peer(2, closedAt), peer(1, closedAt)]));
      assert.deepEqual(options(list), ['Disconnected', ':2, until 14:02:41', ':1, until 14:02:41']);
      choose(list, 'p1');
      assert.deepEqual([choice.shown, choice.isPast], [chosenPeer(peer(1)), true]);
      choose(list, '');
      assert.equal(choice.shown?.id, 'p1');
    });
  });

  it('contain all, the open ones, and the closed ones separately', () => {
    const list = peerSelect(state([peer(3), peer(4)], [peer(2, closedAt)]));
    assert.deepEqual(options(list), ['All clients', ':3', ':4', ':2, until 14:02:41']);
    assert.equal(elements(list).find(({ tag }) => tag === 'optgroup')?.attributes.label, 'Disconnected');
    choose(list, 'p4');
    assert.deepEqual([choice.shown?.id, choice.isPast], ['p4', false]);
    choose(list, 'p2');
    assert.deepEqual([choice.shown?.id, choice.isPast], ['p2', true]);
    assert.deepEqual(selected(peerSelect(state([peer(3), peer(4)], [peer(2, closedAt)]))), [':2, until 14:02:41']);
    choose(list, '');
    assert.equal(choice.shown, undefined);
    assert.deepEqual(selected(peerSelect(state([peer(3), peer(4)], []))), ['Both clients']);
    assert.deepEqual(selected(peerSelect(state([peer(3), peer(4), peer(5)], []))), ['All clients (3)']);
  });

  it('show no count if some have closed, whose messages are shown, too', () => {
    const closed = [peer(2, closedAt), peer(1, closedAt)];
    for (const [role, all] of [
      ['client', 'All clients'],
      ['sender', 'All senders'],
    ] as const)
      assert.equal(options(peerSelect(state([], closed, role)))[0], all);
  });

  it('are searched by typing if there are many, including closed ones', () => {
    const many = Array.from({ length: 9 }, (_, at) => peer(at + 1));
    const picker = () =>
      elements(peerSelect(state(many, [peer(20, closedAt)]))).find(({ tag }) => tag === 'portside-peer-picker')
        ?.attributes ?? assert.fail('there is no picker');
    assert.deepEqual([picker()['.text'], picker()['.count']], ['All clients', 9]);
    assert.deepEqual(picker()['.closed'], [peer(20, closedAt)]);
    const choosePeer = picker()['.onChoose'] as (one: PeerSnapshot) => void;
    choosePeer(peer(20, closedAt));
    assert.deepEqual([choice.shown?.id, choice.isPast, picker()['.text']], ['p20', true, ':20, until 14:02:41']);
    choosePeer(peer(3));
    assert.deepEqual([choice.shown?.id, choice.isPast, picker()['.text']], ['p3', false, ':3']);
    const [all] = picker()['.options'] as PickerOption[];
    all?.choose();
    assert.equal(choice.shown, undefined);
  });

  it('keep the shown peer even if it is known nowhere else', () => {
    choice.showPast({ id: 'p1', address: '127.0.0.1:1', connectedAt: 0 });
    const list = peerSelect(state([peer(3)], []));
    assert.deepEqual(options(list), ['All clients', ':1', ':3']);
  });

  it('distinguish two with the same name, and name them correctly', () => {
    labels.setNames({ '127.0.0.1:1': 'sensor', '127.0.0.1:2': 'sensor' });
    const list = peerSelect(state([peer(1), peer(2)], [], 'sender'));
    assert.deepEqual(options(list), ['Both senders', 'sensor (:1)', 'sensor (:2)']);
    assert.match(textOf(list), /^Sender/);
    assert.match(textOf(peerSelect(state([], [], 'server'))), /^Connection All connections/);
    assert.ok(named(closedSelect(state([], [peer(1, 1)], 'server')), 'Closed'));
  });
});
