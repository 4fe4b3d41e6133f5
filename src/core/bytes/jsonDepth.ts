/**
 * Measures the depth of a JSON text before it is parsed. V8 takes a microsecond per level, so a file of megabytes could
 * block everything for seconds, and a deep value can't be sent to another thread.
 */

const [quote, backslash] = [0x22, 0x5c];
const [array, arrayEnd, object, objectEnd] = [0x5b, 0x5d, 0x7b, 0x7d];

/** More than any of our values has: the unknown keys of a config have at most a hundred. */
const usualLevels = 128;

/** Whether arrays and objects are nested deeper than `maxLevels`. The text is UTF-8 and needn't be valid. */
export function isJsonDeeper(text: Uint8Array, maxLevels = usualLevels): boolean {
  let levels = 0;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (byte === quote) at = endOfString(text, at);
    else if (byte === array || byte === object) levels++;
    else if (byte === arrayEnd || byte === objectEnd) levels--;
    if (levels > maxLevels) return true;
  }
  return false;
}

/** Returns the position of the quote that ends a string, or the end of the text. */
function endOfString(text: Uint8Array, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === backslash) at++;
    else if (text[at] === quote) return at;
  }
  return text.length;
}
