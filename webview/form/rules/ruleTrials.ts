/** Tries the rules of a draft on the messages of a dialogue, by a call to the host. */
import { unescapeBytes } from '../../../src/core/bytes/escapes.ts';
import type { Encoding, EndpointConfig } from '../../../src/core/endpointConfig.ts';
import { withoutForeignKeys } from '../../../src/core/kinds.ts';
import { maxTriedMessages } from '../../../src/core/limits.ts';
import { TextError } from '../../../src/core/phrase.ts';
import type { PayloadNotation } from '../../../src/core/template/escapedPayload.ts';
import type { PanelCalls, PanelTrial } from '../../../src/protocol/panelCalls.ts';
import { problemSentence } from '../../errorText.ts';
import type { KeptSample } from '../../keptState.ts';
import { isReplaced, nothingIfReplaced } from '../replacedCheck.ts';
import { type RuleSample, sampleBytes, sampleNotation, writtenBytes } from './ruleSample.ts';

export interface Trial {
  /** Messages that were entered. */
  readonly messages: readonly KeptSample[];
  /** The message that is being typed. */
  readonly sample: RuleSample;
  /** What the messages get, then the typed one if there is one. Empty until it is known. */
  readonly outcomes: readonly PanelTrial[];
  readonly problem: string | undefined;
}

export class RuleTrials {
  readonly #tryRules: PanelCalls['tryRules'];
  readonly #changed: () => void;
  #trial: Trial = { messages: [], sample: { text: '' }, outcomes: [], problem: undefined };

  /** `changed` is called when there is a new outcome. */
  constructor(tryRules: PanelCalls['tryRules'], changed: () => void) {
    this.#tryRules = tryRules;
    this.#changed = changed;
  }

  get current(): Trial {
    return this.#trial;
  }

  /** What the last message gets. */
  get last(): PanelTrial | undefined {
    const { messages, sample, outcomes } = this.#trial;
    return outcomes[messages.length - (sample.text === '' ? 1 : 0)];
  }

  /** Tries the rules. The outcomes stay until new ones arrive. */
  try(dialogue: Partial<Pick<Trial, 'messages' | 'sample'>>, draft: EndpointConfig): void {
    const next = { ...this.#trial, ...dialogue, problem: undefined };
    const count = next.messages.length + (next.sample.text === '' ? 0 : 1);
    this.#set({ ...next, outcomes: next.outcomes.slice(0, count) });
    if (count > 0) void this.#ask(this.#trial, draft);
  }

  /** Adds the typed message to the dialogue, unless it can't be parsed. */
  enter(draft: EndpointConfig): void {
    const { messages, sample } = this.#trial;
    const { encoding = 'utf8', reply } = draft;
    const notation = sampleNotation(sample, reply);
    if (messages.length >= maxTriedMessages || !isReadable(sample.text, notation, encoding)) return;
    const { notation: chosen } = sample;
    this.try(
      { messages: [...messages, { text: sample.text, notation }], sample: { text: '', notation: chosen } },
      draft,
    );
  }

  async #ask(trial: Trial, draft: EndpointConfig): Promise<void> {
    const next = await this.#tried(trial, draft).catch(nothingIfReplaced);
    const { messages, sample } = this.#trial;
    if (next && trial.messages === messages && trial.sample === sample) this.#set(next);
  }

  async #tried(trial: Trial, draft: EndpointConfig): Promise<Trial> {
    const { messages, sample } = trial;
    try {
      const { encoding = 'utf8', reply } = draft;
      if (!Array.isArray(reply)) return { ...trial, outcomes: [] };
      const notation = sampleNotation(sample, reply);
      const all = sample.text === '' ? messages : [...messages, { text: sample.text, notation }];
      if (all.length > maxTriedMessages)
        throw new TextError('a dialogue can have at most {0} messages', maxTriedMessages);
      const bytes = all.map(message => sampleBytes(message.text, message.notation, encoding));
      const outcomes = await this.#tryRules(withoutForeignKeys(draft), bytes);
      return { ...trial, outcomes: outcomes.map(one => written(one, notation, encoding)) };
    } catch (error) {
      if (isReplaced(error)) throw error;
      return { ...trial, outcomes: trial.outcomes.slice(0, messages.length), problem: problemSentence(error) };
    }
  }

  #set(trial: Trial): void {
    this.#trial = trial;
    this.#changed();
  }
}

function isReadable(text: string, notation: PayloadNotation, encoding: Encoding): boolean {
  try {
    sampleBytes(text, notation, encoding);
    return true;
  } catch {
    return false;
  }
}

/** Writes the bytes of an outcome in a notation. */
function written(trial: PanelTrial, notation: PayloadNotation, encoding: Encoding): PanelTrial {
  const shown = (escaped: string) => writtenBytes(unescapeBytes(escaped, encoding), notation, encoding);
  return {
    ...trial,
    frames: trial.frames.map(frame => ({
      ...frame,
      received: shown(frame.received),
      frames: frame.frames.map(shown),
    })),
  };
}
