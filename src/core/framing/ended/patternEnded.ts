/**
 * Frames that end where a pattern's match does, such as FIX messages, which end with their checksum. The match belongs
 * to the frame. A frame ends at the first byte after which there is a match, whatever arrives later.
 */
import type { PatternFraming } from '../../endpointConfig.ts';
import { TextError } from '../../phrase.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import { Scanner } from '../frameScanner.ts';
import type { FrameDecoder, FrameEncoder, FramingKind } from '../framing.ts';
import { ScannedDecoder } from '../scannedDecoder.ts';
import { isWhole } from '../wholeFrames.ts';
import { EndedFrames } from './endedFrames.ts';
import { matchEnd, PatternAutomaton } from './patternAutomaton.ts';

/** Automata of the configs in use: all peers of an endpoint share one. */
const automata = new WeakMap<PatternFraming, PatternAutomaton>();

/** @throws RangeError for a pattern that is invalid or matches the empty string. */
export function patternEnded(framing: PatternFraming): FramingKind {
  const automaton = automata.get(framing) ?? new PatternAutomaton(framing.pattern);
  automata.set(framing, automaton);
  const decoder = (maxFrameBytes: number): FrameDecoder =>
    new ScannedDecoder(new PatternScanner(automaton), maxFrameBytes, { framing: framing.pattern });
  return { decoder, encoder: () => new PatternEncoder(automaton, decoder, framing.pattern) };
}

class PatternEncoder implements FrameEncoder {
  readonly #scanner: PatternScanner;
  readonly #source: string;
  readonly #frames: EndedFrames;

  constructor(automaton: PatternAutomaton, decoder: (maxFrameBytes: number) => FrameDecoder, source: string) {
    this.#scanner = new PatternScanner(automaton);
    this.#source = source;
    const noBytes = () => 0;
    const indexIn = (text: Uint8Array) => this.#endOf(text);
    this.#frames = new EndedFrames({ decoder, indexIn, lengthAt: noBytes, lengthAtEnd: noBytes });
  }

  encode(frame: Uint8Array): EncodedFrame {
    const end = isWhole(this.#source, frame) ? frame.length : this.#endOf(frame);
    if (end === frame.length) return encodedFrame([frame]);
    if (end < 0) throw new TextError('the message must end with a match of "{0}"', this.#source);
    throw new TextError('the pattern "{0}" ends the message early, after {1} bytes', this.#source, end);
  }

  split(text: Uint8Array): Uint8Array[] {
    return text.length === 0 ? [text] : this.#frames.split(text);
  }

  #endOf(text: Uint8Array): number {
    this.#scanner.reset();
    return this.#scanner.next(text, 0);
  }
}

class PatternScanner extends Scanner {
  readonly #next: Uint16Array;
  #state = 0;

  constructor(automaton: PatternAutomaton) {
    super();
    this.#next = automaton.next;
  }

  next(chunk: Uint8Array, from: number): number {
    const next = this.#next;
    let state = this.#state;
    for (let at = from; at < chunk.length; at++) {
      state = next[(state << 8) | (chunk[at] as number)] as number;
      if ((state & matchEnd) === 0) continue;
      this.#state = 0;
      return at + 1;
    }
    this.#state = state;
    return -1;
  }

  reset(): void {
    this.#state = 0;
  }
}
