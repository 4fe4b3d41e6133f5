/** What tests of files need: an engine, folders to send from and to receive into, and a look at what is left behind. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, truncate, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndpointConfig, FileReception } from '../../src/core/endpointConfig.ts';
import {
  defaultReceiveSettings,
  type ReceiveSettings,
  type SendHow,
  type TransferSnapshot,
} from '../../src/core/transfer/transfer.ts';
import { BareSockets } from './bareSockets.ts';
import { EngineEndpoints } from './engineEndpoints.ts';
import { type OpenEndpoint, portOf, seen } from './openEndpoint.ts';
import { namesIn } from './partNames.ts';

export type { SendHow } from '../../src/core/transfer/transfer.ts';

export class FileTests {
  endpoints!: EngineEndpoints;
  /** Has `out`, which is sent from, and `in`, which is received into. Nothing else appears in it. */
  folder!: string;
  readonly #bare = new BareSockets();

  constructor(receiving: ReceiveSettings = defaultReceiveSettings) {
    beforeEach(async () => {
      this.folder = await mkdtemp(join(tmpdir(), 'portside-files-'));
      await Promise.all([mkdir(this.in), mkdir(join(this.folder, 'out'))]);
      this.endpoints = new EngineEndpoints({}, receiving);
    });
    afterEach(() => this.#end());
  }

  get in(): string {
    return join(this.folder, 'in');
  }

  /** Writes a file to send, and gives its path. */
  async file(name: string, bytes: string | Uint8Array): Promise<string> {
    const path = join(this.folder, 'out', name);
    await writeFile(path, bytes);
    return path;
  }

  /** A file of that many zeros, which takes no room, and its path. */
  async sparse(name: string, size: number): Promise<string> {
    const path = await this.file(name, '');
    await truncate(path, size);
    return path;
  }

  /** What lies in the folder that is received into, parts as `NAME.part`. */
  names(): Promise<string[]> {
    return namesIn(this.in);
  }

  received(name: string): Promise<Buffer> {
    return readFile(join(this.in, name));
  }

  /** A server that receives. */
  receiver(files: Partial<FileReception> = {}, more: Partial<EndpointConfig> = {}): Promise<OpenEndpoint> {
    const reception = { mode: 'raw', directory: this.in, ...files } as const;
    return this.endpoints.open({ kind: 'tcp-server', address: ':0', files: reception, ...more });
  }

  /** A client of a port, connected on both sides. */
  async client(to: OpenEndpoint | number, more: Partial<EndpointConfig> = {}): Promise<OpenEndpoint> {
    const port = typeof to === 'number' ? to : portOf(to);
    const client = await this.endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, ...more });
    if (typeof to !== 'number') await seen(to, () => (to.counters.peers > 0 ? true : undefined));
    return client;
  }

  /** Begins to send to all peers, and gives the first transfer. */
  async begin(from: OpenEndpoint, paths: string | readonly string[], how: SendHow): Promise<TransferSnapshot> {
    const files = [paths].flat().map(path => ({ path }));
    const [transfer] = await this.endpoints.engine.sendFiles(from.id, { files, ...how });
    assert.ok(transfer);
    return transfer;
  }

  /** Sends, and gives the transfer when it has ended. */
  async send(from: OpenEndpoint, paths: string | readonly string[], how: SendHow): Promise<TransferSnapshot> {
    return this.ended(await this.begin(from, paths, how));
  }

  ended({ id }: TransferSnapshot): Promise<TransferSnapshot> {
    return this.endpoints.engine.transferEnded(id);
  }

  /** The first transfer that an endpoint receives, when it has ended. */
  async receivedBy({ id }: OpenEndpoint): Promise<TransferSnapshot> {
    return this.ended(await this.endpoints.transferSeen(id, ({ direction }) => direction === 'in'));
  }

  /** Resolves when a transfer has begun and stands still: nothing moved while others were served many times over. */
  async stalled({ id, endpoint }: TransferSnapshot): Promise<void> {
    const bytes = () => this.endpoints.engine.transfers(endpoint).find(one => one.id === id)?.bytes ?? 0;
    await this.endpoints.transferSeen(endpoint, transfer => transfer.id === id && transfer.bytes > 0);
    const echo = await this.socket(await this.endpoints.open({ kind: 'tcp-server', address: ':0', reply: 'echo' }));
    for (let before = -1; before !== bytes(); ) {
      before = bytes();
      for (let round = 0; round < 50; round++) {
        echo.write('.');
        await once(echo, 'data');
      }
    }
    echo.destroy();
  }

  /** A bare socket, connected to an endpoint. */
  socket(to: OpenEndpoint): Promise<Socket> {
    return this.#bare.connect(to);
  }

  /** A bare server; `connection` gives its sockets. */
  listen(): ReturnType<BareSockets['listen']> {
    return this.#bare.listen();
  }

  /** Nothing outside the folders, and no file that nobody closed. */
  async #end(): Promise<void> {
    this.#bare.close();
    await this.endpoints.dispose();
    assert.deepEqual((await readdir(this.folder)).sort(), ['in', 'out']);
    await noneOpenBelow(this.folder);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Where the system tells which files are open. */
export async function noneOpenBelow(folder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const open = await Promise.all(
    (await readdir('/proc/self/fd')).map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => '' /* closed by now */)),
  );
  assert.deepEqual(
    open.filter(path => path.startsWith(folder)),
    [],
    'files are still open',
  );
}

/** Everything until the other side ends; `isCut` when it was reset. */
export async function readAll(socket: Socket): Promise<{ bytes: Buffer; isCut: boolean }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    return { bytes: Buffer.concat(chunks), isCut: false };
  } catch {
    // What came before a reset may be lost with it.
    return { bytes: Buffer.concat(chunks), isCut: true };
  }
}

/** Bytes that are different everywhere, the same at every run. */
export function variedBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0, state = 12345; at + 4 <= length; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes.writeUInt32LE(state, at);
  }
  return bytes;
}
