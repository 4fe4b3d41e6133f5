/** Parses the format in which files are dragged between programs: `text/uri-list` (RFC 2483). */

/** Returns one URI per line without comments (`#`). URIs may be invalid. */
export function parseUriList(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
}
