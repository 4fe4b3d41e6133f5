/** The programs of *Create a Client in Python*, run by a real Python against endpoints of every framing. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeText } from '../../src/core/bytes/encodeText.ts';
import { clientProgram } from '../../src/core/clientProgram/clientProgram.ts';
import type { EndpointConfig, EndpointFraming, Framing } from '../../src/core/endpointConfig.ts';
import { framingOf } from '../../src/core/framing/framingOf.ts';
import { framingFor } from '../../src/core/framing/framings.ts';
import { EngineEndpoints } from '../support/engineEndpoints.ts';
import { Program } from '../support/program.ts';
import { run } from '../support/run.ts';
import { systemProgram } from '../support/systemPackages.ts';

const runAll = 'import runpy, sys\nfor file in sys.argv[1:]: runpy.run_path(file)';
const sentAHello = 'Sent a hello. Waiting for a reply...';
const hasClosed = 'The server closed the connection.';
const text = 'Grüß “dich” \\ 世界 🙂';
/** Everything that SLIP and COBS replace, and COBS blocks at their limits. */
const special = `\xc0\xdb\xdc\xdd\xdb\xdc\0\0${'a'.repeat(254)}\0${'b'.repeat(253)}\0${'c'.repeat(255)}\0`;

interface Example {
  readonly framing: EndpointFraming;
  readonly encoding?: EndpointConfig['encoding'];
  readonly hello?: string;
  /** Returns the frame if the program adds to the message. */
  readonly frame?: (message: Uint8Array) => Uint8Array;
}

const padded = (bytes: number, by: number) => (message: Uint8Array) => {
  const frame = new Uint8Array(bytes).fill(by);
  frame.set(message.subarray(0, bytes));
  return frame;
};

const withHeader =
  (...header: number[]) =>
  (message: Uint8Array) =>
    Uint8Array.of(...header, ...message);

const examples: Example[] = [
  { framing: 'none' },
  { framing: 'none', encoding: 'utf16be' },
  { framing: { line: 'lf' } },
  { framing: { line: 'crlf' }, encoding: 'latin1', hello: 'Grüß\ndich' },
  { framing: { line: 'cr' }, encoding: 'utf16le' },
  { framing: { line: 'any' } },
  { framing: { delimiter: '"||\\' } },
  { framing: { delimiter: { hex: '00 ff 27 22' } }, encoding: 'latin1', hello: '\xff\0\xff"\'' },
  { framing: { fixed: 40 }, frame: padded(40, 0x20) },
  { framing: { fixed: 3 }, hello: 'abcdef', frame: padded(3, 0x20) },
  { framing: { fixed: 64 }, encoding: 'utf16be', frame: padded(64, 0) },
  { framing: { lengthPrefix: { bytes: 1, endian: 'big' } } },
  { framing: { lengthPrefix: { bytes: 2, endian: 'little' } }, encoding: 'utf16le' },
  { framing: { lengthPrefix: { bytes: 3, endian: 'big', includesHeader: true } }, hello: 'x'.repeat(70_000) },
  { framing: { lengthPrefix: { bytes: 4, endian: 'little', includesHeader: true } }, hello: '' },
  { framing: { lengthPrefix: { bytes: 8, endian: 'big' } } },
  { framing: { lengthPrefix: { bytes: 2, endian: 'big', offset: 0 } }, hello: 'hi', frame: withHeader(0, 2) },
  {
    framing: { lengthPrefix: { bytes: 2, endian: 'little', offset: 3, includesHeader: true } },
    hello: 'hi',
    frame: withHeader(0, 0, 0, 7, 0),
  },
  { framing: { lengthPrefix: { bytes: 2, endian: 'big', adjust: -1, trailer: { hex: '0d 0a' } } } },
  { framing: { lengthPrefix: { digits: 64 } } },
  { framing: { lengthPrefix: { digits: 5, pad: 'zeros', includesHeader: true } }, encoding: 'utf16le' },
  { framing: { lengthPrefix: { digits: 4, pad: 'left', adjust: 3 } } },
  { framing: { lengthPrefix: { digitsUntil: ' ' } }, hello: '' },
  { framing: { lengthPrefix: { digitsUntil: { hex: '22 27 00' }, trailer: '",' } } },
  { framing: { lengthPrefix: { hexDigits: 4, includesHeader: true, trailer: '\n' } } },
  { framing: { lengthPrefix: { bcd: 3 } }, hello: 'x'.repeat(12_345) },
  { framing: { lengthPrefix: { varint: true } }, hello: 'x'.repeat(70_000) },
  {
    framing: { lengthPrefix: { varint: true, offset: 1 } },
    hello: 'hi',
    frame: withHeader(0, 2),
  },
  { framing: { lengthPrefix: { bytes: 2, endian: 'big', jsonHeader: { field: 'content-length' } } } },
  {
    framing: {
      lengthPrefix: {
        digitsUntil: ':',
        jsonHeader: { field: 'size "n"', add: { 'content-type': 'text/é', 世界: ['\n', '"', '\\'] } },
        trailer: ',',
      },
    },
  },
  { framing: 'netstring' },
  { framing: 'mllp', encoding: 'utf16le', hello: 'Grüß' },
  { framing: { start: '<<"', end: "'|" } },
  { framing: 'lsp' },
  { framing: 'json', hello: '{"grüß": ["}", 1.5]}' },
  { framing: 'mqtt', hello: 'hi', frame: withHeader(0, 2) },
  { framing: { in: { lengthPrefix: { digits: 10 } }, out: { line: 'lf' } } },
  { framing: { in: { line: 'lf' }, out: { line: 'crlf' } } },
  {
    framing: {
      in: { lengthPrefix: { digitsUntil: ' ', trailer: ';' } },
      out: { lengthPrefix: { digitsUntil: ':', trailer: ',' } },
    },
  },
  { framing: { in: 'slip', out: 'mllp' } },
  { framing: { in: 'lsp', out: 'cobs' } },
  { framing: 'slip' },
  { framing: 'slip', encoding: 'latin1', hello: special },
  { framing: 'cobs' },
  { framing: 'cobs', encoding: 'latin1', hello: special },
  { framing: 'cobs', hello: '' },
  { framing: { idleMs: 20 } },
];

