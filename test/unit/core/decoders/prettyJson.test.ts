import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prettyJson, prettyJsonUnits } from '../../../../src/core/decoders/prettyJson.ts';

describe('pretty JSON', () => {
  it('is indented as by JSON.stringify', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        assert.equal(prettyJson(JSON.stringify(value)), JSON.stringify(value, null, 2));
        assert.equal(prettyJson(` ${JSON.stringify(value, null, '\t')}\r\n`), JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps digits, escapes and duplicate members', () => {
    assert.equal(
      prettyJson('{"a":12345678901234567890,"a":1.0e+10,"b":"\\u00e9\\/"}'),
      '{\n  "a": 12345678901234567890,\n  "a": 1.0e+10,\n  "b": "\\u00e9\\/"\n}',
    );
  });

  it('accepts exactly what JSON.parse accepts', () => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const tokens = fc.constantFrom(
      ...'[]{},:" \n',
      '"a"',
      '1',
      '-0.5e3',
      '01',
      'true',
      'null',
      '\\',
      '.',
      '\u00a0',
      '\x01',
    );
    const texts = fc.array(tokens, { maxLength: 9 }).map(pieces => pieces.join(''));
    fc.assert(
      fc.property(texts, text => assert.equal(prettyJson(text) !== undefined, isJson(text), JSON.stringify(text))),
      { numRuns: 5000 },
    );
    for (const text of [
      '',
      ' ',
      '[1,]',
      '{"a":1,}',
      '{"a"}',
      '[}',
      '{]',
      '[1 2]',
      '1 2',
      '{1:2}',
      "'a'",
      '"\n"',
      '+1',
    ]) {
      assert.equal(prettyJson(text), undefined, text);
    }
  });

  it('ignores a byte order mark', () => assert.equal(prettyJson('\ufeff[]'), '[]'));

  it('has limits', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    assert.ok(prettyJson(nested(1000)));
    assert.equal(prettyJson(nested(1001)), undefined);
    const string = (units: number) => `"${'a'.repeat(units - 2)}"`;
    assert.equal(prettyJson(string(prettyJsonUnits)), string(prettyJsonUnits));
    assert.equal(prettyJson(string(prettyJsonUnits + 1)), undefined);
    const escapes = `"${'\\n'.repeat(prettyJsonUnits / 2 - 1)}"`;
    assert.equal(prettyJson(escapes), escapes);
    assert.equal(prettyJson(`${'['.repeat(999)}${'1,'.repeat(100_000)}1${']'.repeat(999)}`), undefined);
  });
});
