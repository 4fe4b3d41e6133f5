import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isCallExpression, isNewExpression, isStringLiteral, type Node } from 'typescript/unstable/ast';
import {
  fullSentence,
  joined,
  numeral,
  phrase,
  phraseOf,
  phraseText,
  sentenceCase,
  TextError,
  textErrorOf,
  translateBy,
  verbatim,
} from '../../../src/core/phrase.ts';
import { parseSource } from '../../support/parseSource.ts';
import { unquotableValues } from '../../support/unquotableValues.ts';

const german: Record<string, string> = { '{0} in {1}': 'in {1}: {0}', 'no {0}': 'kein {0}' };
const inGerman = (template: string, ...args: (string | number)[]) =>
  (german[template] ?? template).replace(/\{(\d+)\}/g, (_, index) => String(args[Number(index)]));

describe('a phrase', () => {
  it('is formatted in English with its arguments inserted', () => {
    assert.equal(phraseText(phrase('{1} before {0}, {1}', 'b', 1)), '1 before b, 1');
  });

  it('keeps a placeholder without an argument', () => {
    assert.equal(phraseText(phrase('{0} {1}', 'a')), 'a {1}');
  });

  it('doesn’t treat braces in an argument as a placeholder', () => {
    assert.equal(phraseText(phrase('{0}', '{0}')), '{0}');
  });

  it('is translated together with its nested phrases', () => {
    assert.equal(phraseText(phrase('{0} in {1}', phrase('no {0}', 'port'), 7), inGerman), 'in 7: kein port');
  });

  it('formats numbers for its language, and digit by digit unless marked as counts', () => {
    const german = translateBy({ language: 'de', texts: { '{0} rows': '{0} Zeilen' } });
    for (const [translate, marked, plain] of [
      [undefined, '65,536 rows', '65536 rows'],
      [translateBy(), '65,536 rows', '65536 rows'],
      [german, '65.536 Zeilen', '65536 Zeilen'],
    ] as const) {
      assert.equal(phraseText(phrase('{0} rows', numeral(65_536)), translate), marked);
      assert.equal(phraseText(phrase('{0} rows', 65_536), translate), plain);
    }
    assert.equal(phraseText(phrase('{0}', phrase('{0} s', numeral(1.5))), german), '1,5 s');
  });

  it('can be a text that no translation changes, including braces', () => {
    const inCapitals = (template: string, ...args: (string | number)[]) => inGerman(template.toUpperCase(), ...args);
    for (const text of ['no {0}', '{0} in {1}', '']) assert.equal(phraseText(verbatim(text), inCapitals), text);
  });

  it('can be several phrases, each translated', () => {
    const parts = [phrase('no {0}', 'port'), 'tcp', phrase('{0} in {1}', 1, 2)];
    assert.equal(phraseText(joined(parts, ', '), inGerman), 'kein port, tcp, in 2: 1');
    assert.equal(phraseText(joined(parts.slice(0, 1), ', '), inGerman), 'kein port');
    assert.equal(phraseText(joined([], ', ')), '');
  });

  for (const value of unquotableValues)
    it(`shows a question mark for ${String(value) || 'an empty list'} (${typeof value})`, () => {
      assert.equal(phraseText(phrase('{0} is no longer connected', value as string)), '? is no longer connected');
      assert.equal(phraseText(phrase('{1} of {0}', 'a', value as string), inGerman), '? of a');
      assert.equal(phraseText(phrase('{0}', numeral(value as number))), '?');
    });
});

describe('words', () => {
  it('are a plain text or a phrase', () => {
    assert.equal(phraseText('{0}', inGerman), '{0}');
    assert.equal(phraseText(phrase('no {0}', 'port'), inGerman), 'kein port');
  });

  it('are joined without being translated as a unit', () => {
    const all = joined(['a {1} ', phrase('no {0}', 'port'), ': ', 7], '');
    assert.equal(phraseText(all, inGerman), 'a {1} kein port: 7');
  });
});

