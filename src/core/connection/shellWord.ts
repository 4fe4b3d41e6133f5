/** Quotes a word for a shell's command line, since it may come from a config that another person wrote. */

/** Characters that no shell interprets. */
const plain = /^[\w./:@%+-]+$/;

/**
 * Returns a file's path as a single word that isn't an option; undefined for a path with control characters, which a
 * terminal might execute before the shell sees the quotes.
 */
export function pathWord(path: string): string | undefined {
  if (path === '' || /\p{Cc}/u.test(path)) return undefined;
  const word = path.startsWith('-') ? `./${path}` : path;
  return plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
