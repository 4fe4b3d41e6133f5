import assert from 'node:assert/strict';
import { configProblems } from '../../../../src/core/config/configProblems.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

const problems = (config: EndpointConfig) =>
  configProblems(config).map(({ path, phrase }) => `${path.join('.')}: ${phraseText(phrase)}`);

describe('problems between individually valid config fields', () => {
  it('are empty if the fields are compatible', () => {
    assert.deepEqual(problems({ kind: 'udp', address: ':0', remote: 'h:9', connected: true }), []);
    assert.deepEqual(problems({ kind: 'tcp-server', address: ':0', framing: { fixed: 3 }, maxFrameBytes: 3 }), []);
    const framing = { in: 'u32be', out: { fixed: 3 } } as const;
    assert.deepEqual(problems({ kind: 'tcp-server', address: ':0', framing, greeting: 'abc' }), []);
  });

  it('are those of the direction in which a payload is sent', () => {
    const framing = { in: { fixed: 4 }, out: { fixed: 3 } };
    const found = problems({ kind: 'tcp-server', address: ':0', framing, greeting: 'abcd', maxFrameBytes: 3 });
    assert.deepEqual(
      found.map(text => text.split(': ', 1)[0]),
      ['framing.in', 'greeting'],
    );
  });

  it('are all reported, each at its field', () => {
    const found = problems({
      kind: 'udp',
      address: 'tcp://:9',
      connected: true,
      maxPeers: 5,
      maxFrameBytes: 2,
      framing: { fixed: 3 },
      encoding: 'latin1',
      greeting: '✓',
      reply: [{ when: { regex: '✓' }, send: '{{1}}' }],
    });
    const fields = found.map(text => text.split(': ', 1)[0]);
    assert.deepEqual(
      new Set(fields),
      new Set(['maxPeers', 'framing', 'greeting', 'remote', 'address', 'reply.0.when.regex']),
    );
  });
});
