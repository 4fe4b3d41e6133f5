/**
 * Parses the configs that one page sends. One may take half a second, since patterns are compiled, so parses are paced
 * and the last results are kept.
 */
import { CompiledPatterns } from '../../core/pattern/compiledPatterns.ts';
import { resultOf } from '../../core/resultOf.ts';
import { compileConfigPatterns, configSchema, type ParsedConfig } from '../configSchema.ts';
import { PacedWork } from './pacedWork.ts';

/** Purpose for which a page sends a config. A newer call for the same purpose replaces a waiting one. */
type Purpose = 'check' | 'apply' | 'try';

interface Known {
  readonly json: string;
  readonly parsed: () => ParsedConfig;
}

export class ConfigChecks {
  readonly #work = new PacedWork();
  /** Last whole config, which is checked and then applied, and last part of one that was tried. */
  readonly #known = new Map<'whole' | 'part', Known>();

  /** Rejects with a ConfigError naming each bad field, and with CANCELLED if a newer call replaces this one. */
  parse(config: unknown, purpose: Purpose): Promise<ParsedConfig> {
    return this.use(config, purpose, parsed => parsed);
  }

  /** Parses a config and passes it to work, to try it with its compiled patterns. Rejects as `parse` does, and as the work throws. */
  async use<T>(
    config: unknown,
    purpose: Purpose,
    work: (parsed: ParsedConfig, compiled: CompiledPatterns) => T,
  ): Promise<T> {
    const json = JSON.stringify(config);
    const { parseEndpointConfig } = await configSchema();
    return this.#work.run(purpose, async () => {
      const which = purpose === 'try' ? 'part' : 'whole';
      const last = this.#known.get(which);
      const isKnown = last?.json === json;
      if (isKnown && purpose !== 'try') return work(last.parsed(), new CompiledPatterns());
      const compiled = await compileConfigPatterns(config);
      const known = isKnown ? last : { json, parsed: resultOf(() => parseEndpointConfig(config, compiled)) };
      this.#known.set(which, known);
      return work(known.parsed(), compiled);
    });
  }

  /** Cancels waiting parses. Call it when the page is gone. */
  forget(): void {
    this.#work.forget();
  }
}
