/** Opens, finds and closes endpoints. Node only, knows nothing of VS Code. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndpointConfig, Framing } from '../core/endpointConfig.ts';
import { endpointLabel } from '../core/endpointLabel.ts';
import type { Adoption, EndpointSnapshot, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import { SocketError } from '../core/socketError.ts';
import type { EntryData, Located, Place, ViewFilter, ViewState } from '../core/transcriptEntry.ts';
import type { ReceiveSettings, SendFilesOptions, TransferAnswer, TransferSnapshot } from '../core/transfer/transfer.ts';
import { ChangeAnnouncer } from './changeAnnouncer.ts';
import { Endpoint } from './endpoints/endpoint.ts';
import { EndpointMoves } from './endpoints/endpointMoves.ts';
import { EndpointsAside } from './endpoints/endpointsAside.ts';
import type { EngineEvents, EngineOptions } from './engineOptions.ts';
import { EndpointRecord } from './sessions/endpointRecord.ts';
import { listensAt, type PortHolder } from './sessions/portHolder.ts';
import { type Exported, type ExportOptions, exportTranscript } from './transcript/exports/exportTranscript.ts';
import type { LogBounds } from './transcript/logBounds.ts';
import { LogBudget } from './transcript/logBudget.ts';
import { OpenViews, type ViewRows } from './transcript/openViews.ts';
import { StorageState } from './transcript/storageState.ts';
import { EngineTransfers } from './transfer/engineTransfers.ts';
import type { Spools } from './transfer/spools.ts';
import { EngineVideos } from './video/engineVideos.ts';

/** At most 20 announcements a second. */
const announceMs = 50;
/** Endpoints that notice within this long that files were deleted mean the same ones, or others that are restored afterwards. */
const restoreMs = 1000;

export class Engine {
  readonly #directory: string;
  readonly #budget: LogBudget;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #aside = new EndpointsAside();
  readonly #moves = new EndpointMoves();
  readonly #views: OpenViews;
  readonly #announcer: ChangeAnnouncer<string>;
  readonly #exporting = new Map<string, AbortController>();
  readonly #events: EngineEvents;
  readonly #foreignHolder: NonNullable<EngineOptions['portHolder']>;
  readonly #transfers: EngineTransfers;
  readonly #onFilesDeleted: () => void;
  readonly #restorer: ChangeAnnouncer<'files'>;
  /** Video, sent and received. */
  readonly videos: EngineVideos;