describe('a sentence', () => {
  it('is capitalized in every language, unless it begins with a value', () => {
    const inUse = phrase('{0} is in use', 'localhost:9');
    assert.equal(sentenceCase(phrase('no {0}', 'port')), 'No port');
    assert.equal(sentenceCase(phrase('no {0}', 'port'), inGerman), 'Kein port');
    assert.equal(sentenceCase(phrase('éa')), 'Éa');
    assert.equal(sentenceCase(phrase('“{0}” is gone', 'a')), '“a” is gone');
    assert.equal(sentenceCase(inUse), 'localhost:9 is in use');
    assert.equal(sentenceCase('name'), 'name');
    assert.equal(sentenceCase(verbatim('name')), 'name');
    assert.equal(sentenceCase(joined([phrase('no {0}', 'port'), 'a'], ', ')), 'No port, a');
    assert.equal(sentenceCase(joined([inUse, phrase('no {0}', 'port')], '; ')), 'localhost:9 is in use; no port');
    assert.equal(sentenceCase(phrase('{1} of {0}')), '{1} of {0}');
  });
});

describe('a full sentence', () => {
  it('ends with exactly one punctuation mark', () => {
    assert.equal(fullSentence(phrase('no {0}', 'port'), inGerman), 'Kein port.');
    for (const text of ['did you mean a?', 'wait…', 'stop.', 'no!', 'one of:'])
      assert.equal(fullSentence({ template: text, args: [] }), `${text[0]?.toUpperCase()}${text.slice(1)}`);
    assert.equal(fullSentence(phrase('use {0}', '{"a": 1}')), 'Use {"a": 1}.');
  });
});

describe('a bundle of translations', () => {
  it('translates its contents and fills in all placeholders', () => {
    const translate = translateBy({ language: 'de', texts: { 'no {0}': 'kein {0}' } });
    assert.equal(translate('no {0}', 'port'), 'kein port');
    for (const other of [translate, translateBy()]) assert.equal(other('{1} of {0}', 1, 'a'), 'a of 1');
    assert.equal(translate('toString'), 'toString');
  });
});

describe('an error with a phrase', () => {
  it('has the English sentence as its message, and the phrase for translation', () => {
    const error = new TextError('no {0}', phrase('{0} in {1}', 1, 2));
    assert.ok(error instanceof RangeError);
    assert.equal(error.message, 'no 1 in 2');
    assert.deepEqual(phraseOf(error), phrase('no {0}', phrase('{0} in {1}', 1, 2)));
  });

  it('can be recreated from a phrase', () => {
    const reason = phrase('no {0}', 'port');
    assert.deepEqual(phraseOf(textErrorOf(reason)), reason);
    assert.equal(textErrorOf(reason).message, 'no port');
  });

  it('is distinguishable from other errors', () => {
    for (const other of [new RangeError('x'), undefined, { phrase: phrase('x') }])
      assert.equal(phraseOf(other), undefined);
  });
});

describe('every text with placeholders', () => {
  it('gets as many arguments as it has placeholders', () => {
    const calls = new Set(['l10n.t', 'phrase', 'TextError']);
    const wrong = parseSource(
      ['src', 'webview'],
      file => /l10n\.t|phrase|TextError/.test(readFileSync(file, 'utf8')),
      file => {
        const found: string[] = [];
        const visit = (node: Node): void => {
          node.forEachChild(visit);
          if (!isCallExpression(node) && !isNewExpression(node)) return;
          const [text, ...args] = node.arguments ?? [];
          if (!calls.has(node.expression.getText(file)) || !text || !isStringLiteral(text)) return;
          const places = new Set(text.text.match(/\{\d+\}/g)).size;
          const isSpread = args.some(one => one.getText(file).startsWith('...'));
          if (!isSpread && places !== args.length) found.push(`${file.fileName}: ${text.text}`);
        };
        visit(file);
        return found;
      },
    );
    assert.deepEqual(wrong, []);
  });
});
