/**
 * Finds where a pattern's matches end in a stream that arrives in chunks, reading each byte once. RE2JS searches whole
 * texts and reports the leftmost match, which depends on what has arrived so far. This runs its compiled program as an
 * automaton instead, whose states are computed when they are first needed.
 */
import { RE2JS } from 're2js';
import { compilePattern } from '../pattern.ts';
import { TextError } from '../phrase.ts';

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

/** More than a pattern for the end of a message needs. A state takes as long to compute. */
const maxInstructions = 1000;
/** States kept, of 2 KiB each. Beyond that, all are dropped and computed again. */
const maxStates = 1000;

interface State {
  /** Instructions that wait for the next byte, before those that read none are followed. */
  readonly waiting: readonly number[];
  /** The last byte; -1 at the start of a text. */
  readonly last: number;
  /** Whether a match ends here. */
  readonly ends: boolean;
  readonly next: (State | undefined)[];
}

export class PatternAutomaton {
  readonly #program: Program;
  readonly #states = new Map<string, State>();
  #start: State;

  /** @throws RangeError for an invalid pattern, and for one that matches the empty string. */
  constructor(source: string) {
    const { byteSource, size } = compilePattern(source);
    if (byteSource === undefined) throw new TextError('"{0}" must match bytes: the flag u isn’t allowed here', source);
    if (size > maxInstructions) throw new TextError('the pattern "{0}" is too large for the end of a message', source);
    this.#program = RE2JS.compile(byteSource).re2().prog as Program;
    if (this.#follow([this.#program.start], everyCondition).some(at => this.#instruction(at).op === op.match))
      throw new TextError('"{0}" can match the empty string, which would end a message anywhere', source);
    this.#start = this.#state([this.#program.start], -1);
  }

  get start(): State {
    return this.#start;
  }

  /** Number of states kept. */
  get states(): number {
    return this.#states.size;
  }

  /** Returns the state after a byte. */
  step(state: State, byte: number): State {
    const known = state.next[byte];
    if (known) return known;
    const next = this.#stateAfter(state, byte);
    state.next[byte] = next;
    return next;
  }

  #stateAfter({ waiting, last }: State, byte: number): State {
    const next = new Set<number>([this.#program.start]);
    for (const at of this.#follow(waiting, conditions(last, byte))) {
      const instruction = this.#instruction(at);
      const reads = instruction.op >= op.firstByte && instruction.op <= op.lastByte;
      if (reads && instruction.matchRune(byte)) next.add(instruction.out);
    }
    return this.#state(
      [...next].sort((a, b) => a - b),
      byte,
    );
  }

  #state(waiting: readonly number[], last: number): State {
    // Only what a condition can ask about the last byte tells states apart.
    const kept = isWord(last) ? wordByte : last === newline || last === -1 ? last : otherByte;
    const key = `${kept} ${waiting.join(' ')}`;
    const known = this.#states.get(key);
    if (known) return known;
    if (this.#states.size >= maxStates) this.#forget();
    const ends = this.#follow(waiting, conditions(kept, -1)).some(at => this.#instruction(at).op === op.match);
    const state = { waiting, last: kept, ends, next: emptyRow() };
    this.#states.set(key, state);
    return state;
  }

  /** Drops all states. Those in use lead to new ones. */
  #forget(): void {
    for (const state of this.#states.values()) state.next.fill(undefined);
    this.#states.clear();
    this.#start = this.#state([this.#program.start], -1);
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
    return [...reached];
  }

  #instruction(at: number): Instruction {
    return this.#program.inst[at] as Instruction;
  }
}

export type { State as PatternState };

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

function emptyRow(): (State | undefined)[] {
  return Array.from({ length: 256 }, () => undefined);
}

function isWord(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f || (byte >= 0x61 && byte <= 0x7a)
  );
}
