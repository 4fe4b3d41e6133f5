/** Tries the rules of a draft on a sample message, by a call to the host. */
import { unescapeBytes } from '../../../src/core/bytes/escapes.ts';
import type { EndpointConfig } from '../../../src/core/endpointConfig.ts';
import { withoutForeignKeys } from '../../../src/core/kinds.ts';
import type { PanelCalls } from '../../../src/protocol/panelCalls.ts';
import { problemSentence } from '../../errorText.ts';
import { isReplaced, nothingIfReplaced } from '../replacedCheck.ts';
import { type RuleSample, sampleBytes, sampleNotation, writtenBytes } from './ruleSample.ts';
import type { Trial } from './ruleTrial.ts';

export class RuleTrials {
  readonly #tryRules: PanelCalls['tryRules'];
  readonly #changed: () => void;
  #trial: Trial = { sample: { text: '' }, outcome: undefined, problem: undefined };

  /** `changed` is called when there is a new outcome. */
  constructor(tryRules: PanelCalls['tryRules'], changed: () => void) {
    this.#tryRules = tryRules;
    this.#changed = changed;
  }

  get current(): Trial {
    return this.#trial;
  }

  /** Tries the rules. The last outcome stays until the next one arrives. */
  try(sample: RuleSample, draft: EndpointConfig): void {
    this.#set({ sample, outcome: sample.text === '' ? undefined : this.#trial.outcome, problem: undefined });
    if (sample.text !== '') void this.#ask(sample, draft);
  }

  async #ask(sample: RuleSample, draft: EndpointConfig): Promise<void> {
    const trial = await this.#outcome(sample, draft).catch(nothingIfReplaced);
    if (trial && sample === this.#trial.sample) this.#set(trial);
  }

  async #outcome(sample: RuleSample, draft: EndpointConfig): Promise<Trial> {
    try {
      const { encoding = 'utf8', reply } = draft;
      const notation = sampleNotation(sample, reply);
      const bytes = sampleBytes(sample.text, notation, encoding);
      if (!Array.isArray(reply)) return { sample, outcome: undefined, problem: undefined };
      const outcome = await this.#tryRules(withoutForeignKeys(draft), bytes);
      const frames = outcome.frames.map(frame => writtenBytes(unescapeBytes(frame, encoding), notation, encoding));
      return { sample, outcome: { ...outcome, frames }, problem: undefined };
    } catch (error) {
      if (isReplaced(error)) throw error;
      return { sample, outcome: undefined, problem: problemSentence(error) };
    }
  }

  #set(trial: Trial): void {
    this.#trial = trial;
    this.#changed();
  }
}
