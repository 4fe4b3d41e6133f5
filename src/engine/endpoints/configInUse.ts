/** The config that an endpoint goes by, and how its open conversations follow when it changes. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { defaultMaxFrameBytes } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { EndpointVideos } from '../video/endpointVideos.ts';
import type { EndpointSockets } from './endpointContext.ts';
import type { PeerList } from './peerList.ts';
import { createResponder, type Responder } from './responder.ts';

/** Open conversations that a changed config is applied to. */
export interface OpenConversations {
  readonly peers: PeerList;
  readonly sockets: EndpointSockets | undefined;
  readonly transcript: Transcript;
  readonly videos: EndpointVideos;
}

export class ConfigInUse {
  #config: EndpointConfig;
  #responder: Responder | undefined;

  constructor(config: EndpointConfig) {
    this.#config = config;
  }

  get config(): EndpointConfig {
    return this.#config;
  }

  /** @throws RangeError when a text of the config can't be written in its encoding. */
  get responder(): Responder {
    this.#responder ??= createResponder(this.#config);
    return this.#responder;
  }

  /** For sockets that are opened now: answers are counted from 1 again. @throws RangeError as `responder` does. */
  begin(config: EndpointConfig, transcript: Transcript): void {
    this.#config = config;
    transcript.encoding = config.encoding ?? 'utf8';
    this.#responder = createResponder(config);
  }

  /**
   * Changes the config for conversations that are open, from the next byte and message on. Messages that came before are answered by the
   * rules of then, and answers that wait go out as they are. The new rules know nothing of earlier messages; `{{$counter}}` goes on.
   * `reframes` begins the framing anew. @throws RangeError, and nothing has changed, for a config that can't be used.
   */
  change(config: EndpointConfig, reframes: boolean, { peers, sockets, transcript, videos }: OpenConversations): void {
    const responder = createResponder(config, this.#responder);
    framingFor(config.framing, config.lineEnding);
    // What the old framing leaves is still recorded and answered by the old config.
    for (const peer of peers.open) peer.configure(config, reframes);
    sockets?.configure?.(config);
    const { encoding = 'utf8' } = config;
    if (encoding !== transcript.encoding) transcript.encoding = encoding;
    this.#config = config;
    this.#responder = responder;
    videos.raiseLimit(peers.open, config.maxFrameBytes ?? defaultMaxFrameBytes);
  }
}
