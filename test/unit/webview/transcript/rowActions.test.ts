import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { originLabel, rowActions, runRowAction } from '../../../../webview/transcript/rowActions.ts';
import { onRowRequest } from '../../../../webview/transcript/rowRequests.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { fire, named, names } from '../../../support/templates.ts';

describe('the text copied from a row', () => {
  let copied: string[];
  let fetched: number;

  async function begin(more: Partial<EndpointConfig> = {}): Promise<void> {
    copied = [];
    fetched = 0;
    const config: EndpointConfig = { kind: 'tcp-server', address: ':0', ...more };
    await beginPage({ endpoint: endpointSnapshot('e1', 1, { config }) });
    hostDoes.copy = async text => void copied.push(text);
    hostDoes.entryBytes = async seq => {
      fetched++;
      return Uint8Array.of(0x61, 0xe9, seq);
    };
  }

  it('is the loaded text, if that is complete', async () => {
    await begin();
    await runRowAction('copyText', panelRow(1));
    assert.deepEqual([copied, fetched], [['hello'], 0]);
  });

  it('has no control character that a terminal would interpret, and keeps its lines', async () => {
    await begin();
    await runRowAction('copyText', panelRow(1, { text: 'ls\r\n\x1b[201~rm\r' }));
    await runRowAction('copyText', panelRow(1, { direction: 'event', sentence: 'saved as “a\u202eb”', text: '' }));
    assert.deepEqual(copied, ['ls\r\n\\e[201~rm\\r', 'saved as “a\\u{202e}b”']);
    hostDoes.entryBytes = async () => Buffer.from('\x1b]0;title\x07');
    await runRowAction('copyText', panelRow(1, { more: 1 }));
    await runRowAction('copyHex', panelRow(1));
    assert.deepEqual(copied.slice(2), ['\\e]0;title\\x07', '1b 5d 30 3b 74 69 74 6c 65 07']);
  });

  it('has escapes that can be typed in the endpoint’s encoding', async () => {
    await begin({ encoding: 'utf16le' });
    await runRowAction('copyText', panelRow(1, { text: 'a\x02' }));
    hostDoes.entryBytes = async () => Buffer.from('b\x02', 'utf16le');
    await runRowAction('copyText', panelRow(1, { more: 1 }));
    assert.deepEqual(copied, ['a\\u{2}', 'b\\u{2}']);
  });

  it('is the whole message’s text, in the endpoint’s encoding', async () => {
    await begin({ encoding: 'latin1' });
    await runRowAction('copyText', panelRow(0x62, { more: 1 }));
    assert.deepEqual([copied, fetched], [['aéb'], 1]);
  });

  it('is UTF-8 by default, with invalid bytes as their own escapes', async () => {
    await begin();
    await runRowAction('copyText', panelRow(0x62, { more: 1 }));
    assert.deepEqual(copied, ['a\\xe9b']);
  });

  it('is an event’s sentence', async () => {
    await begin();
    await runRowAction('copyText', panelRow(1, { direction: 'event', sentence: 'It listens.', text: '' }));
    assert.deepEqual(copied, ['It listens.']);
  });

  it('can be its bytes in hex', async () => {
    await begin();
    await runRowAction('copyHex', panelRow(9));
    assert.deepEqual(copied, ['61 e9 09']);
  });
});

describe('a row’s actions', () => {
  it('are performed by the composer, except copying', async () => {
    await beginPage();
    const requested: unknown[] = [];
    const stop = onRowRequest(request => requested.push(request));
    await runRowAction('sendAgain', panelRow(1));
    stop();
    assert.deepEqual(requested, [{ action: 'sendAgain', row: panelRow(1) }]);
  });

  it('are fewer for an event than for a message', () => {
    const buttons = (row: PanelRow) =>
      names(
        rowActions(row, () => undefined),
        'button',
      );
    assert.equal(buttons(panelRow(1)).length, 4);
    assert.deepEqual(buttons(panelRow(1, { direction: 'event' })), ['Copy Text']);
  });

  it('don’t open the row that contains the button', () => {
    let inspected = 0;
    let stopped = 0;
    const look = named(
      rowActions(panelRow(1), () => inspected++),
      'Inspect (Enter)',
    );
    fire(look, 'click', { stopPropagation: () => stopped++ });
    assert.deepEqual([inspected, stopped], [1, 1]);
  });
});

describe('the origin of sent bytes', () => {
  it('is shown if the endpoint sent them automatically, with rules counted from 1', () => {
    const origins = [undefined, 'send', 'greeting', 'echo', { rule: 0 }] as const;
    assert.deepEqual(origins.map(originLabel), ['', '', 'greeting', 'echo', 'reply rule 1']);
  });
});
