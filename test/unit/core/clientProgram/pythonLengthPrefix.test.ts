import assert from 'node:assert/strict';
import { pythonFraming } from '../../../../src/core/clientProgram/pythonFraming.ts';
import type { LengthPrefix } from '../../../../src/core/endpointConfig.ts';

const prefixed = (lengthPrefix: LengthPrefix) => pythonFraming({ framing: { lengthPrefix } });

describe('a length prefix in Python', () => {
  it('is written with what it counts, and the trailer', () => {
    const { code, sent, imports } = prefixed({ digits: 4, offset: 2, includesHeader: true, adjust: -3, trailer: ',' });
    assert.deepEqual([sent, imports], ['framed(message)', []]);
    assert.match(code, /^TRAILER = b","\n\n\ndef /);
    assert.match(code, /return bytes\(2\) \+ write_length\(len\(message\) \+ 9\) \+ message \+ TRAILER\n/);
    assert.match(code, /read_exactly\(stream, 2\)\n {8}message = read_exactly\(stream, read_length\(stream\) - 9\)\n/);
    assert.match(code, /read_exactly\(stream, len\(TRAILER\)\)\n {8}yield message\n$/);
  });

  it('is written before a JSON header with all its fields', () => {
    const jsonHeader = { field: 'a "b"', add: { é: [1] } };
    const { code, imports, description } = prefixed({ bytes: 2, endian: 'big', jsonHeader });
    assert.deepEqual(imports, ['json']);
    assert.match(description, /^Each message has a JSON header, which begins with its own length in 2 bytes\.$/);
    assert.ok(code.startsWith('LENGTH_FIELD = "a \\"b\\""\nHEADER = json.loads("{\\"é\\":[1]}")\n\n\ndef '));
    assert.match(code, /header = json\.dumps\(\{\*\*HEADER, LENGTH_FIELD: len\(message\)\}\)\.encode\(\)/);
    assert.match(code, /return write_length\(len\(header\)\) \+ header \+ message\n/);
    assert.match(code, /header = json\.loads\(read_exactly\(stream, read_length\(stream\)\)\)/);
    assert.match(code, /message = read_exactly\(stream, int\(header\[LENGTH_FIELD\]\)\)/);
  });

  it('needs no constants, and stays as short as before, if it needs nothing else', () => {
    assert.match(prefixed({ varint: true }).code, /^\ndef write_length/);
    assert.match(prefixed({ bytes: 2, endian: 'big' }).code, /^HEADER_BYTES = 2\n/);
  });
});
