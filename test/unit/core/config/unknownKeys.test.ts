import assert from 'node:assert/strict';
import { savedEndpointJsonSchema } from '../../../../src/core/config/endpointConfigSchema.ts';
import { configKeys, isConfigKey, unknownKeyWarnings } from '../../../../src/core/config/unknownKeys.ts';

const server = { kind: 'tcp-server', address: ':0' };

describe('isConfigKey', () => {
  it('recognizes the config’s own keys', () => {
    assert.ok(isConfigKey('framing'));
    for (const key of ['autoStart', 'color', 'constructor', '__proto__']) assert.ok(!isConfigKey(key), key);
  });
});

describe('unknownKeyWarnings', () => {
  it('knows the schema’s keys and no others', () => {
    const { properties } = savedEndpointJsonSchema() as { properties: object };
    assert.deepEqual(new Set([...configKeys, 'autoStart']), new Set(Object.keys(properties)));
  });

  it('are empty for a config without unknown keys', () => {
    const all = Object.fromEntries(configKeys.map(key => [key, undefined]));
    assert.deepEqual(unknownKeyWarnings({ ...all, ...server }), []);
  });

  const misspelled = {
    greating: 'greeting',
    greting: 'greeting',
    greetting: 'greeting',
    Greeting: 'greeting',
    rpely: 'reply',
    kidn: 'kind',
    adress: 'address',
    MaxPeers: 'maxPeers',
    maxpeer: 'maxPeers',
    'max-peers': 'maxPeers',
    conectTimeoutMs: 'connectTimeoutMs',
    option: 'options',
    file: 'files',
  };
  for (const [key, nearest] of Object.entries(misspelled)) {
    it(`asks whether ${key} is ${nearest}`, () => {
      const [warning, ...others] = unknownKeyWarnings({ ...server, [key]: 1 });
      assert.deepEqual([warning?.path, warning?.message, others], [key, `unknown key; did you mean ${nearest}?`, []]);
    });
  }

  it('suggest nothing for a key that resembles none', () => {
    for (const key of ['color', 'x', '', 'port', 'host', 'toString', 'constructor', 'x'.repeat(1_000_000)]) {
      assert.deepEqual(
        unknownKeyWarnings({ ...server, [key]: 1 }).map(({ path, message }) => [path, message]),
        [[key, 'unknown key; kept, but has no effect']],
      );
    }
  });

  it('suggest keys for the first twenty only, and name all', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, at) => [`greeting${at % 10}${'x'.repeat(at)}`, 1]),
    );
    const misspelled = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`greeting${at}`, 1]));
    assert.equal(unknownKeyWarnings({ ...server, ...many }).length, 1000);
    assert.equal(
      unknownKeyWarnings({ ...server, ...misspelled }).filter(({ message }) => /mean greeting/.test(message)).length,
      20,
    );
  });
});
