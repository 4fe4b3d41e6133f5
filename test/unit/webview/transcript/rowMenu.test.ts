import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { aboutToOpenMenu, setRowPeerLookup } from '../../../../webview/transcript/rowMenu.ts';
import { onRowRequest } from '../../../../webview/transcript/rowRequests.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { beginPage, hostTells } from '../../../support/panelHost.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('a row’s menu', () => {
  let selected: boolean | undefined;

  /** The context that VS Code gets when the menu is about to open. */
  function open(row: PanelRow): Record<string, unknown> {
    const dataset: Record<string, string> = {};
    Object.assign(window, {
      getSelection: () => (selected === undefined ? null : { isCollapsed: !selected }),
    });
    aboutToOpenMenu({ currentTarget: { dataset } } as unknown as Event, row);
    return JSON.parse(dataset.vscodeContext ?? '{}');
  }

  beforeEach(async () => {
    selected = false;
    await beginPage({ canCompare: true });
  });

  afterEach(() => {
    Reflect.deleteProperty(window, 'getSelection');
  });

  it('is about this row of this endpoint', () => {
    const { endpoint, seq } = open(panelRow(7));
    assert.deepEqual([endpoint, seq], ['e1', 7]);
  });

  it('is about the row’s peer and its role, if it has one', () => {
    const about = (row: PanelRow) => {
      const context = open(row);
      return [context.peer, context.peerAddress, context['portside.peerRole']];
    };
    assert.deepEqual(about(panelRow(7)), ['p1', '127.0.0.1:5000', 'client']);
    const { peer: _peer, ...ofEndpoint } = panelRow(8, { direction: 'event' });
    assert.deepEqual(about(ofEndpoint), [undefined, undefined, undefined]);
  });

  it('offers to resend a message only if possible, and to filter by a peer unless it is active', async () => {
    const requested = (row: PanelRow) => {
      const context = open(row);
      return [context['portside.canSendAgain'], context['portside.isShown']];
    };
    setRowPeerLookup(({ id }) => ({ isOpen: id === 'p1', isShown: id === 'p2' }));
    const ofOther = panelRow(2, { peer: { id: 'p2', address: '127.0.0.1:6000' } });
    assert.deepEqual(requested(panelRow(1)), [true, false]);
    assert.deepEqual(requested(ofOther), [false, true]);
    assert.deepEqual(requested(panelRow(1, { direction: 'event' })), [false, false]);
    const udp = endpointSnapshot('e1', 1, { config: { kind: 'udp', address: ':0' } });
    await beginPage({ endpoint: udp });
    assert.deepEqual(requested(ofOther), [true, true], 'a datagram goes to any address');
    await beginPage({ endpoint: { ...udp, state: 'closed' } });
    assert.deepEqual(requested(ofOther), [false, true]);
  });

  it('has a message’s actions: editing only if it is not too long', () => {
    const allowed = (row: PanelRow) => {
      const context = open(row);
      return [context['portside.isMessage'], context['portside.isEditable'], context['portside.canCompare']];
    };
    assert.deepEqual(allowed(panelRow(1, { length: 1024 * 1024 })), [true, true, true]);
    assert.deepEqual(allowed(panelRow(1, { length: 1024 * 1024 + 1 })), [true, false, true]);
    assert.deepEqual(allowed(panelRow(1, { direction: 'event', length: 0 })), [false, false, true]);
  });

  it('keeps VS Code’s Copy if text is selected', () => {
    const prevents = () => open(panelRow(1)).preventDefaultContextMenuItems;
    assert.equal(prevents(), true);
    selected = true;
    assert.equal(prevents(), false);
    selected = undefined;
    assert.equal(prevents(), true);
  });

  it('performs the choice with the row it was opened for, and no other', async () => {
    open(panelRow(7));
    const requested: number[] = [];
    const stop = onRowRequest(({ row }) => requested.push(row.seq));
    await hostTells.rowAction('sendAgain', 6);
    await hostTells.rowAction('sendAgain', 7);
    stop();
    assert.deepEqual(requested, [7]);
  });
});
