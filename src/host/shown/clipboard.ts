/**
 * Copies texts, which may quote anything from outside. A terminal obeys control characters that are pasted, so none is copied live. All of
 * Portside is copied by these functions; a test fails if another file does it.
 */
import { env, l10n } from 'vscode';
import { pastableText, visibleText } from '../../core/bytes/visibleText.ts';
import { statusMessage } from './notices.ts';

/** Copies an address, a path or a hash, and says so. Line breaks are copied as escapes, too: a shell would run the text before one. */
export async function copyLine(line: string): Promise<void> {
  await env.clipboard.writeText(visibleText(line));
  statusMessage(l10n.t('Copied {0}', line), 3000);
}

/** Copies a text of any number of lines. */
export async function copyText(text: string): Promise<void> {
  await env.clipboard.writeText(pastableText(text));
}

/** Copies a text from a page, which may be tens of megabytes: the schema of the call has refused live control characters. */
export async function copyFromPage(text: string): Promise<void> {
  await env.clipboard.writeText(text);
}
