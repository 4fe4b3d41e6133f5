import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { columnNames } from '../../../../webview/transcript/logHead.ts';
import { frameBytesFor, RowContents, type ShownAs } from '../../../../webview/transcript/rowContents.ts';
import type { RowPair } from '../../../../webview/transcript/rowSource.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('a row’s contents', () => {
  const labels = new PeerLabels();
  const pair: RowPair = { row: panelRow(2, { time: 1012 }), previous: panelRow(1) };
  const classes = (template: unknown) => elements(template).map(({ attributes }) => String(attributes.class).trim());
  let contents: RowContents;

  beforeEach(() => {
    contents = new RowContents(() => undefined);
    contents.room.measured(1400, 10, 8);
  });

  const shown = (how: Partial<ShownAs>) =>
    contents.of(pair, { mode: 'chat', form: 'text', labels, isCurrent: false, ...how }, () => undefined);

  it('have escapes of the endpoint’s encoding, in both views', () => {
    const row = { row: panelRow(2, { text: 'a\x02' }), previous: undefined };
    contents.layOut([row], { labels, form: 'text' }, columnNames('client'));
    for (const mode of ['chat', 'log'] as const) {
      const how = { mode, form: 'text', encoding: 'utf16be', labels, isCurrent: false } as const;
      assert.ok(textOf(contents.of(row, how, () => undefined)).includes('a\\u{2}'), mode);
    }
  });

  it('are a bubble in the chat, which may continue the previous one', () => {
    assert.ok(classes(shown({})).includes('bubble-row in'));
  });

  it('is more on request, and less again: a hexdump in the log, the rest of a message in the chat', async () => {
    await beginPage();
    hostDoes.entryBytes = async () => new Uint8Array(5);
    const long = panelRow(2, { text: 'x'.repeat(2000), length: 2000 });
    const state = () => [contents.open.dumpOf(2) !== undefined, contents.open.bubbleOf(long, 'text').isLong];
    contents.toggle(long, { mode: 'log', form: 'text' });
    assert.deepEqual(state(), [true, false]);
    contents.toggle(long, { mode: 'chat', form: 'text' });
    assert.deepEqual(state(), [true, true]);
    for (const mode of ['log', 'chat'] as const) contents.toggle(long, { mode, form: 'text' });
    assert.deepEqual(state(), [false, false]);
  });

  it('are a line of the log, laid out in its columns', () => {
    const { template } = contents.layOut(
      [{ ...pair, row: panelRow(2, { length: 123_456_789 }) }],
      { labels, form: 'text' },
      columnNames('sender'),
    );
    assert.match(template, / 72px$/, 'nine digits');
    assert.match(textOf(shown({ mode: 'log' })), /\+12 ms/);
    contents.reset();
    assert.doesNotMatch(contents.layOut([pair], { labels, form: 'text' }, columnNames('sender')).template, / 72px$/);
  });

  it('are unfolded if the current match is below the fold, and stay so', () => {
    const text = 'x'.repeat(2000);
    const isFolded = (marks: PanelRow['marks'], isCurrent: boolean) => {
      const row = panelRow(2, { text, length: text.length, ...(marks && { marks }) });
      const how: ShownAs = { mode: 'chat', form: 'text', labels, isCurrent };
      return textOf(contents.of({ row, previous: undefined }, how, () => undefined)).includes('Show More');
    };
    const below: PanelRow['marks'] = [[1500, 1501]];
    assert.ok(isFolded(below, false), 'another match is shown');
    assert.ok(isFolded([[0, 1]], true), 'the match is above the fold');
    assert.ok(isFolded(undefined, true));
    assert.ok(!isFolded(below, true));
    assert.ok(!isFolded(below, false), 'the user may be reading it');
  });

  it('are a few lines of a long text in a narrow log, and twenty in the chat', () => {
    const long: RowPair = { row: panelRow(2, { text: 'x'.repeat(900), length: 900 }), previous: undefined };
    contents.room.measured(511, 10, 8);
    contents.layOut([long], { labels, form: 'text' }, columnNames('sender'));
    const folded = (mode: ShownAs['mode']) =>
      textOf(contents.of(long, { mode, form: 'text', labels, isCurrent: false }, () => undefined)).includes(
        'Show More',
      );
    assert.deepEqual([folded('log'), folded('chat')], [true, false]);
  });

  it('are the whole text in the log if the current match is beyond the end of the line', () => {
    const row = panelRow(2, { text: 'x'.repeat(300), length: 300, marks: [[250, 251]] });
    const found: RowPair = { row, previous: undefined };
    contents.layOut([found], { labels, form: 'text' }, columnNames('sender'));
    const isWhole = (isCurrent: boolean) =>
      classes(contents.of(found, { mode: 'log', form: 'text', labels, isCurrent }, () => undefined)).includes('lines');
    assert.deepEqual([isWhole(false), isWhole(true), isWhole(false)], [false, true, true]);
  });

  it('fetch the bytes that contain such a match', async () => {
    await beginPage();
    const fetched = Promise.withResolvers<void>();
    const all = new Uint8Array(2000);
    hostDoes.entryBytes = () => Promise.resolve(all);
    contents = new RowContents(() => contents.open.bubbleOf(row, 'hex').bytes?.length === 2000 && fetched.resolve());
    contents.room.measured(1400, 10, 8);
    const row = panelRow(2, { length: 2000, bytes: all.subarray(0, 256), byteMarks: [[1500, 1501]] });
    const marks = (isCurrent: boolean) => {
      const how: ShownAs = { mode: 'chat', form: 'hex', labels, isCurrent };
      return elements(contents.of({ row, previous: undefined }, how, () => undefined)).filter(
        ({ tag }) => tag === 'mark',
      ).length;
    };
    assert.equal(marks(true), 0);
    await fetched.promise;
    assert.equal(marks(true), 1);
  });

  it('require bytes for the modes that show them', () => {
    assert.deepEqual((['text', 'hex', 'mixed'] as const).map(frameBytesFor), [0, 256, 256]);
  });
});
