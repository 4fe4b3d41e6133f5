import assert from 'node:assert/strict';
import type { ReplyRule } from '../../../src/core/endpointConfig.ts';
import { compileReplyRules } from '../../../src/core/replyRules.ts';
import { parseTemplate } from '../../../src/core/template.ts';

function answer(rule: ReplyRule, frame: string | Uint8Array): string | undefined {
  const bytes = typeof frame === 'string' ? Buffer.from(frame) : frame;
  const found = compileReplyRules([rule], 'utf8').answer(bytes);
  return found && Buffer.from(found.bytes).toString('latin1');
}

describe('reply rules', () => {
  it('answer with the frame and with captures, as bytes', () => {
    assert.equal(
      answer(
        { when: { regex: 'get (?P<key>\\w+)=(.)', flags: 'su' }, send: '{{key}}:{{2}}|{{0}}|{{message}}' },
        'get a=\xff?',
      ),
      'a:Ã¿|get a=Ã¿|get a=Ã¿?',
    );
    assert.equal(answer({ when: { regex: '^' }, send: '{{message}}' }, Uint8Array.of(255, 0)), '\xff\0');
  });

  it('give nothing for captures that took no part', () => {
    assert.equal(answer({ when: { regex: 'a(b)?' }, send: '[{{1}}{{9}}{{nobody}}]' }, 'a'), '[]');
  });

  it('take the first rule that holds', () => {
    const rules = compileReplyRules(
      [
        { when: { text: 'a' }, send: 'first' },
        { when: { regex: '.' }, send: 'second', delayMs: 5, close: true },
      ],
      'utf8',
    );
    assert.equal(rules.answer(Buffer.from('a'))?.rule, 0);
    const { rule, delayMs, close } = rules.answer(Buffer.from('b')) ?? {};
    assert.deepEqual({ rule, delayMs, close }, { rule: 1, delayMs: 5, close: true });
    assert.equal(rules.answer(new Uint8Array()), undefined);
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

describe('templates', () => {
  it('keep braces around anything but a name', () =>
    assert.deepEqual(parseTemplate('{a} {{b c}} }}'), ['{a} {{b c}} }}']));

  it('refuse a hole that is not closed', () =>
    assert.throws(() => parseTemplate('a {{message'), /character 3 is opened but not closed/));
});
