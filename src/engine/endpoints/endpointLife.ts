/** Opens and closes the sockets of an endpoint: one attempt at a time, and each has ended before the next begins. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointState } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import { compileReplyPatterns } from '../answers/compileReplyPatterns.ts';
import { everyStep, noConversation, type Owner, settling } from '../owned.ts';
import type { PortHolder } from '../sessions/portHolder.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { TransferList } from '../transfer/transferList.ts';
import type { EndpointVideos } from '../video/endpointVideos.ts';
import type { ConfigInUse } from './configInUse.ts';
import type { EndpointSockets } from './endpointContext.ts';
import { withLastPort } from './lastPort.ts';
import { withPortHolder } from './withPortHolder.ts';

/** The part of an endpoint that opening and closing use. */
export interface LivingEndpoint {
  readonly inUse: ConfigInUse;
  readonly transcript: Transcript;
  readonly transfers: TransferList;
  readonly videos: EndpointVideos;
  /** Creates sockets for a config. They listen at `listenAt` instead of the config's address if it is given. */
  newSockets(config: EndpointConfig, listenAt?: string): EndpointSockets;
  /** Finds the endpoint that holds the port this one wants, if an endpoint does. */
  portHolder(wanted: EndpointConfig): Promise<PortHolder | undefined>;
  /** Called when its state or its address has changed. */
  changed(): void;
}

type Life =
  | { readonly is: 'closed' }
  | { readonly is: 'opening'; readonly sockets?: EndpointSockets }
  | { readonly is: 'open'; readonly sockets: EndpointSockets }
  | { readonly is: 'reconnecting'; readonly sockets: EndpointSockets; readonly failure?: SocketError }
  | { readonly is: 'failed'; readonly failure: SocketError };

/** An opening in progress. */
interface Opening {
  readonly cancel: AbortController;
  settled: Promise<void>;
  /** Config to open with; cleared once opening has begun. */
  config: EndpointConfig | undefined;
  /** The failure that cancelled it; absent if a caller did. */
  failure?: SocketError;
}

export class EndpointLife implements Owner {
  readonly #endpoint: LivingEndpoint;
  #life: Life = { is: 'closed' };
  #address: string;
  #opening: Opening | undefined;
  #openedAt: number | undefined;
  /** Resolves when the transcript has been read from disk; nothing is appended before. */
  #ready: Promise<void> = Promise.resolve();
  /** Resolves when the last requested close is over: a late one must not undo what the next opening has done. */
  #closing: Promise<void> = Promise.resolve();
  /** Resolves when everything that a failure left open is closed. */
  #failing: Promise<void> = Promise.resolve();
  /** True if it was open when its window closed, and hasn't been opened or closed since. */
  #wasOpen = false;

  constructor(endpoint: LivingEndpoint) {
    this.#endpoint = endpoint;
    this.#address = endpoint.inUse.config.address;
  }

  get state(): EndpointState {
    return this.#life.is;
  }

  get failure(): SocketError | undefined {
    return 'failure' in this.#life ? this.#life.failure : undefined;
  }

  /** Address as last bound or connected. */
  get address(): string {
    return this.#address;
  }

  get openedAt(): number | undefined {
    return this.#openedAt;
  }

  get isOpen(): boolean {
    return this.#life.is === 'open' || this.#life.is === 'reconnecting';
  }

  /** True if it is open, opening or reconnecting. */
  get isRunning(): boolean {
    return this.isOpen || this.#life.is === 'opening';
  }

  get wasOpen(): boolean {
    return this.#wasOpen;
  }

  /** Sockets that are open or being opened. */
  get sockets(): EndpointSockets | undefined {
    return 'sockets' in this.#life ? this.#life.sockets : undefined;
  }

