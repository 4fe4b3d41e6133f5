import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FramedDecoder, type FramedPiece } from '../../../../src/core/transfer/framedDecoder.ts';
import {
  dataHeader,
  encodeFramedMessage,
  type FramedMessage,
  framedLimits,
} from '../../../../src/core/transfer/framedMessage.ts';
import { feed, latin1, shown } from './framedPieces.ts';

const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const file = '{"type":"file","version":1,"name":"a.txt","size":5}\n';
const asksForHave = '{"type":"file","version":1,"name":"a.txt","size":5,"resume":true}\n';
const end = `{"type":"end","sha256":"${sha256}"}\n`;
const cancel = '{"type":"cancel","reason":""}\n';
const have = `{"type":"have","offset":0,"sha256":"${sha256}"}\n`;

/** Every way to cut it in two, one byte at a time, and all at once. */
function everyCut(length: number): number[][] {
  const each = Array.from({ length: length + 1 }, (_, at) => at);
  return [[], each, ...each.map(at => [at])];
}

const read = (text: string) => shown(new FramedDecoder().push(latin1(text)));

describe('FramedDecoder', () => {
  const streams: { name: string; wire: string; pieces: string[] }[] = [
    { name: 'nothing', wire: '', pieces: [] },
    { name: 'an empty file', wire: file + end, pieces: ['file', 'end'] },
    {
      name: 'data with lines, braces and NULs',
      wire: `${file}{"type":"data","bytes":3}\n{\n\0{"type":"data","bytes":2}\n\xff\n${end}`,
      pieces: ['file', 'data {\n\0\xff\n', 'end'],
    },
    {
      name: 'a file interleaved with answers about another',
      wire: `${have}${asksForHave}{"type":"from","offset":4}\n{"type":"data","bytes":1}\nx{"type":"refuse","reason":"no"}\n${end}`,
      pieces: ['have', 'file', 'from', 'data x', 'refuse', 'end'],
    },
    {
      name: 'canceled files',
      wire: asksForHave + cancel + file + cancel,
      pieces: ['file', 'cancel', 'file', 'cancel'],
    },
    {
      name: 'white space, unknown fields, unknown types',
      wire: `{ "later": [{}], "type" :\t"file","version":7,"name":"\\u0000/..","size":0}\r\n{"type":"later"}\n${end}`,
      pieces: ['file', 'end'],
    },
    { name: 'raw bytes', wire: 'hello\n{}', pieces: ['notFramed hello\n{}'] },
    { name: 'a raw empty line', wire: `\n${file}`, pieces: [`notFramed \n${file}`] },
    { name: 'a byte order mark', wire: `\xef\xbb\xbf${file}`, pieces: [`notFramed \xef\xbb\xbf${file}`] },
    { name: 'a brace followed by binary data', wire: '{\0\0\0\n', pieces: ['notFramed {\0\0\0\n'] },
    { name: 'invalid UTF-8', wire: '{"type":"\xff"}\nmore', pieces: ['invalidJson {"type":"\xff"}\nmore'] },
    { name: 'code', wire: `${file}{ x = 1; }\nmore`, pieces: ['file', 'invalidJson { x = 1; }\nmore'] },
    { name: 'foreign JSON', wire: '{"type":"login"}\n{}\n', pieces: ['unknownType {"type":"login"}\n{}\n'] },
    {
      name: 'data outside a file',
      wire: '{"type":"data","bytes":1}\nx',
      pieces: ['outOfOrder {"type":"data","bytes":1}\nx'],
    },
    { name: 'raw bytes after a file', wire: `${file}${end}x\n`, pieces: ['file', 'end', 'notFramed x\n'] },
  ];
  for (const { name, wire, pieces } of streams) {
    it(`reads ${name} however it is cut`, () => {
      const bytes = latin1(wire);
      for (const cuts of everyCut(bytes.length)) {
        assert.deepEqual(shown(feed(new FramedDecoder(), bytes, cuts)), pieces, `cut at ${cuts}`);
      }
    });
  }

  const disorders = [
    [file, file],
    [file, '{"type":"from","offset":0}\n'],
    [end],
    [cancel],
    [file, end, end],
    [asksForHave, end],
    [asksForHave, '{"type":"data","bytes":1}\n'],
    ['{"type":"from","offset":0}\n'],
  ];
  for (const lines of disorders) {
    const types = lines.map(line => (JSON.parse(line) as FramedMessage).type);
    it(`rejects the order ${types.join(', ')}`, () => {
      assert.equal(read(lines.join('')).at(-1), `outOfOrder ${lines.at(-1)}`);
    });
  }

  const invalid = [
    '{}',
    '{"__proto__":{"type":"cancel","reason":""}}',
    '{"type":null}',
    '{"type":["file"]}',
    '{"type":"file","version":1,"name":"a"}',
    '{"type":"file","version":"1","name":"a","size":1}',
    '{"type":"file","version":1,"name":"","size":1}',
    '{"type":"file","version":1,"name":["a"],"size":1}',
    '{"type":"file","version":1,"name":"a","size":-1}',
    '{"type":"file","version":1,"name":"a","size":9007199254740992}',
    '{"type":"file","version":1,"name":"a","size":1e400}',
    '{"type":"file","version":1,"name":"a","size":1,"resume":"yes"}',
    '{"type":"file","version":1,"name":"a","size":1,"modifiedMs":null}',
    `{"type":"file","version":1,"name":"${'a'.repeat(framedLimits.nameBytes + 1)}","size":1}`,
    '{"type":"data","bytes":0}',
    '{"type":"data","bytes":1048577}',
    '{"type":"end","sha256":"00"}',
    `{"type":"refuse","reason":"${'a'.repeat(framedLimits.reasonBytes + 1)}"}`,
    `{"type":"have","offset":-1,"sha256":"${sha256}"}`,
    '{"type":"receipt","bytes":0,"sha256":0}',
  ];
  for (const line of invalid) {
    it(`rejects ${line.slice(0, 80)}`, () => {
      assert.deepEqual(read(`${line}\nmore`), [`invalidMessage ${line}\n`.concat('more')]);
    });
  }

  for (const type of ['constructor', '__proto__', 'toString']) {
    it(`rejects the type ${type}`, () => {
      assert.deepEqual(read(`{"type":"${type}"}\n`), [`unknownType {"type":"${type}"}\n`]);
    });
  }

  it('returns only known keys, without a prototype', () => {
    const [piece] = new FramedDecoder().push(
      latin1('{"type":"cancel","type":"file","version":1,"name":"a","size":0,"__proto__":{"x":1},"constructor":1}\n'),
    );
    assert.deepEqual(piece, { message: { type: 'file', version: 1, name: 'a', size: 0, resume: false } });
  });

  it('makes names and reasons well-formed', () => {
    const pieces = new FramedDecoder().push(
      latin1(
        '{"type":"refuse","reason":"\\ud800\\u0000\\udc00"}\n{"type":"file","version":1,"name":"\\udfff/","size":0}\n',
      ),
    );
    assert.deepEqual(pieces, [
      { message: { type: 'refuse', reason: '\ufffd\0\ufffd' } },
      { message: { type: 'file', version: 1, name: '\ufffd/', size: 0, resume: false } },
    ]);
  });

  it('accepts objects as deep as a line allows', () => {
    const depth = 32_000;
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    assert.deepEqual(read(`{"type":"file","version":1,"name":"a","size":0,"deep":${deep}}\n`), ['file']);
    assert.deepEqual(read(`{"deep":${'['.repeat(60_000)}\n`).length, 1);
  });

  it('accepts a line of exactly the limit, and detects a longer one before it ends', () => {
    const begin = '{"type":"refuse","reason":"';
    const longest = `${begin}","more":"${'x'.repeat(framedLimits.lineBytes - begin.length - 13)}"}\n`;
    assert.equal(longest.length, framedLimits.lineBytes);
    assert.deepEqual(read(longest), ['refuse']);
    const over = longest.replace('"}\n', 'x"}\n');
    for (const cuts of [
      [],
      [1],
      [framedLimits.lineBytes - 1],
      [framedLimits.lineBytes],
      everyCut(over.length)[1] ?? [],
    ]) {
      assert.deepEqual(shown(feed(new FramedDecoder(), latin1(over), cuts)), [`lineTooLong ${over}`]);
    }
    const decoder = new FramedDecoder();
    assert.deepEqual(decoder.push(latin1(over.slice(0, framedLimits.lineBytes - 1))), []);
    assert.equal(shown(decoder.push(latin1('x')))[0]?.slice(0, 12), 'lineTooLong ');
  });

  it('passes data on before all of it has arrived, without a copy', () => {
    const decoder = new FramedDecoder();
    const chunk = latin1(`${file}{"type":"data","bytes":1000}\nabc`);
    const data = decoder.push(chunk).at(-1);
    assert.ok(data && 'data' in data);
    assert.equal(Buffer.from(data.data).toString(), 'abc');
    assert.equal(data.data.buffer, chunk.buffer);
    assert.deepEqual(shown(decoder.push(latin1('d'))), ['data d']);
  });

  const ends: [wire: string, rest: string][] = [
    ['', ''],
    [file + end, ''],
    [file, ''],
    [`${file}{"type":"data","bytes":2}\n`, ''],
    [`${file}{"type":"data","bytes":1}\nx`, ''],
    [`${file}${end}{"a":1}`, '{"a":1}'],
    ['raw', ''],
  ];
  for (const [wire, rest] of ends) {
    it(`leaves ${JSON.stringify(rest)} at the end of ${JSON.stringify(wire.slice(-40))}`, () => {
      const decoder = new FramedDecoder();
      decoder.push(latin1(wire));
      assert.equal(Buffer.from(decoder.end()).toString(), rest);
    });
  }
});

