import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { maxEditedBytes } from '../../../../src/core/limits.ts';
import { rowMessage } from '../../../../webview/composer/rowMessage.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('a row to edit', () => {
  const asked: unknown[] = [];

  beforeEach(async () => {
    asked.length = 0;
    await beginPage();
    hostDoes.entryBytes = async (...args) => {
      asked.push(args);
      return Buffer.from('hello!');
    };
  });

  it('becomes a message with all bytes of the entry, not just of the preview', async () => {
    const message = await rowMessage(panelRow(7, { length: 6 }), { notation: 'hex' }, {});
    assert.deepEqual([message.notation, message.text], ['text', 'hello!']);
    assert.deepEqual(asked, [[7, 0, 6]]);
  });

  it('is rejected without a request if it is too long to edit', async () => {
    await assert.rejects(rowMessage(panelRow(7, { length: maxEditedBytes + 1 }), { notation: 'text' }, {}), {
      name: 'RangeError',
      message: /^This message of 1048577 bytes is too long to edit here\./,
    });
    assert.deepEqual(asked, []);
    await rowMessage(panelRow(7, { length: maxEditedBytes }), { notation: 'text' }, {});
    assert.equal(asked.length, 1);
  });
});
