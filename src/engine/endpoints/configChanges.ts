/** Changes the config of an endpoint, open or not. */
import { changedFields, changeEffect, isLiveField } from '../../core/config/configChange.ts';
import type { EndpointConfig, Framing } from '../../core/endpointConfig.ts';
import { isStream } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { TranscriptEvent } from '../../core/transcriptEntry.ts';
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

export class ConfigChanges {
  readonly #parts: ConfigChangesParts;

  constructor(parts: ConfigChangesParts) {
    this.#parts = parts;
  }

  /** The config that the endpoint is open with, or opens with next. */
  get next(): EndpointConfig {
    const { life, inUse } = this.#parts;
    return life.configToOpen ?? inUse.config;
  }

  rename(name: string): void {
    this.#change({ ...this.next, name }, false);
  }

  /** Splits streams with another framing, from the next byte on. @throws SocketError NOT_A_STREAM for UDP. */
  changeFraming(framing: Framing): void {
    const { inUse, life } = this.#parts;
    if (!isStream(inUse.config)) throw new SocketError('NOT_A_STREAM', { address: life.address });
    this.#change({ ...this.next, framing }, true, { code: 'framingChanged', framing });
  }

  /**
   * Applies another config without closing anything. Fields that take effect with a connection apply only to the next one. An endpoint that
   * is closed, or about to open, uses it when it opens.
   * @throws RangeError, without changing anything, for a config that can't be used or that needs different sockets than the open ones.
   */
  apply(config: EndpointConfig): void {
    const { life } = this.#parts;
    const isAtWork = !life.configToOpen && life.isRunning;
    if (isAtWork && changeEffect(this.next, config) === 'restart')
      throw new RangeError('the endpoint must be reopened for this config');
    const fields = changedFields(this.next, config).filter(isLiveField);
    const isHeard = isAtWork && life.isOpen && fields.length > 0;
    this.#change(config, fields.includes('framing'), isHeard ? { code: 'configChanged', fields } : undefined);
  }

  /** The event says so, if there is one. */
  #change(config: EndpointConfig, reframes: boolean, event?: TranscriptEvent): void {
    const { inUse, life, peers, transcript, videos, onChanged } = this.#parts;
    if (life.configToOpen) {
      life.configToOpen = config;
      return;
    }
    const before = inUse.config;
    inUse.change(config, reframes, { peers, sockets: life.sockets, transcript, videos });
    if (config.address !== before.address || config.kind !== before.kind) life.moveTo(config.address);
    if (event) transcript.event(event);
    onChanged();
  }
}
