/** Sends a file as datagrams at a fixed rate. Whether and in which order they arrive is unknown. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DatagramPace } from '../../core/transfer/datagramPace.ts';
import type { Lane } from '../conversation/lane.ts';
import type { FileSource } from './disk/fileSource.ts';
import { withSource } from './disk/filesToOpen.ts';
import type { BeginSending } from './sender.ts';
import type { Transfer } from './transfer.ts';

/** Minimum interval between sends, since timers aren't much finer. At higher rates, several datagrams are sent. */
const stepMs = 10;
/** Maximum number sent at once: more would only fill the kernel's buffer. */
const maxBurst = 64;

export const beginDatagrams: BeginSending = async ({ peer, transfer, options }) => {
  if (options.mode !== 'datagrams') throw new TypeError(`files in mode ${options.mode} can’t be sent as datagrams`);
  const { pace } = options;
  const lane = await peer.lane(transfer.signal);
  const sending = new PacedLane(lane, transfer, pace.bytesPerSecond);
  return {
    async send(file) {
      await withSource(file, { isHashed: false }, source => sendCut(source, sending, pace));
      return undefined;
    },
    release: () => lane.release(),
  };
};

async function sendCut(
  source: FileSource,
  lane: PacedLane,
  { datagramBytes, bytesPerSecond }: DatagramPace,
): Promise<void> {
  const burst = Math.min(maxBurst, Math.max(1, Math.floor((bytesPerSecond * stepMs) / 1000 / datagramBytes)));
  // Blocks aren't multiples of a datagram: the rest of one begins the next.
  let rest: Uint8Array = new Uint8Array();
  for (let block = await source.read(); block; block = await source.read()) {
    const bytes = Buffer.concat([rest, block.bytes]);
    block.release();
    const whole = bytes.length - (bytes.length % datagramBytes);
    for (let at = 0; at < whole; at += burst * datagramBytes) {
      await lane.send(cut(bytes.subarray(at, Math.min(whole, at + burst * datagramBytes)), datagramBytes));
    }
    rest = bytes.subarray(whole);
  }
  // An empty file is sent as one datagram, too.
  if (rest.length > 0 || source.size === 0) await lane.send([rest]);
}

function cut(bytes: Uint8Array, length: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += length) parts.push(bytes.subarray(at, at + length));
  return parts;
}

class PacedLane {
  readonly #lane: Lane;
  readonly #transfer: Transfer;
  readonly #bytesPerMs: number;
  #dueMs = performance.now();

  constructor(lane: Lane, transfer: Transfer, bytesPerSecond: number) {
    this.#lane = lane;
    this.#transfer = transfer;
    this.#bytesPerMs = bytesPerSecond / 1000;
  }

  /** Sends datagrams when they are due. */
  async send(datagrams: readonly Uint8Array[]): Promise<void> {
    const { signal } = this.#transfer;
    await wait(Math.max(0, this.#dueMs - performance.now()), undefined, { signal }).catch(
      () => undefined /* reported by the next line */,
    );
    await this.#transfer.mayGo();
    const bytes = datagrams.reduce((sum, one) => sum + one.length, 0);
    await this.#lane.write(datagrams);
    this.#transfer.advance(bytes, datagrams.length);
    // After a pause, it doesn't catch up.
    this.#dueMs = Math.max(this.#dueMs, performance.now() - stepMs) + bytes / this.#bytesPerMs;
  }
}
