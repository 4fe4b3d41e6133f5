/** Sends messages that the user wrote, and counts those with variables for `{{$counter}}`. */
import { createHash, randomBytes } from 'node:crypto';
import type { EndpointSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import type { Message } from '../../core/message/message.ts';
import type { VariableSources } from '../../core/template/values.ts';
import { storedValues } from '../page/panelState.ts';

/** The part of `Endpoints` that the sender uses. */
export interface SendingEndpoints {
  find(id: string): EndpointSnapshot;
  readonly engine: { send(id: string, data: Uint8Array, target?: SendTarget, isText?: boolean): Promise<unknown> };
  panelState(id: string): string | undefined;
}

/** Returns the bytes of a message; the number is the value of its `{{$counter}}`. */
type BytesOf = (counter: number) => Uint8Array;

const firstCount = 1;

/** Loaded with the first message: variables and checksums are a tenth of what would load with each window otherwise. */
const encoder = () => import('../../core/message/messageBytes.ts');

export class MessageSender {
  readonly #endpoints: SendingEndpoints;
  readonly #counters = new Map<string, number>();

  constructor(endpoints: SendingEndpoints) {
    this.#endpoints = endpoints;
  }

  /** Returns the value of `{{$counter}}` in the endpoint's next message, initially the one that its panel stored. */
  counter(id: string): number {
    const known = this.#counters.get(id);
    if (known !== undefined) return known;
    const counter = keptCounter(this.#endpoints.panelState(id));
    this.#counters.set(id, counter);
    return counter;
  }

  resetCounter(id: string): void {
    this.#counters.set(id, firstCount);
  }

  /** Rejects with a RangeError for a message that can't be converted to bytes. */
  async send(id: string, message: Message, target?: SendTarget): Promise<void> {
    const send = await this.sendingOf(id, message, target);
    await send();
  }

  /** Resolves with a function that sends the message with new values of its variables. Rejects as `send` does. */
  async sendingOf(id: string, message: Message, target?: SendTarget): Promise<() => Promise<void>> {
    const { isVariable, messageBytes } = await encoder();
    const bytesOf: BytesOf = counter => messageBytes(message, this.#endpoints.find(id).config, sourcesFor(counter));
    if (isVariable(message)) return () => this.#sendNext(id, message, bytesOf, target);
    const bytes = bytesOf(0);
    return async () => void (await this.#endpoints.engine.send(id, bytes, target, isText(message)));
  }

  async #sendNext(id: string, message: Message, bytesOf: BytesOf, target: SendTarget | undefined): Promise<void> {
    const counter = this.counter(id);
    const bytes = bytesOf(counter);
    this.#counters.set(id, counter + 1);
    try {
      await this.#endpoints.engine.send(id, bytes, target, isText(message));
    } catch (error) {
      // The number wasn't used: take it back, unless others have been taken meanwhile.
      if (this.#counters.get(id) === counter + 1) this.#counters.set(id, counter);
      throw error;
    }
  }
}

/** Text is sent line by line if lines are frames; hex is one frame. */
function isText({ notation }: Message): boolean {
  return notation === 'text';
}

/** Returns the counter that the page stored with its draft, so that it continues in the next window. */
function keptCounter(panelState: string | undefined): number {
  const { counter } = storedValues(panelState);
  return Number.isSafeInteger(counter) && Number(counter) >= 0 ? Number(counter) : firstCount;
}

function sourcesFor(counter: number): VariableSources {
  return {
    counter,
    nowMs: Date.now(),
    random: randomBytes,
    hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
  };
}
