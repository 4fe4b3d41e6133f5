import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCallExpression, isNewExpression, isStringLiteral, type Node } from 'typescript/unstable/ast';
import { toldPhrase } from '../../../../../src/core/phrase.ts';
import { failureReason, failureSentence } from '../../../../../src/core/sentences/errors/errorSentence.ts';
import { numberOf, shownParams } from '../../../../../src/core/sentences/errors/shownParams.ts';
import { eventSentence, eventSentences } from '../../../../../src/core/sentences/events/eventSentence.ts';
import type { ErrorParams } from '../../../../../src/core/socketError.ts';
import type { EventCode, TranscriptEvent } from '../../../../../src/core/transcriptEntry.ts';
import { parseSource } from '../../../../support/parseSource.ts';
import { root } from '../../../../support/paths.ts';
import { unquotableValues } from '../../../../support/unquotableValues.ts';

const source = (path: string) => readFileSync(join(root, path), 'utf8');
/** All words of a part of a source file that stand where the pattern says. */
const words = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, word = '']) => word))];

describe('the parameters of a sentence', () => {
  it('are the texts and numbers that were passed', () => {
    assert.deepEqual(shownParams({ a: 'b', n: 0, e: '' }), { a: 'b', n: 0, e: '' });
    assert.deepEqual([7, '8', 0, undefined].map(numberOf), [7, 8, 0, 0]);
  });

  for (const value of unquotableValues)
    it(`lack ${String(value) || 'an empty list'} (${typeof value})`, () => {
      assert.deepEqual(shownParams({ peer: value as string }), {});
      assert.equal(numberOf(value as number), 0);
    });
});

describe('every sentence', () => {
  const own = words(source('src/core/socketError.ts'), /^ {2}\| '([A-Z_]+)'/gm);
  const systems = words(source('src/core/sentences/errors/socketReason.ts'), /^ {2}([A-Z_]+):/gm);
  const events = Object.keys(eventSentences) as EventCode[];
  const codes = [...own, ...systems, 'EDQUOT', 'EROFS', 'UNHEARD_OF', 'toString', '__proto__'];
  const sentences =
    source('src/core/sentences/errors/portsideErrors.ts') + source('src/core/sentences/errors/socketReason.ts');
  const names = words(sentences, /[{,.'] ?([a-z]\w+)(?= *[,=}?'])/g);
  const operations = ['listen', 'bind', 'connect', 'send', 'read', 'close', 'write', 'readFile', undefined];
  const isWhole = (text: string, about: string) =>
    assert.doesNotMatch(text, /\{\w+\}|undefined|NaN|null|Infinity|\[object|Symbol\(|=>/, about);

  it('is looked at', () => {
    assert.ok(
      own.length > 40 && systems.length > 20 && events.length > 40,
      `${[own.length, systems.length, events.length]}`,
    );
    for (const name of ['address', 'peer', 'maxQueuedBytes', 'timeoutMs', 'candidates'])
      assert.ok(names.includes(name), name);
  });

  for (const code of codes)
    it(`has no empty place, whatever its parameters are: ${code}`, () => {
      for (const value of unquotableValues)
        for (const operation of operations)
          for (const kind of ['udp', 'unix', value]) {
            const all = Object.fromEntries(names.map(name => [name, value]));
            const params = { ...all, operation, kind } as ErrorParams;
            for (const given of [params, { operation, kind } as ErrorParams]) {
              isWhole(toldPhrase(failureSentence({ code, params: given })), code);
              isWhole(toldPhrase(failureReason({ code, params: given })), code);
            }
          }
      // Each parameter alone is wrong.
      for (const name of names)
        for (const value of unquotableValues) {
          const params = { ...Object.fromEntries(names.map(one => [one, '1'])), operation: 'listen', [name]: value };
          isWhole(toldPhrase(failureSentence({ code, params: params as ErrorParams })), `${code} ${name}`);
        }
      toldPhrase(failureSentence({ code, params: undefined as never }));
    });

  for (const code of events)
    it(`has no empty place if an event lacks something: ${code}`, () => {
      for (const value of unquotableValues) {
        const event = new Proxy({ code } as TranscriptEvent, {
          get: (of, name) => (name === 'code' ? of.code : value),
        });
        for (const one of [event, { code } as TranscriptEvent])
          assert.doesNotMatch(toldPhrase(eventSentence(one, 'a:1')), /\{\w+\}/);
      }
    });

  it('is the code of an event that no version knows', () => {
    for (const code of ['toString', '__proto__', 'later'])
      assert.equal(toldPhrase(eventSentence({ code } as never)), code);
  });
});

describe('every text with places', () => {
  it('is passed as many arguments as it has places', () => {
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
