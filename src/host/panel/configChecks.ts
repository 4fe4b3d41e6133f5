/** Parses the configs that one page gives. One may take seconds, since patterns are compiled: the parses are paced, and the last one is kept. */
import { configSchema, type ParsedConfig } from '../configSchema.ts';
import { PacedWork } from './pacedWork.ts';

/** Why a page gives a config. A newer call for the same purpose replaces one that waits. */
type Purpose = 'check' | 'apply' | 'try';

interface Known {
  readonly json: string;
  readonly parsed: () => ParsedConfig;
}

export class ConfigChecks {
  readonly #work = new PacedWork();
  /** The last whole config, which is checked and then applied, and the last one to try, which is a part of it. */
  readonly #known = new Map<'whole' | 'part', Known>();

  /** Rejects with a ConfigError naming each bad field, and with CANCELLED if a newer call replaces this one. */
  parse(config: unknown, purpose: Purpose): Promise<ParsedConfig> {
    return this.use(config, purpose, parsed => parsed);
  }

  /** Parses a config and passes it to work that may take as long. Rejects as `parse` does, and as the work throws. */
  async use<T>(config: unknown, purpose: Purpose, work: (parsed: ParsedConfig) => T): Promise<T> {
    const json = JSON.stringify(config);
    const { parseEndpointConfig } = await configSchema();
    return this.#work.run(purpose, () => {
      const which = purpose === 'try' ? 'part' : 'whole';
      const last = this.#known.get(which);
      const known = last?.json === json ? last : { json, parsed: outcomeOf(() => parseEndpointConfig(config)) };
      this.#known.set(which, known);
      return work(known.parsed());
    });
  }

  /** The page has gone. */
  forget(): void {
    this.#work.forget();
  }
}

/** Runs something once. Returns a function that returns, or throws, as it did. */
function outcomeOf<T>(run: () => T): () => T {
  try {
    const value = run();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
