/** Repeats the picture in a file. */
import { SocketError } from '../../../core/socketError.ts';
import { encodedImage } from '../../../core/video/imageHeader.ts';
import type { Picture } from '../../../core/video/picture.ts';
import { readRegularFile } from '../../../files/regularFile.ts';
import { owned } from '../../owned.ts';
import { PictureClock } from '../pictureClock.ts';
import { decodeJpegOnThread, decodePngOnThread } from '../pictureThread.ts';
import type { SourcePicture, StartSource } from './videoSource.ts';

/** Maximum size of a file: a larger one isn't a picture, or has too many pixels to decode. */
const maxFileBytes = 256 * 1024 * 1024;

export const startImageSource: StartSource<'image'> = ({ source: { path }, fps }, sink) => {
  let clock: PictureClock | undefined;
  let isStopped = false;
  const onRead = (picture: SourcePicture) => {
    if (!isStopped) clock = new PictureClock(fps, () => sink.offer(picture), sink);
  };
  const onFailed = (error: unknown) => {
    if (!isStopped) sink.end(SocketError.from(error, 'readFile', path));
  };
  readPicture(path).then(owned(sink, 'imageSource.read', onRead), owned(sink, 'imageSource.failed', onFailed));
  return {
    stop() {
      isStopped = true;
      clock?.stop();
    },
  };
};

async function readPicture(path: string): Promise<SourcePicture> {
  const picture = await decoded(path);
  return { width: picture.width, height: picture.height, pixels: async () => picture };
}

async function decoded(path: string): Promise<Picture> {
  const bytes = await contentOf(path);
  const image = encodedImage(bytes);
  try {
    if (image?.format === 'jpeg') return await decodeJpegOnThread(bytes);
    if (image?.format === 'png') return await decodePngOnThread(bytes);
  } catch (error) {
    throw new SocketError('NOT_A_PICTURE', { address: path }, { cause: error });
  }
  throw new SocketError('NOT_A_PICTURE', { address: path });
}

/**
 * Returns the contents of a file. Rejects with NOT_A_PICTURE if it isn't a file, or is larger than any picture,
 * otherwise with the system's error.
 */
async function contentOf(path: string): Promise<Uint8Array> {
  const bytes = await readRegularFile(path, maxFileBytes).catch(error => {
    if (error instanceof SocketError) return undefined;
    throw error;
  });
  if (bytes) return bytes;
  throw new SocketError('NOT_A_PICTURE', { address: path });
}
