/** TCP proxy that resets connections after a given byte. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class CuttingProxy {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #targets = new Set<Socket>();
  readonly #waiting: (() => void)[] = [];
  #allowed = Number.POSITIVE_INFINITY;
  #passed = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Starts a proxy that forwards to this port. */
  static async start(to: number): Promise<CuttingProxy> {
    const server = createServer({ allowHalfOpen: true }, socket => proxy.#accept(socket, to));
    const proxy = new CuttingProxy(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Forwards only this many bytes of the connections from now on. Resolves when they have passed. */
  async passed(bytes: number): Promise<void> {
    this.#allowed = bytes;
    this.#passed = 0;
    await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  /** Resets all connections. Later ones are forwarded without a limit. */
  cut(): void {
    this.#allowed = Number.POSITIVE_INFINITY;
    for (const socket of this.#open) socket.resetAndDestroy();
    this.#open.clear();
    this.#targets.clear();
  }

  /** Ends all connections towards the target, as if the clients were done. */
  end(): void {
    this.#allowed = Number.POSITIVE_INFINITY;
    for (const target of this.#targets) target.end();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #accept(client: Socket, to: number): void {
    const target = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [client, target]) this.#open.add(socket.on('error', () => undefined /* expected here */));
    this.#targets.add(target);
    target.on('data', chunk => client.write(chunk)).on('end', () => client.end());
    client.on('data', chunk => this.#forward(chunk, client, target)).on('end', () => target.end());
  }

  #forward(chunk: Buffer, client: Socket, target: Socket): void {
    const some = chunk.subarray(0, this.#allowed - this.#passed);
    this.#passed += some.length;
    if (some.length > 0 && !target.write(some)) {
      client.pause();
      target.once('drain', () => client.resume());
    }
    if (this.#passed < this.#allowed) return;
    client.removeAllListeners('data').pause();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
