/** Items that wait in a reader, in the order of the stream. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame } from '../../core/framing/framing.ts';
import type { Rest } from '../../core/framing/tracedDecoder.ts';
import { kept } from '../transport/readMemory.ts';

/** Frames of one read. */
export interface Batch {
  readonly frames: readonly Frame[];
  /** Those before it are delivered. */
  next: number;
  /** The config in use when it was read. */
  readonly config: EndpointConfig;
  /** Position in the stream from which the slice was decoded that completed them. */
  readonly from: number;
}

/** Bytes that the decoder hasn't seen yet, or what happens to it behind those read before: it ends, or another framing takes its place. */
export interface Undecoded {
  readonly is: 'bytes' | 'end' | 'change';
  bytes: Uint8Array;
  /** When it was read, by `performance.now()`. */
  readonly readMs: number;
  /** The framing that takes its place. */
  readonly framing: EndpointConfig['framing'];
  /** What follows the last frame of the framing before, if that is known. */
  readonly rest?: Rest | undefined;
  /** True if it has waited for its turn. */
  hasWaited: boolean;
  /** The config in use when it was read. */
  readonly config: EndpointConfig;
}

/** Frames, what will become frames, or what is to be done between them. */
export type ReaderItem = Batch | Undecoded | (() => void);

/** Returns an item that may wait while more is read. */
export function keptItem(item: ReaderItem): ReaderItem {
  if (typeof item === 'function') return item;
  return 'is' in item ? { ...item, bytes: kept(item.bytes) } : { ...item, frames: item.frames.map(keptFrame) };
}

/** Returns a frame that may be kept: see `kept`. */
export function keptFrame(frame: Frame): Frame {
  const bytes = kept(frame.bytes);
  return bytes === frame.bytes ? frame : { ...frame, bytes };
}

/** Returns the items that change the framing, followed by the rest of what was read in the one before. */
export function changeTo(framing: EndpointConfig['framing'], config: EndpointConfig, rest?: Rest): Undecoded[] {
  const item = { readMs: performance.now(), framing, hasWaited: false, config };
  const change: Undecoded = { ...item, is: 'change', bytes: nothing, rest };
  return rest && rest.bytes.length > 0 ? [change, { ...item, is: 'bytes', bytes: rest.bytes }] : [change];
}

const nothing = new Uint8Array();

/** Returns the minimum number of bytes of these frames in the stream: even an empty one has a byte that ends it. */
export function sizeOf(frames: readonly Frame[]): number {
  return frames.reduce((sum, { bytes }) => sum + Math.max(1, bytes.length), 0);
}
