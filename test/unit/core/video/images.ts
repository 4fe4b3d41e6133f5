/** Minimal JPEG, PNG and WebP files for code that reads only headers. */

const uint16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff);

function segment(marker: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(0xff, marker), uint16(content.length + 2), content]);
}

/** Includes what readers stumble over: a thumbnail in a segment, stuffed bytes, restarts, markers after more than one 0xff. */
export function jpeg(width: number, height: number, data: Uint8Array = Uint8Array.of(1, 0xff, 0, 2)): Uint8Array {
  const thumbnail = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
  return Buffer.concat([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe1, thumbnail),
    segment(0xc4, new Uint8Array(3)),
    segment(0xc0, Buffer.concat([Uint8Array.of(8), uint16(height), uint16(width), new Uint8Array(10)])),
    segment(0xda, new Uint8Array(10)),
    data,
    Uint8Array.of(0xff, 0xd0),
    data,
    Uint8Array.of(0xff),
    segment(0xda, new Uint8Array(10)),
    data,
    Uint8Array.of(0xff, 0xff, 0xd9),
  ]);
}

export function png(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  const chunk = (name: string, content: Uint8Array) =>
    Buffer.concat([Uint8Array.of(0, 0, 0, content.length), Buffer.from(name), content, new Uint8Array(4)]);
  const ends = [chunk('IDAT', new Uint8Array(20)), chunk('IEND', new Uint8Array())];
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.concat([header, new Uint8Array(5)])),
    ...ends,
  ]);
}

/** Lossy: 3 bytes of frame header, a start code, the size. */
export function webp(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF');
  bytes.writeUInt32LE(32, 4);
  bytes.write('WEBPVP8 ', 8);
  bytes.set([0x9d, 0x01, 0x2a], 23);
  bytes.writeUInt16LE(width, 26);
  bytes.writeUInt16LE(height, 28);
  return bytes;
}
