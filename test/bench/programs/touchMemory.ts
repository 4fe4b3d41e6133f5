/** Writes to every page of the given number of bytes of memory and exits. */

const pieceBytes = 64 * 1024 ** 2;

const pieces: Buffer[] = [];
for (let left = Number(process.argv[2]); left > 0; left -= pieceBytes) {
  pieces.push(Buffer.allocUnsafe(Math.min(left, pieceBytes)).fill(1));
}
