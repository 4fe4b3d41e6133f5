/**
 * Copies texts, which may quote anything from outside. A terminal obeys control characters that are pasted, so none is copied live. All of
 * Portside is copied by these functions; a test fails if another file does it.
 */
import { env } from 'vscode';
import { pastableText, visibleText } from '../core/bytes/visibleText.ts';

/** Copies an address, a path or a name, with line breaks as escapes, too: a shell would run the text before one. */
export async function copyLine(line: string): Promise<void> {
  await env.clipboard.writeText(visibleText(line));
}

/** Copies a text of any number of lines. */
export async function copyText(text: string): Promise<void> {
  await env.clipboard.writeText(pastableText(text));
}

/** Copies a text from a page, which may be tens of megabytes: the schema of the call has refused live control characters. */
export async function copyFromPage(text: string): Promise<void> {
  await env.clipboard.writeText(text);
}
