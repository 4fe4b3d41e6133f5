/** Problems of the draft, found by the host while the user types. */
import type { ReactiveControllerHost } from 'lit';
import type { ConfigProblem } from '../../src/core/config/configError.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { withoutForeignKeys } from '../../src/core/kinds.ts';
import type { CheckedConfig } from '../../src/protocol/panelCalls.ts';
import { host } from '../hostCalls.ts';
import { nothingIfReplaced } from './replacedCheck.ts';

export class DraftCheck {
  problems: readonly ConfigProblem[] = [];
  /** Examples of the framing, by its path in the config. */
  examples: CheckedConfig['examples'] = {};
  unknownKeys: readonly string[] = [];
  readonly #element: ReactiveControllerHost;
  readonly #draft: () => EndpointConfig;
  readonly #onChecked: (config: EndpointConfig) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `draft` returns the current config; `onChecked` gets the checked one, unless the draft has changed since. */
  constructor(
    element: ReactiveControllerHost,
    draft: () => EndpointConfig,
    onChecked: (config: EndpointConfig) => void,
  ) {
    this.#element = element;
    this.#draft = draft;
    this.#onChecked = onChecked;
  }

  /** Replaces a check that hasn't begun. */
  soon(afterMs: number): void {
    this.stop();
    this.#timer = setTimeout(() => void this.#check(), afterMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #check(): Promise<void> {
    const config = this.#draft();
    const checked = await host.checkConfig(withoutForeignKeys(config)).catch(nothingIfReplaced);
    if (!checked || config !== this.#draft()) return;
    this.problems = checked.problems;
    this.unknownKeys = checked.unknownKeys;
    this.examples = checked.examples;
    this.#element.requestUpdate();
    this.#onChecked(config);
  }
}
