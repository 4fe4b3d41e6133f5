/** Recognizes the names in a pickle that have a meaning here. Any other object is kept with its name. */
import type { Latin1Texts } from './latin1Texts.ts';
import { isNode, type PickleArray, type PickleObject, type PickleValue } from './pickleValue.ts';

const reconstruct = ['numpy.core.multiarray._reconstruct', 'numpy._core.multiarray._reconstruct'];
const fromBuffer = ['numpy.core.numeric._frombuffer', 'numpy._core.numeric._frombuffer'];
/** Maximum number of dimensions; no numpy array has more. */
const maxDimensions = 64;
const ndarray = 'numpy.ndarray';
const dtype = 'numpy.dtype';
/** Protocols up to 2 have no bytes: they are written as text, decoded as Latin-1. */
const encode = '_codecs.encode';

/** Returns the array that an object represents, or undefined for any other object. */
export function arrayOf(object: PickleObject, texts: Latin1Texts): PickleArray | undefined {
  if (isCallOf(object, reconstruct)) return reconstructed(object, texts);
  return isCallOf(object, fromBuffer) ? fromBytes(object, texts) : undefined;
}

/** Returns the bytes that a value represents. */
export function bytesOfValue(value: PickleValue | undefined, texts: Latin1Texts): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (!isNode(value) || value.kind !== 'object' || !isCallOf(value, [encode])) return undefined;
  const [text, encoding] = tupleOf(value.args) ?? [];
  if (asText(encoding) !== 'latin1' && asText(encoding) !== 'latin-1') return undefined;
  return typeof text === 'string' || (isNode(text) && text.kind === 'text') ? texts.bytesOf(text) : undefined;
}

/** Reads `_reconstruct(ndarray, (0,), b'b')` with the state `(1, shape, dtype, isFortran, data)`. */
function reconstructed({ args, state }: PickleObject, texts: Latin1Texts): PickleArray | undefined {
  const [type] = tupleOf(args) ?? [];
  const [version, shape, elementType, isFortran, data, ...more] = tupleOf(state) ?? [];
  if (!isNode(type) || type.kind !== 'global' || type.name !== ndarray) return undefined;
  if (version !== 1 || typeof isFortran !== 'boolean' || more.length > 0) return undefined;
  return array(elementType, shape, isFortran ? 'F' : 'C', data, texts);
}

/** Reads `_frombuffer(data, dtype, shape, order)`. numpy 2.4 adds the order of the axes if it is neither C nor F. */
function fromBytes({ args }: PickleObject, texts: Latin1Texts): PickleArray | undefined {
  const [data, elementType, shape, orderName, , ...more] = tupleOf(args) ?? [];
  const order = asText(orderName);
  if ((order !== 'C' && order !== 'F' && order !== 'K') || more.length > 0) return undefined;
  return array(elementType, shape, order, data, texts);
}

function array(
  elementType: PickleValue | undefined,
  shape: PickleValue | undefined,
  order: PickleArray['order'],
  data: PickleValue | undefined,
  texts: Latin1Texts,
): PickleArray | undefined {
  const name = typeName(elementType);
  const lengths = tupleOf(shape);
  if (name === undefined || !lengths?.every(isLength) || lengths.length > maxDimensions) return undefined;
  const bytes = bytesOfValue(data, texts);
  return bytes && { kind: 'array', id: 0, dtype: name, shape: lengths, order, data: bytes };
}

/**
 * Reads `dtype('u1', False, True)` with the state `(3, '|', None, None, None, -1, -1, 0)`: no subtype, names or fields.
 */
function typeName(value: PickleValue | undefined): string | undefined {
  if (!isNode(value) || value.kind !== 'object' || !isCallOf(value, [dtype])) return undefined;
  const code = asText(tupleOf(value.args)?.[0]);
  const [, byteOrder, part, names, fields] = tupleOf(value.state) ?? [];
  const order = asText(byteOrder);
  if (!code || !/^[a-zA-Z]\d{0,9}$/.test(code) || code.startsWith('O') || !order || !/^[|<>=]$/.test(order))
    return undefined;
  return part === null && names === null && fields === null ? order + code : undefined;
}

function isCallOf({ callee }: PickleObject, names: readonly string[]): boolean {
  return isNode(callee) && callee.kind === 'global' && names.includes(callee.name);
}

function isLength(value: PickleValue): value is number {
  return typeof value === 'number' && value >= 0;
}

function tupleOf(value: PickleValue | undefined): readonly PickleValue[] | undefined {
  return isNode(value) && value.kind === 'tuple' && !value.omitted ? value.items : undefined;
}

/** Returns a text, which may also be the bytes that Python 2 wrote instead. */
function asText(value: PickleValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array && value.length <= 16 ? String.fromCharCode(...value) : undefined;
}
