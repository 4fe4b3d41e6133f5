/** Writes to every page of as many bytes of memory as its argument says, and ends. */
const pieceBytes = 64 * 1024 ** 2;

const pieces: Buffer[] = [];
for (let left = Number(process.argv[2]); left > 0; left -= pieceBytes) {
  pieces.push(Buffer.allocUnsafe(Math.min(left, pieceBytes)).fill(1));
}
