/** Files that a caller passes to a command. */
import { posix } from 'node:path';
import { Uri } from 'vscode';
import * as z from 'zod';

/** A Uri, normalized by `plainUri`. */
export const uriArgument = z
  .custom<Uri>(value => value instanceof Uri, { error: 'must be a Uri' })
  .transform(given => plainUri(given));

/**
 * Returns a Uri built from the parts of a caller's Uri. The file that is checked must be the file that is used, but a Uri can be crafted to
 * answer differently each time, or to have an `fsPath` that doesn't match its path; and VS Code resolves `link/..` textually, while the
 * system follows the link.
 */
export function plainUri({ scheme, authority, path, query, fragment }: Uri): Uri {
  return Uri.from({ scheme, authority, path: path && posix.normalize(path), query, fragment });
}
