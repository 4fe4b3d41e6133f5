import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { jsonTokens } from '../../../../src/core/decoders/jsonTokens.ts';
import { prettyJson } from '../../../../src/core/decoders/prettyJson.ts';

describe('JSON tokens', () => {
  const described = (text: string) => jsonTokens(text).map(({ kind, text: token }) => `${kind} ${token}`);

  it('are keys, strings, numbers, words and what is between them', () => {
    assert.deepEqual(described('{"a": "b", "c": -1.5e+3, "d": [true, null]}'), [
      'mark {',
      'key "a"',
      'mark : ',
      'string "b"',
      'mark , ',
      'key "c"',
      'mark : ',
      'number -1.5e+3',
      'mark , ',
      'key "d"',
      'mark : [',
      'word true',
      'mark , ',
      'word null',
      'mark ]}',
    ]);
  });

  it('don’t misread the contents of a string', () => {
    assert.deepEqual(described(String.raw`"a\"1 true: {"`), [String.raw`string "a\"1 true: {"`]);
    assert.deepEqual(described(String.raw`"\\": 1`), [String.raw`key "\\"`, 'mark : ', 'number 1']);
  });

  it('cover any JSON, each value with its type', async () => {
    await fc.assert(
      fc.property(fc.json(), text => {
        const pretty = prettyJson(text) ?? '';
        const tokens = jsonTokens(pretty);
        assert.equal(tokens.map(token => token.text).join(''), pretty);
        for (const { kind, text: token } of tokens) {
          if (kind === 'mark') assert.match(token, /^[[\]{},:\s]+$/);
          else
            assert.equal(
              typeof JSON.parse(token),
              { key: 'string', string: 'string', number: 'number', word: token === 'null' ? 'object' : 'boolean' }[
                kind
              ],
            );
        }
      }),
    );
  });
});
