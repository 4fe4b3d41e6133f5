/** Changes the config of an endpoint, open or not. */
import {
  bothDirections,
  changedFields,
  changedFraming,
  changeEffect,
  isLiveField,
  noDirection,
  type Reframed,
} from '../../core/config/configChange.ts';
import type { EndpointConfig, EndpointFraming } from '../../core/endpointConfig.ts';
import { isStream } from '../../core/kinds.ts';
import type { CompiledPatterns } from '../../core/pattern/compiledPatterns.ts';
import { SocketError } from '../../core/socketError.ts';
import type { TranscriptEvent } from '../../core/transcriptEntry.ts';
import { compileReplyPatterns } from '../answers/compileReplyPatterns.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { EndpointVideos } from '../video/endpointVideos.ts';
import type { ConfigInUse } from './configInUse.ts';
import type { EndpointLife } from './endpointLife.ts';
import type { PeerList } from './peerList.ts';

export interface ConfigChangesParts {
  readonly inUse: ConfigInUse;
  readonly life: EndpointLife;
  readonly peers: PeerList;
  readonly transcript: Transcript;
  readonly videos: EndpointVideos;
  onChanged(): void;
}

/** A config whose patterns are being compiled. */
interface ComingConfig {
  config: EndpointConfig;
  applied: Promise<void>;
}

export class ConfigChanges {
  readonly #parts: ConfigChangesParts;
  #coming: ComingConfig | undefined;

  constructor(parts: ConfigChangesParts) {
    this.#parts = parts;
  }

  /** The config that the endpoint is open with, or opens with next. */
  get next(): EndpointConfig {
    return this.#parts.life.configToOpen ?? this.requested;
  }

  /** The config in use, or the one that will replace it. */
  get requested(): EndpointConfig {
    return this.#coming?.config ?? this.#parts.inUse.config;
  }

  /** Returns the config for an opening that begins now, which compiles its patterns itself. */
  toOpen(config = this.next): EndpointConfig {
    this.#coming = undefined;
    return config;
  }

  rename(name: string): void {
    this.#edit({ name }, noDirection);
  }

  /**
   * Splits streams with another framing, from the next byte on. A direction that keeps its framing is left alone, unless
   * both do: then both restart.
   * @throws SocketError NOT_A_STREAM for UDP.
   */
  changeFraming(framing: EndpointFraming): void {
    const { inUse, life } = this.#parts;
    if (!isStream(inUse.config)) throw new SocketError('NOT_A_STREAM', { address: life.address });
    const changed = changedFraming(this.#configToChange.framing, framing);
    const reframes = changed.in || changed.out ? changed : bothDirections;
    this.#edit({ framing }, reframes, { code: 'framingChanged', framing });
  }

  /**
   * Applies another config without closing anything. Fields that take effect with a connection apply only to the next one. An endpoint that
   * is closed, or about to open, uses it when it opens. If its patterns take several turns to compile, the config
   * before remains in use until then. A later call replaces the config, and both promises settle together; an opening takes it over.
   * @throws RangeError, without changing anything, for a config that can't be used or that needs different sockets than the open ones.
   */
  async apply(config: EndpointConfig): Promise<void> {
    const { inUse, life, onChanged } = this.#parts;
    if (this.#isAtWork && changeEffect(this.next, config) === 'restart')
      throw new RangeError('the endpoint must be reopened for this config');
    if (this.#coming) this.#coming.config = config;
    else if (!life.configToOpen && inUse.compilesFor(config)) this.#compile(config);
    else this.#apply(config);
    if (this.#coming) onChanged();
    await this.#coming?.applied;
  }

  /** True if its sockets are open or being opened. */
  get #isAtWork(): boolean {
    const { life } = this.#parts;
    return !life.configToOpen && life.isRunning;
  }

  #compile(config: EndpointConfig): void {
    const coming: ComingConfig = { config, applied: Promise.resolve() };
    this.#coming = coming;
    coming.applied = this.#applyCompiled(coming);
  }

  async #applyCompiled(coming: ComingConfig): Promise<void> {
    const compiled = await compileReplyPatterns(() => (this.#coming === coming ? coming.config : undefined));
    if (this.#coming !== coming) return;
    this.#coming = undefined;
    this.#apply(coming.config, compiled);
  }

  #apply(config: EndpointConfig, compiled?: CompiledPatterns): void {
    const fields = changedFields(this.next, config).filter(isLiveField);
    const isHeard = this.#isAtWork && this.#parts.life.isOpen && fields.length > 0;
    const event = isHeard ? ({ code: 'configChanged', fields } as const) : undefined;
    this.#change(config, changedFraming(this.next.framing, config.framing), event, compiled);
  }

  get #configToChange(): EndpointConfig {
    return this.#parts.life.configToOpen ?? this.#parts.inUse.config;
  }

  /** Changes fields immediately, also of a config whose patterns are being compiled. */
  #edit(fields: Partial<EndpointConfig>, reframes: Reframed, event?: TranscriptEvent): void {
    if (this.#coming) this.#coming.config = { ...this.#coming.config, ...fields };
    this.#change({ ...this.#configToChange, ...fields }, reframes, event);
  }

  /** The event says so, if there is one. */
  #change(config: EndpointConfig, reframes: Reframed, event?: TranscriptEvent, compiled?: CompiledPatterns): void {
    const { inUse, life, peers, transcript, videos, onChanged } = this.#parts;
    if (life.configToOpen) {
      life.configToOpen = config;
      return;
    }
    const before = inUse.config;
    inUse.change(config, reframes, { peers, sockets: life.sockets, transcript, videos }, compiled);
    if (config.address !== before.address || config.kind !== before.kind) life.moveTo(config.address);
    if (event) transcript.event(event);
    onChanged();
  }
}
