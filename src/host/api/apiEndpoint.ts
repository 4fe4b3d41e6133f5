/** An endpoint as exposed by the public API. */
import { type Event, EventEmitter, type Uri } from 'vscode';
import { checkPeer, checkTarget } from '../../client/apiArguments.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type {
  Counters,
  EndpointSnapshot,
  EndpointState,
  PeerSnapshot,
  SendTarget,
} from '../../core/endpointSnapshot.ts';
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { handOver } from '../../protocol/handOver.ts';
import type {
  ConfigWarning,
  Endpoint,
  EntryData,
  ExpectOptions,
  Message,
  MessagePattern,
  MessageStream,
  SendFileOptions,
  StartVideoOptions,
  Transfer,
  VideoStream,
} from '../api.ts';
import { allPeers, type Endpoints } from '../endpoints/endpoints.ts';
import { withSentence } from '../shown/withSentence.ts';
import type { Transfers } from '../transfers/transfers.ts';
import { ApiMessages, expectMessage, type MessageSource } from './apiMessages.ts';
import type { ApiVideoParts } from './apiVideo.ts';
import { configWarnings } from './configWarnings.ts';

const maxEntries = 1000;

/** Dependencies of the API's endpoints. */
export interface ApiParts {
  readonly transfers: Transfers;
  readonly video: ApiVideoParts;
}

export class ApiEndpoint implements Endpoint {
  readonly id: string;
  readonly #endpoints: Endpoints;
  readonly #transfers: Transfers;
  readonly #video: ApiVideoParts;
  readonly #changed = new EventEmitter<void>();
  #last: EndpointSnapshot;

  constructor({ transfers, video }: ApiParts, snapshot: EndpointSnapshot) {
    this.id = snapshot.id;
    this.#endpoints = transfers.endpoints;
    this.#transfers = transfers;
    this.#video = video;
    this.#last = snapshot;
  }

  get config(): EndpointConfig {
    return structuredClone(this.#snapshot.config);
  }

  get warnings(): ConfigWarning[] {
    return configWarnings(this.#snapshot.config);
  }

  get state(): EndpointState {
    return this.#snapshot.state;
  }

  get address(): string {
    return this.#snapshot.address;
  }

  get counters(): Counters {
    return { ...this.#snapshot.counters };
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  peers(): Promise<PeerSnapshot[]> {
    return withApiError(this.#endpoints.engine.peers(this.id, 0, allPeers));
  }

  async send(data: string | Uint8Array, to?: SendTarget): Promise<void> {
    checkTarget(to);
    await withApiError(this.#endpoints.engine.send(this.id, handOver(ownBytes(data)), to));
  }

  async sendFile(uri: Uri, options: SendFileOptions = {}): Promise<Transfer> {
    checkPeer(options.peer);
    const [{ sendOneFile }, wrap] = await Promise.all([import('../transfers/sendOneFile.ts'), this.#wrapped()]);
    return wrap(await withApiError(sendOneFile(this.#transfers, this.id, uri, options)));
  }

  async sendFileToAll(uri: Uri, options: Omit<SendFileOptions, 'peer'> = {}): Promise<Transfer[]> {
    const [{ sendFileToAll }, wrap] = await Promise.all([import('../transfers/sendOneFile.ts'), this.#wrapped()]);
    return (await withApiError(sendFileToAll(this.#transfers, this.id, uri, options))).map(wrap);
  }

  async transfers(): Promise<Transfer[]> {
    const wrap = await this.#wrapped();
    return (await withApiError(this.#transfers.of(this.id))).map(wrap);
  }

  async startVideo(options: StartVideoOptions = {}): Promise<VideoStream> {
    checkPeer(options.peer);
    const { startApiVideo } = await import('./apiVideo.ts');
    return withApiError(startApiVideo(this.#video, this.id, options));
  }

  async showVideo(peer: string): Promise<VideoStream> {
    checkPeer(peer);
    const { showApiVideo } = await import('./apiVideo.ts');
    return withApiError(showApiVideo(this.#video, this.id, peer));
  }

  async end(peer?: string): Promise<void> {
    checkPeer(peer);
    await withApiError(this.#endpoints.engine.end(this.id, peer));
  }

  async reset(peer?: string): Promise<void> {
    checkPeer(peer);
    await withApiError(this.#endpoints.engine.reset(this.id, peer));
  }

  async disconnect(peer: string): Promise<void> {
    checkPeer(peer);
    await withApiError(this.#endpoints.engine.disconnect(this.id, peer));
  }

  messages({ peer }: { readonly peer?: string } = {}): MessageStream {
    return new ApiMessages(this.#messageSource, peer);
  }

  expect(pattern: MessagePattern, options: ExpectOptions & { readonly peer?: string } = {}): Promise<Message> {
    return expectMessage(this.#messageSource, pattern, options);
  }

  async transcript({ from = 0, count = maxEntries }: { from?: number; count?: number } = {}): Promise<EntryData[]> {
    const entries = await withApiError(this.#endpoints.engine.entries(this.id, from, count));
    const { publicEntry } = await import('./apiEvents.ts');
    return entries.map(publicEntry);
  }

  async entryBytes(seq: number, offset = 0, length = Number.MAX_SAFE_INTEGER): Promise<Uint8Array> {
    return withApiError(this.#endpoints.engine.entryBytes(this.id, seq, offset, length));
  }

  async close(): Promise<void> {
    await withApiError(this.#endpoints.engine.close(this.id));
  }

  async reopen(): Promise<void> {
    await withApiError(this.#endpoints.reopen(this.id));
  }

  remove(): Promise<void> {
    return withApiError(this.#endpoints.remove(this.id));
  }

  /** Fires `onDidChange`. Called when the snapshot of this endpoint in the mirror has changed. */
  fireChanged(): void {
    this.#changed.fire();
  }

  async #wrapped(): Promise<(transfer: TransferSnapshot) => Transfer> {
    const { ApiTransfer } = await import('./apiTransfer.ts');
    return transfer => new ApiTransfer(this.#transfers, transfer);
  }

  get #messageSource(): MessageSource {
    const encoding = () => this.#snapshot.config.encoding ?? 'utf8';
    return {
      engine: this.#endpoints.engine,
      endpoint: this.id,
      get encoding() {
        return encoding();
      },
    };
  }

  get #snapshot(): EndpointSnapshot {
    if (this.#endpoints.has(this.id)) this.#last = this.#endpoints.find(this.id);
    else if (this.#last.state !== 'closed') this.#last = { ...this.#last, state: 'closed' };
    return this.#last;
  }
}

/**
 * Returns a copy, which the caller can't change.
 * @throws TypeError for any other type, which would be converted silently.
 */
function ownBytes(data: string | Uint8Array): Uint8Array<ArrayBuffer> {
  if (typeof data === 'string') return new TextEncoder().encode(data);
  if (data instanceof Uint8Array) return Uint8Array.from(data);
  throw new TypeError('the data to send must be a string or a Uint8Array');
}

/** Awaits a call; its errors get a sentence as their message. */
async function withApiError<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw withSentence(error);
  }
}
