/** Opens endpoints in an engine that runs in this process. */
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineEvents } from '../../src/core/calls.ts';
import { changedEndpoint } from '../../src/core/endpointChange.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { Row, TranscriptStorage, ViewFilter } from '../../src/core/transcriptEntry.ts';
import {
  defaultReceiveSettings,
  type ReceiveSettings,
  type TransferSnapshot,
} from '../../src/core/transfer/transferSnapshot.ts';
import type { RecognizedVideo, VideoSnapshot } from '../../src/core/video/video.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { defaultLogBounds, type LogBounds } from '../../src/engine/transcript/logBounds.ts';
import { printIfFailed } from './failedTest.ts';
import type { OpenEndpoint } from './openEndpoint.ts';
import { seenAt } from './seenAt.ts';
import { transcriptSeen } from './transcriptSeen.ts';

const maxEntries = 1000;

export class EngineEndpoints {
  readonly directory = mkdtempSync(join(tmpdir(), 'portside-engine-'));
  readonly #changes = new EventEmitter();
  readonly #snapshots = new Map<string, EndpointSnapshot>();
  readonly #announced = new Map<string, EndpointSnapshot>();
  readonly engine: Engine;
  readonly #printed = printIfFailed(() =>
    [...this.#snapshots.values()].map(one => transcriptSeen(one, (...range) => this.engine.entries(...range))),
  );
  /** Connections recognized as video so far. */
  readonly recognized: RecognizedVideo[] = [];
  /** The last announced state of memory and disk that all transcripts share. */
  storage: TranscriptStorage = { reached: [] };
  readonly events: Omit<EngineEvents, 'logged'> = {
    changed: changes => {
      for (const change of changes) {
        const announced = changedEndpoint(this.#announced.get(change.id), change);
        this.#announced.set(change.id, announced);
        this.#snapshots.set(change.id, announced);
      }
      for (const { id } of changes) this.#changes.emit(id);
    },
    storageChanged: storage => {
      this.storage = storage;
      this.#changes.emit('storage');
    },
    viewsChanged: () => void this.#changes.emit('views'),
    transfersChanged: transfers => void this.#changes.emit('transfers', transfers),
    videosChanged: videos => void this.#changes.emit('videos', videos),
    transcriptRead: () => undefined,
    videoRecognized: found => {
      this.recognized.push(found);
      this.#changes.emit('videos');
    },
    progress: () => undefined,
  };

  constructor(bounds: Partial<LogBounds> = {}, receiving: ReceiveSettings = defaultReceiveSettings) {
    this.engine = createEngine({
      directory: this.directory,
      bounds: { ...defaultLogBounds, ...bounds },
      receiving,
      events: this.events,
    });
  }

  /** Opens an endpoint under the given or a new id; `keptSinceMs` keeps it for later windows. */
  async open(config: EndpointConfig, id: string = randomUUID(), keptSinceMs?: number): Promise<OpenEndpoint> {
    this.#changes.setMaxListeners(0);
    const update = (snapshot: EndpointSnapshot) => void this.#snapshots.set(id, snapshot);
    update(await this.engine.open(id, config, keptSinceMs));
    const snapshot = () => {
      const known = this.#snapshots.get(id);
      if (!known) throw new Error(`no snapshot of ${id}`);
      return known;
    };
    return {
      id,
      get address() {
        return snapshot().address;
      },
      get state() {
        return snapshot().state;
      },
      get counters() {
        return snapshot().counters;
      },
      send: async (data, to) =>
        update(await this.engine.send(id, typeof data === 'string' ? new TextEncoder().encode(data) : data, to)),
      sendFile: async (path, options) => {
        const [transfer] = await this.engine.sendFiles(id, { files: [{ path }], ...options });
        const { failure } = await this.engine.transferEnded(transfer?.id ?? '');
        if (failure) throw SocketError.of(failure);
      },
      entries: () => this.engine.entries(id, 0, maxEntries),
      nextChange: async () => void (await once(this.#changes, id)),
      changeFraming: async framing => update(await this.engine.changeFraming(id, framing)),
      end: async () => update(await this.engine.end(id)),
      close: async () => update(await this.engine.close(id)),
    };
  }

  /** Resolves with the result of `look` as soon as there is one; looks again at every change of an endpoint. */
  async changeSeen<T>(id: string, look: () => T | undefined): Promise<T> {
    return seenAt(this.#changes, id, look);
  }

  /** Resolves with the oldest transfer of an endpoint for which `holds` returns true; looks again at every change. */
  async transferSeen(id: string, holds: (transfer: TransferSnapshot) => boolean): Promise<TransferSnapshot> {
    return seenAt(this.#changes, 'transfers', async () => (await this.engine.transfers(id)).find(holds));
  }

  /** Resolves with all transfers of an endpoint once `holds` returns true for them; looks again at every change. */
  async transfersSeen(id: string, holds: (transfers: TransferSnapshot[]) => boolean): Promise<TransferSnapshot[]> {
    return seenAt(this.#changes, 'transfers', async () => {
      const transfers = await this.engine.transfers(id);
      return holds(transfers) && transfers;
    });
  }

  /** Resolves with the oldest video of an endpoint for which `holds` returns true; looks again at every change. */
  async videoSeen(id: string, holds: (video: VideoSnapshot) => boolean): Promise<VideoSnapshot> {
    return seenAt(this.#changes, 'videos', async () => (await this.engine.videos(id)).find(holds));
  }

  /** Resolves when a connection of the endpoint is recognized as video. */
  async videoRecognized(id: string): Promise<RecognizedVideo> {
    return seenAt(this.#changes, 'videos', () => this.recognized.find(({ endpoint }) => endpoint === id));
  }

  /** Resolves with the shared state of memory and disk as soon as this holds. */
  async storageSeen(holds: (storage: TranscriptStorage) => boolean): Promise<TranscriptStorage> {
    return seenAt(this.#changes, 'storage', () => (holds(this.storage) ? this.storage : undefined));
  }

  /** Resolves with the first thousand rows that match a filter, once everything has been scanned. */
  async rows(id: string, filter: ViewFilter): Promise<Row[]> {
    const { view } = await this.engine.openView(id, filter);
    const found = await seenAt(this.#changes, 'views', async () => {
      const { rows, scanned, total } = await this.engine.rows(view, 0, maxEntries);
      return scanned < total ? undefined : rows;
    });
    await this.engine.closeView(view);
    return found;
  }

  async dispose(): Promise<void> {
    await this.#printed();
    await this.engine.dispose();
    await rm(this.directory, { recursive: true, force: true });
  }
}
