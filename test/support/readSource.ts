/** Reads the rest of a file source. */
import type { FileSource } from '../../src/engine/transfer/disk/fileSource.ts';

export async function readSource(source: FileSource): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for (let block = await source.read(); block; block = await source.read()) {
    blocks.push(Buffer.from(block.bytes));
    block.release();
  }
  return Buffer.concat(blocks);
}
