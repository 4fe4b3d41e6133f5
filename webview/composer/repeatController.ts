/** Whether and how often the message is repeated: the bar in which that is set, and its state, which is stored with the page. */
import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { RepeatPlan } from '../../src/core/message/repetition.ts';
import type { PanelState } from '../../src/protocol/panelCalls.ts';
import { keep, keptState } from '../hostCalls.ts';
import { repeatBar } from './repeatBar.ts';

export interface RepeatParts {
  start(plan: RepeatPlan): void;
  stop(): void;
}

export class RepeatController {
  /** The bar is shown even if nothing is repeated. */
  isShown = keptState().repeats ?? false;
  #plan: RepeatPlan = keptState().repeat ?? { everyMs: 1000 };
  readonly #host: ReactiveControllerHost;
  readonly #parts: RepeatParts;

  constructor(host: ReactiveControllerHost, parts: RepeatParts) {
    this.#host = host;
    this.#parts = parts;
  }

  toggle(): void {
    this.isShown = !this.isShown;
    keep({ repeats: this.isShown });
    this.#host.requestUpdate();
  }

  /** `obstacle` is why nothing can be sent now. */
  bar(repeat: PanelState['repeat'], obstacle: string | undefined): TemplateResult | typeof nothing {
    if (!this.isShown && !repeat?.running) return nothing;
    return repeatBar(this.#plan, repeat, obstacle, {
      change: plan => {
        this.#plan = plan;
        keep({ repeat: plan });
        this.#host.requestUpdate();
      },
      start: () => this.#parts.start(this.#plan),
      stop: () => this.#parts.stop(),
    });
  }
}
