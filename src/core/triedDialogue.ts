/** Tries reply rules on a dialogue: messages that one peer sends, through the framing, with what the rules remember. */
import { joinBytes } from './bytes/joinBytes.ts';
import { textCodec } from './bytes/textCodec.ts';
import type { EndpointConfig } from './endpointConfig.ts';
import { defaultMaxFrameBytes, type Frame, type FrameDecoder } from './framing/framing.ts';
import { framingOf } from './framing/framingOf.ts';
import { framingFor } from './framing/framings.ts';
import { isStream } from './kinds.ts';
import { maxTriedMessages } from './limits.ts';
import { CompiledPatterns } from './pattern/compiledPatterns.ts';
import { type Phrase, phraseOf, TextError } from './phrase.ts';
import { compileReplyRules, type ReplyRules, type RuleAnswer } from './replyRules.ts';
import { PeerMemory } from './rules/peerMemory.ts';
import { bytesOf, type HoleValue } from './template/holeValue.ts';
import type { VariableSources } from './template/values.ts';
import {
  firstLengthMismatch,
  type LengthMismatch,
  shortRun,
  shownBytes,
  type TriedReplies,
  triedReplies,
} from './triedAnswer.ts';

export interface TriedMessage {
  /** What the framing makes of it: usually one frame, or none if it isn't complete. */
  readonly frames: readonly TriedFrame[];
  /** Reason why the peer can't send it with this framing. */
  readonly problem?: Phrase;
  /** True if the connection has ended before: the message gets no reply. */
  readonly isLate?: true;
}

export interface TriedFrame extends TriedReplies {
  /** The frame as text with escapes. */
  readonly received: string;
  readonly flaw?: Frame['flaw'];
  /** Number of the rule, from 0; absent if none matches. */
  readonly rule?: number;
  /** How often that rule has applied, if it is limited. */
  readonly times?: number;
  readonly delayMs?: number;
  /** Values captured from the message, as text with escapes. */
  readonly captured: Readonly<Record<string, string>>;
  /** Names of captures that are too long to be kept for later rules. */
  readonly tooLong?: readonly string[];
  /** The peer's state after the frame. */
  readonly state: string;
  readonly close?: 'end' | 'reset';
  /** The framing after the frame, if the rule changes it. */
  readonly framing?: RuleAnswer['framing'];
  /** The first rule whose hex differs in length from the frame, if none matches. */
  readonly lengthMismatch?: LengthMismatch;
}

/**
 * Tries messages in order. Each is sent with the envelope of the framing then in use.
 * @throws RangeError for rules that can't be used, for a message that is too long for their patterns, and for too many.
 */
export function tryDialogue(
  config: EndpointConfig,
  messages: readonly Uint8Array[],
  sources: VariableSources,
  compiled = new CompiledPatterns(),
): TriedMessage[] {
  if (messages.length > maxTriedMessages)
    throw new TextError('a dialogue can have at most {0} messages', maxTriedMessages);
  const dialogue = new Dialogue(config, sources, compiled);
  return messages.map(message => dialogue.say(message));
}

class Dialogue {
  readonly #sources: VariableSources;
  readonly #rules: ReplyRules;
  readonly #memory = new PeerMemory();
  /** With the framing in use. */
  #config: EndpointConfig;
  #decoder: FrameDecoder;
  #counter: number;
  #nowMs = 0;
  #isOver = false;

  constructor(config: EndpointConfig, sources: VariableSources, compiled: CompiledPatterns) {
    const { reply, encoding = 'utf8' } = config;
    this.#config = config;
    this.#sources = sources;
    this.#counter = sources.counter;
    this.#rules = compileReplyRules(Array.isArray(reply) ? reply : [], encoding, compiled);
    this.#decoder = this.#newDecoder();
  }

