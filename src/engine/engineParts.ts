/** The parts of an engine, built and connected. Each group of calls in `calls/` uses some of them. */
import { join } from 'node:path';
import type { TransferSnapshot } from '../core/transfer/transferSnapshot.ts';
import type { RecognizedVideo, VideoSnapshot } from '../core/video/video.ts';
import { ChangeAnnouncer } from './changeAnnouncer.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import { EndpointRegistry } from './endpoints/endpointRegistry.ts';
import { MessageStreams } from './endpoints/messageStreams.ts';
import type { EngineOptions } from './engineOptions.ts';
import { LongCalls } from './longCalls.ts';
import { Session } from './sessions/session.ts';
import { defaultLogBounds } from './transcript/logBounds.ts';
import { LogBudget } from './transcript/logBudget.ts';
import { OpenViews } from './transcript/openViews.ts';
import { StorageState } from './transcript/storageState.ts';
import { Spools } from './transfer/disk/spools.ts';
import { EngineTransfers } from './transfer/engineTransfers.ts';
import { EngineVideos } from './video/engineVideos.ts';

/** Interval of restoring deleted files: endpoints that notice the deletion within it share one restore. */
const restoreMs = 1000;

export class EngineParts {
  readonly session: Session | undefined;
  readonly budget: LogBudget;
  readonly endpoints: EndpointRegistry;
  readonly views: OpenViews;
  readonly messages: MessageStreams;
  readonly transfers: EngineTransfers<Endpoint>;
  readonly spools: Spools;
  readonly videos: EngineVideos;
  readonly longCalls: LongCalls;
  /** Writes the session's files again, once for all endpoints that notice that they were deleted. */
  readonly #restorer: ChangeAnnouncer<'deleted' | 'restored'>;

  constructor({ directory, session, bounds, firstNumber = 0, receiving, events }: EngineOptions) {
    this.#restorer = new ChangeAnnouncer(causes => {
      for (const endpoint of this.endpoints.listed.values()) endpoint.restoreFiles();
      // Once more afterwards, since the files may still be in the process of being deleted.
      if (causes.includes('deleted')) this.#restorer.changed('restored');
    }, restoreMs);
    this.session = session && new Session({ directory, ...session }, () => this.#restorer.changed('deleted'));
    this.budget = new LogBudget(
      { ...defaultLogBounds, ...bounds },
      new StorageState(storage => events.storageChanged(storage)),
    );
    this.endpoints = new EndpointRegistry({
      directory,
      onChange: endpoints => events.changed(endpoints),
      portHolder: async wanted => this.session?.portHolder(wanted),
      given: id => this.#givenTo(id, events),
    });
    const { listed } = this.endpoints;
    this.transfers = new EngineTransfers(receiving, listed, transfers => events.transfersChanged(transfers));
    this.spools = new Spools(join(directory, 'spools'));
    this.videos = new EngineVideos(listed, videos => events.videosChanged(videos));
    this.messages = new MessageStreams(firstNumber);
    this.views = new OpenViews(firstNumber, views => events.viewsChanged(views));
    this.longCalls = new LongCalls((call, done, total) => events.progress(call, done, total));
  }

  /** Closes every socket and file, and leaves kept endpoints to the next window. */
  async dispose(): Promise<void> {
    try {
      this.#restorer.forget('deleted');
      this.#restorer.forget('restored');
      await this.endpoints.dispose();
      await this.spools.dispose();
    } finally {
      await this.session?.end();
    }
  }

  #givenTo(id: string, events: EngineOptions['events']) {
    return {
      budget: this.budget,
      spools: this.spools,
      receiving: () => this.transfers.receiving,
      onFilesDeleted: () => {
        this.#restorer.changed('deleted');
        this.session?.restore();
      },
      onTranscriptRead: (percent: number) => events.transcriptRead(id, percent),
      onTransferChange: (transfer: string, ended?: TransferSnapshot) => this.transfers.changed(transfer, ended),
      onVideoChange: (video: string, ended?: VideoSnapshot) => this.videos.changed(video, ended),
      onVideoRecognized: (recognized: Omit<RecognizedVideo, 'endpoint'>) =>
        events.videoRecognized({ ...recognized, endpoint: id }),
    };
  }
}
