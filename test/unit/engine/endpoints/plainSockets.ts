/** Plain sockets that act as the other side of endpoints and keep what they receive. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { type OpenEndpoint, portOf } from '../../../support/openEndpoint.ts';
import { root } from '../../../support/paths.ts';
import { type Program, startPython } from '../../../support/program.ts';

export class PlainSockets {
  readonly #sockets: Socket[] = [];
  readonly #holders: Program[] = [];

  /** A client connected to an endpoint. Received data is collected as text. */
  async client(endpoint: OpenEndpoint, host = '127.0.0.1'): Promise<Socket & { received(): string }> {
    const socket = connect({ port: portOf(endpoint), host, allowHalfOpen: true });
    this.keep(socket);
    let text = '';
    socket.on('data', chunk => {
      text += chunk;
    });
    await once(socket, 'connect');
    return Object.assign(socket, { received: () => text });
  }

  /** Opens a plain test server and returns its port. */
  async listener(accept: (socket: Socket) => void): Promise<number> {
    const plain = createServer({ allowHalfOpen: true }, socket => {
      this.keep(socket);
      accept(socket);
    }).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    plain.unref();
    return (plain.address() as { port: number }).port;
  }

  /** A port whose accept queue is full, so that the next connection hangs. Node accepts at once, so Python holds it. */
  async fullListener(): Promise<number> {
    const holder = await startPython(join(root, 'test/support/fullListener.py'));
    this.#holders.push(holder);
    return Number(await holder.line());
  }

  /** Destroys the socket with the others. */
  keep(socket: Socket): void {
    this.#sockets.push(socket.on('error', () => undefined));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
    await Promise.all(this.#holders.splice(0).map(holder => holder.stop()));
  }
}

/** Returns the config of a TCP server at a free port. */
export function server(more: Partial<EndpointConfig> = {}): EndpointConfig {
  return { kind: 'tcp-server', address: ':0', ...more };
}

/** Sets up an engine and plain sockets for each test of the calling suite, and closes them after each. */
export function withPlainSockets(begin: (endpoints: EngineEndpoints, sockets: PlainSockets) => void): void {
  let endpoints: EngineEndpoints;
  let sockets: PlainSockets;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
    sockets = new PlainSockets();
    begin(endpoints, sockets);
  });

  afterEach(async () => {
    await sockets.close();
    await endpoints.dispose();
  });
}
