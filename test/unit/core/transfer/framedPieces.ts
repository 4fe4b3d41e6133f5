/** A decoder's output in a form that can be compared. */
import type { FramedDecoder, FramedPiece } from '../../../../src/core/transfer/framedDecoder.ts';

/** Decodes bytes in chunks that end at the cuts. */
export function feed(decoder: FramedDecoder, bytes: Uint8Array, cuts: readonly number[] = []): FramedPiece[] {
  const ends = [...new Set([...cuts.filter(cut => cut < bytes.length), bytes.length])].sort((a, b) => a - b);
  return ends.flatMap((to, at) => decoder.push(bytes.subarray(ends[at - 1] ?? 0, to)));
}

/** Pieces as words. Consecutive bytes are joined, since their boundaries depend on the cuts. */
export function shown(pieces: readonly FramedPiece[]): string[] {
  const words: string[] = [];
  let kind = '';
  for (const piece of pieces) {
    if ('message' in piece) {
      words.push(piece.message.type);
      kind = 'message';
      continue;
    }
    const begun = 'raw' in piece ? `${piece.flaw ?? 'raw'} ` : 'data ';
    const bytes = Buffer.from('raw' in piece ? piece.raw : piece.data).toString('latin1');
    const continues = 'raw' in piece ? kind === 'raw' : kind === 'data';
    if (continues) words[words.length - 1] += bytes;
    else words.push(begun + bytes);
    kind = 'raw' in piece ? 'raw' : 'data';
  }
  return words;
}

export const latin1 = (text: string) => Buffer.from(text, 'latin1');
