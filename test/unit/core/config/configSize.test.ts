import assert from 'node:assert/strict';
import { configSizeProblem, maxConfigValues } from '../../../../src/core/config/configSize.ts';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

describe('the size of a config', () => {
  const server = { kind: 'tcp-server', address: ':0' } as const;
  const rule = {
    when: { regex: 'a(b+)', flags: 'i' },
    send: { hex: '{{message}} {{$counter hex 4}}' },
    delayMs: 1,
    close: true,
  };
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, 1]));
  const problem = (config: unknown) => phraseText(configSizeProblem(config) ?? '');

  it('is fine for a thousand rules, or for what isn’t a config', () => {
    assert.equal(configSizeProblem({ ...server, reply: Array.from({ length: 1000 }, () => rule) }), undefined);
    const list = Array.from({ length: 2000 }, () => 1);
    for (const value of [undefined, null, 1, 'text', 'a'.repeat(2000), list, [], () => 1])
      assert.equal(configSizeProblem(value), undefined);
  });

  it('is limited in values, wherever they are', () => {
    const list = (length: number) => Array.from({ length }, () => 1);
    assert.equal(problem({ ...server, later: list(maxConfigValues - 4) }), '');
    for (const config of [
      { ...server, later: list(maxConfigValues) },
      { ...server, reply: [keys(maxConfigValues)] },
    ])
      assert.equal(problem(config), 'has more than 50000 values');
  });

  it('is limited in keys', () => {
    assert.equal(problem({ ...server, ...keys(998) }), '');
    assert.equal(problem({ ...server, ...keys(999) }), 'has more than 1000 keys');
  });

  it('is limited in placeholders, over all texts', () => {
    const send = '{{$now}}'.repeat(100);
    const reply = (length: number) => Array.from({ length }, () => ({ when: { text: 'a' }, send }));
    assert.equal(problem({ ...server, reply: reply(100) }), '');
    assert.equal(problem({ ...server, greeting: '{{', reply: reply(100) }), 'has more than 10000 placeholders');
    assert.equal(problem({ ...server, reply: [{ send: '{{'.repeat(1_000_000) }] }), 'has more than 10000 placeholders');
  });

  it('is checked before anything else', () => {
    assert.throws(() => parseEndpointConfig({ ...server, kind: 'nothing', reply: [keys(maxConfigValues)] }), {
      code: 'BAD_CONFIG',
      message: 'has more than 50000 values',
    });
  });
});