  /** @throws SocketError NOT_OPEN if it isn't open. */
  get openSockets(): EndpointSockets {
    if (this.#life.is === 'open') return this.#life.sockets;
    throw new SocketError('NOT_OPEN', { state: this.state });
  }

  /** The config of an opening that hasn't begun. */
  get configToOpen(): EndpointConfig | undefined {
    return this.#opening?.config;
  }

  set configToOpen(config: EndpointConfig) {
    if (this.#opening) this.#opening.config = config;
  }

  /** Takes over what an earlier window left, while `recovered` is pending; opening and closing wait for it. */
  recover(wasOpen: boolean, address: string | undefined, recovered: Promise<void>): void {
    this.#wasOpen = wasOpen;
    this.#address = address ?? this.#address;
    this.#ready = recovered;
  }

  /** Restores the state that an earlier window left, unless a request was made in the meantime. */
  restore(failure: SocketError | undefined): void {
    if (this.#life.is !== 'closed' || this.#opening) return;
    this.#become(failure ? { is: 'failed', failure } : { is: 'closed' });
  }

  /** Lists it as closed again. If it was open, it gets its previous port when it is reopened. */
  bringBack(wasOpen: boolean): void {
    this.#wasOpen = wasOpen;
    this.#become({ is: 'closed' });
  }

  /** Sets the address at which it opens next; ignored while it is running. */
  moveTo(address: string): void {
    if (!this.isRunning) this.#address = address;
  }

  /**
   * Opens the sockets after closing any open ones. Rejects with a SocketError if it can't bind or connect, and stays `failed`. A client that
   * keeps trying resolves in the state `reconnecting`.
   */
  async reopen(config: EndpointConfig): Promise<void> {
    const closed = this.closeSockets();
    // Set before anything is awaited, so that a concurrent close finds what to cancel.
    const opening: Opening = { cancel: new AbortController(), settled: Promise.resolve(), config };
    this.#opening = opening;
    const attempt = closed.then(() => this.#attempt(opening));
    opening.settled = attempt.catch(() => undefined /* reported to the caller that opened it */);
    try {
      await attempt;
    } finally {
      if (this.#opening === opening) this.#opening = undefined;
    }
  }

  /** Resolves when the opening in progress has ended, whatever the outcome. Undefined if there is none. */
  get opening(): Promise<void> | undefined {
    return this.#opening?.settled;
  }

  /** Closes it, also for later windows. */
  close(): Promise<void> {
    this.#wasOpen = false;
    return this.closeSockets();
  }

  /** Closes it, and remembers for the next window that it was open. */
  suspend(): Promise<void> {
    // Before it is closed, so that it isn't forgotten if the engine is stopped meanwhile.
    this.#wasOpen ||= this.isRunning;
    return this.closeSockets();
  }

  /** Cancels an opening in progress, waits for earlier closes, and closes what is open. */
  closeSockets(): Promise<void> {
    // Before anything is awaited, so that the next opening isn't cancelled.
    const opening = this.#opening;
    opening?.cancel.abort();
    const closing = this.#closing.then(() => this.#close(opening));
    this.#closing = closing.catch(() => undefined /* reported to the caller */);
    return closing;
  }

  async #close(opening: Opening | undefined): Promise<void> {
    const { transfers, videos, transcript } = this.#endpoint;
    await this.#ready;
    await opening?.settled;
    // Last: a client that reconnects may fail while an opening is in progress.
    await this.#failing;
    const { isOpen: wasOpen, sockets } = this;
    videos.stop();
    // Transfers that have all their bytes are finished; the others can't be without their connection.
    const cancelled = new SocketError('CANCELLED');
    await Promise.all([sockets?.close(), transfers.stop(cancelled)]);
    // Sending may have begun in the meantime.
    videos.stop();
    await transfers.stop(cancelled);
    // Another caller or a failure may have closed it meanwhile.
    if (!wasOpen || this.sockets !== sockets) return;
    transcript.event({ code: 'closed' });
    this.#become({ is: 'closed' });
  }

  failed(failure: SocketError): void {
    const { transfers, videos } = this.#endpoint;
    if (this.#opening && this.#life.is === 'opening') {
      this.#opening.failure ??= failure;
      this.#opening.cancel.abort();
    } else if (this.isOpen) {
      const { sockets } = this;
      const close = () => Promise.all([transfers.stop(failure), sockets?.close()]);
      everyStep(
        () => this.#fail(failure),
        () => videos.stop(failure),
        () => {
          this.#failing = settling(noConversation, 'endpoint.failing', close);
        },
      );
    }
  }

  /** The sockets changed their state by themselves after they were opened. */
  changed(state: EndpointState, failure: SocketError | undefined): void {
    if (state !== 'open' && state !== 'reconnecting') this.#endpoint.videos.stop();
    const { sockets } = this;
    if (state === 'failed' && failure) this.#fail(failure);
    else if (state === 'open' && sockets) this.#become({ is: 'open', sockets });
    else if (state === 'reconnecting' && sockets) this.#become({ is: state, sockets, ...(failure && { failure }) });
    else this.#become({ is: 'closed' });
  }

  async #attempt(opening: Opening): Promise<void> {
    const { inUse, transcript, portHolder } = this.#endpoint;
    // The config to open with may change meanwhile.
    const compiled = await compileReplyPatterns(() => opening.config ?? inUse.config);
    const { config = inUse.config, cancel } = opening;
    opening.config = undefined;
    const lastAddress = this.#wasOpen ? withLastPort(config, this.#address) : undefined;
    try {
      inUse.begin(config, transcript, compiled);
      this.#become({ is: 'opening' });
      if (transcript.full) throw transcript.full;
      if (lastAddress === undefined || !(await this.#openAgainAt(lastAddress, config, cancel.signal)))
        await this.#openSockets(this.#endpoint.newSockets(config), cancel.signal);
      if (opening.failure) {
        await this.sockets?.close();
        throw opening.failure;
      }
      this.#wasOpen = false;
      // Otherwise the client is reconnecting.
      if (this.#life.is === 'opening') this.changed('open', undefined);
    } catch (error) {
      const failure =
        opening.failure ??
        (await withPortHolder(SocketError.from(error, 'connect', config.address), () => portHolder(config)));
      if (failure.code === 'CANCELLED') this.#become({ is: 'closed' });
      else this.#fail(failure);
      throw failure;
    }
  }

  async #openSockets(sockets: EndpointSockets, signal: AbortSignal): Promise<void> {
    this.#life = { is: 'opening', sockets };
    this.#address = sockets.address;
    await sockets.open(signal);
    this.#address = sockets.address;
  }

  /** Opens at the port from an earlier window, which other programs may still know. Returns false if that port is in use by now. */
  async #openAgainAt(address: string, config: EndpointConfig, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#openSockets(this.#endpoint.newSockets(config, address), signal);
      return true;
    } catch (error) {
      if (SocketError.from(error, 'listen', address).code !== 'EADDRINUSE') throw error;
      this.#endpoint.transcript.event({ code: 'portTaken', address });
      return false;
    }
  }

  #fail(failure: SocketError): void {
    this.#endpoint.transcript.event({ code: 'failed', failure: failure.failure });
    this.#become({ is: 'failed', failure });
  }

  #become(life: Life): void {
    if (life.is === 'open') this.#openedAt = Date.now();
    this.#life = life;
    this.#endpoint.transcript.isResting = life.is === 'closed' || life.is === 'failed';
    this.#endpoint.changed();
  }
}
