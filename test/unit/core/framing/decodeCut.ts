/** A stream cut into chunks, decoded, and its frames as text. */
import type { Frame, FrameDecoder } from '../../../../src/core/framing/framing.ts';

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** Shows the frame as text, after its flaw if it has one. */
export function shown({ bytes, flaw }: Frame): string {
  return `${flaw ? `${flaw} ` : ''}${new TextDecoder().decode(bytes)}`;
}

/** Decodes bytes in chunks that end at the cuts, then ends the stream. */
export function decode(decoder: FrameDecoder, bytes: Uint8Array, cuts: readonly number[] = []): Frame[] {
  const ends = [...new Set([...cuts.filter(cut => cut < bytes.length), bytes.length])].sort((a, b) => a - b);
  const frames = ends.flatMap((end, at) => decoder.push(bytes.subarray(ends[at - 1] ?? 0, end), 0));
  return [...frames, ...decoder.end(0)];
}

/** Every way to cut a stream in two, and one byte at a time. */
export function everyCut(length: number): number[][] {
  const each = Array.from({ length: length + 1 }, (_, at) => at);
  return [[], each, ...each.map(at => [at])];
}
