/** Encodes RPC messages for a WebSocket: as JSON, or, with bytes, as a binary message of JSON followed by the bytes. */

/** Key that stands for the bytes in the JSON. */
const marker = '$bytes';
const lengthBytes = 4;
/** Longer JSON, which none of our calls sends, isn't parsed. */
const maxJsonUnits = 64 * 1024;

/** Text, or binary: length of the JSON (uint32, little-endian), the JSON, the bytes. A message may contain one `Uint8Array`. */
export function encodeSocketMessage(message: unknown): string | Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array | undefined;
  const json = JSON.stringify(message, (_key, value: unknown) => {
    if (!(value instanceof Uint8Array)) return value;
    if (bytes) throw new RangeError('a message can contain only one Uint8Array');
    bytes = value;
    return { [marker]: value.length };
  });
  if (!bytes) return json;
  const head = new TextEncoder().encode(json);
  const encoded = new Uint8Array(lengthBytes + head.length + bytes.length);
  new DataView(encoded.buffer).setUint32(0, head.length, true);
  encoded.set(head, lengthBytes);
  encoded.set(bytes, lengthBytes + head.length);
  return encoded;
}

/**
 * Returns the message. Its bytes have their own buffer, so that they can be transferred.
 * @throws RangeError or SyntaxError for anything that `encodeSocketMessage` doesn't write.
 */
export function decodeSocketMessage(encoded: string | Uint8Array): unknown {
  if (typeof encoded === 'string') return JSON.parse(bounded(encoded));
  if (encoded.length < lengthBytes) throw new RangeError('the binary message is too short for its length');
  const headLength = new DataView(encoded.buffer, encoded.byteOffset).getUint32(0, true);
  const bytesAt = lengthBytes + headLength;
  if (bytesAt > Math.min(encoded.length, maxJsonUnits))
    throw new RangeError(`the head of ${headLength} bytes is too long`);
  const json = new TextDecoder('utf-8', { fatal: true }).decode(encoded.subarray(lengthBytes, bytesAt));
  const bytes = new Uint8Array(encoded.subarray(bytesAt));
  return JSON.parse(json, (_key, value: unknown) => (isMarker(value) ? bytes : value));
}

function bounded(json: string): string {
  if (json.length > maxJsonUnits) throw new RangeError(`the JSON of ${json.length} characters is too long`);
  return json;
}

function isMarker(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, marker);
}
