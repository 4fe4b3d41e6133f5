import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import type { PanelTransfer } from '../../../../src/protocol/panelCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { TransfersController } from '../../../../webview/transfers/transfersController.ts';
import { beginPage, hostDoes, hostTells } from '../../../support/panelHost.ts';
import { transfer } from './panelTransfers.ts';

describe('a page’s transfers', () => {
  let said: string[];
  let labels: PeerLabels;
  let transfers: TransfersController;
  const settled = () => new Promise(setImmediate);
  const shown = (history = true) => transfers.list.shown(history).map(({ id }) => id);
  const change = (...changed: PanelTransfer[]) => hostTells.transfersChanged(changed);

  beforeEach(async () => {
    said = [];
    labels = new PeerLabels();
    await beginPage();
    hostDoes.transfers = async () => [transfer('old', { state: 'done' })];
    const host = {
      addController: () => undefined,
      requestUpdate: () => undefined,
    } as unknown as ReactiveControllerHost;
    transfers = new TransfersController(host, { labels, say: text => said.push(text) });
    transfers.hostConnected();
    await settled();
    mock.timers.enable({ apis: ['setTimeout'] });
  });

  afterEach(() => {
    transfers.hostDisconnected();
    mock.timers.reset();
  });

  it('are those of the host, with reported changes', async () => {
    await change(transfer('new'));
    assert.deepEqual(shown(), ['new', 'old']);
    await hostTells.transferRemoved('old');
    assert.deepEqual(shown(), ['new']);
  });

  it('make their peers known, so that these can be distinguished', async () => {
    assert.equal(labels.label('127.0.0.1:5000'), ':5000');
    await change(transfer('new', { peer: { id: 'p2', address: '[::1]:1' } }));
    assert.equal(labels.label('127.0.0.1:5000'), '127.0.0.1:5000');
  });

  it('are announced once a second, with their latest state', async () => {
    await change(transfer('a'));
    await change(transfer('a', { bytes: 5 }));
    mock.timers.tick(999);
    assert.deepEqual(said, []);
    await change(transfer('a', { state: 'done' }));
    mock.timers.tick(1);
    assert.deepEqual(said, ['Received a.bin.']);
  });

  it('are not announced if nothing is new', async () => {
    await change(transfer('a'));
    mock.timers.tick(1000);
    await change(transfer('a', { bytes: 5 }));
    mock.timers.tick(1000);
    assert.deepEqual(said, ['Receiving a.bin from 127.0.0.1:5000.']);
  });

  it('are no longer announced if one is gone meanwhile, or the page', async () => {
    await change(transfer('a'));
    await hostTells.transferRemoved('a');
    mock.timers.tick(1000);
    await change(transfer('b'));
    transfers.hostDisconnected();
    mock.timers.tick(1000);
    assert.deepEqual(said, []);
  });

  it('are dismissed after they have ended, and stay in the history', async () => {
    await change(transfer('a', { state: 'done' }));
    assert.deepEqual(shown(false), ['a']);
    transfers.putAway();
    assert.deepEqual(shown(false), []);
    assert.equal(shown().length, 2);
  });

  it('are listed again when the ended ones are cleared', async () => {
    let isCleared = false;
    hostDoes.clearTransfers = async () => {
      isCleared = true;
    };
    hostDoes.transfers = async () => (isCleared ? [] : [transfer('old', { state: 'done' })]);
    await transfers.clear();
    assert.deepEqual(shown(), []);
    hostDoes.clearTransfers = async () => Promise.reject(new Error('The engine is gone.'));
    await transfers.clear();
    assert.equal(transfers.problem?.text, 'The engine is gone.');
  });

  it('are not announced if one has returned to its previous state', async () => {
    await change(transfer('a'));
    mock.timers.tick(1000);
    await change(transfer('a', { state: 'failed' }));
    await change(transfer('a'));
    mock.timers.tick(1000);
    assert.deepEqual(said, ['Receiving a.bin from 127.0.0.1:5000.']);
  });

  it('are announced a second after the first change, however many follow', async () => {
    await change(transfer('a'));
    mock.timers.tick(500);
    await change(transfer('b'));
    mock.timers.tick(500);
    assert.equal(said.length, 1);
    await change(transfer('c'));
    mock.timers.tick(999);
    assert.equal(said.length, 1);
    mock.timers.tick(1);
    assert.equal(said.length, 2);
  });
});
