import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCallExpression, isNewExpression, isStringLiteral, type Node } from 'typescript/unstable/ast';
import type { ErrorParams } from '../../../src/core/socketError.ts';
import type { TranscriptEvent } from '../../../src/core/transcriptEntry.ts';
import { eventSentence } from '../../../src/host/eventSentences.ts';
import { l10n, numberOf, shownParams } from '../../../src/host/sentenceArguments.ts';
import { failureReason, failureSentence } from '../../../src/host/sentences.ts';
import { parseSource } from '../../support/parseSource.ts';
import { root } from '../../support/paths.ts';

const source = (path: string) => readFileSync(join(root, path), 'utf8');
/** All words of a part of a source file that stand where the pattern says. */
const words = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, word = '']) => word))];

/** What a caller, a file of another version or a mistake of ours may put in the place of a text or a number. */
const strange: readonly unknown[] = [
  undefined,
  null,
  {},
  [],
  { a: 1 },
  ['x'],
  Number.NaN,
  Infinity,
  true,
  () => 1,
  Symbol('s'),
];

describe('what stands in the places of a sentence', () => {
  it('is the texts and numbers that were passed', () => {
    assert.equal(l10n.t('{0} of {1}', 'a', 7), 'a of 7');
    assert.equal(l10n.t('{0}', '{1}'), '{1}');
    assert.deepEqual(shownParams({ a: 'b', n: 0, e: '' }), { a: 'b', n: 0, e: '' });
    assert.deepEqual([7, '8', 0, undefined].map(numberOf), [7, 8, 0, 0]);
  });

  for (const value of strange)
    it(`is a question mark for ${String(value) || 'an empty list'} (${typeof value})`, () => {
      assert.equal(l10n.t('{0} is no longer connected', value as string), '? is no longer connected');
      assert.equal(l10n.t('{1} of {0}', 'a', value as string), '? of a');
      assert.deepEqual(shownParams({ peer: value as string }), {});
      assert.equal(numberOf(value as number), 0);
    });
});

describe('every sentence', () => {
  const own = words(source('src/core/socketError.ts'), /^ {2}\| '([A-Z_]+)'/gm);
  const systems = words(source('src/host/reasonOf.ts'), /^ {2}([A-Z_]+):/gm);
  const events = words(source('src/host/eventSentences.ts').split('\n};\n')[0] ?? '', /^ {2}(\w+): /gm);
  const codes = [...own, ...systems, 'EDQUOT', 'EROFS', 'UNHEARD_OF', 'toString', '__proto__'];
  const sentences = source('src/host/ownSentences.ts') + source('src/host/reasonOf.ts');
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
      for (const value of strange)
        for (const operation of operations)
          for (const kind of ['udp', 'unix', value]) {
            const all = Object.fromEntries(names.map(name => [name, value]));
            const params = { ...all, operation, kind } as ErrorParams;
            for (const given of [params, { operation, kind } as ErrorParams]) {
              isWhole(failureSentence({ code, params: given }), code);
              isWhole(failureReason({ code, params: given }), code);
            }
          }
      // Each parameter alone is wrong.
      for (const name of names)
        for (const value of strange) {
          const params = { ...Object.fromEntries(names.map(one => [one, '1'])), operation: 'listen', [name]: value };
          isWhole(failureSentence({ code, params: params as ErrorParams }), `${code} ${name}`);
        }
      failureSentence({ code, params: undefined as never });
    });

  for (const code of events)
    it(`has no empty place if an event lacks something: ${code}`, () => {
      for (const value of strange) {
        const event = new Proxy({ code } as TranscriptEvent, {
          get: (of, name) => (name === 'code' ? of.code : value),
        });
        for (const one of [event, { code } as TranscriptEvent])
          assert.doesNotMatch(eventSentence(one, 'a:1'), /\{\w+\}/);
      }
    });

  it('is the code of an event that no version knows', () => {
    for (const code of ['toString', '__proto__', 'later']) assert.equal(eventSentence({ code } as never), code);
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
