import assert from 'node:assert/strict';
import { entryHeader } from '../../../../webview/entry/entryHeader.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { textOf } from '../../../support/templates.ts';

describe('the header of an entry', () => {
  const shown = (...args: Parameters<typeof panelRow>) => textOf(entryHeader(panelRow(...args), () => undefined));

  it('says whose it is, when, and how long', () => {
    assert.match(shown(1, { length: 1 }), /^↓ Received 127\.0\.0\.1:5000 \d\d:\d\d:\d\d\.\d{3} 1 byte$/);
    assert.match(shown(1, { direction: 'out' }), /^↑ Sent .* 5 bytes$/);
  });

  it('has no length for an event, and no peer for one of the endpoint', () => {
    const { peer: _, ...event } = panelRow(1, { direction: 'event', length: 0 });
    assert.match(textOf(entryHeader(event, () => undefined)), /^• Event \d\d:\d\d:\d\d\.\d{3}$/);
  });
});