  constructor(options: EngineOptions) {
    const { directory, bounds, firstView = 0, events, portHolder = async () => undefined } = options;
    this.#directory = directory;
    this.#budget = new LogBudget(bounds, new StorageState(storage => events.storageChanged(storage)));
    this.#transfers = new EngineTransfers({
      directory,
      receiving: options.receiving,
      endpoints: this.#endpoints,
      onChange: transfers => events.transfersChanged(transfers),
    });
    this.videos = new EngineVideos(id => this.#find(id), this.#endpoints, events);
    this.#events = events;
    this.#onFilesDeleted = options.onFilesDeleted ?? (() => undefined);
    this.#foreignHolder = portHolder;
    this.#announcer = new ChangeAnnouncer(ids => events.changed(this.#snapshots(ids)), announceMs);
    this.#restorer = new ChangeAnnouncer(() => {
      for (const endpoint of this.#endpoints.values()) endpoint.restoreFiles();
    }, restoreMs);
    this.#views = new OpenViews(firstView, views => events.viewsChanged(views), announceMs);
  }

  /** What all transcripts together may hold from now on. */
  setBounds(bounds: Partial<LogBounds>): void {
    this.#budget.bounds = { ...this.#budget.bounds, ...bounds };
  }

  /**
   * Opens an endpoint under a new id. Rejects with a SocketError when it can't; the endpoint then stays, `failed`. One that is kept
   * outlives `dispose` on disk.
   */
  async open(id: string, config: EndpointConfig, keptSinceMs?: number): Promise<EndpointSnapshot> {
    const endpoint = this.#create(id, config, keptSinceMs);
    await endpoint.open();
    return endpoint.snapshot;
  }

  /** Takes over an endpoint of an earlier engine or window, with the transcript that is on disk. */
  async adopt(id: string, config: EndpointConfig, { keptSinceMs, ...how }: Adoption): Promise<EndpointSnapshot> {
    const endpoint = this.#create(id, config, keptSinceMs);
    await endpoint.recover(how);
    return endpoint.snapshot;
  }

  async reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.open(config);
    return endpoint.snapshot;
  }

  async close(id: string): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.close();
    return endpoint.snapshot;
  }

  async remove(id: string): Promise<void> {
    await this.#moves.inTurn(id, async () => {
      const endpoint = this.#find(id);
      this.#endpoints.delete(id);
      await endpoint.remove();
      this.#announcer.forget(id);
    });
  }

  /** Closes an endpoint and takes it out of the list, until it is brought back or forgotten; one that an earlier engine left is on disk. */
  async setAside(id: string): Promise<void> {
    await this.#moves.inTurn(id, async () => {
      const endpoint = this.#endpoints.get(id);
      if (!endpoint) return new EndpointRecord(join(this.#directory, id), 0).setAside();
      this.#endpoints.delete(id);
      await this.#aside.add(endpoint);
      this.#announcer.forget(id);
    });
  }

  /** Lists one that was set aside again, closed; one that an earlier engine set aside with what is on disk. */
  bringBack(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot> {
    return this.#moves.inTurn(id, async () => {
      const endpoint = await this.#aside.take(id);
      if (!endpoint) return this.adopt(id, config, how);
      this.#endpoints.set(id, endpoint);
      endpoint.bringBack(how.wasOpen);
      return endpoint.snapshot;
    });
  }

  /** Deletes the files of an endpoint that can no longer be brought back. */
  async forgetAside(id: string): Promise<void> {
    await this.#moves.inTurn(id, async () => {
      if (this.#endpoints.has(id) || (await this.#aside.forget(id))) return;
      await rm(join(this.#directory, id), { recursive: true, force: true });
    });
  }

  rename(id: string, name: string): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.rename(name);
    return endpoint.snapshot;
  }

  keepPanel(id: string, state: string): void {
    this.#find(id).keepPanel(state);
  }

  changeFraming(id: string, framing: Framing): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.changeFraming(framing);
    return endpoint.snapshot;
  }

  applyConfig(id: string, config: EndpointConfig): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.applyConfig(config);
    return endpoint.snapshot;
  }

  get snapshots(): EndpointSnapshot[] {
    return this.#snapshots([...this.#endpoints.keys()]);
  }

  /** Opens it unless it is open, opening or reconnecting; an opening under way is waited for. */
  async ensureOpen(id: string): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.ensureOpen();
    return endpoint.snapshot;
  }

  /** The peers that a target means now. Rejects with NOT_OPEN, or NO_PEER when there is none. */
  async meant(id: string, target?: SendTarget): Promise<PeerSnapshot[]> {
    return this.#find(id).meant(target);
  }

  /** The bytes must not change any more: the transcript keeps them. */
  async send(id: string, data: Uint8Array, target?: SendTarget, isText?: boolean): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.send(data, target, isText);
    return endpoint.snapshot;
  }

  async resend(id: string, seq: number): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.resend(seq);
    return endpoint.snapshot;
  }

  /** Files that are handed over slice by slice. */
  get spools(): Spools {
    return this.#transfers.spools;
  }

  set receiving(settings: ReceiveSettings) {
    this.#transfers.receiving = settings;
  }

  /** One transfer to each peer that is meant, listed when this resolves. Rejects with a SocketError when a file can't be read. */
  async sendFiles(
    id: string,
    options: SendFilesOptions,
    target?: SendTarget,
    toOne?: boolean,
  ): Promise<TransferSnapshot[]> {
    const transfers = await this.#find(id).sendFiles(options, target, toOne);
    return transfers.map(({ snapshot }) => snapshot);
  }

  transfers(id: string): TransferSnapshot[] {
    return this.#find(id).transfers.snapshots;
  }

  /** Resolves when it has ended. This and the following reject with, or throw, NO_TRANSFER when there is none. */
  transferEnded(id: string): Promise<TransferSnapshot> {
    return this.#transfers.ended(id);
  }

  pauseTransfer(id: string): TransferSnapshot {
    this.#transfers.current(id)?.pause();
    return this.#transfers.find(id);
  }

  resumeTransfer(id: string): TransferSnapshot {
    this.#transfers.current(id)?.resume();
    return this.#transfers.find(id);
  }

  cancelTransfer(id: string): void {
    this.#transfers.current(id)?.cancel();
  }

  answerTransfer(id: string, answer: TransferAnswer): void {
    this.#transfers.current(id)?.answer(answer);
  }

  async retryTransfer(id: string): Promise<TransferSnapshot> {
    return (await this.#transfers.endpointOf(id).retryTransfer(id)).snapshot;
  }

  clearTransfers(id: string): void {
    this.#find(id).transfers.clear();
  }

  end(id: string, peer?: string): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.end(peer);
    return endpoint.snapshot;
  }

  reset(id: string, peer?: string): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.reset(peer);
    return endpoint.snapshot;
  }

  async disconnect(id: string, peer: string): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.disconnect(peer);
    return endpoint.snapshot;
  }

  /** Nothing if it isn't open. */
  openPeer(id: string, peer: string): PeerSnapshot | undefined {
    return this.#find(id).openPeer(peer);
  }

  /** The first open peer that came after the one with this number, and the last: two, the only one, or none. */
  laterPeers(id: string, number: number): PeerSnapshot[] {
    return this.#find(id).laterPeers(number);
  }

  /** Closed peers that still have entries, the latest first. */
  recentPeers(id: string, count: number): PeerSnapshot[] {
    return this.#find(id).recentPeers(count);
  }

  renamePeer(id: string, address: string, name: string): EndpointSnapshot {
    const endpoint = this.#find(id);
    endpoint.renamePeer(address, name);
    return endpoint.snapshot;
  }

  peers(id: string, from: number, count: number): PeerSnapshot[] {
    return this.#find(id).peers(from, count);
  }

  entries(id: string, from: number, count: number): Promise<EntryData[]> {
    return this.#find(id).transcript.entries(from, count);
  }

  entryBytes(id: string, seq: number, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#find(id).transcript.entryBytes(seq, offset, length);
  }

  async clearTranscript(id: string, isUndoable = false): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.transcript.clear(isUndoable);
    return endpoint.snapshot;
  }

  async undoClear(id: string): Promise<EndpointSnapshot> {
    const endpoint = this.#find(id);
    await endpoint.transcript.undoClear();
    return endpoint.snapshot;
  }

  /** Resolves with nothing for an endpoint that isn't listed, whose clear is forgotten all the same while it is set aside. */
  async forgetClear(id: string): Promise<EndpointSnapshot | undefined> {
    await (this.#endpoints.get(id) ?? this.#aside.find(id))?.transcript.forgetClear();
    return this.#endpoints.get(id)?.snapshot;
  }

  /** @throws TextError for a search that is not valid. */
  openView(id: string, filter: ViewFilter): { view: number; state: ViewState } {
    return this.#views.open(this.#find(id).transcript, filter);
  }

  /** @throws SocketError NO_VIEW when there is no such view. */
  rows(view: number, from: number, count: number, frameBytes?: number): Promise<ViewRows> {
    return this.#views.rows(view, from, count, frameBytes);
  }

  /** @throws SocketError NO_VIEW when there is no such view. */
  locate(view: number, place: Place): Located | undefined {
    return this.#views.locate(view, place);
  }

  closeView(view: number): void {
    this.#views.close(view);
  }

  /** Writes a transcript to a file. `call` is the caller's name for it, for progress and `cancel`. */
  async exportTranscript(call: string, id: string, options: ExportOptions): Promise<Exported> {
    const cancelling = new AbortController();
    this.#exporting.set(call, cancelling);
    try {
      const { transcript, snapshot } = this.#find(id);
      const { config, address, peerNames } = snapshot;
      const endpoint = { kind: config.kind, address, ...(peerNames && { peerNames }) };
      return await exportTranscript(
        transcript,
        { ...options, endpoint },
        {
          signal: cancelling.signal,
          onProgress: (done, total) => this.#events.progress(call, done, total),
        },
      );
    } finally {
      this.#exporting.delete(call);
    }
  }

  /** Ends a long call, which then rejects with CANCELLED. Nothing happens when it has ended. */
  cancel(call: string): void {
    this.#exporting.get(call)?.abort();
  }

  /** Files of the session were deleted: writes them again, soon. Each endpoint that notices calls this; within a second it happens once. */
  restoreFiles(): void {
    this.#restorer.changed('files');
  }

  /** Closes every endpoint and its transcript's files; those that are kept stay on disk. */
  async dispose(): Promise<void> {
    await this.#moves.settled();
    const endpoints = [...this.#endpoints.values()];
    this.#endpoints.clear();
    this.#restorer.forget('files');
    await Promise.allSettled([...endpoints.map(endpoint => endpoint.suspend()), this.#aside.dispose()]);
    for (const { id } of endpoints) this.#announcer.forget(id);
    await this.spools.dispose();
  }

  #create(id: string, config: EndpointConfig, keptSinceMs: number | undefined): Endpoint {
    const endpoint = new Endpoint({
      id,
      config,
      directory: join(this.#directory, id),
      keptSinceMs,
      budget: this.#budget,
      onChange: () => this.#announcer.changed(id),
      onFilesDeleted: () => {
        this.restoreFiles();
        this.#onFilesDeleted();
      },
      portHolder: wanted => this.#portHolder(wanted),
      receiving: () => this.#transfers.receiving,
      spools: this.spools,
      onTransferChange: (transfer, ended) => this.#transfers.changed(transfer, ended),
      onVideoChange: (video, ended) => this.videos.changed(video, ended),
      onVideoRecognised: recognised => this.#events.videoRecognised({ endpoint: id, ...recognised }),
    });
    this.#endpoints.set(id, endpoint);
    return endpoint;
  }

  async #portHolder(wanted: EndpointConfig): Promise<PortHolder | undefined> {
    const all = [...this.#endpoints.values()].map(({ snapshot }) => snapshot);
    const ours = all.find(
      ({ state, config, address }) => state === 'open' && listensAt(wanted, { ...config, address }),
    );
    return ours ? { endpoint: endpointLabel(ours), window: '', holder: ours.id } : this.#foreignHolder(wanted);
  }

  #snapshots(ids: string[]): EndpointSnapshot[] {
    return ids.flatMap(id => this.#endpoints.get(id)?.snapshot ?? []);
  }

  #find(id: string): Endpoint {
    const endpoint = this.#endpoints.get(id);
    if (!endpoint) throw new SocketError('NO_ENDPOINT', { endpoint: id });
    return endpoint;
  }
}
