/** A server of streams: TCP, a Unix domain socket, or a Windows pipe (unverified). */
import { createServer, type Server, type Socket } from 'node:net';
import { type Address, formatAddress, formatHostPort, parseAddress, plainHost } from '../../core/address.ts';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { hasReset } from '../../core/kinds.ts';
import { defaultBacklog } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Peer } from '../conversation/peer.ts';
import { type Owner, owned, startOwned } from '../owned.ts';
import { StreamTransport } from '../transport/streamTransport.ts';
import { bindAll } from './bindTargets.ts';
import { disconnectAll } from './eachInTurns.ts';
import type { EndpointContext, EndpointSockets } from './endpointContext.ts';
import { newConversation } from './newConversation.ts';
import { clientFinder } from './ownConversations.ts';
import { streamTargets } from './sendTargets.ts';
import { closesServerAt, removeStaleSocketFile } from './unixSocketFile.ts';

interface BoundServer {
  readonly port: number;
  /** Stops listening. Calls `onClosed` when its connections have ended, too. */
  close(onClosed?: () => void): void;
}

export class TcpServer implements EndpointSockets {
  readonly #context: EndpointContext;
  readonly #configured: Address;
  #servers: readonly BoundServer[] = [];
  #address: string;

  constructor(context: EndpointContext) {
    this.#context = context;
    this.#configured = parseAddress(context.listenAt ?? context.config.address);
    this.#address = formatAddress({ scheme: 'tcp', ...this.#configured });
  }

  get address(): string {
    return this.#address;
  }

  async open(signal: AbortSignal): Promise<void> {
    const { host, port, path } = this.#configured;
    this.#servers =
      path === undefined
        ? await bindAll(host, port, (bindHost, bindPort) => this.#listen(bindHost, bindPort))
        : [await this.#listenOnPath(path)];
    if (signal.aborted) {
      this.#stopListening();
      throw new SocketError('CANCELLED', { address: this.#address });
    }
    const bound = this.#servers[0]?.port ?? port;
    this.#address = formatAddress({ scheme: 'tcp', ...this.#configured, port: bound });
    this.#context.transcript.event({ code: 'listening', address: this.#address });
  }

  async targets(target: SendTarget | undefined): Promise<Peer[]> {
    return streamTargets(this.#context.peers, target);
  }

  async close(): Promise<void> {
    const closed = this.#servers.map(one => new Promise<void>(resolve => one.close(() => resolve())));
    this.#servers = [];
    await Promise.all([...closed, disconnectAll(this.#context.peers.open)]);
  }

  #listen(host: string, port: number): Promise<BoundServer> {
    const { backlog = defaultBacklog } = this.#context.config;
    const address = formatAddress({ scheme: 'tcp', host, port });
    return this.#listening(address, server => server.listen({ host, port, backlog, exclusive: true }));
  }

  async #listenOnPath(path: string): Promise<BoundServer> {
    const { backlog = defaultBacklog } = this.#context.config;
    await removeStaleSocketFile(path);
    const bound = await this.#listening(this.#address, server => server.listen({ path, backlog }));
    const closes = closesServerAt(path);
    return { ...bound, close: onClosed => closes(() => bound.close(onClosed)) };
  }

  #listening(address: string, listen: (server: Server) => void): Promise<BoundServer> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: false });
    server.on('connection', socket =>
      startOwned(this.#ownerOf(socket), 'tcpServer.connection', () => this.#accept(socket)),
    );
    return new Promise((resolve, reject) => {
      const failed = (failure: SocketError) => {
        reject(failure);
        server.close();
      };
      const onListening = () => {
        server.removeAllListeners('error');
        server.on(
          'error',
          owned(this.#context, 'tcpServer.error', (error: Error) => this.#failed(error)),
        );
        const bound = server.address();
        const port = typeof bound === 'object' && bound ? bound.port : 0;
        resolve({ port, close: onClosed => server.close(onClosed) });
      };
      const onError = (error: Error) => reject(SocketError.from(error, 'listen', address));
      server.once('error', owned({ failed }, 'tcpServer.unbound', onError));
      server.once('listening', owned({ failed }, 'tcpServer.listening', onListening));
      listen(server);
    });
  }

  /** Returns an owner that closes only a connection that couldn't be accepted. */
  #ownerOf(socket: Socket): Owner {
    const failed = ({ failure }: SocketError) => {
      socket.on('error', () => undefined /* it is being closed anyway */);
      socket.destroy();
      this.#context.transcript.event({ code: 'peerFailed', failure });
      this.#context.changed();
    };
    return { failed };
  }

  #accept(socket: Socket): void {
    const { config, peers, transcript, changed } = this.#context;
    const address = remoteOf(socket);
    const shown = address ?? this.#configured.path ?? 'unknown';
    if (config.maxPeers !== undefined && peers.size >= config.maxPeers) {
      socket.on('error', () => undefined /* it has been refused, so its errors don't matter */);
      socket.destroy();
      transcript.event({ code: 'peerRefused', address: shown, maxPeers: config.maxPeers });
      changed();
      return;
    }
    // Clients of a Unix socket have no address of their own, nor does one that disconnected before it was accepted.
    const identity = peers.identify(shown, { isShared: address === undefined });
    const transport = new StreamTransport(socket, { address: identity.address, hasReset: hasReset(config) });
    newConversation('stream', { transport, identity, findOtherSide: clientFinder(socket) }, this.#context).open();
  }

  #failed(error: Error): void {
    this.#context.transcript.event({
      code: 'failed',
      failure: SocketError.from(error, 'listen', this.#address).failure,
    });
    this.#context.changed();
  }

  #stopListening(): void {
    for (const one of this.#servers) one.close();
    this.#servers = [];
  }
}

function remoteOf({ remoteAddress, remotePort }: Socket): string | undefined {
  return remoteAddress === undefined || remotePort === undefined
    ? undefined
    : formatHostPort(plainHost(remoteAddress), remotePort);
}
