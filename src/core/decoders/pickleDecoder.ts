/** Decodes pickles: our own reader treats them as data and never runs them. */
import { countedBytes } from '../bytes/formatBytes.ts';
import { phrase, type TextOrPhrase } from '../phrase.ts';
import { pickleTree } from '../pickle/pickleTree.ts';
import type { PickleFlaw } from '../pickle/pickleValue.ts';
import { isPickle, readPickle } from '../pickle/readPickle.ts';
import type { Note, Tree } from './decoded.ts';
import type { PayloadDecoder } from './decoder.ts';
import { pickleNode } from './pickleNodes.ts';

/** Length of a prefix that Python programs write with `struct.pack("Q", n)`. */
const prefixBytes = 8;
/** Longer pickles aren't decoded in a page. */
const maxPickleBytes = 16 * 1024 * 1024;

export const pickleDecoder: PayloadDecoder = {
  id: 'pickle',
  name: 'Pickle',
  needsWhole: true,
  sniff: ({ bytes, length }) => (pickleStart(bytes, length) === undefined ? undefined : 'preferred'),
  async decode({ bytes, length }): Promise<Tree | undefined> {
    const at = pickleStart(bytes, length);
    if (at === undefined) return undefined;
    const { pickle, flaw } = readPickle(bytes.subarray(at));
    const about = { kind: 'tree', label: phrase('Pickle contents'), notes: notes(at) } as const;
    if (pickle) return { ...about, root: pickleNode(pickleTree(pickle)) };
    const problem = flawText(flaw, bytes.length - at);
    return problem === undefined ? undefined : { ...about, problem };
  },
};

/** Returns where a pickle begins, judging by the first bytes: at the start, or after a length of 8 bytes. */
function pickleStart(bytes: Uint8Array, length: number): number | undefined {
  if (length > maxPickleBytes) return undefined;
  if (isPickle(bytes)) return 0;
  return isPickle(bytes.subarray(prefixBytes)) && isPlausibleLength(bytes) ? prefixBytes : undefined;
}

function notes(at: number): Note[] {
  return [
    { icon: 'shield', text: phrase('Shown as data. Nothing in it was executed.') },
    ...(at === 0 ? [] : [{ text: phrase('Starts after a length prefix of {0}.', countedBytes(at)) }]),
  ];
}

/** Returns undefined for bytes that begin like a pickle but aren't one: any binary frame can start with its first byte. */
function flawText({ code }: PickleFlaw, length: number): TextOrPhrase | undefined {
  switch (code) {
    case 'truncatedPickle':
      return phrase('The pickle is incomplete: this message ends at byte {0} of the pickle.', length);
    case 'pickleTooComplex':
      return phrase('The pickle is too complex to be shown.');
    default:
      return undefined;
  }
}

/** Whether the length in either byte order is small enough to have been sent at once. */
function isPlausibleLength(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, prefixBytes);
  const most = 1n << 40n;
  return view.getBigUint64(0, true) < most || view.getBigUint64(0, false) < most;
}
