/** The config that an endpoint uses. Applies a changed one to the open conversations. */
import { changedFields, type Reframed } from '../../core/config/configChange.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { defaultMaxFrameBytes } from '../../core/framing/framing.ts';
import { framingOf } from '../../core/framing/framingOf.ts';
import { framingFor } from '../../core/framing/framings.ts';
import type { CompiledPatterns } from '../../core/pattern/compiledPatterns.ts';
import { hasPatterns } from '../answers/compileReplyPatterns.ts';
import { createResponder, type Responder } from '../answers/responder.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { EndpointVideos } from '../video/endpointVideos.ts';
import type { EndpointSockets } from './endpointContext.ts';
import type { PeerList } from './peerList.ts';

/** Open conversations to which a changed config is applied. */
export interface OpenConversations {
  readonly peers: PeerList;
  readonly sockets: EndpointSockets | undefined;
  readonly transcript: Transcript;
  readonly videos: EndpointVideos;
}

/** Fields that a responder depends on. */
const fieldsOfResponder = new Set<keyof EndpointConfig>(['reply', 'encoding', 'greeting', 'closeAfterGreeting']);

export class ConfigInUse {
  #config: EndpointConfig;
  #responder: Responder | undefined;
  /** Rules of earlier configs, too: messages that arrived under them may still wait. */
  readonly #responders = new WeakMap<EndpointConfig, Responder>();

  constructor(config: EndpointConfig) {
    this.#config = config;
  }

  get config(): EndpointConfig {
    return this.#config;
  }

  /** @throws RangeError if a text of the config can't be encoded. */
  get responder(): Responder {
    return this.#responder ?? this.#use(this.#config, createResponder(this.#config));
  }

  /** Returns the rules of a config that is or was in use. */
  responderOf(config: EndpointConfig): Responder {
    return this.#responders.get(config) ?? this.responder;
  }

  /** True if a change to this config compiles patterns: those in use continue while no rule changes. */
  compilesFor(config: EndpointConfig): boolean {
    return hasPatterns(config) && this.#needsResponder(config);
  }

  /** For newly opened sockets: replies are counted from 1 again. @throws RangeError as `responder` does. */
  begin(config: EndpointConfig, transcript: Transcript, compiled?: CompiledPatterns): void {
    this.#config = config;
    transcript.encoding = config.encoding ?? 'utf8';
    this.#use(config, createResponder(config, undefined, compiled));
  }

  /**
   * Changes the config of open conversations, from the next byte and message on. Messages that arrived earlier are handled by the rules in
   * effect at that time, and pending replies are sent unchanged. The new rules know nothing of earlier messages; `{{$counter}}` continues.
   * `reframes` says in which directions the framing restarts. `compiled` has patterns of the config.
   * @throws RangeError, without changing anything, for a config that can't be used.
   */
  change(
    config: EndpointConfig,
    reframes: Reframed,
    { peers, sockets, transcript, videos }: OpenConversations,
    compiled?: CompiledPatterns,
  ): void {
    const responder = this.#needsResponder(config)
      ? createResponder(config, this.#responder, compiled)
      : this.#responder;
    for (const direction of ['in', 'out'] as const) framingFor(framingOf(config.framing, direction), config.lineEnding);
    // Bytes left over in the old framing are still recorded and handled by the old config.
    for (const peer of peers.open) peer.configure(config, reframes);
    sockets?.configure?.(config);
    const { encoding = 'utf8' } = config;
    if (encoding !== transcript.encoding) transcript.encoding = encoding;
    this.#config = config;
    if (responder) this.#use(config, responder);
    videos.raiseLimit(peers.open, config.maxFrameBytes ?? defaultMaxFrameBytes);
  }

  #needsResponder(config: EndpointConfig): boolean {
    return changedFields(this.#config, config).some(field => fieldsOfResponder.has(field));
  }

  #use(config: EndpointConfig, responder: Responder): Responder {
    this.#responder = responder;
    this.#responders.set(config, responder);
    return responder;
  }
}