  say(message: Uint8Array): TriedMessage {
    if (this.#isOver) return { frames: [], isLate: true };
    if (!isStream(this.#config)) return { frames: [this.#answer({ bytes: message })] };
    const frames: TriedFrame[] = [];
    try {
      // A rule may have changed the framing between two of them.
      for (const piece of this.#pieces(message)) frames.push(...this.#hear(piece));
      return { frames };
    } catch (error) {
      const problem = error instanceof EncodingProblem ? error.phrase : undefined;
      if (!problem) throw error;
      return { frames, problem };
    }
  }

  /** Returns the messages of a text. */
  #pieces(message: Uint8Array): readonly Uint8Array[] {
    const { framing, lineEnding } = this.#config;
    return framingFor(framingOf(framing, 'in'), lineEnding).encoder().split?.(message) ?? [message];
  }

  /** Returns the bytes that the peer sends. */
  #encoded(piece: Uint8Array): Uint8Array {
    const { framing, lineEnding } = this.#config;
    try {
      return joinBytes([...framingFor(framingOf(framing, 'in'), lineEnding).encoder().encode(piece).parts]);
    } catch (error) {
      const problem = phraseOf(error);
      throw problem ? new EncodingProblem(problem) : error;
    }
  }

  #hear(piece: Uint8Array): TriedFrame[] {
    const tried: TriedFrame[] = [];
    if (this.#isOver) return tried;
    for (const frame of this.#decoded(this.#encoded(piece))) {
      const answered = this.#answer(frame);
      tried.push(answered);
      if (this.#isOver) break;
      if (answered.framing === undefined) continue;
      this.#config = { ...this.#config, framing: answered.framing };
      this.#decoder = this.#newDecoder();
    }
    return tried;
  }

  /** A pause follows each message. */
  #decoded(bytes: Uint8Array): readonly Frame[] {
    const frames = this.#decoder.push(bytes, this.#nowMs);
    const deadline = this.#decoder.deadline();
    if (deadline === undefined) return frames;
    this.#nowMs = deadline;
    return [...frames, ...this.#decoder.push(new Uint8Array(), deadline)];
  }

  #answer(frame: Frame): TriedFrame {
    const { bytes, flaw } = frame;
    const { encoding, reply } = this.#config;
    const answer = flaw === 'noise' ? undefined : this.#rules.answer(bytes, this.#memory, shortRun());
    if (answer instanceof Promise) throw new TypeError('a trial must run synchronously');
    const received = { received: shownBytes(bytes, encoding), ...(flaw && { flaw }) };
    const state = () => this.#rules.stateOf(this.#memory);
    if (!answer) {
      const mismatch = firstLengthMismatch(Array.isArray(reply) ? reply : [], bytes.length);
      return { ...received, frames: [], captured: {}, state: state(), ...(mismatch && { lengthMismatch: mismatch }) };
    }
    const tooLong = answer.apply();
    const times = this.#memory.times(this.#rules, answer.rule);
    const { rule, delayMs, close, framing } = answer;
    if (close) this.#isOver = isStream(this.#config);
    return {
      ...{ ...received, rule, state: state(), captured: this.#shown(answer.captured) },
      ...triedReplies(answer, this.#config, this.#nextSources()),
      ...(times > 0 && { times }),
      ...(delayMs > 0 && { delayMs }),
      ...(tooLong.length > 0 && { tooLong }),
      ...(close && { close }),
      ...(framing !== undefined && { framing }),
    };
  }

  /** Returns the values for one answer, which has a number if it uses it. */
  #nextSources(): VariableSources {
    let count: number | undefined;
    const next = () => {
      count ??= this.#counter++;
      return count;
    };
    return {
      ...this.#sources,
      get counter() {
        return next();
      },
    };
  }

  #shown(captured: RuleAnswer['captured']): Record<string, string> {
    const { encoding = 'utf8' } = this.#config;
    const shown = (value: HoleValue) =>
      typeof value === 'object' &&
      !(value instanceof Uint8Array) &&
      typeof value.value !== 'string' &&
      value.value !== undefined
        ? String(value.value)
        : shownBytes(bytesOf(value, textCodec(encoding)) ?? new Uint8Array(), encoding);
    const entries = Object.entries(captured);
    return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, shown(value)]])));
  }

  #newDecoder(): FrameDecoder {
    const { framing, maxFrameBytes = defaultMaxFrameBytes } = this.#config;
    return framingFor(framingOf(framing, 'in')).decoder(maxFrameBytes);
  }
}

class EncodingProblem extends Error {
  readonly phrase: Phrase;

  constructor(problem: Phrase) {
    super();
    this.phrase = problem;
  }
}
