/** Writes bytes of any length, such as a hash, as they are, as hex digits, or in base64. */
import { asciiReader } from '../bytes/asciiReader.ts';
import type { TextCodec } from '../bytes/textCodec.ts';
import type { ValueType } from './valueType.ts';

/** Whether bytes of any length can be written in this type. */
export function isHashFormat(type: ValueType): boolean {
  return type.kind === 'base64' || ((type.kind === 'hex' || type.kind === 'bytes') && type.count === undefined);
}

export function encodeFormatted(type: ValueType, bytes: Uint8Array, codec: TextCodec): Uint8Array {
  switch (type.kind) {
    case 'base64':
      return codec.encode(base64(bytes));
    case 'hex':
      return codec.encode(type.upper ? hex(bytes).toUpperCase() : hex(bytes));
    default:
      return bytes;
  }
}

/** Returns the size of that many bytes when they are written. */
export function formattedBytes(type: ValueType, count: number, codec: TextCodec): number {
  const { widthBytes } = asciiReader(codec);
  switch (type.kind) {
    case 'base64':
      return 4 * Math.ceil(count / 3) * widthBytes;
    case 'hex':
      return 2 * count * widthBytes;
    default:
      return count;
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
