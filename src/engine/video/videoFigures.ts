/** The figures in a video's snapshot: its counters and rates, its state and how it ended. */
import { randomUUID } from 'node:crypto';
import type { SocketError } from '../../core/socketError.ts';
import type { VideoSnapshot, VideoState } from '../../core/video/video.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { type Owner, owned } from '../owned.ts';
import { RateMeter } from '../transfer/rateMeter.ts';

/** With no picture for this long, rates drop to 0. */
const quietMs = 2000;
/** Weight of a new latency in the displayed average. */
const latencyWeight = 0.1;

interface Size {
  readonly width: number;
  readonly height: number;
}

type Facts = Partial<Pick<VideoSnapshot, 'codec' | 'wire'>>;

export interface VideoFiguresOptions extends Facts {
  readonly endpoint: string;
  readonly direction: 'in' | 'out';
  readonly label: string;
  readonly peers: () => readonly PeerIdentity[];
  /** Called when something that the snapshot shows has changed, and with the last snapshot when it has ended. */
  readonly onChange: (video: string, ended?: VideoSnapshot) => void;
  /** Ends the video. */
  readonly owner: Owner;
}

export class VideoFigures {
  readonly id = randomUUID();
  readonly #options: VideoFiguresOptions;
  readonly #pictures = new RateMeter();
  readonly #wire = new RateMeter();
  readonly #startedMs = Date.now();
  #facts: Facts;
  #state: VideoState = 'waiting';
  #counts = { frames: 0, skipped: 0, unreadable: 0, bytes: 0 };
  #size: Size = { width: 0, height: 0 };
  #latencyMs: number | undefined;
  #ended: Pick<VideoSnapshot, 'peers' | 'endedMs' | 'failure'> | undefined;
  #quiet: NodeJS.Timeout | undefined;

  constructor(options: VideoFiguresOptions) {
    this.#options = options;
    const { codec, wire } = options;
    this.#facts = { ...(codec !== undefined && { codec }), ...(wire && { wire }) };
  }

  get snapshot(): VideoSnapshot {
    const { endpoint, direction, label, peers } = this.#options;
    const nowMs = performance.now();
    const runs = this.#state === 'running';
    return {
      id: this.id,
      ...{ endpoint, direction, label },
      peers: peers().map(({ id, address }) => ({ id, address })),
      state: this.#state,
      ...this.#facts,
      ...this.#counts,
      ...this.#size,
      fps: runs ? this.#pictures.rate(this.#counts.frames, nowMs) : 0,
      bytesPerSecond: runs ? this.#wire.rate(this.#counts.bytes, nowMs) : 0,
      ...(this.#latencyMs !== undefined && { latencyMs: this.#latencyMs }),
      startedMs: this.#startedMs,
      ...this.#ended,
    };
  }

  get hasEnded(): boolean {
    return this.#state === 'ended';
  }

  /** Adds facts that became known in the meantime. */
  learn(facts: Facts): void {
    if (facts.codec === this.#facts.codec && !facts.wire) return;
    this.#facts = { ...this.#facts, ...facts };
    this.changed();
  }

  become(state: Exclude<VideoState, 'ended'>): void {
    if (this.hasEnded || this.#state === state) return;
    this.#state = state;
    this.#forgetRates();
    this.changed();
  }

  /** Counts bytes on the wire. */
  carried(bytes: number): void {
    this.#wire.record(this.#counts.bytes, performance.now());
    this.#counts.bytes += bytes;
    this.#isBusy();
  }

  /** Sets the size of the newest picture. */
  sized({ width, height }: Size): void {
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = { width, height };
    this.changed();
  }

  /** Counts a picture that was received or sent. */
  picture(size: Size, latencyMs: number | undefined): void {
    this.#pictures.record(this.#counts.frames, performance.now());
    this.#counts.frames++;
    this.sized(size);
    const before = this.#latencyMs ?? latencyMs;
    this.#latencyMs =
      latencyMs === undefined || before === undefined ? undefined : before + (latencyMs - before) * latencyWeight;
    this.#isBusy();
  }

  skip(): void {
    this.#counts.skipped++;
    this.changed();
  }

  unreadable(): void {
    this.#counts.unreadable++;
    this.#isBusy();
  }

  end(failure: SocketError | undefined): void {
    if (this.hasEnded) return;
    const { peers } = this.snapshot;
    clearTimeout(this.#quiet);
    this.#state = 'ended';
    this.#ended = { peers, endedMs: Date.now(), ...(failure && { failure: failure.failure }) };
    this.#options.onChange(this.id, this.snapshot);
  }

  /** Reports a change. Does nothing after the end: the last picture may have been in transit then. */
  changed(): void {
    if (!this.hasEnded) this.#options.onChange(this.id);
  }

  /** Reports a change, and another one when nothing has arrived for `quietMs`, since the rates drop to 0 then. */
  #isBusy(): void {
    if (this.hasEnded) return;
    if (this.#quiet) this.#quiet.refresh();
    else {
      const onTime = owned(this.#options.owner, 'videoFigures.quiet', () => this.#becomeQuiet());
      this.#quiet = setTimeout(onTime, quietMs);
    }
    this.changed();
  }

  #becomeQuiet(): void {
    this.#forgetRates();
    this.changed();
  }

  #forgetRates(): void {
    this.#pictures.forget();
    this.#wire.forget();
  }
}
