/**
 * The hexdump export as Wireshark reads it: with the command in the transcript's page, and Debian's text2pcap and
 * tshark.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { BareSockets } from '../support/bareSockets.ts';
import { EngineEndpoints } from '../support/engineEndpoints.ts';
import { type OpenEndpoint, portOf, seen } from '../support/openEndpoint.ts';
import { root } from '../support/paths.ts';
import { run } from '../support/run.ts';
import { systemProgram } from '../support/systemPackages.ts';

/** Fields of a packet, as tshark prints them. */
interface Packet {
  readonly micros: number;
  readonly isIn: boolean;
  readonly from: string;
  readonly to: string;
  readonly stream: string;
  readonly payload: Buffer;
  readonly isTcp: boolean;
}

const fields = [
  'frame.time_epoch',
  'frame.packet_flags_direction',
  'ip.src',
  'ip.dst',
  'ipv6.src',
  'ipv6.dst',
  'tcp.srcport',
  'tcp.dstport',
  'udp.srcport',
  'udp.dstport',
  'tcp.stream',
  'udp.stream',
  'tcp.payload',
  'udp.payload',
  'ip.checksum.status',
  'tcp.checksum.status',
  'udp.checksum.status',
  'tcp.analysis.flags',
  'tcp.analysis.reused_ports',
  '_ws.malformed',
] as const;

