/** Recordings in progress: a page delivers bytes as they are produced, for a file that the user chose. */
import { randomUUID } from 'node:crypto';
import { type FileHandle, unlink } from 'node:fs/promises';
import { SocketError } from '../../core/socketError.ts';
import { openForWriting } from '../../files/regularFile.ts';

/** The page that records, which can go away at any moment. */
type Owner = object;

export interface Recorded {
  readonly path: string;
  readonly bytes: number;
  readonly durationMs: number;
}

/** Limits the bytes waiting for the disk: a page that delivers faster than the disk accepts has failed. */
const defaultMaxWaitingBytes = 128 * 1024 * 1024;

interface Recording {
  readonly video: string;
  readonly owner: Owner;
  readonly path: string;
  readonly file: FileHandle;
  readonly startedMs: number;
  readonly ended: PromiseWithResolvers<Recorded>;
  bytes: number;
  waitingBytes: number;
  writing: Promise<void>;
}

export class RecordingFiles {
  readonly #running = new Map<string, Recording>();
  readonly #maxWaitingBytes: number;

  constructor(maxWaitingBytes = defaultMaxWaitingBytes) {
    this.#maxWaitingBytes = maxWaitingBytes;
  }

  /** Starts a recording to a new file, replacing an old one. Returns the recording's id. Rejects with a SocketError. */
  async start(video: string, path: string, owner: Owner): Promise<string> {
    const file = await openForWriting(path).catch(error => Promise.reject(SocketError.from(error, 'write', path)));
    const id = randomUUID();
    const ended = Promise.withResolvers<Recorded>();
    // There may be no caller that awaits the outcome.
    ended.promise.catch(() => undefined);
    const begun = { bytes: 0, waitingBytes: 0, startedMs: Date.now(), writing: Promise.resolve() };
    this.#running.set(id, { video, owner, path, file, ended, ...begun });
    return id;
  }

  /** Returns the id of a video's recording. */
  of(video: string): string | undefined {
    return [...this.#running].find(([, recording]) => recording.video === video)?.[0];
  }

  ownerOf(id: string): Owner {
    return this.#find(id).owner;
  }

  /** Resolves when the recording has ended for any reason. Rejects if writing failed, or nothing arrived. */
  async ended(id: string): Promise<Recorded> {
    return this.#find(id).ended.promise;
  }

  /** Resolves when the bytes are written. Rejects with a RangeError for another owner, or if too much is waiting. */
  async write(id: string, owner: Owner, bytes: Uint8Array): Promise<void> {
    const recording = this.#find(id, owner);
    if (recording.waitingBytes + bytes.length > this.#maxWaitingBytes)
      throw new RangeError('too many bytes are waiting to be written');
    recording.waitingBytes += bytes.length;
    recording.writing = recording.writing.then(async () => {
      await recording.file.appendFile(bytes);
      recording.bytes += bytes.length;
    });
    try {
      await recording.writing;
    } catch (error) {
      throw SocketError.from(error, 'write', recording.path);
    } finally {
      recording.waitingBytes -= bytes.length;
    }
  }

  async end(id: string, owner: Owner): Promise<void> {
    const recording = this.#find(id, owner);
    this.#running.delete(id);
    const { path, ended, startedMs, file, writing } = recording;
    const closed = writing.finally(() => file.close());
    const failure = await closed.then(
      () => undefined,
      error => SocketError.from(error, 'write', path),
    );
    if (failure) ended.reject(failure);
    else if (recording.bytes > 0) ended.resolve({ path, bytes: recording.bytes, durationMs: Date.now() - startedMs });
    else {
      await unlink(path).catch(() => undefined /* it is already gone */);
      ended.reject(new SocketError('NOTHING_RECORDED'));
    }
  }

  /** Ends the recordings of a page that is gone. Anything recorded until then is kept. */
  async endAllOf(owner: Owner): Promise<void> {
    const own = [...this.#running].filter(([, recording]) => recording.owner === owner);
    await Promise.allSettled(own.map(([id]) => this.end(id, owner)));
  }

  #find(id: string, owner?: Owner): Recording {
    const found = this.#running.get(id);
    if (!found || (owner !== undefined && found.owner !== owner)) throw new RangeError('no such recording is running');
    return found;
  }
}
