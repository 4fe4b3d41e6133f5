/**
 * Thread that encodes and decodes pictures while the engine's moves bytes: one for all videos, started with the first
 * job. A file that makes the decoders fail, or takes them seconds, affects nothing else.
 */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Picture } from '../../core/video/picture.ts';
import { logFromEngine } from '../engineLog.ts';
import { noConversation, owned, startOwned } from '../owned.ts';
import type { FromPictureThread, PictureJob, PictureResults, ToPictureThread } from './pictureJobs.ts';

/** In the bundle, the worker is next to this file. */
const entry = join(import.meta.dirname, `pictureWorker${extname(import.meta.filename)}`);

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, PromiseWithResolvers<PictureResults[PictureJob['kind']]>>();

/** Encodes BGR rows as a JPEG file, with both sides at least `minJpegSide`. `quality` is 1 to 100. */
export function encodeJpegOnThread(
  bgr: Uint8Array,
  { width, height }: Pick<Picture, 'width' | 'height'>,
  quality: number,
): Promise<Uint8Array> {
  return run({ kind: 'encodeJpeg', bgr: trimmed(bgr), width, height, quality }) as Promise<
    PictureResults['encodeJpeg']
  >;
}

/** Decodes a JPEG file. Rejects with an Error if it isn't one, or is too large to decode. */
export function decodeJpegOnThread(file: Uint8Array): Promise<Picture> {
  return run({ kind: 'decodeJpeg', file: trimmed(file) }) as Promise<PictureResults['decodeJpeg']>;
}

/** Decodes a PNG file. Rejects with an Error if it isn't one, or is too large to decode. */
export function decodePngOnThread(file: Uint8Array): Promise<Picture> {
  return run({ kind: 'decodePng', file: trimmed(file) }) as Promise<PictureResults['decodePng']>;
}

/** Copies bytes with a much larger buffer, since posting a view copies its whole buffer. */
function trimmed(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength > 2 * bytes.length ? bytes.slice() : bytes;
}

function run(job: PictureJob): Promise<PictureResults[PictureJob['kind']]> {
  worker ??= start();
  worker.ref();
  const id = ++lastId;
  const done = Promise.withResolvers<PictureResults[PictureJob['kind']]>();
  waiting.set(id, done);
  worker.postMessage({ id, job } satisfies ToPictureThread);
  return done.promise;
}

function settle(message: FromPictureThread): void {
  const done = waiting.get(message.id);
  waiting.delete(message.id);
  if (waiting.size === 0) worker?.unref();
  if ('problem' in message) done?.reject(new Error(message.problem));
  else done?.resolve(message.result);
}

function start(): Worker {
  const started = new Worker(entry, { name: 'portside-pictures' });
  let reason = new Error('the picture thread ended');
  const failed = (failure: Error) => giveUp(started, failure);
  const onError = (error: unknown) => {
    reason = error instanceof Error ? error : new Error(String(error));
  };
  const onExit = () => {
    if (worker !== started) return;
    logFromEngine('warn', 'threadStopped', { thread: 'pictures' }, reason);
    giveUp(started, reason);
  };
  started.on('message', owned({ failed }, 'pictureThread.message', settle));
  started.on('error', owned({ failed }, 'pictureThread.error', onError));
  started.on('exit', owned({ failed }, 'pictureThread.exit', onExit));
  return started;
}

/** Ends the thread and its jobs; the next job starts another one. */
function giveUp(thread: Worker, reason: Error): void {
  if (worker !== thread) return;
  worker = undefined;
  startOwned(noConversation, 'pictureThread.terminate', () => thread.terminate());
  const unanswered = [...waiting.values()];
  waiting.clear();
  for (const done of unanswered) done.reject(reason);
}
