/** Detects from the first bytes of a pickle whether it contains a picture. */
import { Latin1Texts } from '../pickle/latin1Texts.ts';
import { arrayOf } from '../pickle/numpyNames.ts';
import { latin1OfEscaped } from '../pickle/oldPickles.ts';
import { type CutValue, pickleBeginning } from '../pickle/pickleBeginning.ts';
import { isNode, type PickleArray, type PickleValue } from '../pickle/pickleValue.ts';
import { imageFormat, imageStartBytes } from './imageHeader.ts';
import { isEncodedLine, pictureLayout } from './numpyPicture.ts';
import { pickledArraysAndBytes } from './pickledArraysAndBytes.ts';
import { isTooLarge, type Picture } from './picture.ts';

/**
 * `later`: protocol 5 writes an array's type and shape after its data, so the bytes after offset `at` of the pickle
 * decide. Call `isPicture` with those, up to the pickle's end or a few hundred.
 */
export type PickledStart =
  | { readonly is: 'picture' | 'other' | 'needMore' }
  | { readonly is: 'later'; readonly at: number; isPicture(behind: Uint8Array): boolean };

/** Smaller byte arrays are more likely tables or filter masks than pictures. */
const minOfferedSide = 8;
/** Bytes of UTF-8 that include the first bytes of an image. */
const imageStartUtf8Bytes = 2 * imageStartBytes;

/** Examines the beginning of a pickle, of which at most `maxBytes` will be available. */
export function pickledStart(start: Uint8Array, maxBytes: number): PickledStart {
  const { stack, cut, isOver } = pickleBeginning(start);
  if (holdsPicture(stack)) return { is: 'picture' };
  if (isOver) return { is: 'other' };
  if (!cut) return { is: 'needMore' };
  const array = arrayAround(stack);
  if (array && isPictureOf(array, array.isFromText ? undefined : cut.length)) return { is: 'picture' };
  const data = bytesOfCut(start, cut);
  // An array of another shape isn't an encoded image, whatever its first numbers are.
  if ((!array || isEncodedLine(array)) && imageFormat(data)) return { is: 'picture' };
  // A line of protocol 0 may end at any time.
  if (cut.length === undefined || cut.from + cut.length < maxBytes) return { is: 'needMore' };
  if (data.length < imageStartBytes) return { is: 'needMore' };
  return laterStart(start, stack, cut) ?? { is: 'other' };
}

/** Whether the values read so far include a picture. */
function holdsPicture(stack: readonly PickleValue[]): boolean {
  for (const held of pickledArraysAndBytes(stack, new Latin1Texts(imageRoomBytes))) {
    if (held instanceof Uint8Array ? imageFormat(held) : isPicture(held)) return true;
  }
  return false;
}

const imageRoomBytes = 64 * 1024;

function isPicture(array: PickleArray): boolean {
  return isPictureOf(array, array.data.length) || (isEncodedLine(array) && imageFormat(array.data) !== undefined);
}

function isPictureOf(array: PickleArray, bytes: number | undefined): boolean {
  const layout = pictureLayout(array, bytes);
  return !('code' in layout) && isSensible(layout);
}

function isSensible({ width, height }: Pick<Picture, 'width' | 'height'>): boolean {
  return Math.min(width, height) >= minOfferedSide && !isTooLarge({ width, height });
}

/** Returns the array whose data comes next: everything else of its state is on the stack. */
function arrayAround(stack: readonly PickleValue[]): (PickleArray & { readonly isFromText: boolean }) | undefined {
  const last = stack.at(-1);
  // Protocols up to 2 write bytes as text and call a codec.
  const isFromText = isNode(last) && last.kind === 'global';
  const [object, ...state] = stack.slice(isFromText ? -6 : -5, isFromText ? -1 : undefined);
  if (!isNode(object) || object.kind !== 'object' || state.length !== 4) return undefined;
  const items = [...state, new Uint8Array()];
  const array = arrayOf({ ...object, state: { kind: 'tuple', id: 0, items } }, new Latin1Texts(0));
  return array && { ...array, isFromText };
}

/** Returns the first bytes of the truncated value. Texts are Latin-1 in UTF-8, or use escapes. */
function bytesOfCut(pickle: Uint8Array, { at, start }: CutValue): Uint8Array {
  switch (String.fromCharCode(pickle[at] ?? 0)) {
    case 'V':
      return latin1OfEscaped(start.subarray(0, 6 * imageStartBytes)) ?? new Uint8Array();
    case 'X':
    case '\x8d':
      return latin1OfUtf8(start.subarray(0, imageStartUtf8Bytes));
    default:
      return start;
  }
}

function latin1OfUtf8(utf8: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(utf8);
  return Uint8Array.from(text, character => character.charCodeAt(0));
}

/** Returns the result for numpy's function that takes an array's data first, followed by its description. */
function laterStart(
  start: Uint8Array,
  stack: readonly PickleValue[],
  { at, from, length }: CutValue,
): PickledStart | undefined {
  const callee = stack.at(-1);
  if (!isNode(callee) || callee.kind !== 'global' || !callee.name.endsWith('._frombuffer')) return undefined;
  if (length === undefined) return undefined;
  const before = start.slice(0, at);
  return {
    is: 'later',
    at: from + length,
    isPicture: behind => {
      const { stack: read } = pickleBeginning(joined(before, noBytes, behind));
      const arrays = [...pickledArraysAndBytes(read, new Latin1Texts(0))].filter(held => 'dtype' in held);
      return arrays.some(array => isPictureOf(array, array.data.length || length));
    },
  };
}

/** Instruction that stands in for the data. */
const noBytes = Uint8Array.of(0x43, 0);

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap(part => [...part]));
}
