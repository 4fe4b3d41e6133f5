import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../../src/core/bytes/decodeText.ts';
import { moveTo, selectedRange, startOf } from '../../../webview/entry/byteSelection.ts';
import { EntryBytes } from '../../../webview/entry/entryBytes.ts';
import { cursorTarget } from '../../../webview/entry/hexKeys.ts';
import { HexWindow } from '../../../webview/entry/hexWindow.ts';
import { decodeParts, isText, textEncodings } from '../../../webview/entry/textEncodings.ts';

describe('the selection of bytes', () => {
  it('is nothing until it is extended, and has both its ends', () => {
    const cursor = moveTo({ cursor: 0 }, 5, false);
    assert.equal(selectedRange(cursor), undefined);
    assert.equal(startOf(cursor), 5);
    const forwards = moveTo(cursor, 8, true);
    assert.deepEqual(selectedRange(forwards), [5, 9]);
    const backwards = moveTo(forwards, 3, true);
    assert.deepEqual(selectedRange(backwards), [3, 6]);
    assert.equal(startOf(backwards), 3);
    assert.deepEqual(selectedRange(moveTo(backwards, 5, true)), [5, 6]);
    assert.equal(selectedRange(moveTo(backwards, 4, false)), undefined);
  });
});

describe('the keys of the hexdump', () => {
  const shape = { length: 40, lineBytes: 16, pageLines: 3 };
  const target = (key: string, cursor: number, ctrlKey = false) =>
    cursorTarget({ key, ctrlKey, metaKey: false }, cursor, shape);

  it('move within the bytes', () => {
    assert.deepEqual([target('ArrowLeft', 0), target('ArrowRight', 39)], [0, 39]);
    assert.deepEqual([target('ArrowUp', 3), target('ArrowUp', 20), target('ArrowDown', 3)], [3, 4, 19]);
    assert.deepEqual([target('ArrowDown', 30), target('ArrowDown', 35)], [39, 35]);
    assert.deepEqual([target('Home', 20), target('End', 20), target('End', 35)], [16, 31, 39]);
    assert.deepEqual([target('Home', 20, true), target('End', 20, true)], [0, 39]);
    assert.deepEqual([target('PageUp', 20), target('PageUp', 39), target('PageDown', 3)], [4, 7, 35]);
  });

  it('are not all keys, and none without bytes', () => {
    assert.equal(target('a', 3), undefined);
    assert.equal(cursorTarget({ key: 'End', ctrlKey: false, metaKey: false }, 0, { ...shape, length: 0 }), undefined);
  });
});

describe('the window of lines', () => {
  it('has the lines that are in sight', () => {
    const lines = new HexWindow(100, 20, 90);
    assert.equal(lines.trackPixels, 2000);
    assert.deepEqual(lines.inSight(0), { first: 0, count: 5, topPixels: 0 });
    assert.deepEqual(lines.inSight(30), { first: 1, count: 5, topPixels: -10 });
    assert.deepEqual(lines.inSight(9999), { first: 95, count: 5, topPixels: -10 });
    assert.equal(new HexWindow(0, 20, 90).inSight(0).count, 0);
    assert.equal(new HexWindow(2, 20, 90).inSight(0).count, 2);
  });

  it('reveals a line and moves no further than it must', () => {
    const lines = new HexWindow(100, 20, 90);
    assert.equal(lines.reveal(3, 10), 10);
    assert.equal(lines.reveal(4, 0), 10);
    assert.equal(lines.reveal(0, 10), 0);
    assert.equal(lines.reveal(50, 1500), 1000);
  });

  it('reaches every line of any length', () => {
    const count = 50_000_000;
    const lines = new HexWindow(count, 20, 90);
    assert.ok(lines.trackPixels < 17_000_000);
    const end = lines.inSight(lines.trackPixels - 90);
    assert.equal(end.first + end.count, count);
    for (const line of [0, 1, 777, 25_000_001, count - 1]) {
      const { first, count: shown } = lines.inSight(lines.reveal(line, 5_000_000));
      assert.ok(line >= first && line < first + shown, String(line));
    }
  });
});

