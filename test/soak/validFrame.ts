/** Random messages that a framing can carry, so that both sides can be compared message by message. */
import { joinBytes } from '../../src/core/bytes/joinBytes.ts';
import type { Framing } from '../../src/core/endpointConfig.ts';
import type { FrameEncoder } from '../../src/core/framing/framing.ts';
import type { Dice } from './dice.ts';

const usualBytes = 3000;
/** Written in several slices, and echoed in several reads. */
const longBytes = 200_000;
const longOneIn = 60;

/** Returns a message of random bytes. */
export function validFrame(framing: Framing, dice: Dice): Uint8Array {
  if (typeof framing === 'string') return validNamed(framing, dice);
  if ('fixed' in framing) return dice.bytes(framing.fixed);
  if ('line' in framing) return dice.bytes(lengthFrom(0, dice)).map(byte => (byte === 10 || byte === 13 ? 32 : byte));
  // Never the second byte of the delimiter.
  if ('delimiter' in framing) return dice.bytes(lengthFrom(0, dice)).map(byte => (byte === 255 ? 0 : byte));
  if ('start' in framing) return without(dice.bytes(lengthFrom(0, dice)), 2, 3);
  if ('pattern' in framing) return joinBytes([without(dice.bytes(lengthFrom(0, dice)), 3), Uint8Array.of(3)]);
  if ('header' in framing) return dice.bytes(lengthFrom(0, dice));
  if ('idleMs' in framing) return dice.bytes(lengthFrom(1, dice));
  if (!('lengthPrefix' in framing)) throw new RangeError(`no random messages for ${JSON.stringify(framing)}`);
  const { lengthPrefix } = framing;
  if (!('bytes' in lengthPrefix)) return dice.bytes(lengthFrom(0, dice));
  const { bytes, offset } = lengthPrefix;
  const frame = dice.bytes(bytes === 1 ? dice.number(256) : lengthFrom(0, dice));
  return offset === undefined ? frame : withHeader(frame, bytes, offset, dice);
}

/** Returns a message as the protocol defines it, or random bytes if it defines none. */
function validNamed(framing: Framing & string, dice: Dice): Uint8Array {
  const bytes = dice.bytes(lengthFrom(1, dice));
  if (framing === 'json') return Buffer.from(JSON.stringify(Buffer.from(bytes).toString('base64')));
  if (framing === 'resp') return joinBytes([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')]);
  if (framing === 'mqtt') return joinBytes([Uint8Array.of(0x30), varint(bytes.length), bytes]);
  return bytes;
}

/** Returns false for a framing that may deliver a message in pieces, or several as one. */
export function keepsFrames(framing: Framing): boolean {
  return framing !== 'none' && !(typeof framing === 'object' && 'idleMs' in framing);
}

/** Returns the bytes of messages on the wire. */
export function wireOf(frames: readonly Uint8Array[], encoder: FrameEncoder): Uint8Array {
  return joinBytes(frames.flatMap(frame => [...encoder.encode(frame).parts]));
}

/** Returns the bytes, with others in place of these. */
function without(bytes: Uint8Array, ...values: readonly number[]): Uint8Array {
  return bytes.map(byte => (values.includes(byte) ? 0 : byte));
}

/** Unsigned LEB128. */
function varint(value: number): Uint8Array {
  return value < 128
    ? Uint8Array.of(value)
    : joinBytes([Uint8Array.of((value % 128) + 128), varint(Math.floor(value / 128))]);
}

function lengthFrom(least: number, dice: Dice): number {
  return least + dice.number(dice.oneIn(longOneIn) ? longBytes : usualBytes);
}

/** With an offset, a message has its own header: the big-endian length follows bytes that are meaningless here. */
function withHeader(payload: Uint8Array, lengthBytes: number, offset: number, dice: Dice): Uint8Array {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(payload.length, Math.max(0, lengthBytes - 4), Math.min(4, lengthBytes));
  return joinBytes([dice.bytes(offset), length, payload]);
}
