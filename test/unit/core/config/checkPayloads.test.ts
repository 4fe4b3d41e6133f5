import assert from 'node:assert/strict';
import { payloadProblems, wireFrames } from '../../../../src/core/config/checkPayloads.ts';
import type { EndpointConfig, Payload, ReplyCondition } from '../../../../src/core/endpointConfig.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

const shown = (frames: Uint8Array[][]) => frames.map(parts => Buffer.concat(parts).toString('latin1'));
const wire = (bytes: Uint8Array, more: Partial<EndpointConfig> = {}) =>
  wireFrames(bytes, { kind: 'tcp-server', address: ':0', ...more });

function problems(config: Partial<EndpointConfig>): string[] {
  const found = payloadProblems({ kind: 'tcp-server', address: ':0', ...config });
  return found.map(({ path, phrase }) => `${path.join('.')}: ${phraseText(phrase)}`);
}

const answering = (send: Payload, when: ReplyCondition = { text: 'a' }) => ({ reply: [{ when, send }] });

describe('the wire bytes of an answer', () => {
  it('are one frame of a stream, or as many as the framing makes', () => {
    assert.deepEqual(shown(wire(Buffer.from('a\nb'))), ['a\nb']);
    assert.deepEqual(shown(wire(Buffer.from('a\nb'), { framing: { line: 'lf' } })), ['a\n', 'b\n']);
    assert.deepEqual(shown(wire(Buffer.from('a'), { framing: { line: 'any' }, lineEnding: 'crlf' })), ['a\r\n']);
  });

  it('are a single datagram of at most the maximum size, without framing', () => {
    const datagram = (bytes: number) => wire(new Uint8Array(bytes), { kind: 'udp', framing: { fixed: 1 } });
    assert.equal(datagram(65_507)[0]?.[0]?.length, 65_507);
    const message = 'the message is 65508 bytes long; a datagram can hold at most 65507';
    assert.throws(() => datagram(65_508), { name: 'RangeError', message });
  });
});

describe('payload problems', () => {
  it('are empty for a config that sends nothing, and for valid payloads', () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(problems({ reply: 'echo' }), []);
    assert.deepEqual(problems({ greeting: 'hi', ...answering('a {{0}} {{message}}') }), []);
  });

  it('name the place: the greeting, a rule’s text, its answer’s hex', () => {
    assert.deepEqual(problems({ encoding: 'latin1', greeting: '✓' }), [
      'greeting: "✓" at character 1 can’t be encoded in Latin-1',
    ]);
    assert.deepEqual(problems({ encoding: 'latin1', ...answering('x', { text: '✓' }) }), [
      'reply.0.when.text: "✓" at character 1 can’t be encoded in Latin-1',
    ]);
    assert.deepEqual(problems({ greeting: { hex: '0g' } }), ['greeting.hex: "0g" at character 1 is not a hex byte']);
    const [first, ...more] = problems({ reply: [...answering('a').reply, ...answering({ hex: 'xx' }).reply] });
    assert.match(first ?? '', /^reply\.1\.send\.hex: /);
    assert.deepEqual(more, []);
  });

  it('name a place in the answer that its rule can’t capture', () => {
    assert.match(String(problems(answering('{{1}}'))), /^reply\.0\.send: /);
    assert.deepEqual(problems(answering('{{1}}', { regex: '(a)' })), []);
    assert.match(String(problems({ greeting: '{{message}}' })), /^greeting: /);
  });

  it('ignore an answer whose pattern is invalid, which is reported elsewhere', () => {
    assert.deepEqual(problems(answering('{{1}}', { regex: '(' })), []);
  });

  it('quote the framing’s refusal', () => {
    const fixed = { framing: { fixed: 3 } } as const;
    assert.match(
      String(problems({ ...fixed, greeting: 'ab' })),
      /^greeting: the message is 2 B long, but .* messages must be 3 B$/,
    );
    assert.deepEqual(problems({ ...fixed, ...answering('abc') }), []);
    assert.deepEqual(problems({ kind: 'udp', ...fixed, ...answering('ab') }), []);
  });

  it('report what is too long whatever is inserted', () => {
    const fixed = { framing: { fixed: 3 } } as const;
    assert.deepEqual(problems({ ...fixed, ...answering('{{0}}abc') }), []);
    assert.match(String(problems({ ...fixed, ...answering('{{0}}abcd') })), /is 4 B long/);
    assert.deepEqual(problems({ kind: 'udp', ...answering(`{{0}}${'a'.repeat(65_507)}`) }), []);
    assert.match(String(problems({ kind: 'udp', ...answering(`{{0}}${'a'.repeat(65_508)}`) })), /a datagram can hold/);
  });

  it('measure a whole frame as the framing makes it', () => {
    const fixed = { framing: { fixed: 3 } } as const;
    assert.deepEqual(problems({ framing: { fixed: 20 }, ...answering('{{$sha1 message:bytes}}') }), []);
    assert.deepEqual(problems({ ...fixed, ...answering('{{message}}') }), []);
    assert.match(String(problems({ ...fixed, ...answering('{{message}}x') })), /is 4 B long/);
  });

  it('report frames that would fit in no memory', () => {
    const fixed = { framing: { fixed: 2 ** 50 } } as const;
    assert.deepEqual(problems({ ...fixed, ...answering('{{message}}') }), []);
    assert.match(String(problems({ ...fixed, ...answering('{{message}}x') })), /is 1125899906842625 B long/);
  });
});
