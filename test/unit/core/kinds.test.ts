import assert from 'node:assert/strict';
import type { EndpointConfig, EndpointKind } from '../../../src/core/endpointConfig.ts';
import {
  acceptsConnections,
  allKinds,
  hasOption,
  hasRemote,
  hasReset,
  isKind,
  isStream,
  type KindConfig,
  kinds,
  listens,
  manyPeers,
  peerRole,
  peerRoleOfKind,
  withoutForeignKeys,
} from '../../../src/core/kinds.ts';

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

describe('an endpoint kind', () => {
  const those = (question: (config: KindConfig) => boolean) =>
    allKinds.filter(kind => question({ kind, address: ':0' }));

  it('answers each question about an endpoint', () => {
    assert.deepEqual(those(isStream), ['tcp-server', 'tcp-client']);
    assert.deepEqual(those(listens), ['tcp-server', 'udp']);
    assert.deepEqual(those(acceptsConnections), ['tcp-server']);
    assert.deepEqual(those(manyPeers), ['tcp-server', 'udp']);
    assert.deepEqual(
      those(config => hasRemote({ ...config, remote: ':9' })),
      ['udp'],
    );
    assert.deepEqual(those(hasRemote), []);
    assert.deepEqual(
      those(config => hasOption(config, 'keepAliveMs')),
      ['tcp-server', 'tcp-client'],
    );
  });

  it('has a name for its peers, even in an error that names only the kind', () => {
    const roles = ['client', 'server', 'sender'];
    assert.deepEqual(
      allKinds.map(kind => peerRole({ kind, address: ':0' })),
      roles,
    );
    assert.deepEqual(allKinds.map(peerRoleOfKind), roles);
    for (const other of [undefined, 'unix', 'toString']) assert.equal(peerRoleOfKind(other), undefined);
  });

  it('is recognized only by its own name', () => {
    assert.ok(allKinds.every(isKind));
    for (const other of ['sctp', 'constructor', '', undefined, null, 7]) assert.ok(!isKind(other), String(other));
  });

  it('supports resets if it is TCP: Unix domain sockets and pipes don’t', () => {
    assert.ok(hasReset({ kind: 'tcp-server', address: ':0' }));
    assert.ok(hasReset({ kind: 'tcp-client', address: 'localhost:9000' }));
    for (const address of ['unix:/run/it', '/run/it', String.raw`\\.\pipe\it`])
      assert.ok(!hasReset({ kind: 'tcp-server', address }), address);
    assert.ok(!hasReset({ kind: 'udp', address: ':0' }));
  });

  it('has its own label, icon and texts', () => {
    for (const text of ['label', 'purpose', 'addressHelp'] as const)
      assert.equal(new Set(allKinds.map(kind => kinds[kind][text].template)).size, allKinds.length, text);
    assert.equal(new Set(allKinds.map(kind => kinds[kind].icon)).size, allKinds.length);
    assert.equal(new Set(allKinds.map(kind => kinds[kind].question.title.template)).size, allKinds.length);
  });
});

describe('the keys of an endpoint kind', () => {
  const kept: Record<EndpointKind, string[]> = {
    'tcp-server': [...stream, 'maxPeers', 'backlog'],
    'tcp-client': [...stream, 'connectTimeoutMs', 'reconnect'],
    udp: ['remote', 'connected'],
  };
  for (const kind of allKinds) {
    it(`are kept, along with unknown ones, and no others: ${kind}`, () => {
      const config = { kind, ...everything } as unknown as EndpointConfig;
      const result = withoutForeignKeys(config) as unknown as Record<string, unknown>;
      assert.deepEqual(new Set(Object.keys(result)), new Set(['kind', ...common, ...kept[kind]]));
      assert.deepEqual(result, { ...Object.fromEntries(Object.keys(result).map(key => [key, config[key as 'kind']])) });
    });
  }
});
