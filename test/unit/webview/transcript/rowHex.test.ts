import assert from 'node:assert/strict';
import { dumpBytesIn, dumpLines, hexBytesIn, hexLines, offsetDigits } from '../../../../webview/transcript/rowHex.ts';
import type { Mark } from '../../../../webview/transcript/rowText.ts';
import { elements } from '../../../support/templates.ts';

const bytes = (count: number) => Uint8Array.from({ length: count }, (_, at) => at + 0x41);
/** The text of the elements of a class, including blanks, with marked parts in brackets. */
function written(template: unknown, name: string): string[] {
  return elements(template)
    .filter(({ attributes }) => attributes.class === name)
    .map(({ text }) => text);
}
const marked = (template: unknown) =>
  elements(template)
    .filter(({ tag }) => tag === 'mark')
    .map(({ text }) => text);

describe('the number of bytes in a line', () => {
  it('is 16, 8 or 4, depending on the columns', () => {
    assert.deepEqual([0, 22, 23, 47, 48, 200].map(hexBytesIn), [4, 4, 8, 8, 16, 16]);
  });

  it('is determined in the same way with adjacent offset and text, which take more columns', () => {
    const columns = [0, 30, 38, 39, 71, 72, 200];
    assert.deepEqual(
      columns.map(count => dumpBytesIn(count, 4)),
      [4, 4, 4, 8, 8, 16, 16],
    );
    assert.equal(dumpBytesIn(72, 6), 8, 'longer offsets');
  });

  it('fits its columns', () => {
    for (const columns of [23, 40, 57, 80, 120]) {
      const [line = ''] = hexLinesOf(bytes(200), hexBytesIn(columns));
      assert.ok(line.length <= columns, `${line.length} in ${columns}`);
    }
  });
});

function hexLinesOf(given: Uint8Array, lineBytes: number): string[] {
  return hexLines(given, { lineBytes }).map(line => (line.values[0] as string[]).join(''));
}

describe('bytes in hex', () => {
  it('are in lines, in groups of eight', () => {
    assert.deepEqual(hexLinesOf(bytes(18), 16), ['41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50', '51 52']);
    assert.deepEqual(hexLinesOf(new Uint8Array(), 16), []);
    assert.equal(hexLinesOf(bytes(24), 24)[0]?.indexOf('  51'), 48);
  });

  it('are marked where they match, even across lines', () => {
    const marks: Mark[] = [
      [0, 1],
      [7, 10],
      [15, 17],
      [30, 40],
    ];
    assert.deepEqual(marked(hexLines(bytes(18), { lineBytes: 16, marks })), ['41', '48 49 4a', '50', '51']);
    assert.deepEqual(marked(hexLines(bytes(4), { lineBytes: 16, marks: [[1, 3]] })), ['42 43']);
  });

  it('are the same bytes, whatever is marked', () => {
    const options = {
      lineBytes: 16,
      marks: [
        [2, 3],
        [3, 9],
        [20, 21],
      ] as Mark[],
    };
    assert.deepEqual(
      written(hexLines(bytes(40), options), 'hex-bytes-line'),
      written(hexLines(bytes(40), { lineBytes: 16 }), 'hex-bytes-line'),
    );
  });
});

describe('bytes with their text', () => {
  it('are in lines with offset, hex and text', () => {
    const dump = dumpLines(Buffer.from('hello\n\xff world', 'latin1'), { lineBytes: 8, digits: 4 });
    assert.deepEqual(written(dump, 'offset'), ['0000', '0008']);
    assert.deepEqual(written(dump, 'hex'), ['68 65 6c 6c 6f 0a ff 20', '77 6f 72 6c 64']);
    assert.deepEqual(written(dump, 'ascii'), ['hello··', 'world']);
  });

  it('have their text in one column, even for a short last line', () => {
    const [first, last] = dumpLines(bytes(10), { lineBytes: 8, digits: 4 });
    const width = (line = first) => [line?.values[1], line?.values[2]].flat().join('').length;
    assert.equal(width(last), width(first));
  });

  it('have offsets of four digits, or as many as the last one needs', () => {
    assert.deepEqual([1, 0x1_0000, 0x1_0001, 0x10_0000, 0x10_0001].map(offsetDigits), [4, 4, 5, 5, 6]);
  });

  it('have no offset if it has no digits', () => {
    assert.deepEqual(written(dumpLines(bytes(3), { lineBytes: 3, digits: 0 }), 'offset'), []);
  });

  it('are marked in both', () => {
    const marks: Mark[] = [
      [1, 3],
      [7, 9],
    ];
    assert.deepEqual(marked(dumpLines(bytes(10), { lineBytes: 8, digits: 4, marks })), [
      '42 43',
      '48',
      'BC',
      'H',
      '49',
      'I',
    ]);
  });
});
