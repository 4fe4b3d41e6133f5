import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import {
  hidesFind,
  type LogRowState,
  logRow,
  maxLogLines,
  type OpenRow,
} from '../../../../webview/transcript/logRow.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, named, names, press, textOf } from '../../../support/templates.ts';

describe('a log row', () => {
  const layout = {
    hasShortTimes: false,
    isStacked: false,
    hasPeersBelow: false,
    hasRules: true,
    scale: 1,
    gap: 10,
    template: '',
    textColumns: 60,
    lineColumns: 60,
  };
  const line = (row: PanelRow, given: Partial<LogRowState> = {}) => {
    const state: LogRowState = {
      form: 'text',
      columns: layout.textColumns,
      maxByteLines: maxLogLines,
      maxTextLines: maxLogLines,
      isLong: false,
      bytes: row.bytes,
      showMore: () => undefined,
      showLess: () => undefined,
      layout,
      rowColumns: 100,
      previous: undefined,
      open: undefined,
      toggle: () => undefined,
      ...given,
    };
    return logRow(row, new PeerLabels(), state, () => undefined);
  };
  const part = (template: unknown, name: string) =>
    elements(template).find(({ attributes }) => attributes.class === name)?.text;
  const count = (template: unknown, name: string) =>
    elements(template).filter(({ attributes }) => attributes.class === name).length;

  it('shows the text, an event’s sentence, or that a message is empty', () => {
    assert.equal(part(line(panelRow(1)), 'text'), 'hello');
    assert.equal(part(line(panelRow(1, { direction: 'event', sentence: 'It listens.' })), 'text'), 'It listens.');
    for (const form of ['text', 'hex', 'mixed'] as const)
      assert.equal(
        part(line(panelRow(1, { length: 0, text: '', bytes: new Uint8Array() }), { form }), 'text'),
        '(empty)',
      );
  });

  it('has no more text than a screen is wide, and splits no character', () => {
    assert.equal(part(line(panelRow(1, { text: 'x'.repeat(4096) })), 'text')?.length, 600);
    const family = '👨‍👩‍👧';
    assert.equal(part(line(panelRow(1, { text: `${'x'.repeat(598)}${family}` })), 'text')?.length, 598);
  });

  it('has the peer in a column, or before the message if it doesn’t fit there', () => {
    const cells = (hasPeersBelow: boolean) =>
      elements(line(panelRow(1), { layout: { ...layout, hasPeersBelow } })).find(
        ({ attributes }) => attributes.class === 'cells',
      )?.text;
    assert.match(cells(false) ?? '', /127\.0\.0\.1:5000/);
    assert.doesNotMatch(cells(true) ?? '', /127\.0\.0\.1:5000/);
    assert.match(textOf(line(panelRow(1), { layout: { ...layout, hasPeersBelow: true } })), /127\.0\.0\.1:5000.*hello/);
  });

  it('has the time since the previous row, if that is loaded', () => {
    assert.equal(part(line(panelRow(1), { previous: panelRow(0, { time: 988 }) }), 'since'), '+12 ms');
    assert.equal(part(line(panelRow(1)), 'since'), '');
  });

  it('has the time to the millisecond, or to the second if space is short', () => {
    assert.match(part(line(panelRow(1)), 'time') ?? '', /^\d\d:\d\d:\d\d\.\d{3}$/);
    assert.match(
      part(line(panelRow(1), { layout: { ...layout, hasShortTimes: true } }), 'time') ?? '',
      /^\d\d:\d\d:\d\d$/,
    );
  });

  it('has its date in a tooltip', () => {
    const time = elements(line(panelRow(1))).find(({ attributes }) => attributes.class === 'time');
    assert.match(String(time?.attributes.title), /19(69|70).* \d\d:\d\d:\d\d\.\d{3}$/);
  });

  it('has the number of the rule that sent it, or a symbol for the greeting or an echo', () => {
    const sent = (origin: PanelRow['origin']) => line(panelRow(1, { direction: 'out', ...(origin && { origin }) }));
    assert.equal(part(sent({ rule: 1 }), 'rule-number'), '2');
    assert.equal(part(sent('send'), 'rule-number'), '');
    assert.equal(named(sent('greeting'), 'greeting').attributes.role, 'img');
    assert.equal(named(sent('echo'), 'echo').attributes.role, 'img');
  });

  it('has no length for an event, and 0 for an empty message', () => {
    assert.equal(part(line(panelRow(1, { direction: 'event', length: 0 })), 'length'), '');
    assert.equal(part(line(panelRow(1, { length: 0 })), 'length'), '0');
  });

  it('has no space for a rule while the log has no column for it', () => {
    const without = line(panelRow(1, { origin: 'echo' }), { layout: { ...layout, hasRules: false } });
    assert.equal(part(without, 'rule-number'), undefined);
  });

  it('has separate lines for a text that doesn’t fit on one, in rows without room next to the columns', () => {
    const stacked = { ...layout, isStacked: true, textColumns: 40, lineColumns: 30 };
    const lines = (text: string, given: Partial<LogRowState> = {}) =>
      part(line(panelRow(1, { text, length: text.length }), { layout: stacked, columns: 40, ...given }), 'lines');
    assert.equal(lines('x'.repeat(30)), undefined, 'it fits');
    assert.equal(lines('x'.repeat(31)), 'x'.repeat(31));
    assert.equal(lines('x'.repeat(240)), 'x'.repeat(240), 'two more lines are shown');
    assert.equal(lines('x'.repeat(241)), `${'x'.repeat(160)} … Show More`);
    assert.equal(lines('x'.repeat(241), { isLong: true }), `${'x'.repeat(241)} Show Less`);
    assert.equal(lines('x'.repeat(241), { layout }), undefined);
    const open = { bytes: undefined, loadMore: () => undefined };
    assert.equal(lines('x'.repeat(241), { open }), `${'x'.repeat(160)} … Show More`, 'its hexdump is below');
    assert.match(part(line(panelRow(1, { more: 9 }), { layout: stacked }), 'lines') ?? '', /^hello … 9 more bytes$/);
  });

  it('shows its bytes in hex, or in hex and text, in lines that fit, with a button for more', () => {
    const row = panelRow(1, { length: 200, bytes: new Uint8Array(200) });
    let wanted = 0;
    const hex = line(row, { form: 'hex', showMore: () => wanted++ });
    assert.equal(count(hex, 'hex-bytes-line'), 4);
    press(hex, 'Show More');
    assert.equal(wanted, 1);
    assert.equal(count(line(row, { form: 'hex', isLong: true }), 'hex-bytes-line'), 13);
    const mixed = line(panelRow(1, { length: 17, bytes: Buffer.from('seventeen letters') }), { form: 'mixed' });
    assert.equal(count(mixed, 'dump-line'), 3, 'eight bytes a line');
    assert.doesNotMatch(part(mixed, 'text') ?? '', /…/);
    assert.equal(part(line(panelRow(1), { form: 'hex' }), 'text'), 'hello', 'until the bytes are loaded');
  });

  it('has its text in lines while its hexdump is open, or all of it if a match is beyond the end of the line', () => {
    const row = panelRow(1, { text: 'x\n'.repeat(500), length: 1200, more: 200 });
    assert.equal(count(line(row), 'lines'), 0);
    const open = { bytes: undefined, loadMore: () => undefined };
    assert.match(part(line(row, { open }), 'lines') ?? '', /Show More$/);
    assert.match(part(line(row, { isLong: true }), 'lines') ?? '', /200 more bytes Show Less$/);
  });

  it('has a button for the rest of a truncated text, and to fold it again', () => {
    const pressed: string[] = [];
    const shown = (text: string, given: Partial<LogRowState> = {}) =>
      line(panelRow(1, { text, length: text.length }), {
        showMore: () => pressed.push('more'),
        showLess: () => pressed.push('less'),
        ...given,
      });
    const ways = (text: string, given: Partial<LogRowState> = {}) =>
      names(shown(text, given), 'button').filter(name => /^Show (More|Less)$/.test(name));
    const cut = 'x'.repeat(61);
    assert.deepEqual(
      [ways('x'.repeat(60)), ways(cut), ways(cut, { isLong: true })],
      [[], ['Show More'], ['Show Less']],
    );
    assert.deepEqual(ways(cut, { layout: { ...layout, isStacked: true } }), [], 'its lines are below');
    const open = { bytes: undefined, loadMore: () => undefined };
    assert.deepEqual(
      [ways(cut, { open }), ways(cut, { open, isLong: true })],
      [[], []],
      'it is shown completely above its hexdump',
    );
    assert.deepEqual(
      [ways('⟹'.repeat(50), { isCut: true }), ways('⟹'.repeat(50), { isCut: true, isLong: true })],
      [['Show More'], ['Show Less']],
      'characters of another font are wider',
    );
    const long = { lineColumns: 700, textColumns: 700 };
    assert.deepEqual(ways('x'.repeat(601), { layout: { ...layout, ...long } }), ['Show More'], 'more than is drawn');
    press(shown(cut), 'Show More');
    press(shown(cut, { isLong: true }), 'Show Less');
    assert.deepEqual(pressed, ['more', 'less']);
    assert.deepEqual(names(line(panelRow(1, { direction: 'event', sentence: cut })), 'button'), ['Copy Text']);
  });

  it('detects a match beyond the end of its line', () => {
    const narrow = { ...layout, lineColumns: 40 };
    const hides = (text: string, mark: [number, number], form: LogRowState['form'] = 'text', isCut = false) => {
      const row = panelRow(1, { text, length: 200, marks: [mark], byteMarks: [mark], bytes: new Uint8Array(200) });
      const base = {
        form,
        columns: 40,
        maxByteLines: 4,
        maxTextLines: 4,
        bytes: row.bytes,
        layout: narrow,
        rowColumns: 40,
        isCut,
      };
      return hidesFind(row, { ...base, previous: undefined, open: undefined, toggle: () => undefined });
    };
    assert.deepEqual([hides('x'.repeat(40), [0, 40]), hides('x'.repeat(99), [0, 29])], [false, false]);
    assert.ok(hides('x'.repeat(99), [0, 30]), 'where Show More is');
    assert.ok(hides('⟹'.repeat(40), [5, 6], 'text', true), 'where the line ends isn’t known');
    assert.deepEqual([hides('', [0, 32], 'hex'), hides('', [0, 33], 'hex')], [false, true]);
  });

  it('detects a match in the folded part of its lines', () => {
    const stacked = { ...layout, isStacked: true, textColumns: 40, lineColumns: 40 };
    const hides = (mark: [number, number], open?: OpenRow) => {
      const row = panelRow(1, { text: 'x'.repeat(300), length: 300, marks: [mark], bytes: new Uint8Array(256) });
      const base = { columns: 40, maxByteLines: 4, maxTextLines: 4, bytes: row.bytes, layout: stacked, rowColumns: 40 };
      const form = open ? 'hex' : 'text';
      return hidesFind(row, { ...base, form, previous: undefined, open, toggle: () => undefined });
    };
    const open = { bytes: undefined, loadMore: () => undefined };
    assert.deepEqual([hides([0, 160]), hides([0, 161])], [false, true]);
    assert.deepEqual([hides([0, 160], open), hides([0, 161], open)], [false, true]);
  });

  it('shows its text in their place while its hexdump is open, in every mode', () => {
    const row = panelRow(1, { text: 'seventeen letters', length: 17, bytes: Buffer.from('seventeen letters') });
    const open = { bytes: row.bytes, loadMore: () => undefined };
    for (const form of ['text', 'hex', 'mixed'] as const)
      assert.equal(part(line(row, { form, open }), 'text'), 'seventeen letters', form);
  });

  it('has its hexdump below while it is open', () => {
    const open = (bytes: Uint8Array | undefined) => line(panelRow(1), { open: { bytes, loadMore: () => undefined } });
    assert.equal(part(line(panelRow(1)), 'hexdump'), undefined);
    assert.equal(part(open(undefined), 'hexdump'), 'Loading…');
    assert.match(part(open(Buffer.from('hello')), 'hexdump') ?? '', /68 65 6c 6c 6f *hello$/);
  });

  it('has sixteen bytes in a line of the hexdump, or eight if those don’t fit', () => {
    const dump = (rowColumns: number) =>
      line(panelRow(1), { rowColumns, open: { bytes: new Uint8Array(16), loadMore: () => undefined } });
    assert.equal(count(dump(72), 'dump-line'), 1);
    assert.equal(count(dump(71), 'dump-line'), 2);
  });

  it('has offsets in the hexdump as in the mixed mode, by the length of the message', () => {
    const row = panelRow(1, { length: 0x1_0001, bytes: new Uint8Array(64) });
    const open = { bytes: new Uint8Array(4096), loadMore: () => undefined };
    assert.equal(part(line(row, { open }), 'offset'), '00000');
    assert.equal(part(line(row, { form: 'mixed' }), 'offset'), '00000');
  });

  it('toggles its hexdump with a button, and has none for an event', () => {
    let toggles = 0;
    const toggle = () => toggles++;
    press(line(panelRow(1), { toggle }), 'Show Hexdump (Space)');
    press(line(panelRow(1), { toggle, open: { bytes: undefined, loadMore: () => undefined } }), 'Hide Hexdump (Space)');
    assert.equal(toggles, 2);
    const event = line(panelRow(1, { direction: 'event', sentence: 'It listens.' }), { toggle });
    assert.deepEqual(names(event, 'button'), ['Copy Text']);
  });

  it('shows how much of the hexdump is not loaded', () => {
    let loads = 0;
    const open = (length: number) => {
      const dump: OpenRow = { bytes: Buffer.from('hello'), loadMore: () => loads++ };
      return line(panelRow(1, { length }), { open: dump });
    };
    assert.match(part(open(6), 'hexdump') ?? '', /Show More \(1 byte left\)$/);
    assert.doesNotMatch(part(open(5), 'hexdump') ?? '', /More/);
    press(open(105), 'Show More (100 bytes left)');
    assert.equal(loads, 1);
  });
});
