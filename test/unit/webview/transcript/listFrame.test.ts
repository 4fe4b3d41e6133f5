import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { html } from 'lit';
import { type ListFrame, listFrame } from '../../../../webview/transcript/listFrame.ts';
import { columnNames } from '../../../../webview/transcript/logHead.ts';
import { RowRoom } from '../../../../webview/transcript/rowRoom.ts';
import { elements, named } from '../../../support/templates.ts';

describe('the list’s frame', () => {
  const layout = {
    hasShortTimes: true,
    isStacked: true,
    hasPeersBelow: false,
    hasRules: true,
    scale: 0.85,
    gap: 6,
    template: '10px 20px',
    textColumns: 9,
    lineColumns: 9,
  };
  const frame = (columns?: ListFrame['columns']) => {
    const nothing = () => undefined;
    const parts = { room: new RowRoom(), columns, trackPixels: 9, rows: html`the rows` };
    return listFrame({ ...parts, onScroll: nothing, onKey: nothing });
  };
  const log = () => frame({ names: columnNames('sender'), layout });

  it('has a header in the log, which describes the list', () => {
    const header = named(log(), 'Columns');
    assert.equal(named(log(), 'Transcript').attributes['aria-describedby'], header.attributes.id);
    assert.equal(named(frame(), 'Transcript').attributes['aria-describedby'], undefined);
    assert.equal(
      elements(frame()).some(({ attributes }) => attributes.class === 'log-head'),
      false,
    );
  });

  it('gives header and rows the same columns', () => {
    const [outer] = elements(log());
    assert.match(String(outer?.attributes['.style']), /--log-columns: 10px 20px; --log-scale: 0.85; --log-gap: 6px$/);
    assert.equal(outer?.attributes.class, 'list-frame stacked');
    const [below] = elements(frame({ names: columnNames('sender'), layout: { ...layout, hasPeersBelow: true } }));
    assert.equal(below?.attributes.class, 'list-frame stacked peers-below');
    assert.doesNotMatch(String(elements(frame())[0]?.attributes['.style']), /log/);
  });

  it('contains the rows in a focusable list', () => {
    const list = named(frame(), 'Transcript');
    assert.deepEqual([list.attributes.role, list.attributes.tabindex], ['list', '0']);
    assert.match(list.text, /the rows/);
  });
});
