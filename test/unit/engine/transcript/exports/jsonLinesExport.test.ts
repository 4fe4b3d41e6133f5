import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseBase64 } from '../../../../../src/core/bytes/base64.ts';
import { jsonLinesExport } from '../../../../../src/engine/transcript/exports/jsonLinesExport.ts';
import { anyText } from '../../../../support/anyText.ts';

const object = (bytes: Uint8Array) => {
  const exported = jsonLinesExport({ kind: 'tcp-server', address: 'tcp://127.0.0.1:1' });
  const lines = [...exported({ seq: 1, time: 0, direction: 'in', bytes, text: [] })].join('').split('\n');
  assert.deepEqual([lines.length, lines[1]], [2, '']);
  return JSON.parse(lines[0] ?? '') as { text?: string; base64?: string; length: number };
};

describe('an entry as a JSON line', () => {
  it('preserves the exact bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          anyText(20).map(text => Buffer.from(text)),
        ),
        bytes => {
          const { text, base64, length } = object(bytes);
          assert.equal(length, bytes.length);
          assert.deepEqual(Buffer.from(text ?? parseBase64(base64 ?? '')), Buffer.from(bytes));
        },
      ),
    );
  });

  it('has the peer’s name next to its address, if any', () => {
    const exported = jsonLinesExport({ kind: 'tcp-server', address: '', peerNames: { 'a:1': 'sensor' } });
    const nameOf = (address: string) => {
      const entry = { seq: 1, time: 0, direction: 'in', bytes: new Uint8Array(), text: [] } as const;
      const { peerName } = JSON.parse([...exported({ ...entry, peer: { id: 'p1', address } })].join(''));
      return peerName;
    };
    assert.deepEqual([nameOf('a:1'), nameOf('a:2')], ['sensor', undefined]);
  });

  it('keeps a byte order mark, and line endings inside its string', () => {
    assert.equal(object(Buffer.from('\ufeffa\r\n\u2028')).text, '\ufeffa\r\n\u2028');
  });

  it('is base64 if a character is split, and text if empty', () => {
    assert.equal(object(Uint8Array.of(0x61, 0xe2, 0x9c)).base64, 'YeKc');
    assert.deepEqual(object(new Uint8Array()), { ...object(new Uint8Array()), text: '', length: 0 });
  });
});
