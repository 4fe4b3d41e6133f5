/** A client of a stream server: TCP, a Unix domain socket, or a Windows pipe (unverified). */
import { connect, type Socket } from 'node:net';
import { type Address, formatAddress, formatHostPort, parseAddress, plainHost } from '../../core/address.ts';
import { mayConnectLater } from '../../core/connectFailure.ts';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { hasReset } from '../../core/kinds.ts';
import { defaultConnectTimeoutMs } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Peer } from '../conversation/peer.ts';
import { owned, startOwned } from '../owned.ts';
import { StreamTransport } from '../transport/streamTransport.ts';
import { Backoff } from './backoff.ts';
import type { EndpointContext, EndpointSockets } from './endpointContext.ts';
import { newConversation } from './newConversation.ts';
import { listClient } from './ownConversations.ts';
import { streamTargets } from './sendTargets.ts';

export class TcpClient implements EndpointSockets {
  readonly #context: EndpointContext;
  readonly #configured: Address;
  readonly #backoff: Backoff;
  #closing = new AbortController();
  #address: string;

  constructor(context: EndpointContext) {
    this.#context = context;
    this.#configured = parseAddress(context.config.address);
    this.#address = formatAddress({ scheme: 'tcp', ...this.#configured });
    this.#backoff = new Backoff(() => context.config.reconnect);
  }

  get address(): string {
    return this.#address;
  }

  async open(signal: AbortSignal): Promise<void> {
    this.#closing = new AbortController();
    this.#context.transcript.event({ code: 'connecting', address: this.#address });
    try {
      await this.#connect(AbortSignal.any([signal, this.#closing.signal]));
    } catch (error) {
      const reason = SocketError.from(error, 'connect', this.#address);
      if (!this.#context.config.reconnect || !mayConnectLater(reason.failure)) throw reason;
      this.#startReconnecting(reason);
    }
  }

  async targets(target: SendTarget | undefined): Promise<Peer[]> {
    return streamTargets(this.#context.peers, target);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#context.peers.open.map(peer => peer.disconnect()));
  }

  async #connect(signal: AbortSignal): Promise<void> {
    const socket = await this.#connected(signal);
    const { remoteAddress, remotePort } = socket;
    const address =
      remoteAddress === undefined || remotePort === undefined
        ? (this.#configured.path ?? this.#address)
        : formatHostPort(plainHost(remoteAddress), remotePort);
    const transport = new StreamTransport(socket, { address, hasReset: hasReset(this.#context.config) });
    const identity = this.#context.peers.identify(address);
    const connectedMs = performance.now();
    const conversation: Conversation = newConversation('stream', { transport, identity }, this.#context, {
      closed: () => {
        unlist();
        this.#lost({ lastedMs: performance.now() - connectedMs, bytesIn: conversation.snapshot.bytesIn });
      },
    });
    const unlist = listClient(socket, conversation);
    conversation.open();
  }

  /** Returns a connected socket. Rejects with the system's error, CONNECT_TIMEOUT or CANCELLED; the socket is then destroyed. */
  #connected(signal: AbortSignal): Promise<Socket> {
    const timeoutMs = this.#context.config.connectTimeoutMs ?? defaultConnectTimeoutMs;
    const { promise, resolve, reject } = Promise.withResolvers<Socket>();
    const socket = this.#startConnecting();
    const failed = (error: SocketError) => fail(error);
    const onTimeout = () => fail(new SocketError('CONNECT_TIMEOUT', { address: this.#address, timeoutMs }));
    const timer = setTimeout(owned({ failed }, 'tcpClient.timeout', onTimeout), timeoutMs);
    const onCancel = () => fail(new SocketError('CANCELLED', { address: this.#address }));
    const cancel = owned({ failed }, 'tcpClient.cancel', onCancel);
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      socket.removeAllListeners();
    };
    const fail = (error: SocketError) => {
      settle();
      socket.on('error', () => undefined /* only the first failure is reported */);
      socket.destroy();
      reject(error);
    };
    signal.addEventListener('abort', cancel);
    const onError = (error: Error) => fail(SocketError.from(error, 'connect', this.#address));
    const onConnect = () => {
      settle();
      resolve(socket);
    };
    socket.once('error', owned({ failed }, 'tcpClient.error', onError));
    socket.once('connect', owned({ failed }, 'tcpClient.connect', onConnect));
    if (signal.aborted) cancel();
    return promise;
  }

  #startConnecting(): Socket {
    const { host, port, path } = this.#configured;
    if (path !== undefined) return connect({ path, allowHalfOpen: true });
    const { localAddress, localPort } = this.#context.config.options ?? {};
    return connect({
      host,
      port,
      allowHalfOpen: true,
      ...(localAddress !== undefined && { localAddress }),
      ...(localPort !== undefined && { localPort }),
    });
  }

  /** Called when the connection is over, for any reason. */
  #lost(connection: Parameters<Backoff['lost']>[0]): void {
    if (this.#closing.signal.aborted) return;
    this.#backoff.lost(connection);
    if (this.#context.config.reconnect) this.#startReconnecting();
    else this.#context.become('closed');
  }

  #startReconnecting(reason?: SocketError): void {
    startOwned(this.#context, 'tcpClient.reconnect', () => this.#reconnect(reason));
  }

  /** Retries until it is connected, closed, or out of attempts. `reason` is why the last attempt failed, if one did. */
  async #reconnect(reason?: SocketError): Promise<void> {
    const { signal } = this.#closing;
    while (!this.#backoff.exhausted) {
      const { attempt, delayMs } = this.#backoff.next();
      this.#context.transcript.event({
        code: 'reconnecting',
        attempt,
        delayMs,
        ...(reason && { failure: reason.failure }),
      });
      this.#context.become('reconnecting', reason);
      await this.#backoff.wait(delayMs, signal);
      if (signal.aborted) return;
      try {
        await this.#connect(signal);
        this.#context.become('open');
        return;
      } catch (error) {
        if (signal.aborted) return;
        reason = SocketError.from(error, 'connect', this.#address);
      }
    }
    this.#context.become('failed', reason ?? new SocketError('CONNECTION_LOST', { address: this.#address }));
  }
}
