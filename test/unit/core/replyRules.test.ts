import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { RE2JS } from 're2js';
import type { ReplyRule } from '../../../src/core/endpointConfig.ts';
import { compileReplyRules } from '../../../src/core/replyRules.ts';
import type { Matchable } from '../../../src/core/rules/ruleCursor.ts';
import { sampleSources } from '../../../src/core/template/values.ts';

function answer(rule: ReplyRule, frame: string | Uint8Array): string | undefined {
  const bytes = typeof frame === 'string' ? Buffer.from(frame) : frame;
  const found = compileReplyRules([rule], 'utf8').answer(bytes);
  return found?.replies.map(reply => Buffer.from(reply.render(sampleSources)).toString('latin1')).join();
}

describe('reply rules', () => {
  it('compile each pattern once', () => {
    const compiling = mock.method(RE2JS, 'compile');
    try {
      const rule = (at: number): ReplyRule => ({ when: { regex: `(?P<name>a)${at}` }, send: '{{name}}' });
      compileReplyRules([rule(0), rule(1), rule(2)], 'utf8');
      assert.equal(compiling.mock.callCount(), 3);
    } finally {
      mock.restoreAll();
    }
  });

  it('answer with the frame and with captures as bytes', () => {
    assert.equal(
      answer(
        { when: { regex: 'get (?P<key>\\w+)=(.)', flags: 'su' }, send: '{{key}}:{{2}}|{{0}}|{{message}}' },
        'get a=\xff?',
      ),
      'a:Ã¿|get a=Ã¿|get a=Ã¿?',
    );
    assert.equal(answer({ when: { regex: '^' }, send: '{{message}}' }, Uint8Array.of(255, 0)), '\xff\0');
  });

  it('insert captured bytes that aren’t text unchanged, by number and by name', () => {
    const frame = Uint8Array.of(0xff, 0xc3, 0x80, 0);
    assert.equal(answer({ when: { regex: '(?s)^(.)(?P<id>.)(.)' }, send: '{{3}}{{id}}{{1}}' }, frame), '\x80\xc3\xff');
    assert.equal(answer({ when: { hex: 'ff ....' }, send: 'x{{0}}' }, frame.subarray(0, 3)), 'x\xff\xc3\x80');
  });

  it('support a group with the same name as the frame', () => {
    const rule = { when: { regex: 'a(?P<message>b)?' }, send: '<{{message}}>' };
    assert.equal(answer(rule, 'xab'), '<b>');
    assert.equal(answer(rule, 'xa'), '<>');
    assert.equal(
      answer({ when: { hex: '01 ..' }, send: { hex: '{{0}} 80 {{message}}' } }, '\x01\x02'),
      '\x01\x02\x80\x01\x02',
    );
  });

  it('insert nothing for captures that didn’t participate', () => {
    assert.equal(answer({ when: { regex: 'a(b)?' }, send: '[{{1}}]' }, 'a'), '[]');
  });

  it('use the first rule that matches', () => {
    const rules = compileReplyRules(
      [
        { when: { text: 'a' }, send: 'first' },
        { when: { regex: '.' }, send: 'second', delayMs: 5, close: true },
      ],
      'utf8',
    );
    assert.equal(rules.answer(Buffer.from('a'))?.rule, 0);
    const { rule, delayMs, close } = rules.answer(Buffer.from('b')) ?? {};
    assert.deepEqual({ rule, delayMs, close }, { rule: 1, delayMs: 5, close: 'end' });
    assert.equal(rules.answer(new Uint8Array()), undefined);
  });

  it('are evaluated one after the other if their patterns run asynchronously', async () => {
    const rules = compileReplyRules(
      ['a', 'b', 'c'].map(regex => ({ when: { regex }, send: regex })),
      'utf8',
    );
    const asked: number[] = [];
    const answered = await rules.answer(Buffer.from('b'), undefined, async (pattern, bytes, rule) => {
      asked.push(rule);
      return pattern.match(bytes);
    });
    assert.equal(answered?.rule, 1);
    assert.deepEqual(asked, [0, 1]);
    assert.equal(await rules.answer(Buffer.from('x'), undefined, async () => undefined), undefined);
  });

  describe('with many patterns', () => {
    const many = (count: number): ReplyRule[] =>
      Array.from({ length: count }, (_, at) => ({ when: { regex: `^word${at} (\\d)` }, send: `${at}: {{1}}` }));
    const rendered = (rules: ReplyRule[], frame: string) => {
      const found = compileReplyRules(rules, 'utf8').answer(Buffer.from(frame));
      return found?.replies.map(reply => Buffer.from(reply.render(sampleSources)).toString()).join();
    };

    it('are matched together, and the first match answers with its captures', () => {
      const rules = many(200);
      assert.deepEqual(
        ['word0 7', 'word199 5', 'word77 7', 'word1 9', 'nothing'].map(frame => rendered(rules, frame)),
        ['0: 7', '199: 5', '77: 7', '1: 9', undefined],
      );
    });

    it('are all found, wherever a set begins or ends', () => {
      const rules = compileReplyRules(many(100), 'utf8');
      const found = Array.from({ length: 100 }, (_, at) => rules.answer(Buffer.from(`word${at} 5`))?.rule);
      assert.deepEqual(found, [...Array(100).keys()]);
    });

    it('yield to a literal that comes before them', () => {
      const rules = many(200).toSpliced(100, 0, { when: { text: 'word150 2' }, send: 'literal' });
      assert.deepEqual(
        ['word150 2', 'word15 2', 'word99 2'].map(frame => rendered(rules, frame)),
        ['literal', '15: 2', '99: 2'],
      );
      const late = many(200)
        .slice(100)
        .toSpliced(20, 0, { when: { text: 'word150 2' }, send: 'literal' });
      assert.deepEqual([rendered(late, 'word150 2'), rendered(late, 'word110 2')], ['literal', '110: 2']);
    });

    it('need few runs, even asynchronously, one after the other', async () => {
      const rules = compileReplyRules(many(200), 'utf8');
      const asked: number[] = [];
      const run = async (pattern: Matchable, bytes: Uint8Array, rule: number) => {
        asked.push(rule);
        return pattern.match(bytes);
      };
      assert.equal((await rules.answer(Buffer.from('word199 5'), undefined, run))?.rule, 199);
      assert.ok(asked.length < 20 && asked.at(-1) === 199);
      assert.deepEqual(
        asked,
        asked.toSorted((one, other) => one - other),
      );
      assert.equal(await rules.answer(Buffer.from('nothing'), undefined, run), undefined);
    });

    it('continue with the next rule if captures can’t be matched', () => {
      const rules = compileReplyRules([...many(20), { when: { regex: 'word' }, send: 'any' }], 'utf8');
      const run = (pattern: Matchable, bytes: Uint8Array) =>
        pattern.source === '^word3 (\\d)' ? undefined : pattern.match(bytes);
      assert.deepEqual(
        [
          rules.answer(Buffer.from('word3 5'), undefined, run),
          rules.answer(Buffer.from('word4 5'), undefined, run),
        ].map(found => !(found instanceof Promise) && found?.rule),
        [20, 4],
      );
    });
  });

  it('compare text as a whole, with or without a line ending', () => {
    for (const frame of ['ping', 'ping\n', 'ping\r\n', 'ping\r'])
      assert.equal(answer({ when: { text: 'ping' }, send: 'x' }, frame), 'x');
    for (const frame of ['pings', ' ping', 'ping\n\n'])
      assert.equal(answer({ when: { text: 'ping' }, send: 'x' }, frame), undefined);
  });

  it('compare hex with wildcards', () => {
    assert.equal(answer({ when: { hex: '01 .. 03' }, send: 'x' }, Uint8Array.of(1, 99, 3)), 'x');
    assert.equal(answer({ when: { hex: '01 .. 03' }, send: 'x' }, Uint8Array.of(1, 99, 3, 4)), undefined);
  });
});
