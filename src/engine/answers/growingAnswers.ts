/**
 * Detects rules that reply to replies with ever longer messages. A reply that quotes its message continues that message's chain: the chain
 * of a reply from any endpoint of this window that the message repeats, or of one to the same peer that it contains. A message composed by
 * a person or a program contains no reply, so it begins a new chain.
 */
import { crc32 } from 'node:zlib';

/** Number of consecutive replies, each longer than all before it, after which the next one isn't sent. */
const maxGrowths = 8;
/** Number of replies remembered per window. */
const maxKnown = 4096;
/** Number of replies remembered per peer: as many messages can be in transit in both directions. */
const maxRecent = 8;
/** A reply is remembered by its length and a checksum of this many bytes. */
const summedBytes = 64 * 1024;
/** Length of a reply's head that is searched for in a message, and the maximum number of hits compared. */
const headBytes = 64;
const maxPlaces = 8;
/**
 * Each recent reply is searched for this far into a message, synchronously. Text that rules put before a quoted message
 * is shorter; otherwise the replies soon reach every limit on a message's length.
 */
const searchedBytes = 1024 * 1024;
const maxNamed = 5;

export interface RuleOfEndpoint {
  /** The endpoint's label in the UI. */
  readonly endpoint: string;
  /** Index of the rule, from 0. */
  readonly rule: number;
}

export interface AnswerChain {
  readonly growths: number;
  /** Length of the longest message so far. */
  readonly longest: number;
  /** The rules involved. */
  readonly rules: readonly RuleOfEndpoint[];
}

interface RecentAnswer {
  readonly head: Buffer;
  readonly length: number;
  readonly key: string;
  readonly chain: AnswerChain;
}

/** The replies of a window by their content. */
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

/** The replies to one peer. */
export class GrowingAnswers {
  readonly #known: KnownAnswers;
  readonly #recent: RecentAnswer[] = [];

  constructor(known = knownAnswers) {
    this.#known = known;
  }

  /** Returns the chain that a rule's reply of this many bytes continues, if it quotes the frame. */
  continued(frame: Uint8Array, answerBytes: number, rule: RuleOfEndpoint): AnswerChain {
    const chain = this.#chainOf(frame) ?? { growths: 0, longest: frame.length, rules: [] };
    const isNew = !chain.rules.some(one => one.endpoint === rule.endpoint && one.rule === rule.rule);
    const rules = isNew && chain.rules.length < maxNamed ? [...chain.rules, rule] : chain.rules;
    if (answerBytes <= chain.longest) return { ...chain, rules };
    return { growths: chain.growths + 1, longest: answerBytes, rules };
  }

  /** Remembers an outgoing reply. */
  sent(answer: Uint8Array, chain: AnswerChain): void {
    if (chain.growths === 0 || answer.length === 0) return;
    this.#known.add(answer, chain);
    // Copied, so that a large reply doesn't stay in memory for every peer.
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
  const searched = frame.subarray(0, searchedBytes + head.length);
  let at = searched.indexOf(head);
  for (let places = 0; at >= 0 && at + length <= frame.length && places < maxPlaces; places++) {
    if (keyOf(frame.subarray(at, at + length)) === key) return true;
    at = searched.indexOf(head, at + 1);
  }
  return false;
}

/** Returns true if the reply that continues the chain must not be sent. */
export function growsForever({ growths }: AnswerChain): boolean {
  return growths > maxGrowths;
}

function keyOf(bytes: Uint8Array): string {
  return `${bytes.length} ${crc32(bytes.subarray(0, summedBytes))}`;
}
