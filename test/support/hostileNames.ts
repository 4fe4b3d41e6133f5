/** Names with which peers, files and settings could deceive a reader, and what VS Code would make of a text that quotes them. */
import assert from 'node:assert/strict';

export const hostileNames: readonly string[] = [
  '[Accept](command:workbench.action.quit)',
  '[x](https://evil.example "title")',
  '[x]\n(command:a)',
  // The two halves of a link, for a sentence that quotes two names.
  '[x',
  'x](command:a)',
  '](command:a)',
  '(command:a)',
  '$(sync~spin)',
  '\\$(trash)',
  '$($(trash))',
  'photo\u202egpj.exe',
  'a\u2066b\u200bc\ufeffd',
  'Saved.\n\nAllow everything?',
  'a\r\nb\rc\u2028d\u2029e\u0085f',
  '\x1b[31mred\x07',
  '<img src=x onerror=alert(1)>',
  'long '.repeat(2000),
  '[x](command:a)'.repeat(800),
  '$(x)'.repeat(2500),
  '\u202e'.repeat(5000),
  '\u{1f600}'.repeat(2500),
  `a${'\u{1f600}'.repeat(2500)}`,
];

/** How VS Code finds links: `src/vs/base/common/linkedText.ts`. It replaces line breaks with spaces first. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** How VS Code finds icons: `src/vs/base/browser/ui/iconLabel/iconLabels.ts`. */
const icons = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;

export function hasLink(text: string): boolean {
  return link.test(text.replaceAll(/\r\n|\n|\r/g, ' '));
}

export function hasIcon(text: string): boolean {
  return [...text.matchAll(icons)].some(([, isEscaped]) => isEscaped === undefined);
}

/** Fails for a text with several lines or invisible characters, or longer than VS Code shows. */
export function assertPlain(text: string, about = text): void {
  assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u, `invisible: ${about}`);
  assert.ok(text.replaceAll('\\$(', '$(').length <= 1000, `${text.length} characters: ${about.slice(0, 200)}`);
}
