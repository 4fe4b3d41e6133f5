import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { columnNames, logHead } from '../../../../webview/transcript/logHead.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('the header of the log', () => {
  it('names every column, also those whose sign is read by nobody', () => {
    const words = textOf(logHead(columnNames('tcp-server')));
    for (const name of ['Time', 'Time since the previous row', 'Direction', 'Client', 'Bytes', 'Rule', 'Message'])
      assert.ok(words.includes(name), name);
  });

  it('calls the other side what it is', () => {
    assert.match(textOf(logHead(columnNames('tcp-client'))), /Server/);
    assert.match(textOf(logHead(columnNames('udp'))), /Address/);
  });

  it('holds nothing that takes the focus', () => {
    const stops = elements(logHead(columnNames('udp'))).filter(
      ({ tag, attributes }) => tag === 'button' || 'tabindex' in attributes,
    );
    assert.deepEqual(stops, []);
  });
});
