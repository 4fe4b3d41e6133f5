import assert from 'node:assert/strict';
import { onRowRequest, type RowRequest, requestRowAction } from '../../../../webview/transcript/rowRequests.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('a request about a row', () => {
  it('reaches its listener until unsubscribed', () => {
    const received: RowRequest[] = [];
    const stop = onRowRequest(request => received.push(request));
    requestRowAction('sendAgain', panelRow(3));
    stop();
    requestRowAction('compare', panelRow(4));
    assert.deepEqual(received, [{ action: 'sendAgain', row: panelRow(3) }]);
  });
});
