import assert from 'node:assert/strict';
import { pickleOf, pickleStart } from '../../../../webview/entry/foundPickle.ts';
import { type PickleRow, pickleRows } from '../../../../webview/entry/pickleNodes.ts';

/** What Python's `pickle.dumps(value, 4)` gives for the value in the comment. */
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
/** {'name': 'cam', 'at': (1, 2.5), b'\x00\x01': None} */
const dict = bytesOf(
  '8004952a000000000000007d94288c046e616d65948c0363616d948c026174944b01474004000000000000869443020001944e752e',
);
/** What a class gives whose `__reduce__` returns (os.system, ('rm -rf /',)). */
const evil = bytesOf('80049523000000000000008c05706f736978948c0673797374656d9493948c08726d202d7266202f94859452942e');

describe('a pickle as a tree', () => {
  function rootOf(bytes: Uint8Array): PickleRow {
    const found = pickleRows(bytes);
    assert.ok('root' in found, JSON.stringify(found));
    return found.root;
  }
  const told = ({ key, type, text }: PickleRow) => [key, type, text].filter(Boolean).join(' ');
  const children = (row: PickleRow) =>
    Array.from({ length: row.children?.count ?? 0 }, (_, at) =>
      (row.children as { row(at: number): PickleRow }).row(at),
    );

  it('has a row for each key and item', () => {
    const root = rootOf(dict);
    assert.equal(told(root), 'dict 3 items');
    const [name, at, entry] = children(root) as [PickleRow, PickleRow, PickleRow];
    assert.equal(told(name), '"name" str "cam"');
    assert.equal(told(at), '"at" tuple 2 items');
    assert.deepEqual(children(at).map(told), ['0 int 1', '1 float 2.5']);
    assert.deepEqual(children(entry).map(told), ['key bytes 2 bytes: 00 01', 'value None']);
  });

  it('tells what a call would be, and calls nothing', () => {
    const root = rootOf(evil);
    assert.equal(told(root), 'Python would call posix.system; nothing is called here');
    assert.deepEqual(children(root).map(told), ['callee posix.system', 'arguments tuple 1 item']);
  });

  it('shows no text that fools the eye', () => {
    const text = Buffer.from('a\u202eb');
    const pickle = Uint8Array.from([0x80, 4, 0x8c, text.length, ...text, 0x2e]);
    assert.equal(told(rootOf(pickle)), 'str "a\\u{202e}b"');
  });

  it('is found at the begin of an entry, and behind a length of 8 bytes', () => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(dict.length));
    const framed = Uint8Array.from([...length, ...dict]);
    assert.equal(pickleStart(dict, dict.length), 0);
    assert.equal(pickleStart(framed, framed.length), 8);
    assert.ok(pickleOf(framed)?.root);
    assert.equal(pickleOf(Uint8Array.from([...Buffer.alloc(8, 0xff), ...dict])), undefined);
    assert.equal(pickleOf(Buffer.from('GET / HTTP/1.1')), undefined);
    assert.equal(pickleOf(new Uint8Array()), undefined);
  });

  it('is told to be cut off where its end is missing, and is none where it only begins like one', () => {
    assert.equal(pickleOf(dict.slice(0, -1))?.flaw?.code, 'truncatedPickle');
    assert.equal(pickleOf(Uint8Array.from([0x80, 4, 0xff, 1, 2])), undefined);
  });
});
