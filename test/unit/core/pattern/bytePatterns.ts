/** Small random patterns, each with a simple byte matcher to compare it with. */
import fc from 'fast-check';

/** Yields the ends of its matches from an offset, the preferred one first. */
type Ends = (bytes: Uint8Array, at: number) => Iterable<number>;

export interface BytePiece {
  readonly source: string;
  readonly ends: Ends;
  /** Whether it can match nothing. */
  readonly isEmpty?: boolean;
}

/** Returns the first match as a backtracking matcher finds it. */
export function firstMatch({ ends }: BytePiece, bytes: Uint8Array): [number, number] | undefined {
  for (let start = 0; start <= bytes.length; start++) for (const end of ends(bytes, start)) return [start, end];
  return undefined;
}

function oneOf(source: string, has: (byte: number) => boolean): BytePiece {
  return {
    source,
    *ends(bytes, at) {
      const byte = bytes[at];
      if (byte !== undefined && has(byte)) yield at + 1;
    },
  };
}

function sequence(source: string, wanted: Uint8Array): BytePiece {
  return {
    source,
    *ends(bytes, at) {
      if (Buffer.from(bytes.subarray(at, at + wanted.length)).equals(wanted)) yield at + wanted.length;
    },
  };
}

function assertion(source: string, holds: (bytes: Uint8Array, at: number) => boolean): BytePiece {
  return {
    source,
    isEmpty: true,
    *ends(bytes, at) {
      if (holds(bytes, at)) yield at;
    },
  };
}

function either(source: string, pieces: readonly BytePiece[]): BytePiece {
  return {
    source,
    isEmpty: pieces.some(piece => piece.isEmpty),
    *ends(bytes, at) {
      for (const piece of pieces) yield* piece.ends(bytes, at);
    },
  };
}

function inSequence(pieces: readonly BytePiece[]): BytePiece {
  function* from(index: number, bytes: Uint8Array, at: number): Iterable<number> {
    const piece = pieces[index];
    if (!piece) yield at;
    else for (const end of piece.ends(bytes, at)) yield* from(index + 1, bytes, end);
  }
  return {
    source: pieces.map(({ source }) => source).join(''),
    isEmpty: pieces.every(piece => piece.isEmpty),
    ends: (bytes, at) => from(0, bytes, at),
  };
}

/** Repeats the piece at least `min` and at most `max` times. */
function repeated(piece: BytePiece, [suffix, min, max]: readonly [string, number, number], isLazy: boolean): BytePiece {
  function* after(times: number, bytes: Uint8Array, at: number): Iterable<number> {
    const isEnough = times >= min;
    if (isEnough && isLazy) yield at;
    if (times < max) for (const end of piece.ends(bytes, at)) yield* after(times + 1, bytes, end);
    if (isEnough && !isLazy) yield at;
  }
  return {
    source: `${piece.source}${suffix}${isLazy ? '?' : ''}`,
    isEmpty: min === 0,
    ends: (bytes, at) => after(0, bytes, at),
  };
}

const isWord = (byte = 0) => /\w/.test(String.fromCharCode(byte));
const isSpace = (byte: number) => [9, 10, 12, 13, 32].includes(byte);

/** Two ways to define the bytes of a class: its items, and a predicate. */
const classItems: [string, (byte: number) => boolean][] = [
  ['a', byte => byte === 0x61],
  ['\\xe9', byte => byte === 0xe9],
  ['\\303', byte => byte === 0xc3],
  ['\\x80-\\xc3', byte => byte >= 0x80 && byte <= 0xc3],
  ['\\n-b', byte => byte >= 0x0a && byte <= 0x62],
  ['\\w', isWord],
  ['\\S', byte => !isSpace(byte)],
  ['[:alpha:]', byte => isWord(byte) && byte > 0x39 && byte !== 0x5f],
  ['[:^ascii:]', byte => byte >= 0x80],
];

const classes = fc
  .tuple(fc.boolean(), fc.uniqueArray(fc.constantFrom(...classItems), { minLength: 1, maxLength: 3 }))
  .map(([isNegated, items]) =>
    oneOf(
      `[${isNegated ? '^' : ''}${items.map(([item]) => item).join('')}]`,
      byte => items.some(([, has]) => has(byte)) !== isNegated,
    ),
  );

const plain = fc.constantFrom(
  oneOf('.', byte => byte !== 0x0a),
  oneOf('(?s:.)', () => true),
  oneOf('a', byte => byte === 0x61),
  oneOf('\\n', byte => byte === 0x0a),
  oneOf('\\xc3', byte => byte === 0xc3),
  oneOf('\\x{e9}', byte => byte === 0xe9),
  oneOf('(?i:B)', byte => (byte | 0x20) === 0x62),
  oneOf('(?i:\\xe9)', byte => byte === 0xe9),
  oneOf('(?i:[a\\xe9])', byte => (byte | 0x20) === 0x61 || byte === 0xe9),
  oneOf('(?i:[^b\\xe9])', byte => (byte | 0x20) !== 0x62 && byte !== 0xe9),
  sequence('\\Qa.\\E', Buffer.from('a.')),
  assertion('^', (_, at) => at === 0),
  assertion('$', (bytes, at) => at === bytes.length),
  assertion('(?m:$)', (bytes, at) => at === bytes.length || bytes[at] === 0x0a),
  assertion('\\b', (bytes, at) => isWord(bytes[at - 1]) !== isWord(bytes[at])),
);

/** Characters beyond ASCII, whose bytes are the same as those of `encode`. */
function characters(encode: (text: string) => Uint8Array): fc.Arbitrary<BytePiece> {
  const e = sequence('', encode('é'));
  const y = sequence('', encode('ÿ'));
  return fc.constantFrom(
    sequence('é', encode('é')),
    sequence('\\Qé\\E', encode('é')),
    sequence('ÿé', encode('ÿé')),
    either('[éa]', [e, oneOf('', byte => byte === 0x61)]),
    either('[ÿé]', [e, y]),
  );
}

const counts = fc.constantFrom<readonly [string, number, number]>(
  ['*', 0, 99],
  ['+', 1, 99],
  ['?', 0, 1],
  ['{2}', 2, 2],
  ['{1,3}', 1, 3],
  ['{2,}', 2, 99],
);

/** Patterns over at most 99 bytes, in the encoding of `encode`. */
export function bytePatterns(encode: (text: string) => Uint8Array): fc.Arbitrary<BytePiece> {
  const { pattern } = fc.letrec<{ pattern: BytePiece; piece: BytePiece; group: BytePiece }>(tie => ({
    pattern: fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map(inSequence),
    group: fc
      .array(tie('pattern'), { minLength: 1, maxLength: 2 })
      .map(pieces => either(`(${pieces.map(({ source }) => source).join('|')})`, pieces)),
    piece: fc.oneof(
      { depthSize: 'small' },
      plain,
      classes,
      characters(encode),
      fc
        .tuple(fc.oneof(classes, characters(encode), tie('group')), counts, fc.boolean())
        .filter(([piece]) => !piece.isEmpty && !/^(?:\\Q|ÿé)/.test(piece.source))
        .map(([piece, count, isLazy]) => repeated(piece, count, isLazy)),
      tie('group'),
    ),
  }));
  return pattern;
}
