/** A config as the text of its JSON document. */
import { FileSystemError, l10n } from 'vscode';
import { parseEndpointConfig } from '../../client/configSchema.ts';
import { ConfigError } from '../../core/config/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { noticeText } from '../shown/shownText.ts';
import { translatedSentence } from '../shown/translated.ts';

export function configJson(config: EndpointConfig): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** @throws FileSystemError with a sentence that names the invalid field. */
export async function parseConfigJson(text: string): ReturnType<typeof parseEndpointConfig> {
  try {
    return await parseEndpointConfig(JSON.parse(text));
  } catch (error) {
    if (error instanceof ConfigError) throw fileError(noticeText(translatedSentence(errorSentence(error))));
    throw fileError(noticeText(l10n.t('Not valid JSON: {0}', (error as Error).message)));
  }
}

/** Returns an error without a name, which VS Code would show before the sentence: `Unknown (FileSystemError): …`. */
function fileError(sentence: string): FileSystemError {
  return Object.assign(new FileSystemError(sentence), { name: '' });
}
