/** Encodes webview messages as JSON followed by the bytes of their byte arrays. Runs in Node and in the page. */

const lengthBytes = 4;

export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const text = JSON.stringify(message, (_key, value) => {
    const bytes = bytesOf(value);
    if (!bytes) return value === undefined ? undefined : value;
    parts.push(bytes);
    return { $bytes: bytes.length };
  });
  const json = new TextEncoder().encode(text);
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, lengthBytes + json.length));
  new DataView(all.buffer).setUint32(0, json.length);
  all.set(json, lengthBytes);
  let at = lengthBytes + json.length;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function decodeMessage(all: Uint8Array): unknown {
  const jsonBytes = new DataView(all.buffer, all.byteOffset).getUint32(0);
  let at = lengthBytes + jsonBytes;
  return JSON.parse(new TextDecoder().decode(all.subarray(lengthBytes, at)), (_key, value) => {
    if (typeof value?.$bytes !== 'number') return value;
    at += value.$bytes;
    return all.slice(at - value.$bytes, at);
  });
}

/** Recognizes `Buffer`, which has converted itself to JSON before a replacer sees it. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
  return type === 'Buffer' && Array.isArray(data) ? Uint8Array.from(data) : undefined;
}
