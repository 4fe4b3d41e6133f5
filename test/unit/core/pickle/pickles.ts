/** Handmade pickles as Python writes them. */

/** One byte for each character. */
export const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

export const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes.toString('latin1');
};

const uint64 = (value: number) => uint32(value % 2 ** 32) + uint32(Math.floor(value / 2 ** 32));

/** A pickle of protocol 4 without its end: instructions as text. */
export const pickle = (instructions: string) => latin1(`\x80\x04${instructions}`);

export interface ArrayOptions {
  readonly protocol?: 2 | 3 | 4 | 5;
  /** numpy's module for its functions: `core` before 2.0, `_core` since. */
  readonly core?: 'core' | '_core';
  readonly dtype?: string;
  readonly byteOrder?: string;
  readonly order?: 'C' | 'F';
}

/** Result of `pickle.dumps` for a contiguous array. */
export function pickledArray(shape: readonly number[], data: Uint8Array, options: ArrayOptions = {}): Uint8Array {
  const { protocol = 4 } = options;
  const body = protocol === 5 ? ofFive(shape, data, options) : ofFour(shape, data, options);
  return latin1(`\x80${String.fromCharCode(protocol)}${body}.`);
}

function ofFour(shape: readonly number[], data: Uint8Array, options: ArrayOptions): string {
  const { protocol = 4, core = 'core', order = 'C' } = options;
  const reconstruct = `${name(protocol, `numpy.${core}.multiarray`, '_reconstruct')}\x94`;
  const made = `${name(protocol, 'numpy', 'ndarray')}K\x00\x85${bytes(protocol, 'b')}\x87R`;
  const isFortran = order === 'F' ? '\x88' : '\x89';
  const content = bytes(protocol, Buffer.from(data).toString('latin1'));
  return `${reconstruct}${made}(K\x01${tuple(shape)}${dtypeOf(protocol, options)}${isFortran}${content}tb`;
}

function ofFive(shape: readonly number[], data: Uint8Array, options: ArrayOptions): string {
  const { core = 'core', order = 'C' } = options;
  const content = `\x96${uint64(data.length)}${Buffer.from(data).toString('latin1')}`;
  const from = name(5, `numpy.${core}.numeric`, '_frombuffer');
  return `${from}(${content}${dtypeOf(5, options)}${tuple(shape)}${text(5, order)}t\x94R`;
}

function dtypeOf(protocol: number, { dtype = 'u1', byteOrder = '|' }: ArrayOptions): string {
  const numbers = 'J\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00';
  return `${name(protocol, 'numpy', 'dtype')}${text(protocol, dtype)}\x89\x88\x87R(K\x03${text(protocol, byteOrder)}NNN${numbers}tb`;
}

export const tuple = (items: readonly number[]) => `(${items.map(item => `J${uint32(item)}`).join('')}t`;

export function name(protocol: number, module: string, named: string): string {
  return protocol < 4 ? `c${module}\n${named}\n` : `${text(protocol, module)}${text(protocol, named)}\x93`;
}

export function text(protocol: number, content: string): string {
  const utf8 = Buffer.from(content).toString('latin1');
  return protocol < 4 ? `X${uint32(utf8.length)}${utf8}` : `\x8c${String.fromCharCode(utf8.length)}${utf8}`;
}

/** Protocol 2 has no bytes: it calls a codec. */
export function bytes(protocol: number, content: string): string {
  if (protocol > 2) return `B${uint32(content.length)}${content}`;
  return `${name(2, '_codecs', 'encode')}${text(2, content)}${text(2, 'latin1')}\x86R`;
}
