/** Whether the transcript contains messages. Counters can't tell: they also count messages that were cleared. */
import type { ReactiveControllerHost } from 'lit';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import type { EntryKind } from '../../src/core/transcriptEntry.ts';
import type { PanelCalls } from '../../src/protocol/panelCalls.ts';

const messages: readonly EntryKind[] = ['in', 'out', 'answer'];

type State = Pick<EndpointSnapshot, 'generation' | 'counters' | 'entries' | 'firstEntry'>;

/** The engine's answer about a transcript in which this many messages had been counted. */
interface Answer {
  readonly generation: number;
  readonly frames: number;
  readonly hasAny: boolean;
}

export class MessagesLeft {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  readonly #calls: Pick<PanelCalls, 'openView' | 'closeView'>;
  #answer: Answer | undefined;
  #isAsking = false;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>, calls: Pick<PanelCalls, 'openView' | 'closeView'>) {
    this.#host = host;
    this.#calls = calls;
  }

  /** Assumes that there are messages until the engine has answered. */
  hasAny(endpoint: State): boolean {
    return this.#known(endpoint) ?? true;
  }

  /** Asks the engine, unless the answer is known. */
  async find(endpoint: State): Promise<void> {
    if (this.#isAsking || this.#known(endpoint) !== undefined) return;
    this.#isAsking = true;
    const { generation } = endpoint;
    const frames = framesOf(endpoint);
    try {
      const { view, state } = await this.#calls.openView({ kinds: messages });
      await this.#calls.closeView(view);
      // Only in a transcript of very many events does the search for a message take longer.
      const hasAny = state.end > state.first || state.scanned < state.total;
      this.#answer = { generation, frames, hasAny };
      this.#host.requestUpdate();
    } catch {
      // The endpoint or its engine is gone.
    } finally {
      this.#isAsking = false;
    }
  }

  #known({ generation, counters, entries, firstEntry }: State): boolean | undefined {
    const frames = framesOf({ counters });
    if (frames === 0 || entries === firstEntry) return false;
    if (this.#answer?.generation !== generation) return undefined;
    return this.#answer.hasAny || (this.#answer.frames === frames ? false : undefined);
  }
}

function framesOf({ counters }: Pick<State, 'counters'>): number {
  return counters.framesIn + counters.framesOut;
}
