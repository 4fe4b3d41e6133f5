/** Random well-formed pickles, to get past the first instructions. */
import fc from 'fast-check';
import { latin1, name, text } from './pickles.ts';

type Kind = 'value' | 'list' | 'dict' | 'set' | 'object' | 'mark';

interface Growth {
  readonly instruction: string;
  /** Kinds required on top, the topmost last. `any` is everything but a mark. */
  readonly takes: readonly (Kind | 'any')[];
  readonly leaves: readonly Kind[];
  /** Also takes everything down to the mark, an even number of values if `pairs`. */
  readonly toMark?: 'any' | 'pairs';
  /** Kind required below the mark, which stays. */
  readonly below?: readonly Kind[];
}

const push = (instruction: string, kind: Kind = 'value'): Growth => ({ instruction, takes: [], leaves: [kind] });
const values = ['N', '\x88', 'K\x07', 'J\xff\xff\xff\xff', '\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f', 'C\x02ab'];

const growths: readonly Growth[] = [
  ...values.map(one => push(one)),
  ...['__proto__', 'constructor', 'length', 'a'.repeat(200)].map(one => push(text(4, one))),
  push(`X\x00\x02\x00\x00${'\xc3\xa9'.repeat(256)}`),
  push(`\x8b\x00\x01\x00\x00${'\x80'.repeat(256)}`),
  push('G\x3f\xf0\x00\x00\x00\x00\x00\x00'),
  push(name(4, 'os', 'system')),
  push(name(2, '_codecs', 'encode')),
  push(name(4, 'numpy', 'dtype')),
  push(name(4, 'numpy.core.numeric', '_frombuffer')),
  push('(', 'mark'),
  ...[push(']', 'list'), push('}', 'dict'), push('\x8f', 'set'), push(')')],
  ...['q\x00', 'q\x01', 'q\x02', '\x94', '\x94'].map(instruction => ({
    instruction,
    takes: ['any'] as const,
    leaves: [],
    // It stays.
    below: [],
  })),
  { instruction: '\x85', takes: ['any'], leaves: ['value'] },
  { instruction: '\x86', takes: ['any', 'any'], leaves: ['value'] },
  { instruction: 't', takes: [], toMark: 'any', leaves: ['value'] },
  { instruction: 'l', takes: [], toMark: 'any', leaves: ['list'] },
  { instruction: 'd', takes: [], toMark: 'pairs', leaves: ['dict'] },
  { instruction: '\x91', takes: [], toMark: 'any', leaves: ['value'] },
  { instruction: 'a', takes: ['list', 'any'], leaves: ['list'] },
  { instruction: 'a', takes: ['object', 'any'], leaves: ['object'] },
  { instruction: 's', takes: ['dict', 'any', 'any'], leaves: ['dict'] },
  { instruction: 's', takes: ['object', 'any', 'any'], leaves: ['object'] },
  { instruction: 'e', takes: [], toMark: 'any', below: ['list', 'object'], leaves: [] },
  { instruction: 'u', takes: [], toMark: 'pairs', below: ['dict', 'object'], leaves: [] },
  { instruction: '\x90', takes: [], toMark: 'any', below: ['set', 'object'], leaves: [] },
  { instruction: 'R', takes: ['any', 'any'], leaves: ['object'] },
  { instruction: '\x92', takes: ['any', 'any', 'any'], leaves: ['object'] },
  { instruction: 'b', takes: ['object', 'any'], leaves: ['object'] },
];

/** A pickle of well-formed instructions, with references to memoized values. */
export const grownPickle: fc.Arbitrary<Uint8Array> = fc
  .array(fc.nat(), { maxLength: 120, size: 'max' })
  .map(choices => latin1(`\x80\x04]q\x00]q\x01]q\x02000${grow(choices)}.`));

function grow(choices: readonly number[]): string {
  const stack: Kind[] = [];
  let grown = '';
  for (const choice of choices) {
    if (choice % 7 === 0) {
      stack.push('value');
      grown += `h${String.fromCharCode(choice % 3)}`;
      continue;
    }
    const fitting = growths.filter(growth => fits(growth, stack));
    const growth = fitting[choice % fitting.length];
    if (!growth) continue;
    grown += growth.instruction;
    apply(growth, stack);
  }
  for (let at = stack.length; at > 0; at--) if (stack[at - 1] === 'mark') grown += 't';
  return stack.length === 0 ? `${grown}N` : grown;
}

function fits({ takes, toMark, below }: Growth, stack: readonly Kind[]): boolean {
  if (!toMark) {
    const top = stack.slice(stack.length - takes.length);
    const isThere = stack.length >= takes.length;
    return isThere && takes.every((kind, at) => (kind === 'any' ? top[at] !== 'mark' : top[at] === kind));
  }
  const mark = stack.lastIndexOf('mark');
  if (mark < 0 || (toMark === 'pairs' && (stack.length - mark) % 2 === 0)) return false;
  return !below || below.includes(stack[mark - 1] ?? 'mark');
}

function apply({ takes, leaves, toMark, below }: Growth, stack: Kind[]): void {
  if (toMark) stack.length = stack.lastIndexOf('mark');
  else if (!below) stack.length -= takes.length;
  stack.push(...leaves);
}
