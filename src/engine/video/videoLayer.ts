/**
 * Video of a conversation: follows its bytes on their way to the framing, so that video can be shown at any time, and tells the endpoint's
 * videos when sending to it ends.
 */
import type { SocketError } from '../../core/socketError.ts';
import type { Layer } from '../conversation/layer.ts';
import type { FrameFinder } from './frameFinder.ts';

/** The endpoint's videos, as far as they concern this conversation. */
export interface ConversationVideos {
  /** The conversation begins. */
  connected(): void;
  /** Nothing is sent to it any more. `failure` is set if it ended abnormally. */
  leave(failure?: SocketError): void;
  /** The connection is gone; `isLost` if it wasn't closed on purpose. */
  gone(isLost: boolean): void;
}

export class VideoLayer implements Layer {
  readonly #videos: ConversationVideos;
  /** It knows where the next picture begins, if this may be video. */
  finder: FrameFinder | undefined;

  constructor(videos: ConversationVideos) {
    this.#videos = videos;
  }

  opened(): void {
    this.#videos.connected();
  }

  bytes(chunk: Uint8Array): void {
    this.finder?.push(chunk);
  }

  /** Video has no end of its own. */
  ending(): void {
    this.#videos.leave();
  }

  ended(): void {
    this.#videos.leave();
  }

  stopping(reason: SocketError): void {
    this.#videos.leave(reason.code === 'CANCELLED' ? undefined : reason);
  }

  gone(isLost: boolean): void {
    this.#videos.gone(isLost);
  }
}
