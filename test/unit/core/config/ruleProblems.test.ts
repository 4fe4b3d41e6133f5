import assert from 'node:assert/strict';
import { ConfigError } from '../../../../src/core/config/configError.ts';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import type { EndpointConfig, ReplyRule } from '../../../../src/core/endpointConfig.ts';

function problems(reply: ReplyRule[], more: Partial<EndpointConfig> = {}): string[] {
  try {
    parseEndpointConfig({ kind: 'tcp-server', address: ':0', reply, ...more });
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe('problems of rules', () => {
  const go = (goTo: string, state?: string): ReplyRule => ({
    when: { text: 'a' },
    goTo,
    ...(state !== undefined && { state }),
  });

  it('are states that no rule has, with the one that was probably meant', () => {
    assert.deepEqual(problems([go('body'), go('', 'body')]), []);
    assert.deepEqual(problems([go('bdy'), go('', 'body')]), [
      'reply.0.goTo: rule 1: no rule has the state “bdy”. Did you mean “body”?',
    ]);
    assert.deepEqual(problems([go('inside'), go('', 'body'), go('x', 'mail')]), [
      'reply.0.goTo: rule 1: no rule has the state “inside”; the states are: body, mail',
      'reply.2.goTo: rule 3: no rule has the state “x”; the states are: body, mail',
    ]);
    assert.deepEqual(problems([go('body')]), ['reply.0.goTo: rule 1: no rule has the state “body”']);
  });

  it('are fields that datagrams don’t have', () => {
    const rule: ReplyRule = { when: { text: 'a' }, send: 'b', raw: true, close: 'reset', framing: 'u8' };
    assert.deepEqual(problems([rule]), []);
    assert.deepEqual(
      problems([rule, { when: { text: 'b' }, close: false }], { kind: 'udp' }),
      ['raw', 'close', 'framing'].map(
        field =>
          `reply.0.${field}: rule 1: datagrams have no connection and no framing: only for tcp-server, tcp-client`,
      ),
    );
  });

  it('are placeholders in conditions, and those that no rule captures', () => {
    const when = (text: string): ReplyRule => ({ when: { text }, send: 'x' });
    assert.deepEqual(problems([when('user {{?name}}'), when('bye {{name}}')]), []);
    assert.match(String(problems([when('bye {{name}}')])), /^reply\.0\.when\.text: rule 1: unknown placeholder/);
    assert.match(
      String(problems([{ when: { hex: '01 {{?a}}{{?b}}' } }])),
      /^reply\.0\.when\.hex: rule 1: nothing shows where/,
    );
    assert.deepEqual(problems([when('a{{?x}}'), { when: { text: 'b' }, send: ['{{x}}', { hex: '{{x:u8}}' }] }]), []);
    assert.match(
      String(problems([{ when: { text: 'b' }, send: ['ok', { hex: '0' }] }])),
      /^reply\.0\.send\.1\.hex: rule 1: /,
    );
  });

  it('are replies that fit in none of the framings in which they may be sent', () => {
    const rules = (framing: ReplyRule['framing'], raw?: true): ReplyRule[] => [
      { when: { text: 'a' }, ...(framing !== undefined && { framing }) },
      { when: { text: 'b' }, send: { hex: '00 01 02 03 04' }, ...(raw && { raw }) },
    ];
    const fixed = { framing: { fixed: 4 } } as const;
    assert.match(String(problems(rules(undefined), fixed)), /^reply\.1\.send\.hex: rule 2: the message is 5 B long/);
    assert.deepEqual(problems(rules('u8'), fixed), []);
    assert.deepEqual(problems(rules(undefined, true), fixed), []);
    assert.match(String(problems(rules({ fixed: 100_000_000 }))), /^reply\.0\.framing: rule 1: fixed is more than/);
  });
});
