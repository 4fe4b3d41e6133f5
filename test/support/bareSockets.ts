/** Bare sockets as peers of endpoints: clients and servers. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type OpenEndpoint, portOf } from './openEndpoint.ts';

export class BareSockets {
  readonly #sockets: Socket[] = [];
  readonly #servers: Server[] = [];

  /** Connects a socket to an endpoint. It ends its side only on request. */
  async connect(to: OpenEndpoint): Promise<Socket> {
    const socket = connect({ port: portOf(to), host: '127.0.0.1', allowHalfOpen: true });
    this.#keep(socket);
    await once(socket, 'connect');
    return socket;
  }

  /** Opens a server whose sockets are paused; `connection` resolves with the next one. */
  async listen(): Promise<{ port: number; connection(): Promise<Socket> }> {
    const waiting: Socket[] = [];
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, socket => {
      this.#keep(socket);
      waiting.push(socket);
    }).listen(0, '127.0.0.1');
    this.#servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    const connection = async () => {
      while (waiting.length === 0) await once(server, 'connection');
      return waiting.shift() as Socket;
    };
    return { port: typeof address === 'object' && address ? address.port : 0, connection };
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
    for (const server of this.#servers.splice(0)) server.close();
  }

  #keep(socket: Socket): void {
    // A test that expects a reset listens for it itself.
    this.#sockets.push(socket.on('error', () => undefined));
  }
}
