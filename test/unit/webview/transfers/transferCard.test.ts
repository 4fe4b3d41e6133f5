import assert from 'node:assert/strict';
import type { PanelTransfer } from '../../../../src/protocol/panelCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { type CardContext, transferCard } from '../../../../webview/transfers/transferCard.ts';
import { elements, names, press, textOf } from '../../../support/templates.ts';
import { transfer } from './panelTransfers.ts';

describe('a transfer’s card', () => {
  let acts: string[];

  function card(given: Partial<PanelTransfer>, more: Partial<CardContext> = {}) {
    return transferCard(transfer('a', given), {
      labels: new PeerLabels(),
      rate: undefined,
      thumbnail: undefined,
      isCurrent: true,
      confirmed: undefined,
      act: action => acts.push(action),
      ...more,
    });
  }
  const bar = (given: Partial<PanelTransfer>) => {
    const found = elements(card(given)).find(({ attributes }) => attributes.role === 'progressbar');
    return found && [found.attributes['aria-valuenow'], found.inside[0]?.attributes['.style']];
  };
  const symbol = (given: Partial<PanelTransfer>) => {
    const found = elements(card(given)).find(({ attributes }) => attributes.role === 'img');
    const [, icon] = /codicon-([\w-]+)/.exec(String(found?.attributes.class)) ?? [];
    return [icon, found?.attributes['aria-label']];
  };

  beforeEach(() => {
    acts = [];
  });

  it('has a progress bar that is never full before the end', () => {
    assert.deepEqual(bar({ size: 200, bytes: 0 }), [0, 'transform: scaleX(0)']);
    assert.deepEqual(bar({ size: 200, bytes: 199 }), [99, 'transform: scaleX(0.995)']);
    assert.deepEqual(bar({ size: 200, bytes: 300, state: 'paused' }), [100, 'transform: scaleX(1)']);
    assert.deepEqual(bar({ size: 0 }), [100, 'transform: scaleX(1)']);
  });

  it('shows the full name of the kept part if it is truncated', () => {
    const path = '/tmp/in/a.bin.01234567.portside.part';
    const kept = elements(card({ state: 'failed', bytes: 3, path })).find(
      ({ attributes }) => attributes.class === 'transfer-kept',
    );
    assert.deepEqual([kept?.text, kept?.attributes.title], Array(2).fill('kept as a.bin.01234567.portside.part'));
  });

  it('has an endless bar if the progress is unknown', () => {
    assert.deepEqual(bar({ bytes: 5 }), [undefined, '']);
    assert.deepEqual(bar({ size: 200, bytes: 5, state: 'checking' }), [undefined, '']);
  });

  it('has no bar before it begins and after it ends', () => {
    for (const state of ['queued', 'asking', 'done', 'failed', 'cancelled'] as const)
      assert.equal(bar({ size: 200, state }), undefined, state);
  });

  it('looks verified only if hashes were compared', () => {
    assert.deepEqual(symbol({ state: 'done', mode: 'framed' }), ['pass-filled', 'done']);
    assert.deepEqual(symbol({ state: 'done', mode: 'raw' }), ['check', 'done']);
    assert.deepEqual(symbol({ state: 'done', mode: 'datagrams', direction: 'out' }), ['broadcast', 'sent']);
    assert.deepEqual(symbol({ state: 'failed' }), ['error', 'failed']);
    assert.deepEqual(symbol({ state: 'cancelled' }), ['circle-slash', 'canceled']);
    assert.deepEqual(symbol({}), ['arrow-down', 'receiving']);
    assert.deepEqual(symbol({ direction: 'out' }), ['arrow-up', 'sending']);
  });

  it('has labeled answers below its question', () => {
    const asking = card({ state: 'asking', asks: 'consent' });
    assert.deepEqual(names(asking, 'button'), ['Accept', 'Decline']);
    press(asking, 'Accept');
    assert.deepEqual(acts, ['accept']);
    assert.match(textOf(asking), /Accept it\?/);
  });

  it('has buttons for the available actions', () => {
    assert.deepEqual(names(card({}), 'button'), ['Pause', 'Cancel']);
    assert.deepEqual(names(card({ state: 'paused' }), 'button'), ['Resume', 'Cancel']);
    const done = card({ state: 'done', mode: 'framed', sha256: 'ab'.repeat(32), path: '/a.bin' });
    assert.deepEqual(names(done, 'button'), ['Open', 'Reveal', 'Copy Path', 'Copy SHA-256 abababab…']);
  });

  it('shows what went wrong, and its facts in one line', () => {
    assert.match(textOf(card({ state: 'failed', problem: 'Reset by the peer.' })), /Reset by the peer\./);
    assert.match(textOf(card({ bytes: 3, size: 9 })), /3 of 9 B · from/);
  });
});
