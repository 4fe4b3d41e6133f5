/**
 * Notices rules that answer answers with ever longer messages. An answer that quotes its message continues that message's chain: the one of
 * an answer, of any endpoint of this window, that the message repeats, or of one to the same peer that it contains. A message that a
 * person or a program makes up contains no answer, so it begins a new chain.
 */
import { crc32 } from 'node:zlib';

/** Answers in a row, each longer than all before it, after which the next one isn't sent. */
const maxGrowths = 8;
/** Answers of the window that are remembered. */
const maxKnown = 4096;
/** Answers to one peer that are remembered: as many messages can be on their way to and fro. */
const maxRecent = 8;
/** An answer is remembered by its length and a checksum of this many bytes. */
const summedBytes = 64 * 1024;
/** First bytes of an answer, with which it is looked for in a message, at this many places. */
const headBytes = 64;
const maxPlaces = 8;
const maxNamed = 5;

export interface RuleOfEndpoint {
  /** Its label in the UI. */
  readonly endpoint: string;
  /** From 0. */
  readonly rule: number;
}

export interface AnswerChain {
  readonly growths: number;
  /** Bytes of the longest message so far. */
  readonly longest: number;
  /** Those that took part. */
  readonly rules: readonly RuleOfEndpoint[];
}

interface RecentAnswer {
  readonly head: Buffer;
  readonly length: number;
  readonly key: string;
  readonly chain: AnswerChain;
}

/** The answers of a window by their content. */
export class KnownAnswers {
  readonly #chains = new Map<string, AnswerChain>();

  add(answer: Uint8Array, chain: AnswerChain): void {
    const key = keyOf(answer);
    this.#chains.delete(key);
    this.#chains.set(key, chain);
    const [oldest = ''] = this.#chains.keys();
    if (this.#chains.size > maxKnown) this.#chains.delete(oldest);
  }

  find(frame: Uint8Array): AnswerChain | undefined {
    return this.#chains.get(keyOf(frame));
  }
}

const knownAnswers = new KnownAnswers();

/** One peer's answers. */
export class GrowingAnswers {
  readonly #known: KnownAnswers;
  readonly #recent: RecentAnswer[] = [];

  constructor(known = knownAnswers) {
    this.#known = known;
  }

  /** Returns the chain that a rule's answer of this many bytes continues, if it quotes the frame. */
  continued(frame: Uint8Array, answerBytes: number, rule: RuleOfEndpoint): AnswerChain {
    const chain = this.#chainOf(frame) ?? { growths: 0, longest: frame.length, rules: [] };
    const isNew = !chain.rules.some(one => one.endpoint === rule.endpoint && one.rule === rule.rule);
    const rules = isNew && chain.rules.length < maxNamed ? [...chain.rules, rule] : chain.rules;
    if (answerBytes <= chain.longest) return { ...chain, rules };
    return { growths: chain.growths + 1, longest: answerBytes, rules };
  }

  /** Remembers an answer that goes out. */
  sent(answer: Uint8Array, chain: AnswerChain): void {
    if (chain.growths === 0 || answer.length === 0) return;
    this.#known.add(answer, chain);
    // Copied: many peers may each have large answers.
    const head = Buffer.from(answer.slice(0, headBytes));
    this.#recent.push({ head, length: answer.length, key: keyOf(answer), chain });
    if (this.#recent.length > maxRecent) this.#recent.shift();
  }

  #chainOf(frame: Uint8Array): AnswerChain | undefined {
    const known = this.#known.find(frame);
    const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.length);
    const contained = this.#recent.filter(answer => isIn(bytes, answer)).map(({ chain }) => chain);
    return [...(known ? [known] : []), ...contained].sort((one, other) => other.growths - one.growths)[0];
  }
}

function isIn(frame: Buffer, { head, length, key }: RecentAnswer): boolean {
  let at = frame.indexOf(head);
  for (let places = 0; at >= 0 && at + length <= frame.length && places < maxPlaces; places++) {
    if (keyOf(frame.subarray(at, at + length)) === key) return true;
    at = frame.indexOf(head, at + 1);
  }
  return false;
}

/** True for an answer that isn't to be sent. */
export function growsForever({ growths }: AnswerChain): boolean {
  return growths > maxGrowths;
}

function keyOf(bytes: Uint8Array): string {
  return `${bytes.length} ${crc32(bytes.subarray(0, summedBytes))}`;
}
