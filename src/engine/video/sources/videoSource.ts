/** The interface of every source of sent pictures. */
import type { SocketError } from '../../../core/socketError.ts';
import type { Picture } from '../../../core/video/picture.ts';
import type { I420Picture } from '../../../core/video/scaledBgr.ts';
import type { PushedPicture, VideoOptions, VideoSource } from '../../../core/video/video.ts';
import type { Owner } from '../../owned.ts';

/** A picture as delivered by its source. It may be offered again, unchanged. */
export interface SourcePicture {
  /** Size in pixels, before scaling. */
  readonly width: number;
  readonly height: number;
  /** ms since the epoch, if provided by the pusher. */
  readonly capturedMs?: number;
  /** A JPEG file as received. */
  readonly jpeg?: Uint8Array;
  /** Created when first requested, which may be never. */
  pixels(): Promise<Picture | I420Picture>;
}

/** Receives pictures from a source; the newest wins. As an owner, it ends the video. */
export interface SourceSink extends Owner {
  offer(picture: SourcePicture): void;
  /** Called when no more pictures follow, with the failure if that is the reason. */
  end(failure?: SocketError): void;
}

export interface RunningSource {
  /** Stops the source. Nothing is offered afterwards. */
  stop(): void;
  /**
   * Delivers a picture; resolves when the next one may be delivered. For `pushed` only.
   * @throws RangeError if the number of bytes doesn't match the size.
   */
  push?(picture: PushedPicture): Promise<void>;
}

export type StartSource<Kind extends VideoSource['kind']> = (
  options: VideoOptions & { readonly source: Extract<VideoSource, { kind: Kind }> },
  sink: SourceSink,
) => RunningSource;
