/** Encodes and decodes pictures: the entry point of a separate thread. */
import { parentPort } from 'node:worker_threads';
import { releaseBuffer } from '../releaseBuffer.ts';
import { decodeJpeg, encodeJpeg } from './jpegTurbo.ts';
import type { FromPictureThread, PictureJob, PictureResults, ToPictureThread } from './pictureJobs.ts';
import { decodePng } from './png.ts';

const port = parentPort;
if (!port) throw new Error('must run in a worker thread');

port.on('message', ({ id, job }: ToPictureThread) => {
  result(job)
    // The copy that this thread got: it would stay in memory while the thread is idle.
    .finally(() => releaseBuffer(job.kind === 'encodeJpeg' ? job.bgr : job.file))
    .then(
      made => post({ id, result: made }, 'pixels' in made ? made.pixels : made),
      (error: unknown) => post({ id, problem: error instanceof Error ? error.message : String(error) }),
    );
});

async function result(job: PictureJob): Promise<PictureResults[PictureJob['kind']]> {
  switch (job.kind) {
    case 'encodeJpeg':
      return encodeJpeg(job.bgr, job, job.quality);
    case 'decodeJpeg':
      return decodeJpeg(job.file);
    case 'decodePng':
      return decodePng(job.file);
  }
}

/** Posts a message; the bytes are transferred, not copied. */
function post(message: FromPictureThread, bytes?: Uint8Array): void {
  port?.postMessage(message, bytes ? [bytes.buffer as ArrayBuffer] : []);
}
