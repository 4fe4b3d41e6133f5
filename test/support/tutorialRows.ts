/** Tests with programs from tutorials, as real Python processes, which must not notice that they are talking to Portside. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  eventCodes,
  eventSeen,
  framesOf,
  type OpenEndpoint,
  type OpenFunction,
  portOf,
  seen,
  textSeen,
} from './openEndpoint.ts';
import { root } from './paths.ts';
import { type Program, startPython } from './program.ts';

const greeting = 'Thank you for connecting';
const chatReply = [{ when: { regex: '^.+$', flags: 's' }, send: 'Server received your message: {{message}}' }];

/** Declares the tests; `open` opens Portside's side. */
export function describeTutorialRows(open: OpenFunction): void {
  const started: Program[] = [];
  const opened: OpenEndpoint[] = [];

  async function program(name: string, ...args: (string | number)[]): Promise<Program> {
    const one = await startPython(join(root, 'test/interop/programs', `${name}.py`), ...args);
    started.push(one);
    return one;
  }

  /** Starts a server program on a free port. Resolves when it listens. */
  async function server(name: string, ...args: (string | number)[]): Promise<{ program: Program; port: number }> {
    const one = await program(name, ...args, 0);
    return { program: one, port: await one.port() };
  }

  const portside: OpenFunction = async config => {
    const endpoint = await open(config);
    opened.push(endpoint);
    return endpoint;
  };

  afterEach(async () => {
    await Promise.all(opened.splice(0).map(endpoint => endpoint.close()));
    await Promise.all(started.splice(0).map(one => one.stop()));
  });

  it('1: is greeted by the greeter', async () => {
    const { port } = await server('greeter_server');
    const client = await portside({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
    await textSeen(client, 'in', greeting);
    await eventSeen(client, 'peerClosed');
    await seen(client, () => (client.state === 'closed' ? true : undefined));
  });

  it('1: greets the greeter’s client', async () => {
    const greeter = await portside({ kind: 'tcp-server', address: ':0', greeting, closeAfterGreeting: true });
    const client = await program('greeter_client', '127.0.0.1', portOf(greeter));
    assert.equal(await client.line(), greeting);
    await client.ended();
  });

  it('2: receives from the one-shot server', async () => {
    const { program: oneShot, port } = await server('one_shot_server');
    const client = await portside({ kind: 'tcp-client', address: `localhost:${port}` });
    await textSeen(client, 'in', 'Hi from server');
    await oneShot.ended();
  });

  it('2: serves as the one-shot server', async () => {
    const oneShot = await portside({
      kind: 'tcp-server',
      address: 'localhost:0',
      greeting: 'Hi from server',
      closeAfterGreeting: true,
    });
    const client = await program('greeter_client', 'localhost', portOf(oneShot));
    assert.equal(await client.line(), 'Hi from server');
    await client.ended();
  });

  it('3: chats with the chat server through two clients at once', async () => {
    const { port } = await server('chat_server');
    const clients = await Promise.all([1, 2].map(() => portside({ kind: 'tcp-client', address: `127.0.0.1:${port}` })));
    await Promise.all(
      clients.map(async (client, at) => {
        await client.send(`hello ${at}`);
        await textSeen(client, 'in', `Server received your message: hello ${at}`);
      }),
    );
  });

  it('3: answers three chat clients, each with its own messages', async () => {
    const chat = await portside({ kind: 'tcp-server', address: ':0', reply: chatReply });
    const clients = await Promise.all([1, 2, 3].map(() => program('chat_client', '127.0.0.1', portOf(chat))));
    for (const client of clients) assert.equal(await client.line(), 'connected');
    for (const round of ['grüß dich', 'zwei']) {
      clients.forEach((client, at) => {
        client.type(`${round} ${at}`);
      });
      for (const [at, client] of clients.entries()) {
        assert.equal(await client.line(), `Server received your message: ${round} ${at}`);
      }
    }
    assert.equal((await framesOf(chat, 'out')).length, 6);
    for (const client of clients) client.type('q');
    await Promise.all(clients.map(client => client.ended()));
    await seen(chat, () => (chat.counters.peers === 0 ? true : undefined));
  });

  for (const [theirs, ours] of [
    ['server', 'tcp-client'],
    ['client', 'tcp-server'],
  ] as const) {
    it(`4: chats by hand with a program as the ${theirs}`, async () => {
      const listening = theirs === 'server' ? await server('typed_chat', 'server') : undefined;
      const address = `127.0.0.1:${listening?.port ?? 0}`;
      const endpoint = await portside({ kind: ours, address });
      const other = listening?.program ?? (await program('typed_chat', 'client', portOf(endpoint)));
      assert.equal(await other.line(), 'connected');
      await seen(endpoint, () => (endpoint.counters.peers === 1 ? true : undefined));
      await endpoint.send('Wie geht’s? 👋');
      assert.equal(await other.line(), 'peer: Wie geht’s? 👋');
      other.type('Danke, gut.');
      await textSeen(endpoint, 'in', 'Danke, gut.');
      other.type('q');
      await other.ended();
      await eventSeen(endpoint, 'peerClosed');
    });
  }

  it('4: ends the chat first', async () => {
    const { program: other, port } = await server('typed_chat', 'server');
    const endpoint = await portside({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
    assert.equal(await other.line(), 'connected');
    await endpoint.end();
    assert.equal(await other.line(), 'peer has gone');
  });

  it('5: says hello to the UDP server', async () => {
    const { program: other, port } = await server('udp_server');
    const socket = await portside({ kind: 'udp', address: ':0', remote: `127.0.0.1:${port}` });
    await socket.send('Hello UDP Server');
    assert.equal(await other.line(), `heard Hello UDP Server from ${portOf(socket)}`);
    await textSeen(socket, 'in', 'Hello UDP Client');
  });

  it('5: answers the UDP client', async () => {
    const reply = [{ when: { text: 'Hello UDP Server' }, send: 'Hello UDP Client' }];
    const socket = await portside({ kind: 'udp', address: ':0', reply });
    const client = await program('udp_client', portOf(socket));
    assert.equal(await client.line(), 'Hello UDP Client');
    await client.ended();
  });

  describe('6: the file drop', () => {
    let folder: string;
    const texts = Array.from({ length: 3 }, (_, at) => `Zeile ${at}: grüß dich, 世界\n`.repeat(100_000 + at));

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'portside-row6-'));
      await Promise.all(texts.map((text, at) => writeFile(join(folder, `${at}.txt`), text)));
    });

    afterEach(() => rm(folder, { recursive: true }));

    const text = (name: string) => readFile(join(folder, name), 'utf8');
    const paths = texts.map((_, at) => `${at}.txt`);

    it('receives from three clients at once, each into a file of its own', async () => {
      const directory = join(folder, 'received');
      const files = { mode: 'raw', directory, name: 'output{n}.{ext}' } as const;
      const drop = await portside({ kind: 'tcp-server', address: ':0', files });
      const clients = await Promise.all(
        paths.map(path => program('file_client', '127.0.0.1', portOf(drop), join(folder, path))),
      );
      for (const client of clients) assert.equal(await client.line(), 'connected');
      for (const client of clients) client.type('go');
      await Promise.all(clients.map(client => client.ended()));
      await seen(drop, async () => (await receivedCount(drop)) === 3 || undefined);
      const received = await Promise.all((await readdir(directory)).map(name => text(join('received', name))));
      assert.deepEqual(new Set(received), new Set(texts));
      assert.deepEqual((await readdir(directory)).sort(), ['output0.txt', 'output1.txt', 'output2.txt']);
      assert.deepEqual(await framesOf(drop, 'in'), []);
    });

    it('sends as three clients at once to the server that reads one after another', async () => {
      await mkdir(join(folder, 'received'));
      const { program: other, port } = await server('file_server', 3, join(folder, 'received'));
      const clients: OpenEndpoint[] = [];
      for (const _ of paths) clients.push(await portside({ kind: 'tcp-client', address: `127.0.0.1:${port}` }));
      await Promise.all(
        clients.map((client, at) => client.sendFile(join(folder, `${at}.txt`), { mode: 'raw', endAfter: true })),
      );
      await other.ended();
      for (const [at, expected] of texts.entries())
        assert.equal(await text(join('received', `output${at}.txt`)), expected);
    });

    it('sends several files over one connection, which ends after the last', async () => {
      const { program: other, port } = await server('file_server', 1, folder);
      const client = await portside({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
      for (const path of paths) await client.sendFile(join(folder, path), { mode: 'raw', endAfter: false });
      await client.end();
      await other.ended();
      assert.equal(await text('output0.txt'), texts.join(''));
    });

    it('saves an empty file for a client that sends nothing', async () => {
      const directory = join(folder, 'received');
      const drop = await portside({
        kind: 'tcp-server',
        address: ':0',
        files: { mode: 'raw', directory, name: '{n}' },
      });
      const client = await program('file_client', '127.0.0.1', portOf(drop));
      client.type('go');
      await client.ended();
      await eventSeen(drop, 'fileReceived');
      assert.deepEqual([await readdir(directory), await text(join('received', '0'))], [['0'], '']);
    });
  });
}

async function receivedCount(endpoint: OpenEndpoint): Promise<number> {
  return (await eventCodes(endpoint)).filter(code => code === 'fileReceived').length;
}
