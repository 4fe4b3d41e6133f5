import assert from 'node:assert/strict';
import { entryHeader } from '../../../../webview/entry/entryHeader.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { textOf } from '../../../support/templates.ts';

describe('an entry’s header', () => {
  const shown = (...args: Parameters<typeof panelRow>) => textOf(entryHeader(panelRow(...args), () => undefined));

  it('shows its peer, time and length', () => {
    assert.match(shown(1, { length: 1 }), /^↓ Received 127\.0\.0\.1:5000 \d\d:\d\d:\d\d\.\d{3} 1 byte$/);
    assert.match(shown(1, { direction: 'out' }), /^↑ Sent .* 5 bytes$/);
  });
});
