import assert from 'node:assert/strict';
import type { ByteSelection } from '../../../../webview/entry/byteSelection.ts';
import { hexLine } from '../../../../webview/entry/hexLine.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('a hexdump line', () => {
  const bytes = Uint8Array.from({ length: 20 }, (_, at) => at + 0x1b);
  const line = (start: number, selection: ByteSelection = { cursor: 0 }) =>
    hexLine({ bytes, start, lineBytes: 16, digits: 4, topPixels: 0, selection });
  const cells = (template: unknown) => elements(template).filter(({ attributes }) => attributes.role === 'gridcell');

  it('has its offset, its bytes, and the same as ASCII, with a dot for non-ASCII bytes', () => {
    const [, offset] = elements(line(16));
    assert.equal(offset?.text, '0010');
    assert.deepEqual(
      cells(line(16)).map(({ text }) => text),
      ['2b', '2c', '2d', '2e'],
    );
    assert.match(textOf(line(16)), /\+,-\.$/);
    const around = hexLine({
      bytes: Uint8Array.of(0x1f, 0x20, 0x7e, 0x7f, 0xff),
      start: 0,
      lineBytes: 16,
      digits: 4,
      topPixels: 0,
      selection: { cursor: 0 },
    });
    const ascii = elements(around).filter(({ attributes }) => String(attributes.class).startsWith('hex-character'));
    assert.deepEqual(ascii.map(({ text }) => text).join(''), '·~··');
    assert.deepEqual(
      ascii.map(({ attributes }) => String(attributes.class).includes('other')),
      [true, false, false, true, true],
    );
  });

  it('numbers its bytes from the start of the entry, and itself from 1', () => {
    assert.equal(cells(line(16))[0]?.attributes.id, 'entry-byte-16');
    assert.equal(elements(line(16))[0]?.attributes['aria-rowindex'], 2);
  });

  it('marks its selected bytes, including both ends, and the cursor', () => {
    const marked = (template: unknown, name: string) =>
      cells(template)
        .filter(({ attributes }) => String(attributes.class).includes(name))
        .map(({ attributes }) => Number(attributes['data-at']));
    const selection = { cursor: 17, anchor: 14 };
    assert.deepEqual(
      [...marked(line(0, selection), 'selected'), ...marked(line(16, selection), 'selected')],
      [14, 15, 16, 17],
    );
    assert.deepEqual([marked(line(0, selection), 'cursor'), marked(line(16, selection), 'cursor')], [[], [17]]);
    assert.deepEqual(marked(line(0, { cursor: 3 }), 'selected'), []);
  });
});