describe('client programs', () => {
  const endpoints = new EngineEndpoints();
  const started: Program[] = [];
  const servers: Server[] = [];
  let written = 0;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portside-client-'));
  });

  after(async () => {
    await Promise.all([endpoints.dispose(), rm(folder, { recursive: true, force: true })]);
  });

  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await Promise.all(started.splice(0).map(program => program.stop()));
  });

  /** Runs programs one after another in one process: starting Python takes longer than everything they do. */
  async function running(...programs: string[]): Promise<Program> {
    const files = await Promise.all(
      programs.map(async source => {
        const file = join(folder, `client${written++}.py`);
        await writeFile(file, source);
        return file;
      }),
    );
    const python = await systemProgram('python');
    const program = Program.start(python, ['-u', '-c', runAll, ...files]);
    started.push(program);
    return program;
  }

  /** Opens a server without framing; `connected` resolves with its first connection. */
  async function bareServer(): Promise<{ address: string; connected: Promise<Socket> }> {
    const server = createServer().listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { address: `127.0.0.1:${port}`, connected: once(server, 'connection').then(([socket]) => socket as Socket) };
  }

  it('send one frame in each framing and encoding, and print its echo', async () => {
    const opened = await Promise.all(
      examples.map(async ({ framing, encoding = 'utf8', hello = text, frame = message => message }) => {
        const config: EndpointConfig = { kind: 'tcp-server', address: ':0', framing, encoding, reply: 'echo' };
        const said = encoding === 'latin1' && hello === text ? 'Grüß' : hello;
        const expected = frame(encodeText(said, encoding));
        const isFixed = typeof framing === 'object' && 'fixed' in framing;
        const answer = isFixed ? new TextDecoder(codecs[encoding]).decode(expected) : said;
        return { config, said, expected, answer, server: await endpoints.open(config) };
      }),
    );
    const program = await running(
      ...opened.map(({ config, said, server: { address } }) => clientProgram({ config, address }, said)),
    );
    for (const { config, expected, answer, server } of opened) {
      const what = JSON.stringify([config.framing, config.encoding]);
      assert.equal(await program.line(), sentAHello, what);
      const lines = `Reply: ${answer}`.split('\n');
      for (const line of lines) assert.equal(await program.line(), line, what);
      const received = (await endpoints.engine.entries(server.id, 0, 100)).filter(entry => entry.direction === 'in');
      const frames = await Promise.all(received.map(({ seq }) => endpoints.engine.entryBytes(server.id, seq, 0, 1e6)));
      assert.deepEqual(
        frames.map(bytes => Buffer.from(bytes)),
        [Buffer.from(expected)],
        what,
      );
      await server.end();
      assert.equal(await program.line(), hasClosed, what);
    }
    await program.ended();
  });

  it('print each reply once it is complete, however TCP splits it', async () => {
    const framings = examples
      .map(({ framing }) => framing)
      .filter(framing => framing !== 'none' && framing !== 'json' && JSON.stringify(framing) !== '{"idleMs":20}');
    const bare = await Promise.all(framings.map(async framing => ({ framing, ...(await bareServer()) })));
    const program = await running(
      ...bare.map(({ framing, address }) => {
        const config: EndpointConfig = { kind: 'tcp-server', address: ':0', framing };
        return clientProgram({ config, address }, 'hi');
      }),
    );
    for (const { framing, connected } of bare) await answersCut(framingOf(framing, 'out'), program, await connected);
    await program.ended();
  });

  /**
   * Sends four replies in three writes: the second and the last one arrive in two parts, the third together with
   * others.
   */
  async function answersCut(framing: Framing, program: Program, socket: Socket): Promise<void> {
    const encoder = framingFor(framing).encoder();
    const wireOf = (answer: string) => Buffer.concat([...encoder.encode(inFrame(Buffer.from(answer), framing)).parts]);
    const isFixed = typeof framing === 'object' && 'fixed' in framing;
    const [first = '', second = '', third = '', last = ''] = isFixed
      ? [1, 2, 3, 4].map(at => `${at}`.repeat(framing.fixed))
      : ['one', 'zwölf', emptyIn(framing), 'vier'];
    const [secondWire, lastWire] = [wireOf(second), wireOf(last)];
    const half = Math.ceil(secondWire.length / 2);
    const answered = async (...expected: string[]) => {
      for (const one of expected) assert.equal(await program.line(), `Reply: ${one}`, JSON.stringify(framing));
    };
    assert.equal(await program.line(), sentAHello);
    // The printed line shows that a read has ended.
    socket.write(Buffer.concat([wireOf(first), secondWire.subarray(0, half)]));
    await answered(first);
    socket.write(Buffer.concat([secondWire.subarray(half), wireOf(third), lastWire.subarray(0, -1)]));
    await answered(second, third);
    socket.end(lastWire.subarray(-1));
    await answered(last);
    assert.equal(await program.line(), hasClosed);
  }

  it('take all three line endings, and decode a character that is cut if there is no framing', async () => {
    const [lines, chunks] = await Promise.all([bareServer(), bareServer()]);
    const config: EndpointConfig = { kind: 'tcp-server', address: ':0' };
    const program = await running(
      clientProgram({ config: { ...config, framing: { line: 'any' } }, address: lines.address }),
      clientProgram({ config, address: chunks.address }),
    );
    const answered = async (...expected: string[]) => {
      for (const one of expected) assert.equal(await program.line(), `Reply: ${one}`);
    };
    assert.equal(await program.line(), sentAHello);
    (await lines.connected).write('a\rb\nc\r\n\r\n\n\rd\r');
    await answered('a', 'b', 'c', '', '', '');
    (await lines.connected).write('\ne\rf\r');
    await answered('d', 'e');
    (await lines.connected).end();
    await answered('f');
    assert.equal(await program.line(), hasClosed);
    assert.equal(await program.line(), sentAHello);
    (await chunks.connected).write(Buffer.of(0x61, 0xc3));
    await answered('a');
    (await chunks.connected).end(Buffer.of(0xa9, 0x62));
    await answered('éb');
    assert.equal(await program.line(), hasClosed);
    await program.ended();
  });

  it('tell JSON values apart wherever they are cut', async () => {
    const { address, connected } = await bareServer();
    const config: EndpointConfig = { kind: 'tcp-server', address: ':0', framing: 'json' };
    const program = await running(clientProgram({ config, address }));
    const answered = async (...expected: string[]) => {
      for (const one of expected) assert.equal(await program.line(), `Reply: ${one}`);
    };
    assert.equal(await program.line(), sentAHello);
    (await connected).write('{"a": "}{"}[1, 2]"é" true 12');
    await answered('{"a": "}{"}', '[1, 2]', '"é"', 'true');
    (await connected).write('34 {"b":');
    await answered('1234');
    (await connected).write(' null}\n1.');
    await answered('{"b": null}');
    (await connected).write('5e');
    (await connected).end('3');
    await answered('1.5e3');
    assert.equal(await program.line(), hasClosed);
    await program.ended();
  });

  it('join what arrives without a pause, however many reads that takes', async () => {
    const { address, connected } = await bareServer();
    const config: EndpointConfig = { kind: 'tcp-server', address: ':0', framing: { idleMs: 60_000 } };
    const program = await running(clientProgram({ config, address }));
    assert.equal(await program.line(), sentAHello);
    // A read returns at most 65,536 bytes; the end of the stream ends the message.
    const answer = 'x'.repeat(100_000);
    (await connected).end(answer);
    assert.equal(await program.line(), `Reply: ${answer}`);
    assert.equal(await program.line(), hasClosed);
    await program.ended();
  });

  it('fail if the stream ends in the middle of a message', async () => {
    const { address, connected } = await bareServer();
    const config: EndpointConfig = { kind: 'tcp-server', address: ':0', framing: { line: 'lf' } };
    const program = await running(clientProgram({ config, address }));
    (await connected).end('no end');
    assert.equal(await program.line(), sentAHello);
    await assert.rejects(program.ended(), /EOFError: The connection ended in the middle of a message/);
  });

  it('talk over Unix sockets, IPv6 and UDP, also to a socket that receives from one address only', async () => {
    const free = await endpoints.open({ kind: 'udp', address: ':0' });
    await free.close();
    const configs: EndpointConfig[] = [
      {
        kind: 'tcp-server',
        address: `unix:${join(folder, 'server "1".sock')}`,
        framing: { line: 'lf' },
        reply: 'echo',
      },
      { kind: 'tcp-server', address: '[::1]:0', framing: 'cobs', reply: 'echo' },
      { kind: 'udp', address: '0.0.0.0:0', encoding: 'utf16le', reply: 'echo' },
      { kind: 'udp', address: '[::1]:0', reply: 'echo' },
      { kind: 'udp', address: ':0', remote: free.address, connected: true, reply: 'echo' },
    ];
    const opened = await Promise.all(configs.map(config => endpoints.open(config)));
    const program = await running(
      ...configs.map((config, at) => clientProgram({ config, address: opened[at]?.address ?? '' }, text)),
    );
    for (const [at, { kind, address }] of configs.entries()) {
      assert.equal(await program.line(), sentAHello, address);
      assert.equal(await program.line(), `Reply: ${text}`, address);
      await opened[at]?.close();
      if (kind !== 'udp') assert.equal(await program.line(), hasClosed);
    }
    await program.ended();
  });

  it('run on Python 3.8', async () => {
    const python = await systemProgram('python');
    const files = await Promise.all(
      examples.map(async ({ framing, encoding = 'utf8' }, at) => {
        const file = join(folder, `example${at}.py`);
        const config: EndpointConfig = { kind: 'tcp-server', address: ':0', framing, encoding };
        await writeFile(file, clientProgram({ config, address: 'tcp://127.0.0.1:9000' }));
        return file;
      }),
    );
    const parse =
      'import ast, sys\nfor file in sys.argv[1:]: ast.parse(open(file, encoding="utf-8").read(), file, feature_version=(3, 8))';
    await run(python, ['-c', parse, ...files]);
  });
});

