import assert from 'node:assert/strict';
import fc from 'fast-check';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

describe('JSON values one after another', () => {
  const cases: [string, string, string[]][] = [
    ['need nothing between them', '{"a":1}[2]"x"{}', ['{"a":1}', '[2]', '"x"', '{}']],
    ['may have white space between them', ' {}\r\n\t[] \x1e[1] ', ['{}', '[]', '[1]']],
    [
      'may contain brackets and quotes in strings',
      String.raw`{"}":"\"]\\"}["{"]`,
      [String.raw`{"}":"\"]\\"}`, '["{"]'],
    ],
    [
      'end numbers before what can’t belong to them',
      '1 -2.5e3\n0[7]8"a"9',
      ['1', '-2.5e3', '0', '[7]', '8', '"a"', '9'],
    ],
    ['end literals with their last letter', 'truefalse null[true]', ['true', 'false', 'null', '[true]']],
    ['take a number at the end of the stream', '[1]23', ['[1]', '23']],
    ['report a number that isn’t complete there', '1 -', ['1', 'unterminated -']],
    ['report a value that isn’t complete there', '{} {"a":[', ['{}', 'unterminated {"a":[']],
    [
      'go on after garbage at a bracket or a line end',
      'GET /{"a":1}\nfoo 5\n[2]',
      ['malformed GET /', '{"a":1}', 'malformed foo 5', '[2]'],
    ],
    ['go on after closing brackets without opening ones', ']}[1]', ['malformed ]}', '[1]']],
    ['go on after brackets that don’t match', '[}{"a":1}', ['malformed [}', '{"a":1}']],
    ['go on at a value where none can be', '{"a":1{"b":2}', ['malformed {"a":1', '{"b":2}']],
    ['go on after a string with a line end', '{"a":"b\n{"c":1}', ['malformed {"a":"b', '{"c":1}']],
    [
      'don’t take every word or number for a value',
      'nul\n01\n1.\n--\n1e5x\n',
      ['malformed nul', 'malformed 01', 'malformed 1.', 'malformed --', '1e5', 'malformed x'],
    ],
    ['leave what else is inside to others', "[NaN,{a:'b'}]", ["[NaN,{a:'b'}]"]],
  ];
  for (const [title, wire, frames] of cases) {
    it(title, () => {
      for (const cuts of everyCut(wire.length))
        assert.deepEqual(decode(framingFor('json').decoder(100), utf8(wire), cuts).map(shown), frames, `${cuts}`);
    });
  }

  it('are found in any text of values', () => {
    const gaps = fc.constantFrom('', ' ', '\n', '\r\n\t');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.json(), gaps)), fc.array(fc.nat(200)), (values, cuts) => {
        // Two numbers need something between them.
        const text = values.map(([json, gap]) => json + (/\d$/.test(json) ? ' ' : gap)).join('');
        const frames = decode(framingFor('json').decoder(10_000), utf8(text), cuts);
        assert.deepEqual(
          frames.map(shown),
          values.map(([json]) => json.trim()),
        );
      }),
    );
  });

  it('may be nested deeply, up to a limit', () => {
    const nested = (depth: number) => '[{"a":'.repeat(depth / 2) + '}]'.repeat(depth / 2);
    assert.equal(
      framingFor('json')
        .decoder(1e6)
        .push(utf8(nested(100_000)), 0)[0]?.bytes.length,
      400_000,
    );
    const deep = utf8('['.repeat(1024 * 1024 + 1));
    const [frame] = framingFor('json').decoder(1e7).push(deep, 0);
    assert.equal(frame?.flaw, 'malformed');
    assert.equal(frame.bytes.length, 1024 * 1024);
  });

  it('are sent one per message, numbers with a line feed', () => {
    const encoder = framingFor('json').encoder();
    const sent = (text: string) => String(wireOf(encoder.encode(utf8(text))));
    for (const text of ['{"a":[1]}', '"x"', 'true', ' [1]\n', '[NaN]']) assert.equal(sent(text), text);
    assert.equal(sent('-1.5'), '-1.5\n');
    assert.equal(shown({ bytes: encoder.content?.(utf8(' [1]\n')) ?? utf8('') }), '[1]');
    for (const text of ['', ' ', '{', 'tru', 'hello', '1.', '[1}', '01'])
      assert.throws(() => sent(text), { name: 'RangeError', message: /isn’t a complete JSON value/ }, text);
    for (const text of ['{}{}', '1 2', 'true,']) assert.throws(() => sent(text), /must be a single JSON value/, text);
  });
});
