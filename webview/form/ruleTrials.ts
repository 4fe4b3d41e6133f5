/** Makes the host try the rules of a draft on a sample message. */
import { unescapeBytes } from '../../src/core/bytes/escapes.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { withoutForeignKeys } from '../../src/core/kindFields.ts';
import type { PanelCalls } from '../../src/protocol/panelCalls.ts';
import { errorText } from '../errorText.ts';
import type { Trial } from './ruleTrial.ts';

export class RuleTrials {
  readonly #tryRules: PanelCalls['tryRules'];
  readonly #changed: () => void;
  #trial: Trial = { sample: '', outcome: undefined, problem: undefined };

  /** `changed` is called when there is a new outcome. */
  constructor(tryRules: PanelCalls['tryRules'], changed: () => void) {
    this.#tryRules = tryRules;
    this.#changed = changed;
  }

  get current(): Trial {
    return this.#trial;
  }

  /** The last outcome stays until the next one has arrived. */
  try(sample: string, draft: EndpointConfig): void {
    this.#set({ sample, outcome: sample === '' ? undefined : this.#trial.outcome, problem: undefined });
    if (sample !== '') void this.#ask(sample, draft);
  }

  async #ask(sample: string, draft: EndpointConfig): Promise<void> {
    const trial = await this.#outcome(sample, draft);
    if (sample === this.#trial.sample) this.#set(trial);
  }

  async #outcome(sample: string, draft: EndpointConfig): Promise<Trial> {
    try {
      const bytes = unescapeBytes(sample, draft.encoding ?? 'utf8');
      const outcome = Array.isArray(draft.reply) ? await this.#tryRules(withoutForeignKeys(draft), bytes) : undefined;
      return { sample, outcome, problem: undefined };
    } catch (error) {
      return { sample, outcome: undefined, problem: errorText(error) };
    }
  }

  #set(trial: Trial): void {
    this.#trial = trial;
    this.#changed();
  }
}
