import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../src/core/endpointConfig.ts';
import { withoutForeignKeys } from '../../../src/core/kindFields.ts';

const everything = {
  address: ':1',
  name: 'n',
  encoding: 'utf8',
  reply: 'echo',
  remote: 'h:1',
  connected: true,
  framing: 'slip',
  greeting: 'hi',
  closeAfterGreeting: true,
  maxPeers: 2,
  backlog: 3,
  connectTimeoutMs: 4,
  reconnect: { minMs: 1, maxMs: 2 },
  files: { receive: 'framed' },
  unheardOf: 5,
};
const common = ['address', 'name', 'encoding', 'reply', 'unheardOf'];
const stream = ['framing', 'greeting', 'closeAfterGreeting', 'files'];

describe('keys of a kind of endpoint', () => {
  const kept: [EndpointConfig['kind'], string[]][] = [
    ['tcp-server', [...stream, 'maxPeers', 'backlog']],
    ['tcp-client', [...stream, 'connectTimeoutMs', 'reconnect']],
    ['udp', ['remote', 'connected']],
  ];
  for (const [kind, keys] of kept) {
    it(`are all that it has, with those that nobody knows, as they were: ${kind}`, () => {
      const config = { kind, ...everything } as unknown as EndpointConfig;
      const result = withoutForeignKeys(config) as unknown as Record<string, unknown>;
      assert.deepEqual(new Set(Object.keys(result)), new Set(['kind', ...common, ...keys]));
      assert.deepEqual(result, { ...Object.fromEntries(Object.keys(result).map(key => [key, config[key as 'kind']])) });
    });
  }
});
