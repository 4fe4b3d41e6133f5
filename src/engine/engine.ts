/** Opens, finds and closes endpoints. Runs in Node, without VS Code. `EngineCalls` describes each call. */
import { join } from 'node:path';
import type { PreviousEndpoints } from '../core/calls/previousEndpoints.ts';
import type { Exported, ExportOptions, RowsOfView } from '../core/calls/transcriptCalls.ts';
import type { EngineCalls } from '../core/calls.ts';
import type { EndpointConfig, Framing } from '../core/endpointConfig.ts';
import type { Adoption, EndpointSnapshot, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import type { MessageBatch } from '../core/messageBatch.ts';
import type {
  EntryData,
  Located,
  TranscriptBounds,
  ViewFilter,
  ViewPlace,
  ViewState,
} from '../core/transcriptEntry.ts';
import type {
  ReceiveSettings,
  SendFilesOptions,
  TransferAnswer,
  TransferSnapshot,
} from '../core/transfer/transferSnapshot.ts';
import type {
  PictureFile,
  PushedPicture,
  RecognisedVideo,
  VideoOptions,
  VideoPicture,
  VideoSnapshot,
  VideoWire,
} from '../core/video/video.ts';
import { ChangeAnnouncer } from './changeAnnouncer.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import { EndpointRegistry } from './endpoints/endpointRegistry.ts';
import { MessageStreams } from './endpoints/messageStreams.ts';
import type { EngineOptions } from './engineOptions.ts';
import { LongCalls } from './longCalls.ts';
import { Session } from './sessions/session.ts';
import { writeExport } from './transcript/exports/writeExport.ts';
import { defaultLogBounds } from './transcript/logBounds.ts';
import { LogBudget } from './transcript/logBudget.ts';
import { OpenViews } from './transcript/openViews.ts';
import { StorageState } from './transcript/storageState.ts';
import { Spools } from './transfer/disk/spools.ts';
import { EngineTransfers } from './transfer/engineTransfers.ts';
import { EngineVideos } from './video/engineVideos.ts';

/** Interval of restoring deleted files: endpoints that notice the deletion within it share one restore. */
const restoreMs = 1000;

export class Engine implements EngineCalls {
  readonly #session: Session | undefined;
  readonly #budget: LogBudget;
  readonly #endpoints: EndpointRegistry;
  readonly #views: OpenViews;
  readonly #messages: MessageStreams;
  readonly #transfers: EngineTransfers<Endpoint>;
  readonly #spools: Spools;
  readonly #videos: EngineVideos;
  readonly #long: LongCalls;
  /** Writes the session's files again, once for all endpoints that notice that they were deleted. */
  readonly #restorer: ChangeAnnouncer<'deleted' | 'restored'>;

  constructor({ directory, session, bounds, firstNumber = 0, receiving, events }: EngineOptions) {
    this.#restorer = new ChangeAnnouncer(causes => {
      for (const endpoint of this.#endpoints.listed.values()) endpoint.restoreFiles();
      // Once more afterwards, since the files may still be in the process of being deleted.
      if (causes.includes('deleted')) this.#restorer.changed('restored');
    }, restoreMs);
    this.#session = session && new Session({ directory, ...session }, () => this.#restorer.changed('deleted'));
    this.#budget = new LogBudget(
      { ...defaultLogBounds, ...bounds },
      new StorageState(storage => events.storageChanged(storage)),
    );
    this.#endpoints = new EndpointRegistry({
      directory,
      onChange: endpoints => events.changed(endpoints),
      portHolder: async wanted => this.#session?.portHolder(wanted),
      given: id => this.#givenTo(id, events),
    });
    const { listed } = this.#endpoints;
    this.#transfers = new EngineTransfers(receiving, listed, transfers => events.transfersChanged(transfers));
    this.#spools = new Spools(join(directory, 'spools'));
    this.#videos = new EngineVideos(listed, videos => events.videosChanged(videos));
    this.#messages = new MessageStreams(firstNumber);
    this.#views = new OpenViews(firstNumber, views => events.viewsChanged(views));
    this.#long = new LongCalls((call, done, total) => events.progress(call, done, total));
  }

  async open(id: string, config: EndpointConfig, keptSinceMs?: number): Promise<EndpointSnapshot> {
    const endpoint = this.#endpoints.create(id, config, keptSinceMs);
    await endpoint.open();
    return endpoint.snapshot;
  }

  async reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.open(config));
  }

  async ensureOpen(id: string): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.ensureOpen());
  }

  async snapshots(): Promise<EndpointSnapshot[]> {
    return this.#endpoints.snapshots();
  }

  async takePrevious(): Promise<PreviousEndpoints> {
    return this.#session?.takePrevious() ?? { endpoints: [], removed: [], held: 0, refused: [] };
  }

  async adopt(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot> {
    return (await this.#endpoints.adopt(id, config, how)).snapshot;
  }

  async close(id: string): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.close());
  }

  async remove(id: string): Promise<void> {
    await this.#endpoints.remove(id);
  }

  async setAside(id: string, removedMs = Date.now()): Promise<void> {
    await this.#endpoints.setAside(id, removedMs);
  }

  async bringBack(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot> {
    return (await this.#endpoints.bringBack(id, config, how)).snapshot;
  }

  async forgetAside(id: string): Promise<void> {
    await this.#endpoints.forgetAside(id);
  }

  async rename(id: string, name: string): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.configure.rename(name));
  }

  async keepPanel(id: string, state: string): Promise<void> {
    this.#endpoints.find(id).keepPanel(state);
  }

  async changeFraming(id: string, framing: Framing): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.configure.changeFraming(framing));
  }

  async applyConfig(id: string, config: EndpointConfig): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.configure.apply(config));
  }

  async targetPeers(id: string, target?: SendTarget): Promise<PeerSnapshot[]> {
    return this.#endpoints.find(id).targetPeers(target);
  }

  async send(id: string, data: Uint8Array, target?: SendTarget, isText?: boolean): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.send(data, target, isText));
  }

  async resend(id: string, seq: number): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.resend(seq));
  }

  async end(id: string, peer?: string): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.end(peer));
  }

  async reset(id: string, peer?: string): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.reset(peer));
  }

  async disconnect(id: string, peer: string): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.disconnect(peer));
  }

  async sendFiles(
    id: string,
    options: SendFilesOptions,
    target?: SendTarget,
    toOne?: boolean,
  ): Promise<TransferSnapshot[]> {
    const transfers = await this.#endpoints.find(id).sendFiles(options, target, toOne);
    return transfers.map(({ snapshot }) => snapshot);
  }

  async openSpool(name: string, sizeBytes: number, modifiedMs?: number): Promise<string> {
    return this.#spools.open(name, sizeBytes, modifiedMs);
  }

  async spool(spool: string, bytes: Uint8Array): Promise<void> {
    await this.#spools.append(spool, bytes);
  }

  async closeSpool(spool: string, complete: boolean): Promise<void> {
    await this.#spools.close(spool, complete);
  }

  async transfers(id: string): Promise<TransferSnapshot[]> {
    return this.#endpoints.find(id).transfers.snapshots;
  }

  async transferEnded(transfer: string): Promise<TransferSnapshot> {
    return this.#transfers.ended(transfer);
  }

  async pauseTransfer(transfer: string): Promise<TransferSnapshot> {
    this.#transfers.current(transfer)?.pause();
    return this.#transfers.find(transfer);
  }

  async resumeTransfer(transfer: string): Promise<TransferSnapshot> {
    this.#transfers.current(transfer)?.resume();
    return this.#transfers.find(transfer);
  }

  async cancelTransfer(transfer: string): Promise<void> {
    this.#transfers.current(transfer)?.cancel();
  }

  async retryTransfer(transfer: string): Promise<TransferSnapshot> {
    return (await this.#transfers.endpointOf(transfer).retryTransfer(transfer)).snapshot;
  }

  async answerTransfer(transfer: string, answer: TransferAnswer): Promise<void> {
    this.#transfers.current(transfer)?.answer(answer);
  }

  async clearTransfers(id: string): Promise<void> {
    this.#endpoints.find(id).transfers.clear();
  }

  async setReceiveSettings(settings: ReceiveSettings): Promise<void> {
    this.#transfers.receiving = settings;
  }

  async showVideo(id: string, peer: string, wire?: VideoWire): Promise<VideoSnapshot> {
    return this.#endpoints.find(id).videos.show(peer, wire);
  }

  async startVideo(id: string, options: VideoOptions, target?: SendTarget): Promise<VideoSnapshot> {
    return this.#endpoints.find(id).videos.start(options, target);
  }

  async stopVideo(video: string): Promise<boolean> {
    return this.#videos.stop(video);
  }

  async muteVideo(video: string, muted?: boolean): Promise<void> {
    this.#videos.mute(video, muted);
  }

  async videos(id: string): Promise<VideoSnapshot[]> {
    return this.#endpoints.find(id).videos.snapshots;
  }

  async videoPicture(video: string, after: number): Promise<VideoPicture | undefined> {
    return this.#videos.running(video)?.picture(after);
  }

  async snapshotPicture(video: string): Promise<PictureFile> {
    return this.#videos.present(video).file();
  }

  async pushPicture(video: string, picture: PushedPicture): Promise<void> {
    await this.#videos.present(video).pushPicture(picture);
  }

  async openMessages(id: string, peer?: string): Promise<number> {
    return this.#messages.open(this.#endpoints.find(id).messages, peer);
  }

  async takeMessages(stream: number, untilClosed = false): Promise<MessageBatch> {
    return this.#messages.take(stream, untilClosed);
  }

  async closeMessages(stream: number): Promise<void> {
    this.#messages.close(stream);
  }

  async openPeer(id: string, peer: string): Promise<PeerSnapshot | undefined> {
    return this.#endpoints.find(id).openPeer(peer);
  }

  async laterPeers(id: string, number: number): Promise<PeerSnapshot[]> {
    return this.#endpoints.find(id).laterPeers(number);
  }

  async peers(id: string, from: number, count: number): Promise<PeerSnapshot[]> {
    return this.#endpoints.find(id).peers(from, count);
  }

  async recentPeers(id: string, count: number): Promise<PeerSnapshot[]> {
    return this.#endpoints.find(id).recentPeers(count);
  }

  async renamePeer(id: string, address: string, name: string): Promise<EndpointSnapshot> {
    return this.#after(id, endpoint => endpoint.renamePeer(address, name));
  }

  async entries(id: string, from: number, count: number): Promise<EntryData[]> {
    return this.#endpoints.find(id).transcript.rows.entries(from, count);
  }

  async entryBytes(id: string, seq: number, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#endpoints.find(id).transcript.rows.entryBytes(seq, offset, length);
  }

  async clearTranscript(id: string, isUndoable = false): Promise<EndpointSnapshot> {
    return this.#after(id, ({ transcript }) => transcript.clear(isUndoable));
  }

  async undoClear(id: string): Promise<EndpointSnapshot> {
    return this.#after(id, ({ transcript }) => transcript.undoClear());
  }

  async forgetClear(id: string, sinceMs: number): Promise<EndpointSnapshot | undefined> {
    await this.#endpoints.transcriptOf(id)?.forgetClear(sinceMs);
    return this.#endpoints.listed.get(id)?.snapshot;
  }

  async openView(id: string, filter: ViewFilter): Promise<{ view: number; state: ViewState }> {
    return this.#views.open(this.#endpoints.find(id).transcript, filter);
  }

  async rows(view: number, from: number, count: number, frameBytes?: number): Promise<RowsOfView> {
    return this.#views.rows(view, from, count, frameBytes);
  }

  async locate(view: number, place: ViewPlace): Promise<Located | undefined> {
    return this.#views.locate(view, place);
  }

  async closeView(view: number): Promise<void> {
    this.#views.close(view);
  }

  async exportTranscript(call: string, id: string, options: ExportOptions): Promise<Exported> {
    return this.#long.run(call, async watch => {
      const { transcript, snapshot } = this.#endpoints.find(id);
      const { config, address, peerNames } = snapshot;
      const endpoint = { kind: config.kind, address, ...(peerNames && { peerNames }) };
      return writeExport(transcript, { ...options, endpoint }, watch);
    });
  }

  async cancel(call: string): Promise<void> {
    this.#long.cancel(call);
  }

  async setBounds(bounds: TranscriptBounds): Promise<void> {
    this.#budget.bounds = { ...this.#budget.bounds, ...bounds };
  }

  async dispose(): Promise<void> {
    try {
      this.#restorer.forget('deleted');
      this.#restorer.forget('restored');
      await this.#endpoints.dispose();
      await this.#spools.dispose();
    } finally {
      await this.#session?.end();
    }
  }

  /** Calls `act` with an endpoint and returns the endpoint's snapshot afterwards. */
  async #after(id: string, act: (endpoint: Endpoint) => unknown): Promise<EndpointSnapshot> {
    const endpoint = this.#endpoints.find(id);
    await act(endpoint);
    return endpoint.snapshot;
  }

  #givenTo(id: string, events: EngineOptions['events']) {
    return {
      budget: this.#budget,
      spools: this.#spools,
      receiving: () => this.#transfers.receiving,
      onFilesDeleted: () => {
        this.#restorer.changed('deleted');
        this.#session?.restore();
      },
      onTransferChange: (transfer: string, ended?: TransferSnapshot) => this.#transfers.changed(transfer, ended),
      onVideoChange: (video: string, ended?: VideoSnapshot) => this.#videos.changed(video, ended),
      onVideoRecognised: (recognised: Omit<RecognisedVideo, 'endpoint'>) =>
        events.videoRecognised({ ...recognised, endpoint: id }),
    };
  }
}
