/** Files that a caller names to a command. */
import { posix } from 'node:path';
import { Uri } from 'vscode';
import * as z from 'zod';

/** A Uri, taken over by `plainUri`. */
export const uriArgument = z
  .custom<Uri>(value => value instanceof Uri, { error: 'must be a Uri' })
  .transform(given => plainUri(given));

/**
 * Returns a Uri of the parts of a caller's one. What is checked and what is used must be the same file, but a Uri can be made that answers
 * differently each time, or whose `fsPath` belies its path; and VS Code takes `link/..` for nothing, where the system follows the link.
 */
export function plainUri({ scheme, authority, path, query, fragment }: Uri): Uri {
  return Uri.from({ scheme, authority, path: path && posix.normalize(path), query, fragment });
}
