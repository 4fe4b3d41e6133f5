/** Writes a numpy array of bytes in a form that every numpy can read: protocol 4 with the names of `numpy.core`. */

const reconstruct = [
  '\x80\x04', // protocol 4, in which frames are optional
  ...['\x8c\x15numpy.core.multiarray', '\x8c\x0c_reconstruct', '\x93'],
  ...['\x8c\x05numpy', '\x8c\x07ndarray', '\x93', 'K\x00\x85', 'C\x01b', '\x87R'], // (ndarray, (0,), b'b')
  '(K\x01', // the state: its version,
].join('');

const dtype = [
  ...['\x8c\x05numpy', '\x8c\x05dtype', '\x93', '\x8c\x02u1', '\x89\x88\x87R'], // ('u1', False, True)
  ...['(K\x03', '\x8c\x01|', 'NNN', 'J\xff\xff\xff\xff', 'J\xff\xff\xff\xff', 'K\x00', 'tb'],
  '\x89', // in C order,
].join('');

export const arraySuffix: Uint8Array = latin1('tb.');

/**
 * Returns the bytes before an array's data; `arraySuffix` follows it.
 * @throws RangeError for 4 GiB and more, and for an invalid shape.
 */
export function arrayPrefix(shape: readonly number[]): Uint8Array {
  const length = shape.reduce((product, one) => product * one, 1);
  if (shape.length === 0 || !shape.every(isUint32) || !isUint32(length)) {
    throw new RangeError(`an array of shape (${shape.join(', ')}) can’t be written`);
  }
  const lengths = shape.map(one => `J${uint32(one)}`).join('');
  return latin1(`${reconstruct}(${lengths}t${dtype}B${uint32(length)}`);
}

function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}

function uint32(value: number): string {
  return String.fromCharCode(value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24);
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, character => character.charCodeAt(0));
}
