/**
 * Copies texts, which may quote anything from outside. Control characters are copied as escapes, since a terminal obeys
 * pasted ones. All of Portside copies through these functions; a test fails if another file copies.
 */
import { env, l10n } from 'vscode';
import { pastableText, visibleText } from '../../core/bytes/visibleText.ts';
import { statusMessage } from './notices.ts';

/**
 * Copies an address, a path or a hash, and confirms it. Escapes line breaks, too: a shell would run the text before
 * one.
 */
export async function copyLine(line: string): Promise<void> {
  await env.clipboard.writeText(visibleText(line));
  statusMessage(l10n.t('Copied {0}', line), 3000);
}

/** Copies a text, which may have several lines. */
export async function copyText(text: string): Promise<void> {
  await env.clipboard.writeText(pastableText(text));
}

/**
 * Copies a text from a page, which may be tens of MB: the schema of the call has refused unescaped control characters.
 */
export async function copyFromPage(text: string): Promise<void> {
  await env.clipboard.writeText(text);
}