describe('text2pcap and tshark', () => {
  const endpoints = new EngineEndpoints();
  const bare = new BareSockets();
  const clients: Socket[] = [];
  let tshark: string;

  before(async () => {
    tshark = await systemProgram('tshark');
  });

  after(() => endpoints.dispose());

  afterEach(() => {
    bare.close();
    for (const client of clients.splice(0)) client.destroy();
  });

  async function client(to: { port: number; host: string } | { path: string }): Promise<Socket> {
    const socket = connect(to);
    clients.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  /** Returns the packets of an endpoint's transcript, all of which are valid. */
  async function packets(endpoint: OpenEndpoint): Promise<Packet[]> {
    const page = await readFile(join(root, 'src/engine/transcript/transcript.md'), 'utf8');
    const [, line = ''] = /`(text2pcap [^`]*)`/.exec(page) ?? [];
    const path = join(endpoints.directory, `${endpoint.id}.hex`);
    const places: Record<string, string> = { FILE: path, 'OUT.pcapng': `${path}.pcapng` };
    const [text2pcap = '', ...args] = line.split(' ').map(word => places[word] ?? word);
    await endpoints.engine.exportTranscript(endpoint.id, endpoint.id, { format: 'hexdump', path, filter: {} });
    // The export is in UTC, in whatever time zone it is read.
    await run(text2pcap, args, { env: { ...process.env, TZ: 'Asia/Kolkata' } });
    assert.ok((await readFile(path, 'utf8')).startsWith(`# For Wireshark: ${line}\n`), 'the file says the same');
    const checked = ['ip', 'tcp', 'udp'].flatMap(protocol => ['-o', `${protocol}.check_checksum:TRUE`]);
    const output = await run(tshark, [
      ...['-r', `${path}.pcapng`, '-n', ...checked, '-T', 'fields', '-E', 'separator=;'],
      ...fields.flatMap(field => ['-e', field]),
    ]);
    const rows = output.split('\n').filter(row => row.includes(';'));
    return rows.map(row => packet(row.split(';')));
  }

  /** Returns the bytes that each stream carried in each direction. */
  function conversations(all: readonly Packet[]): Record<string, string> {
    const carried = new Map<string, Buffer[]>();
    for (const { stream, isIn, payload } of all) {
      const key = `${stream}${isIn ? 'in' : 'out'}`;
      carried.set(key, [...(carried.get(key) ?? []), payload]);
    }
    return Object.fromEntries([...carried].map(([key, parts]) => [key, Buffer.concat(parts).toString('latin1')]));
  }

  /** The frames are in the packets in order, each at its time. */
  async function carriesAll(endpoint: OpenEndpoint, all: readonly Packet[]): Promise<void> {
    const data = all.filter(({ payload, isTcp }) => payload.length > 0 || !isTcp);
    for (const frame of (await endpoint.entries()).filter(({ direction }) => direction !== 'event')) {
      for (let left = frame.length ?? 0, isFirst = true; left > 0 || isFirst; isFirst = false) {
        const { micros, isIn, payload } = data.shift() ?? assert.fail(`no packet has entry ${frame.seq}`);
        assert.equal(micros, Math.round(frame.time * 1000));
        assert.equal(isIn, frame.direction === 'in');
        left -= payload.length;
      }
    }
    assert.deepEqual(data, []);
  }

  async function echoed(socket: Socket, message: string | Buffer): Promise<void> {
    let waiting = Buffer.byteLength(message as Buffer);
    socket.write(message);
    while (waiting > 0) waiting -= ((await once(socket, 'data')) as [Buffer])[0].length;
  }

  const servers = {
    IPv4: '127.0.0.1:0',
    IPv6: '[::1]:0',
    'all interfaces': '0.0.0.0:0',
    'both families': 'localhost:0',
  };
  for (const [what, address] of Object.entries(servers)) {
    it(`keep the clients of a server on ${what} apart`, async () => {
      const server = await endpoints.open({ kind: 'tcp-server', address, reply: 'echo' });
      const host = address.startsWith('[') ? '::1' : '127.0.0.1';
      const [one, two] = [await client({ port: portOf(server), host }), await client({ port: portOf(server), host })];
      const binary = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      const said = [binary, '0000 61 62 63\n# 000010 ff\nI now |', 'end'];
      for (const message of said) {
        await echoed(one, message);
        await echoed(two, 'two');
      }
      const all = await packets(server);
      await carriesAll(server, all);
      const first = said.map(message => Buffer.from(message as Buffer).toString('latin1')).join('');
      assert.deepEqual(conversations(all), { '0in': first, '0out': first, '1in': 'twotwotwo', '1out': 'twotwotwo' });
      const places = [one, two].map(({ localPort }) => `${host} ${localPort}`);
      assert.deepEqual([...new Set(all.filter(({ isIn }) => isIn).map(({ from }) => from))], places);
      assert.deepEqual([...new Set(all.filter(({ isIn }) => isIn).map(({ to }) => to))], [`${host} ${portOf(server)}`]);
      await server.close();
    });
  }

  it('keep the connections of a client apart, and cut a message of 1 MiB into segments', async () => {
    const { port, connection } = await bare.listen();
    const config: EndpointConfig = {
      kind: 'tcp-client',
      address: `127.0.0.1:${port}`,
      framing: { lengthPrefix: { bytes: 4, endian: 'big' } },
    };
    const endpoint = await endpoints.open(config);
    const large = randomBytes(2 ** 20);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(large.length);
    (await connection()).write(Buffer.concat([length, large]));
    await seen(endpoint, () => (endpoint.counters.framesIn === 1 ? true : undefined));
    await endpoint.send('first');
    await endpoints.engine.reopen(endpoint.id, config);
    (await connection()).resume();
    await endpoint.send('second');
    const all = await packets(endpoint);
    await carriesAll(endpoint, all);
    assert.deepEqual(conversations(all), {
      '0in': large.toString('latin1'),
      '0out': 'first',
      '1in': '',
      '1out': 'second',
    });
    assert.deepEqual([...new Set(all.filter(({ isIn }) => isIn).map(({ from }) => from))], [`127.0.0.1 ${port}`]);
    await endpoint.close();
  });

  it('distinguish a connection from an earlier one of the same port', async () => {
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0', reply: 'echo' });
    const one = await client({ port: portOf(server), host: '127.0.0.1' });
    const { localPort = 0 } = one;
    await echoed(one, 'one');
    one.resetAndDestroy();
    await seen(server, () => (server.counters.peers === 0 ? true : undefined));
    const two = connect({ port: portOf(server), host: '127.0.0.1', localPort });
    clients.push(two);
    await once(two, 'connect');
    await echoed(two, 'two');
    const all = await packets(server);
    assert.deepEqual(conversations(all), { '0in': 'one', '0out': 'one', '1in': 'two', '1out': 'two' });
    await server.close();
  });

  it('have datagrams of both families, empty and large ones, by sender', async () => {
    for (const [family, address, host] of [
      ['udp4', '127.0.0.1:0', '127.0.0.1'],
      ['udp6', '[::1]:0', '::1'],
    ] as const) {
      const endpoint = await endpoints.open({ kind: 'udp', address, reply: 'echo' });
      const [one, two] = [createSocket(family).bind(0, host), createSocket(family).bind(0, host)];
      await Promise.all([once(one, 'listening'), once(two, 'listening')]);
      const largest = randomBytes(65_507);
      for (const [from, message] of [
        [one, largest],
        [two, Buffer.from('two')],
        [one, Buffer.alloc(0)],
        [two, Buffer.from('odd')],
      ] as const) {
        const answered = once(from, 'message');
        from.send(message, portOf(endpoint), host);
        await answered;
      }
      const all = await packets(endpoint);
      await carriesAll(endpoint, all);
      const large = largest.toString('latin1');
      assert.deepEqual(conversations(all), { '0in': large, '0out': large, '1in': 'twoodd', '1out': 'twoodd' });
      assert.equal(all.length, 8, 'the empty datagram and its echo are among them');
      const ports = [one, two].map(socket => `${host} ${socket.address().port}`);
      assert.deepEqual([...new Set(all.filter(({ isIn }) => isIn).map(({ from }) => from))], ports);
      one.close();
      two.close();
      await endpoint.close();
    }
  });

  it('have made-up addresses for Unix sockets, one per client', async () => {
    const path = join(endpoints.directory, 'a\nb.sock');
    const server = await endpoints.open({ kind: 'tcp-server', address: `unix:${path}`, reply: 'echo' });
    const [one, two] = [await client({ path }), await client({ path })];
    await echoed(one, 'one');
    await echoed(two, 'two');
    const all = await packets(server);
    await carriesAll(server, all);
    assert.deepEqual(conversations(all), { '0in': 'one', '0out': 'one', '1in': 'two', '1out': 'two' });
    await server.close();
  });
});

