import assert from 'node:assert/strict';
import type { MarkdownString, TreeItem } from 'vscode';
import type { EndpointKind } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { SavedEndpoint } from '../../../../src/host/saved/savedEndpoints.ts';
import { endpointItem } from '../../../../src/host/tree/endpointItem.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('an endpoint in the tree', () => {
  const server = { kind: 'tcp-server', address: ':9', name: 'mine' } as const;
  const client = { kind: 'tcp-client', address: '127.0.0.1:9' } as const;
  const failure = { code: 'ECONNREFUSED', params: { operation: 'connect', address: 'tcp://127.0.0.1:9' } } as const;
  const peer = (state: PeerSnapshot['state']) =>
    ({ id: 'p1', address: '127.0.0.1:1', state, bytesIn: 0, bytesOut: 2000 }) as PeerSnapshot;
  const itemOf = (endpoint: EndpointSnapshot, connection?: PeerSnapshot): TreeItem =>
    endpointItem(endpoint, { connection, times: 'timeOfDay' });
  const linesOf = ({ tooltip }: TreeItem) => (tooltip as MarkdownString).value.trimEnd().split('\n');
  const counted = (id: string, framesIn: number, framesOut: number, count = 0) => {
    const counters = { bytesIn: 10, bytesOut: 1500, framesIn, framesOut, peers: count };
    return endpointSnapshot(id, 0, { config: server, counters, entries: framesIn + framesOut });
  };

  it('shows an open endpoint’s address if it has a name, its peers and its traffic', () => {
    const item = itemOf(counted('e', 1, 2, 1));
    assert.equal(item.label, 'mine');
    assert.equal(item.description, '127.0.0.1:1 · 1 client · ↓ 10 B · ↑ 1.50 kB');
    assert.equal(item.accessibilityInformation?.label, `TCP server mine, open, ${item.description}`);
    const { name: _, ...unnamed } = server;
    const other = itemOf(endpointSnapshot('e', 2, { config: unnamed }));
    assert.equal(other.label, '127.0.0.1:1');
    assert.equal(other.description, '2 clients · ↓ 0 B · ↑ 0 B');
    assert.equal(itemOf(endpointSnapshot('e', 1, { config: client })).description, '↓ 0 B · ↑ 0 B');
  });

  it('begins with the numbered kind of an endpoint that looks like another one', () => {
    const endpoint = endpointSnapshot('e', 1, { config: client });
    const item = endpointItem(endpoint, { numbered: 'TCP client 2', times: 'timeOfDay' });
    assert.equal(item.description, 'TCP client 2 · ↓ 0 B · ↑ 0 B');
    assert.equal(item.accessibilityInformation?.label, 'TCP client 2 127.0.0.1:1, open, ↓ 0 B · ↑ 0 B');
  });

  it('counts frames, clients and rows in the tooltip, with singulars', () => {
    assert.deepEqual(linesOf(itemOf(counted('e', 1, 0, 1))).slice(2), [
      '1 client',
      'received 10 B in 1 message',
      'sent 1.50 kB in 0 messages',
      '1 row in the transcript',
    ]);
    assert.deepEqual(linesOf(itemOf(counted('e', 0, 1, 0))).slice(2, 4), ['0 clients', 'received 10 B in 0 messages']);
    assert.deepEqual(linesOf(itemOf(counted('e', 2, 1, 2))).slice(2), [
      '2 clients',
      'received 10 B in 2 messages',
      'sent 1.50 kB in 1 message',
      '3 rows in the transcript',
    ]);
  });

  it('counts incomplete messages, and says how much of the first has arrived', () => {
    const since = new Date(2026, 0, 2, 14, 3, 22).getTime();
    const first = { peer: 'p1', address: '127.0.0.1:7', since, missing: 'end', arrived: 39 } as const;
    const [one, two] = [1, 2].map(peers => itemOf(endpointSnapshot('e', 2, { incomplete: { peers, first } })));
    assert.equal(one?.description, '2 clients · ↓ 0 B · ↑ 0 B · incomplete message');
    assert.equal(two?.description, '2 clients · ↓ 0 B · ↑ 0 B · 2 incomplete messages');
    const line =
      'incomplete message from 127.0.0.1:7 since 14:03:22: 39 bytes have arrived without the end of a message';
    assert.ok(one && linesOf(one).includes(line), one && linesOf(one).join('\n'));
  });

  it('warns if other machines can reach an endpoint', () => {
    const exposed = itemOf(endpointSnapshot('e', 0, { address: 'tcp://192.168.1.2:9' }));
    assert.deepEqual(linesOf(exposed).slice(-2), ['Reachable from other machines at:', 'tcp://192.168.1.2:9']);
  });

  it('shows why an endpoint failed, and offers to keep trying if that may help', () => {
    const failed = itemOf(endpointSnapshot('e', 0, { config: client, state: 'failed', failure }));
    const reason = 'connection refused; nothing is listening there';
    assert.equal(failed.description, reason);
    assert.equal(linesOf(failed)[0], `Cannot connect to 127.0.0.1:9: ${reason}`);
    assert.equal(failed.contextValue, 'endpoint.failed.stream.connects.unconnected');
    const closed = itemOf(endpointSnapshot('e', 0, { config: server, state: 'closed' }));
    assert.equal(closed.contextValue, 'endpoint.closed.stream.listens');
    assert.equal(closed.description, ':9 · closed');
    assert.equal(closed.accessibilityInformation?.label, 'TCP server mine, closed, :9');
  });

  it('shows the address of a named endpoint in every state, in the same form as while it is open', () => {
    const config = { kind: 'udp', address: ':5000', remote: 'localhost:9', name: 'mine' } as const;
    const entry = {
      label: 'mine',
      scope: { type: 'user' },
      index: 0,
      value: {},
      isNamesake: false,
      autoStart: false,
    } as const;
    const describedAs = (more: Partial<EndpointSnapshot>, saved?: SavedEndpoint) =>
      endpointItem(endpointSnapshot('e', 0, { config, ...more }), { saved, times: 'timeOfDay' }).description;
    const address = ':5000 → localhost:9';
    const reason = 'connection refused; nothing is listening there';
    assert.equal(describedAs({ state: 'closed' }), `${address} · closed`);
    assert.equal(describedAs({ state: 'closed' }, { ...entry, config }), `${address} · saved`);
    assert.equal(describedAs({ state: 'opening' }), `${address} · opening`);
    assert.equal(describedAs({ state: 'failed', failure }), `${reason} · ${address}`);
    assert.equal(describedAs({ state: 'failed', failure }, { ...entry, config }), `${reason} · ${address} · saved`);
    assert.equal(describedAs({ state: 'reconnecting', failure }), `${reason} · ${address} · reconnecting`);
    assert.ok(`${describedAs({ state: 'open' })}`.startsWith(`${address} · `));
  });

  it('first shows why a client is retrying', () => {
    const trying = itemOf(endpointSnapshot('e', 0, { config: client, state: 'reconnecting', failure }));
    assert.match(String(trying.description), /^connection refused; .* · reconnecting$/);
    assert.match(linesOf(trying)[0] ?? '', /^Cannot connect/);
    assert.match(
      `${trying.accessibilityInformation?.label}`,
      /^TCP client .*, reconnecting, connection refused; [^·]*$/,
    );
  });

  it('counts the available rows, and a UDP socket’s senders', () => {
    const config = { kind: 'udp', address: ':0' } as const;
    const item = itemOf(endpointSnapshot('e', 2, { config, senders: 1, entries: 10, firstEntry: 9 }));
    assert.deepEqual([linesOf(item)[2], linesOf(item).at(-1)], ['1 sender', '1 row in the transcript']);
    const two = itemOf(endpointSnapshot('e', 2, { config, senders: 2 }));
    assert.equal(two.description, '2 senders · ↓ 0 B · ↑ 0 B');
    const connected = (peers: number) => linesOf(itemOf(endpointSnapshot('e', peers, { config: client })))[2];
    assert.deepEqual([connected(1), connected(0)], ['connected', 'not connected']);
  });

  it('labels a UDP socket by its remote, and explains its name and where it is bound in the tooltip', () => {
    const config = { kind: 'udp', address: ':0', remote: 'localhost:9' } as const;
    const resolved = { 'localhost:9': '127.0.0.1:9' };
    const socket = { config, resolved, senders: 0, address: 'udp://127.0.0.1:40907' };
    const item = itemOf(endpointSnapshot('e', 1, socket));
    assert.deepEqual([item.label, item.description], ['→ localhost:9', '↓ 0 B · ↑ 0 B']);
    assert.equal(item.accessibilityInformation?.label, `UDP socket to localhost:9, open, ${item.description}`);
    assert.deepEqual(linesOf(item).slice(1, 4), [
      'sends to localhost:9 (127.0.0.1:9)',
      'bound to udp://127.0.0.1:40907',
      'received 0 B in 0 messages',
    ]);
    const receiving = itemOf(endpointSnapshot('e', 2, { ...socket, senders: 1, config: { ...config, name: 'mine' } }));
    assert.deepEqual([receiving.label, receiving.description], ['mine', '→ localhost:9 · 1 sender · ↓ 0 B · ↑ 0 B']);
    const { resolved: _, ...unresolved } = socket;
    const connected = { ...unresolved, senders: 1, config: { ...config, connected: true } };
    const lines = linesOf(itemOf(endpointSnapshot('e', 1, connected)));
    assert.deepEqual(
      [lines[1], lines[3]],
      ['sends to and receives only from localhost:9', 'received 0 B in 0 messages'],
    );
  });

  it('shows what a closed endpoint of any kind received and sent, whether it was restored or stopped', () => {
    const counters = { bytesIn: 10, bytesOut: 1500, framesIn: 1, framesOut: 1, peers: 0 };
    const described = (kind: EndpointKind, more: Partial<EndpointSnapshot> = {}) => {
      const config = { kind, address: ':9' };
      return itemOf(endpointSnapshot('e', 0, { config, state: 'closed', counters, ...more })).description;
    };
    for (const kind of ['udp', 'tcp-server', 'tcp-client'] as const) {
      assert.equal(described(kind), 'closed · ↓ 10 B · ↑ 1.50 kB', kind);
      assert.equal(
        described(kind, { counters: { ...counters, bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0 } }),
        'closed',
      );
      assert.equal(described(kind, { state: 'opening' }), 'opening');
    }
    const empty = { ...counters, bytesIn: 0, bytesOut: 0, framesOut: 0 };
    assert.equal(described('udp', { counters: empty }), 'closed · ↓ 0 B · ↑ 0 B', 'an empty datagram');
  });

  it('treats opening, open and retrying endpoints as running', () => {
    for (const state of ['opening', 'open', 'reconnecting'] as const)
      assert.equal(itemOf(endpointSnapshot('e', 0, { state })).contextValue, 'endpoint.running.stream.listens', state);
  });

  it('shows how a client’s connection ended, like a server’s clients do', () => {
    const closedAt = new Date(2026, 10, 29, 14, 2).getTime();
    const until = 'until 14:02:00';
    const counters = { bytesIn: 10, bytesOut: 1500, framesIn: 1, framesOut: 1, peers: 0 };
    const described = (state: EndpointSnapshot['state'], connection?: PeerSnapshot) =>
      itemOf(endpointSnapshot('e', 0, { config: client, state, counters }), connection).description;
    const gone = { ...peer('closed'), closedAt };
    const unused = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, peers: 0 };
    const never = itemOf(endpointSnapshot('e', 0, { config: client, state: 'closed', counters: unused }));
    assert.equal(never.description, 'closed');
    assert.equal(described('closed'), 'closed · ↓ 10 B · ↑ 1.50 kB', 'its connection isn’t known yet');
    assert.equal(described('closed', gone), `closed · ↓ 10 B · ↑ 1.50 kB · ${until}`);
    assert.equal(described('reconnecting', gone), `reconnecting · ↓ 10 B · ↑ 1.50 kB · ${until}`);
    assert.equal(described('opening', gone), 'opening');
    assert.equal(described('open', gone), '↓ 10 B · ↑ 1.50 kB');
    assert.match(`${described('open', peer('ended'))}`, / · half-closed$/);
  });
});
