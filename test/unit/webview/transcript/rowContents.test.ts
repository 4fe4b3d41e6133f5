import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { columnNames } from '../../../../webview/transcript/logHead.ts';
import { frameBytesFor, RowContents, type ShownAs } from '../../../../webview/transcript/rowContents.ts';
import type { RowPair } from '../../../../webview/transcript/rowSource.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('what stands in a row', () => {
  const labels = new PeerLabels();
  const pair: RowPair = { row: panelRow(2, { time: 1012 }), previous: panelRow(1) };
  const classes = (template: unknown) => elements(template).map(({ attributes }) => String(attributes.class).trim());
  let contents: RowContents;

  beforeEach(() => {
    contents = new RowContents(() => undefined);
    contents.room.measured(1400, 10, 8);
  });

  const shown = (how: Partial<ShownAs>) =>
    contents.of(pair, { mode: 'chat', form: 'text', labels, ...how }, () => undefined);

  it('is a bubble in the chat, which goes on with the one before', () => {
    assert.ok(classes(shown({})).includes('bubble-row in'));
  });

  it('is a line of the log, in columns that are laid out for it', () => {
    const { template } = contents.layOut(
      [{ ...pair, row: panelRow(2, { length: 123_456_789 }) }],
      labels,
      columnNames('udp'),
    );
    assert.match(template, / 72px /, 'nine digits');
    assert.match(textOf(shown({ mode: 'log' })), /\+12 ms/);
    contents.reset();
    assert.doesNotMatch(contents.layOut([pair], labels, columnNames('udp')).template, / 72px /);
  });

  it('needs bytes for the forms that show them', () => {
    assert.deepEqual((['text', 'hex', 'mixed'] as const).map(frameBytesFor), [0, 256, 256]);
  });
});