const codecs = { utf8: 'utf-8', latin1: 'latin1', utf16le: 'utf-16le', utf16be: 'utf-16be' };

/** Returns the frame with its own header if the length has an offset. */
function inFrame(message: Uint8Array, framing: Framing): Uint8Array {
  if (framing === 'mqtt') return Uint8Array.of(0xee, message.length, ...message);
  if (typeof framing !== 'object' || !('lengthPrefix' in framing)) return message;
  const { offset, includesHeader = false } = framing.lengthPrefix;
  if (offset === undefined) return message;
  if (!('bytes' in framing.lengthPrefix))
    return Uint8Array.of(...Buffer.alloc(offset, 0xee), message.length, ...message);
  const { bytes, endian } = framing.lengthPrefix;
  const length = Buffer.alloc(bytes);
  const counted = message.length + (includesHeader ? offset + bytes : 0);
  if (endian === 'big') length.writeUIntBE(counted, 0, bytes);
  else length.writeUIntLE(counted, 0, bytes);
  return Buffer.concat([Buffer.alloc(offset, 0xee), length, message]);
}

/** Returns an empty message if the framing has such messages. */
function emptyIn(framing: Framing): string {
  if (typeof framing === 'object' && 'lengthPrefix' in framing)
    return '.'.repeat(Math.max(0, framing.lengthPrefix.adjust ?? 0));
  return framing === 'slip' ? '.' : '';
}