describe('FramedDecoder with random input', () => {
  const count = fc.maxSafeNat();
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex'));
  const text = fc.string({ maxLength: 300, unit: 'grapheme' }).filter(one => Buffer.byteLength(one) <= 1024);
  const data = fc.uint8Array({ minLength: 1, maxLength: 40 });
  const receiverMessage: fc.Arbitrary<FramedMessage> = fc.oneof(
    fc.record({ type: fc.constant('have'), offset: count, sha256: hash }),
    fc.record({ type: fc.constant('receipt'), bytes: count, sha256: hash }),
    fc.record({ type: fc.constant('refuse'), reason: text }),
  );
  const anyFile = fc
    .record({
      name: text.filter(name => name !== ''),
      size: count,
      modifiedMs: fc.integer({ min: -8.64e15, max: 8.64e15 }),
      offset: fc.option(count, { nil: undefined }),
      data: fc.array(fc.oneof(data, receiverMessage)),
      last: fc.oneof(
        fc.record({ type: fc.constant('end'), sha256: hash }),
        fc.record({ type: fc.constant('cancel'), reason: text }),
      ),
    })
    .map(({ offset, data: parts, last, ...fields }): (FramedMessage | Uint8Array)[] => [
      { type: 'file', version: 1, ...fields, resume: offset !== undefined },
      ...(offset === undefined ? [] : [{ type: 'from', offset } as const]),
      ...parts,
      last,
    ]);

  it('returns what was encoded, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(anyFile, { maxLength: 4 }), fc.array(fc.nat(4000)), (files, cuts) => {
        const parts = files.flat();
        const wire = Buffer.concat(
          parts.flatMap(part =>
            part instanceof Uint8Array ? [dataHeader(part.length), part] : [encodeFramedMessage(part)],
          ),
        );
        const decoder = new FramedDecoder();
        assert.deepEqual(
          joined(feed(decoder, wire, cuts)),
          joined(parts.map(part => (part instanceof Uint8Array ? { data: part } : { message: part }))),
        );
        assert.deepEqual(decoder.end(), new Uint8Array());
      }),
    );
  });

  it('loses no byte of unframed input, and finds the same flaw however it is cut', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '{"type":"file","version":1,"name":"a","size":5}\n',
        '{"type":"file","version":1,"name":"a","size":5,"resume":true}\n',
        `{"type":"end","sha256":"${'0'.repeat(64)}"}\n`,
        '{"type":"cancel","reason":""}\n',
        '{"type":"refuse","reason":""}\n',
        '{"type":"data","bytes":3}\nabc',
        '{"type":"later"}\n',
        '{}\n',
        '{',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(400)), (lines, cuts) => {
        const wire = latin1(lines.join(''));
        const [decoder, cutting] = [new FramedDecoder(), new FramedDecoder()];
        const whole = decoder.push(wire);
        assert.deepEqual(shown(feed(cutting, wire, cuts)), shown(whole));
        // The same bytes, joined from pieces or not.
        assert.deepEqual(Buffer.from(cutting.end()), Buffer.from(decoder.end()));
        const raw = Buffer.concat(whole.flatMap(piece => ('raw' in piece ? [piece.raw] : [])));
        assert.deepEqual(wire.subarray(wire.length - raw.length), raw);
      }),
    );
  });

  /** Joins adjacent data: where it was cut doesn't matter. */
  function joined(pieces: readonly FramedPiece[]): (FramedMessage | number[])[] {
    const all: (FramedMessage | number[])[] = [];
    for (const piece of pieces) {
      const before = all.at(-1);
      if ('message' in piece) all.push({ ...piece.message });
      else if (!('data' in piece)) assert.fail(`${piece.flaw} in what was encoded`);
      else if (Array.isArray(before)) before.push(...piece.data);
      else all.push([...piece.data]);
    }
    return all;
  }
});
