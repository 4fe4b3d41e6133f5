/** Splits a shell line into commands and words (quotes, backslashes, pipes, redirections, comments), and quotes a path. */

const token =
  /\\(?<escaped>[\s\S])|'(?<single>[^']*)(?:'|$)|"(?<double>(?:\\[\s\S]|[^"\\])*)(?:"|\\?$)|(?<between>[^\S\n]+|\d?[<>]+&?[^\S\n]*[^\s|;&<>()]*|(?<![^\s|;&()])#.*)|(?<end>[|;&\n()]+)|(?<plain>[^\s\\'"|;&<>()]+|\\)/g;

/**
 * Returns the words of each command. Redirections and comments are dropped, variables are kept, and an unclosed quote
 * extends to the end.
 */
export function shellCommands(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (const { groups = {} } of text.replace(/\\\r?\n/g, ' ').matchAll(token)) {
    if (groups.end !== undefined) endCommand();
    else if (groups.between !== undefined) endWord();
    else word = (word ?? '') + unquoted(groups);
  }
  endCommand();
  return commands;
}

function unquoted({ escaped, single, double, plain = '' }: Record<string, string | undefined>): string {
  return escaped ?? single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? plain;
}

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
