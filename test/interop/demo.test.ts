import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { basename, extname, join } from 'node:path';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { EngineEndpoints } from '../support/engineEndpoints.ts';
import { eventSeen, type OpenEndpoint, portOf, textSeen } from '../support/openEndpoint.ts';
import { root } from '../support/paths.ts';
import { type Program, startNode, startPython } from '../support/program.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const demo = join(root, 'test/demo');

/** Each program in Python and for Node, with its port in the demo folder. */
const programs = {
  chat: { files: ['chat_client.py', 'chatClient.mjs'], port: 9000 },
  greeter: { files: ['greeter.py', 'greeter.mjs'], port: 9001 },
  udp: { files: ['udp_server.py', 'udpServer.mjs'], port: 20_001 },
  file: { files: ['send_file.py', 'sendFile.mjs'], port: 9002 },
  video: { files: ['video_server.py', 'videoServer.mjs'], port: 9999 },
} as const;

describe('the demo programs of npm start', () => {
  const folder = temporaryFolder();
  let endpoints: EngineEndpoints;
  let started: Program[];

  beforeEach(() => {
    endpoints = new EngineEndpoints();
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map(program => program.stop()));
    await endpoints.dispose();
  });

  /** Starts a copy of the program that uses another port, since its own may be in use. */
  async function start(file: string, ownPort: number, port: number): Promise<Program> {
    const source = await readFile(join(demo, file), 'utf8');
    assert.ok(source.includes(`${ownPort}`), `${file} doesn’t use port ${ownPort}`);
    const copy = folder.at(file);
    await writeFile(copy, source.replaceAll(`${ownPort}`, `${port}`));
    const program = extname(file) === '.py' ? await startPython(copy) : startNode(copy);
    started.push(program);
    return program;
  }

  /** Starts a server program. Resolves when it reports that it listens on `port`. */
  async function startServer(file: string, ownPort: number, port: number): Promise<Program> {
    const program = await start(file, ownPort, port);
    assert.match(await program.line(), new RegExp(` ${port}\\. Press Ctrl\\+C to stop\\.$`));
    return program;
  }

  const open = (config: EndpointConfig): Promise<OpenEndpoint> => endpoints.open(config, 'e');

  it('are all tested here, and documented with the ports that they use', async () => {
    const all = Object.values(programs);
    const names = (await readdir(demo)).filter(name => name !== 'README.md').sort();
    assert.deepEqual(names, all.flatMap(({ files }) => files).sort());
    const readme = await readFile(join(demo, 'README.md'), 'utf8');
    for (const { files, port } of all) for (const text of [...files, `${port}`]) assert.ok(readme.includes(text), text);
  });

  for (const file of programs.chat.files)
    it(`${file} talks to a server`, async () => {
      const server = await open({ kind: 'tcp-server', address: ':0' });
      const program = await start(file, programs.chat.port, portOf(server));
      assert.match(await program.line(), /^Connected\./);
      program.type('hello');
      await textSeen(server, 'in', 'hello');
      await server.send('answer');
      assert.equal(await program.line(), 'server: answer');
    });

  for (const file of programs.greeter.files)
    it(`${file} greets a client`, async () => {
      const port = await freePort();
      await startServer(file, programs.greeter.port, port);
      const client = await open({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
      await textSeen(client, 'in', 'Thank you for connecting');
      await eventSeen(client, 'peerClosed');
    });

  for (const file of programs.udp.files)
    it(`${file} answers a datagram`, async () => {
      const port = await freePort();
      const program = await startServer(file, programs.udp.port, port);
      const socket = await open({ kind: 'udp', address: '127.0.0.1:0', remote: `127.0.0.1:${port}` });
      await socket.send('Hello UDP Server');
      await textSeen(socket, 'in', 'Hello UDP Client');
      assert.match(await program.line(), /Hello UDP Server/);
    });

  for (const file of programs.file.files)
    it(`${file} sends itself`, async () => {
      const directory = folder.at('received');
      await mkdir(directory);
      const server = await open({ kind: 'tcp-server', address: ':0', files: { mode: 'raw', directory, name: 'file' } });
      const program = await start(file, programs.file.port, portOf(server));
      await endpoints.transferSeen('e', ({ state }) => state === 'done');
      assert.equal(await program.line(), `Sent ${basename(file)}`);
      assert.deepEqual(await readFile(join(directory, 'file')), await readFile(folder.at(file)));
    });

  for (const file of programs.video.files)
    it(`${file} sends video`, async () => {
      const port = await freePort();
      await startServer(file, programs.video.port, port);
      await open({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
      const { peer, wire } = await endpoints.videoRecognized('e');
      await endpoints.engine.showVideo('e', peer, wire);
      const { codec, width, height } = await endpoints.videoSeen('e', ({ frames }) => frames > 1);
      assert.deepEqual([codec, width, height], ['png', 320, 240]);
    });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
