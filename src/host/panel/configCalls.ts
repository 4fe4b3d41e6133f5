/** What the form of a panel asks: checks, trials, and the restart with another config. */
import { decodeText } from '../../core/bytes/decodeText.ts';
import { ConfigError, type ConfigProblem } from '../../core/configError.ts';
import type { Encoding, EndpointConfig, ReplyRule } from '../../core/endpointConfig.ts';
import type { PanelCalls, TriedRules } from '../../protocol/panelCalls.ts';
import { parseEndpointConfig } from '../configSchema.ts';
import type { Endpoints } from '../endpoints.ts';
import { errorSentence, problemText } from '../sentences.ts';

/** A sample is a message that somebody types. */
const maxAnswerUnits = 10_000;

export function configCalls(
  id: string,
  endpoints: Endpoints,
): Pick<PanelCalls, 'checkConfig' | 'applyConfig' | 'tryRules'> {
  return {
    async checkConfig(config) {
      try {
        return { problems: [], unknownKeys: (await parseEndpointConfig(config)).unknownKeys };
      } catch (error) {
        if (error instanceof ConfigError) return { problems: error.problems.map(toldProblem), unknownKeys: [] };
        throw error;
      }
    },
    async applyConfig(config) {
      try {
        await endpoints.reopen(id, (await parseEndpointConfig(config)).config);
      } catch (error) {
        throw new Error(errorSentence(error), { cause: error });
      }
    },
    tryRules,
  };
}

/** The field that is wrong tells it already: beside the sample the reason is enough. */
function withoutPlace(error: unknown): never {
  const [first] = error instanceof ConfigError ? error.problems : [];
  throw first ? new Error(problemText(first), { cause: error }) : error;
}

function toldProblem(problem: ConfigProblem): ConfigProblem {
  return { path: problem.path, message: problemText(problem) };
}

/** @throws RangeError or ConfigError for rules that can't be used. */
async function tryRules(rules: ReplyRule[], encoding: Encoding, frame: Uint8Array): Promise<TriedRules> {
  const { config } = await parseEndpointConfig({
    kind: 'tcp-server',
    address: ':0',
    encoding,
    reply: rules,
  } satisfies EndpointConfig).catch(withoutPlace);
  const { compileReplyRules } = await import('../../core/replyRules.ts');
  const answer = compileReplyRules(Array.isArray(config.reply) ? config.reply : [], encoding).answer(frame);
  if (!answer) return { text: '' };
  return { rule: answer.rule, text: decodeText(answer.bytes, encoding).slice(0, maxAnswerUnits) };
}
