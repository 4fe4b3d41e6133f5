// A video server: sends each client a moving picture, a PNG after its length in 8 bytes.
import { createServer } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';

const [width, height] = [320, 240];
const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function chunk(kind, data) {
  const part = Buffer.concat([Buffer.alloc(4), Buffer.from(kind), data, Buffer.alloc(4)]);
  part.writeUInt32BE(data.length);
  part.writeUInt32BE(crc32(part.subarray(4, -4)), part.length - 4);
  return part;
}

/** Colors that move to the left. */
function picture(step) {
  const row = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x++) row.set([(x + step) % 256, x % 256, 128], 1 + x * 3);
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  const pixels = deflateSync(Buffer.concat(Array(height).fill(row)), { level: 1 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

const server = createServer(client => {
  let step = 0;
  const timer = setInterval(() => {
    step += 4;
    const data = picture(step);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(data.length));
    client.write(Buffer.concat([length, data]));
  }, 1000 / 15);
  client.on('error', () => undefined).on('close', () => clearInterval(timer));
});
server.listen(9999, '127.0.0.1', () => console.log('Sending video on port 9999. Press Ctrl+C to stop.'));