/** @throws AssertionError for one that tshark finds fault with. */
function packet(row: string[]): Packet {
  const field = (name: (typeof fields)[number]) => row[fields.indexOf(name)] ?? '';
  const isTcp = field('tcp.stream') !== '';
  const isFour = field('ip.src') !== '';
  const good = '1';
  assert.equal(field('_ws.malformed'), '', row.join(';').slice(0, 300));
  // Ports may be used again; lost, repeated or misplaced bytes would be our mistake.
  if (field('tcp.analysis.reused_ports') === '')
    assert.equal(field('tcp.analysis.flags'), '', row.join(';').slice(0, 300));
  if (isFour) assert.equal(field('ip.checksum.status'), good);
  assert.equal(field(isTcp ? 'tcp.checksum.status' : 'udp.checksum.status'), good);
  const [seconds = '', fraction = ''] = field('frame.time_epoch').split('.');
  const place = (side: 'src' | 'dst') =>
    `${field(isFour ? `ip.${side}` : `ipv6.${side}`)} ${field(`${isTcp ? 'tcp' : 'udp'}.${side}port`)}`;
  const directions = { '0x00000001': true, '0x00000002': false } as const;
  const direction = field('frame.packet_flags_direction');
  assert.ok(direction in directions, `direction ${direction}`);
  return {
    micros: Number(seconds) * 1e6 + Number(fraction.slice(0, 6)),
    isIn: directions[direction as keyof typeof directions],
    from: place('src'),
    to: place('dst'),
    stream: field(isTcp ? 'tcp.stream' : 'udp.stream'),
    payload: Buffer.from(field(isTcp ? 'tcp.payload' : 'udp.payload'), 'hex'),
    isTcp,
  };
}
