import assert from 'node:assert/strict';
import type { EndpointConfig, ReplyRule } from '../../../src/core/endpointConfig.ts';
import { maxPatternSteps } from '../../../src/core/limits.ts';
import { sampleSources } from '../../../src/core/template/values.ts';
import { tryRules } from '../../../src/core/triedRules.ts';

describe('tried rules', () => {
  const reply: ReplyRule[] = [
    { when: { text: 'bytes' }, send: { hex: '{{0}} ff 00' } },
    { when: { regex: '^hi (?P<who>\\w+)' }, send: 'hello {{who}}\r\nn{{$counter 2}} \\' },
  ];
  const tried = (message: string, more: Partial<EndpointConfig> = {}) =>
    tryRules({ kind: 'tcp-server', address: ':0', reply, ...more }, Buffer.from(message), sampleSources);

  it('show what is sent as it could be typed', () => {
    assert.deepEqual(tried('bytes'), { rule: 0, frames: ['bytes\\xff\\0'] });
    assert.deepEqual(tried('hi you'), { rule: 1, frames: ['hello you\\r\\nn01 \\\\'] });
    assert.deepEqual(tried('what'), { frames: [] });
    assert.deepEqual(tried('bytes', { encoding: 'latin1' }), { rule: 0, frames: ['bytesÿ\\0'] });
  });

  it('show what the framing adds, frame by frame', () => {
    assert.deepEqual(tried('hi you', { framing: { line: 'any' } }).frames, ['hello you\\r\\n', 'n01 \\\\\\n']);
    assert.deepEqual(tried('hi you', { framing: { line: 'any' }, lineEnding: 'crlf' }).frames[1], 'n01 \\\\\\r\\n');
    const lengthPrefix = { bytes: 2, endian: 'big' } as const;
    assert.deepEqual(tried('bytes', { framing: { lengthPrefix } }).frames, ['\\0\\u{7}bytes\\xff\\0']);
    assert.deepEqual(tried('bytes', { framing: { in: 'u8', out: 'cobs' } }).frames, ['\\u{7}bytes\\xff\\u{1}\\0']);
    assert.deepEqual(tried('bytes', { framing: 'cobs' }).frames, ['\\u{7}bytes\\xff\\u{1}\\0']);
  });

  it('say which rule with bytes can’t match, since it matches whole messages', () => {
    const hex: ReplyRule[] = [
      { when: { text: 'a' }, send: '' },
      { when: { hex: '01 ..' }, send: '' },
      { when: { hex: 'aa 01 02' }, send: '' },
    ];
    const misfit = (message: string) => tried(message, { reply: hex }).lengthMismatch;
    assert.deepEqual(misfit('hello'), { rule: 1, patternBytes: 2, messageBytes: 5 });
    assert.deepEqual(misfit('no'), { rule: 2, patternBytes: 3, messageBytes: 2 });
    assert.equal(misfit('\x01x'), undefined, 'it matches');
    assert.equal(tried('no', { reply: hex.slice(0, 2) }).lengthMismatch, undefined, 'the bytes differ');
  });

  it('say why the framing rejects an answer', () => {
    const { rule, frames, problem } = tried('bytes', { framing: { fixed: 4 } });
    assert.deepEqual({ rule, frames }, { rule: 0, frames: [] });
    assert.deepEqual(problem?.args, [7, 4]);
    assert.match(problem?.template ?? '', /this endpoint’s messages must be/);
  });

  it('reject a message that is too long for their patterns, however many rules share the work', () => {
    const each: ReplyRule = { when: { regex: '^b' }, send: '' };
    const rules = Array.from({ length: 100 }, () => each);
    assert.deepEqual(tried('a'.repeat(100), { reply: rules }), { frames: [] });
    for (const [message, some] of [
      ['a'.repeat(maxPatternSteps), [each]],
      ['a'.repeat(maxPatternSteps / 100), rules],
    ] as const)
      assert.throws(() => tried(message, { reply: [...some] }), { name: 'RangeError', message: /too long to try/ });
  });
});
