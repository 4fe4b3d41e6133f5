import assert from 'node:assert/strict';
import { JsonHeaders } from '../../../../../src/core/framing/length/jsonHeader.ts';
import { utf8 } from '../decodeCut.ts';

const length = (text: string, field = 'n') => new JsonHeaders({ field }).read(utf8(text));
const header = (field: string, bytes: number, add?: object) =>
  new TextDecoder().decode(new JsonHeaders({ field, ...(add && { add }) }).write(bytes));

describe('a JSON header', () => {
  it('has the length and all other fields', () => {
    assert.equal(header('content-length', 5, { 'content-type': 'é' }), '{"content-type":"é","content-length":5}');
    assert.equal(header('__proto__', 0), '{"__proto__":0}');
    assert.equal(header('"', 7, {}), '{"\\"":7}');
  });

  it('is decoded whether it is short, long, or in ASCII', () => {
    for (const text of ['x'.repeat(300), 'é', 'é'.repeat(300), '\u007f'])
      assert.equal(length(`{"a":"${text}","n":8}`), 8);
  });

  it('is read anew if it differs from the last one in any byte', () => {
    const headers = new JsonHeaders({ field: 'n' });
    const lengths = ['{"n":12}', '{"n":12}', '{"n":13}', '{"m":13}', '{"n":13}', '{"n":1', '{"n":1}', '{"n":12}'];
    assert.deepEqual(
      lengths.map(text => headers.read(utf8(text))),
      [12, 12, 13, 'lengthInJson', 13, 'jsonHeader', 1, 12],
    );
    assert.equal(headers.read(new Uint8Array()), 'jsonHeader');
  });

  it('isn’t remembered by the bytes of a read, which may be overwritten', () => {
    const headers = new JsonHeaders({ field: 'n' });
    const read = utf8('{"n":12}');
    assert.equal(headers.read(read), 12);
    read.set(utf8('{"n":99}'));
    assert.equal(headers.read(utf8('{"n":99}')), 99);
  });

  it('has its length in a field of its own, as a number or in digits', () => {
    assert.equal(length(' {"a": {"n": 1}, "n": 12}\n'), 12);
    assert.equal(length('{"n":"0012"}'), 12);
    assert.equal(length('{"n":1e3}'), 1000);
    assert.equal(length('{"__proto__":3}', '__proto__'), 3);
    for (const value of ['-1', '1.5', '1e300', '9007199254740993', 'null', '"+5"', '""', '"0x10"', 'true', '[1]', '{}'])
      assert.equal(length(`{"n":${value}}`), 'lengthInJson', value);
    assert.equal(length('{"a":1}'), 'lengthInJson');
    assert.equal(length('{"a":1}', 'toString'), 'lengthInJson');
  });

  it('isn’t one if it is no JSON object in UTF-8, or is deeply nested', () => {
    for (const text of ['', 'null', '5', '"n"', '[1]', '{"n":1', '{n:1}', '{"n":1}}'])
      assert.equal(length(text), 'jsonHeader', text);
    assert.equal(
      new JsonHeaders({ field: 'n' }).read(Uint8Array.of(...utf8('{"n":1,"a":"'), 0xff, ...utf8('"}'))),
      'jsonHeader',
    );
    assert.equal(length(`{"n":1,"a":${'['.repeat(1000)}${']'.repeat(1000)}}`), 'jsonHeader');
  });
});
