/** What drags files between programs: `text/uri-list` (RFC 2483). */

/** One a line, lines with `#` are comments. What is listed may be no URI. */
export function parseUriList(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
}
