/** Calls of a panel's form: checks, trials, and applying a config. */
import { createHash, randomBytes } from 'node:crypto';
import type { Event } from 'vscode';
import type { ConfigChecks } from '../../client/page/configChecks.ts';
import { ConfigError, type ConfigProblem } from '../../core/config/configError.ts';
import type { EndpointConfig, EndpointFraming, Framing } from '../../core/endpointConfig.ts';
import { isFramingPair } from '../../core/framing/framingOf.ts';
import { isStream } from '../../core/kinds.ts';
import { fullSentence, type Phrase } from '../../core/phrase.ts';
import { errorSentence, problemPhrase } from '../../core/sentences/errors/errorSentence.ts';
import type { VariableSources } from '../../core/template/values.ts';
import type { CheckedConfig, PanelCalls, PanelSaved, PanelTrial } from '../../protocol/panelCalls.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { pageText } from '../shown/shownText.ts';
import { translate, translated, translatedSentence } from '../shown/translated.ts';

/** Value of `{{$peer}}` if there is no peer. */
const samplePeer = '127.0.0.1:50000';

type Saver = (config: EndpointConfig) => Promise<void>;

/** Finds where listed endpoints are saved. */
export interface SavedPlaces {
  readonly onDidChangePlaces: Event<void>;
  /** Returns where an endpoint is saved; undefined if it isn't. */
  placeOf(id: string): Promise<PanelSaved | undefined>;
  /** Returns a function that saves a config of this endpoint. Rejects with a sentence if it isn't saved. */
  saverOf(id: string): Promise<Saver>;
}

interface ConfigParts {
  readonly endpoints: Endpoints;
  readonly saved: Pick<SavedPlaces, 'saverOf'>;
  readonly configs: ConfigChecks;
}

export function configCalls(
  id: string,
  { endpoints, saved, configs }: ConfigParts,
): Pick<PanelCalls, 'checkConfig' | 'applyConfig' | 'tryRules'> {
  return {
    async checkConfig(config) {
      try {
        const { unknownKeys, config: checked } = await configs.parse(config, 'check');
        return { problems: [], unknownKeys, examples: await examplesOf(checked) };
      } catch (error) {
        if (error instanceof ConfigError)
          return { problems: error.problems.map(translatedProblem), unknownKeys: [], examples: {} };
        throw error;
      }
    },
    async applyConfig(config, { start, save }) {
      try {
        // First, so that it saves where the user was asked about: a parse may take long, and the endpoint may be renamed meanwhile.
        const saver = save ? await saved.saverOf(id) : undefined;
        const { config: checked } = await configs.parse(config, 'apply');
        const { state } = endpoints.find(id);
        if (state !== 'closed' && state !== 'failed') await applyToRunning(checked, saver);
        else {
          await saver?.(checked);
          await (start ? endpoints.reopen(id, checked) : endpoints.apply(id, checked));
        }
      } catch (error) {
        throw new Error(pageText(translatedSentence(errorSentence(error))), { cause: error });
      }
    },
    tryRules: (config, messages) => tried(configs, config, messages),
  };

  /**
   * Applies the config before saving it: otherwise, the changed setting would be offered to the running endpoint. Saves
   * it even if the restart fails, since the endpoint has it by then.
   */
  async function applyToRunning(config: EndpointConfig, saver: Saver | undefined): Promise<void> {
    try {
      await endpoints.apply(id, config);
    } finally {
      await saver?.(config);
    }
  }
}

/** Returns examples of the framings that change anything: the endpoint's, and those of rules. */
async function examplesOf(config: EndpointConfig): Promise<CheckedConfig['examples']> {
  if (!isStream(config)) return {};
  const rules = Array.isArray(config.reply) ? config.reply : [];
  const places = [
    ...framingsAt('framing', config.framing),
    ...rules.flatMap(({ framing }, at) => framingsAt(`reply.${at}.framing`, framing)),
  ];
  const { wireExample } = await import('../../core/framing/wireExample.ts');
  const examples = places.map(([path, framing]) => [path, wireExample(framing, config)] as const);
  return Object.fromEntries(examples.flatMap(([path, example]) => (example ? [[path, example]] : [])));
}

/** Returns the framings of a field that change anything, with their paths. */
function framingsAt(path: string, framing: EndpointFraming = 'none'): [path: string, framing: Framing][] {
  const framings: [string, Framing][] = isFramingPair(framing)
    ? [
        [`${path}.in`, framing.in],
        [`${path}.out`, framing.out],
      ]
    : [[path, framing]];
  return framings.filter(([, one]) => one !== 'none');
}

/** Returns the problem in the user's language, without its path: the form shows it at its field. */
function translatedProblem(problem: ConfigProblem): ConfigProblem {
  const { path, reason } = problem;
  return { path, message: pageText(fullSentence(reason ?? problemPhrase(problem), translate)) };
}

/** Tries the rules of a draft. Besides the rules, only what determines how a reply is sent is checked. */
async function tried(
  configs: ConfigChecks,
  { kind, encoding, framing, lineEnding, maxFrameBytes, reply }: EndpointConfig,
  messages: readonly Uint8Array[],
): Promise<PanelTrial[]> {
  const drafted = { kind, address: ':0', encoding, framing, lineEnding, maxFrameBytes, reply };
  const given = Object.fromEntries(Object.entries(drafted).filter(([, value]) => value !== undefined));
  const { tryDialogue } = await import('../../core/triedDialogue.ts');
  const sources: VariableSources = {
    counter: 1,
    nowMs: Date.now(),
    random: randomBytes,
    peer: samplePeer,
    hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
  };
  const trial = configs.use(given, 'try', ({ config: checked }, compiled) =>
    tryDialogue(checked, messages, sources, compiled),
  );
  const outcomes = await trial.catch(withoutPlace);
  return outcomes.map(({ frames, ...outcome }) => ({ ...withSentence(outcome), frames: frames.map(withSentence) }));
}

/** Translates the problem, if there is one. */
function withSentence<Tried extends { readonly problem?: Phrase }>({ problem, ...tried }: Tried) {
  return { ...tried, ...(problem && { problem: pageText(translated(problem)) }) };
}

/** Rejects without the problem's path: the field already shows it, so the reason suffices next to the sample. */
function withoutPlace(error: unknown): never {
  const [first] = error instanceof ConfigError ? error.problems : [];
  throw first ? new Error(pageText(fullSentence(problemPhrase(first), translate)), { cause: error }) : error;
}
