/** The format in which files are dragged between programs: `text/uri-list` (RFC 2483). */

/** One URI per line; lines with `#` are comments. Entries may be invalid URIs. */
export function parseUriList(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
}