describe('the texts of an entry', () => {
  const known = ['utf8', 'latin1', 'utf16le', 'utf16be'] as const;

  it('are all that is there, wherever they are cut', () => {
    const cutsOf = (bytes: Uint8Array, a: number, b: number) =>
      [0, a % (bytes.length + 1), b % (bytes.length + 1), bytes.length].sort((one, other) => one - other);
    fc.assert(
      fc.property(fc.uint8Array({ size: 'medium' }), fc.nat(), fc.nat(), (bytes, a, b) => {
        const cuts = cutsOf(bytes, a, b);
        for (const encoding of known) {
          assert.equal(decodeParts(bytes, encoding, cuts).join(''), decodeText(bytes, encoding), encoding);
        }
        // Of bytes that are no text, Node's decoder makes another text when they come in parts; browsers don't.
        if (!isText(bytes, 'gb18030', false)) return;
        assert.equal(decodeParts(bytes, 'gb18030', cuts).join(''), new TextDecoder('gb18030').decode(bytes));
      }),
    );
  });

  it('keep a character whole that is cut', () => {
    assert.deepEqual(decodeParts(Buffer.from('aé✓b'), 'utf8', [1, 2, 5, 7]), ['', 'é', '✓b']);
    const kanji = Uint8Array.of(0x61, 0x8a, 0xbf, 0x8e, 0x9a);
    assert.deepEqual(decodeParts(kanji, 'shift_jis', [0, 2, 3, 5]), ['a', '漢', '字']);
    assert.deepEqual(decodeParts(kanji, 'shift_jis', [3, 5]), ['字']);
  });

  it('exist in every encoding that is offered', () => {
    for (const [encoding] of textEncodings) {
      const bytes = encoding.startsWith('utf16') ? new Uint8Array(2) : new Uint8Array(1);
      assert.deepEqual(decodeParts(bytes, encoding, [0, bytes.length]), ['\0'], encoding);
    }
    assert.deepEqual(decodeParts(Uint8Array.of(0x80), 'latin1', [0, 1]), ['\x80']);
    assert.deepEqual(decodeParts(Uint8Array.of(0x80), 'windows-1252', [0, 1]), ['€']);
    assert.deepEqual(decodeParts(Uint8Array.of(0xc1), 'koi8-r', [0, 1]), ['а']);
  });

  it('are known from what is no text', () => {
    assert.ok(isText(Buffer.from('é✓'), 'utf8', false));
    assert.ok(!isText(Uint8Array.of(0xff), 'utf8', false));
    assert.ok(!isText(Uint8Array.of(0xc3), 'utf8', false));
    assert.ok(isText(Uint8Array.of(0xc3), 'utf8', true));
    assert.ok(isText(Uint8Array.of(0xff), 'latin1', false));
    assert.ok(!isText(Uint8Array.of(0x3d, 0xd8, 0x41, 0), 'utf16le', false));
    assert.ok(!isText(Uint8Array.of(0xff), 'euc-kr', false));
  });
});

describe('the bytes of an entry', () => {
  const kib = 1024;

  function entry(length: number, given = length) {
    const all = new Uint8Array(given).map((_, at) => at % 251);
    const asked: [number, number][] = [];
    let changes = 0;
    const fetch = async (_seq: number, offset: number, count: number) => {
      asked.push([offset, count]);
      return all.slice(offset, offset + count);
    };
    const bytes = new EntryBytes(7, length, fetch, () => changes++);
    return { all, asked, bytes, changes: () => changes };
  }

  it('come in steps that grow', async () => {
    const { all, asked, bytes, changes } = entry(300 * kib);
    await bytes.more();
    assert.deepEqual([bytes.bytes.length, bytes.left], [64 * kib, 236 * kib]);
    await bytes.more();
    await bytes.more();
    await bytes.more();
    assert.deepEqual(asked, [
      [0, 64 * kib],
      [64 * kib, 64 * kib],
      [128 * kib, 128 * kib],
      [256 * kib, 44 * kib],
    ]);
    assert.deepEqual(bytes.bytes, all);
    assert.deepEqual([bytes.left, bytes.isLoading, changes()], [0, false, 4]);
  });

  it('are asked for once, and no more than the host gives at once', async () => {
    const { asked, bytes } = entry(100, 100);
    await Promise.all([bytes.loadTo(50), bytes.loadTo(100), bytes.loadTo(1000)]);
    assert.deepEqual(asked, [
      [0, 50],
      [50, 50],
    ]);
    const large = entry(17 * kib * kib);
    await large.bytes.loadTo(17 * kib * kib);
    assert.deepEqual(large.asked[1], [16 * kib * kib, kib * kib]);
  });

  it('tell why they did not come, and may be asked for again', async () => {
    const { bytes } = entry(100, 40);
    await bytes.more();
    assert.match(bytes.problem ?? '', /ends at byte 40/);
    assert.equal(bytes.bytes.length, 40);
    let fails = true;
    const broken = new EntryBytes(
      1,
      1,
      async () => (fails ? Promise.reject(new RangeError('it went')) : Uint8Array.of(1)),
      () => undefined,
    );
    await broken.more();
    assert.deepEqual([broken.problem, broken.isLoading], ['it went', false]);
    fails = false;
    await broken.more();
    assert.deepEqual([broken.problem, broken.left], [undefined, 0]);
  });
});
