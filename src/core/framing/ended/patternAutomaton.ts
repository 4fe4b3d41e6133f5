/**
 * Finds where a pattern's matches end in a stream that arrives in chunks, reading each byte once. RE2JS searches whole
 * texts and reports the leftmost match, which depends on what has arrived so far. This makes its compiled program an
 * automaton instead, with all its states: what a peer sends can't make it slow.
 */
import { RE2JS } from 're2js';
import { compilePattern } from '../../pattern.ts';
import { TextError } from '../../phrase.ts';

/** Instructions of a compiled program, as RE2JS numbers them. */
const op = { alt: 1, altMatch: 2, capture: 3, emptyWidth: 4, match: 6, nop: 7, firstByte: 8, lastByte: 11 } as const;
/** Conditions of an instruction that reads no byte. */
const empty = { beginLine: 1, endLine: 2, beginText: 4, endText: 8, boundary: 16, noBoundary: 32 } as const;
const everyCondition = 63;

interface Instruction {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  matchRune(byte: number): boolean;
}

interface Program {
  readonly inst: readonly Instruction[];
  readonly start: number;
}

/** More than a pattern for the end of a message needs: a table of half a megabyte. */
const maxStates = 1000;
/** Instructions that are followed while the states are computed, about 50 ms. */
const maxSteps = 500_000;
const byteValues = 256;

/** Marks the state after a byte with which a match ends. */
export const matchEnd = 0x8000;

interface State {
  /** Instructions that wait for the next byte, before those that read none are followed. */
  readonly waiting: readonly number[];
  /** Stands for the last byte; -1 at the start of a text. */
  readonly last: number;
  /** Whether a match ends here. */
  readonly ends: boolean;
}

export class PatternAutomaton {
  /**
   * State after each byte of each state: `next[state * 256 + byte]`, with `matchEnd` if a match ends there. A text
   * starts in state 0.
   */
  readonly next: Uint16Array;
  readonly #source: string;
  readonly #program: Program;
  readonly #states: State[] = [];
  readonly #numbers = new Map<string, number>();
  /** Whether the program asks about the bytes before and after a place. */
  readonly #hasConditions: boolean;
  #steps = 0;

  /** @throws RangeError for a pattern that is invalid, has too many states or matches the empty string. */
  constructor(source: string) {
    const { byteSource } = compilePattern(source);
    if (byteSource === undefined) throw new TextError('"{0}" must match bytes: the flag u isn’t allowed here', source);
    this.#source = source;
    this.#program = RE2JS.compile(byteSource).re2().prog as Program;
    const { start, inst } = this.#program;
    this.#hasConditions = inst.some(({ op: code }) => code === op.emptyWidth);
    if (this.#follow([start], everyCondition).some(at => this.#instruction(at).op === op.match))
      throw new TextError('"{0}" can match the empty string, which would end a message anywhere', source);
    this.#numberOf([start], -1);
    this.next = Uint16Array.from(this.#rows());
  }

  /** Returns the rows of all states, including those that are found on the way. */
  #rows(): number[] {
    const classes = this.#byteClasses();
    const rows: number[] = [];
    for (let state = 0; state < this.#states.length; state++) {
      const after = new Map<number, number>();
      for (const [byte, kind] of classes.entries()) {
        const known = after.get(kind) ?? this.#after(this.#states[state] as State, byte);
        after.set(kind, known);
        rows.push(known);
      }
    }
    return rows;
  }

  /** Returns for each byte the first one that no instruction tells from it. */
  #byteClasses(): number[] {
    const firsts = new Map<string, number>();
    const reading = this.#program.inst.filter(({ op: code }) => code >= op.firstByte && code <= op.lastByte);
    this.#count(reading.length * byteValues);
    return Array.from({ length: byteValues }, (_, byte) => {
      const key = `${this.#representative(byte)} ${reading.map(one => (one.matchRune(byte) ? 1 : 0)).join('')}`;
      const first = firsts.get(key) ?? byte;
      firsts.set(key, first);
      return first;
    });
  }

  #after({ waiting, last }: State, byte: number): number {
    const next = new Set<number>([this.#program.start]);
    for (const at of this.#follow(waiting, conditions(last, byte))) {
      const instruction = this.#instruction(at);
      const reads = instruction.op >= op.firstByte && instruction.op <= op.lastByte;
      if (reads && instruction.matchRune(byte)) next.add(instruction.out);
    }
    const number = this.#numberOf(
      [...next].sort((a, b) => a - b),
      this.#representative(byte),
    );
    return this.#states[number]?.ends ? number | matchEnd : number;
  }

  #numberOf(waiting: readonly number[], last: number): number {
    const key = `${last} ${waiting.join(' ')}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#states.length;
    if (number === maxStates) this.#refuse();
    const ends = this.#follow(waiting, conditions(last, -1)).some(at => this.#instruction(at).op === op.match);
    this.#states.push({ waiting, last, ends });
    this.#numbers.set(key, number);
    return number;
  }

  /** Returns a byte that no condition tells from this one. */
  #representative(byte: number): number {
    if (this.#hasConditions && isWord(byte)) return wordByte;
    return this.#hasConditions && byte === newline ? newline : otherByte;
  }

  #count(steps: number): void {
    this.#steps += steps;
    if (this.#steps > maxSteps) this.#refuse();
  }

  #refuse(): never {
    throw new TextError('the pattern "{0}" is too large for the end of a message', this.#source);
  }

  /** Returns the instructions that are reached without reading a byte, under these conditions. */
  #follow(from: readonly number[], conditionsMet: number): number[] {
    const reached = new Set<number>();
    const pending = [...from];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      // Instruction 0 fails.
      if (at === 0 || reached.has(at)) continue;
      reached.add(at);
      const { op: code, out, arg } = this.#instruction(at);
      if (code === op.alt || code === op.altMatch) pending.push(out, arg);
      else if (code === op.nop || code === op.capture) pending.push(out);
      else if (code === op.emptyWidth && (arg & ~conditionsMet) === 0) pending.push(out);
    }
    this.#count(reached.size);
    return [...reached];
  }

  #instruction(at: number): Instruction {
    return this.#program.inst[at] as Instruction;
  }
}

const newline = 10;
/** Stand for all bytes of their kind. */
const wordByte = 0x61;
const otherByte = 0x20;

/** Returns the conditions that hold between two bytes; -1 is the start or the end of a text. */
function conditions(before: number, after: number): number {
  let met = isWord(before) === isWord(after) ? empty.noBoundary : empty.boundary;
  if (before === -1) met |= empty.beginText | empty.beginLine;
  if (before === newline) met |= empty.beginLine;
  if (after === -1) met |= empty.endText | empty.endLine;
  if (after === newline) met |= empty.endLine;
  return met;
}

function isWord(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f || (byte >= 0x61 && byte <= 0x7a)
  );
}
