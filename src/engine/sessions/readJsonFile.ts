/** Reads the small files that Portside keeps in a session, whatever has taken their place. */

import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';
import { readRegularFile } from '../../files/regularFile.ts';

/** A larger file isn't loaded. A panel's draft and history are the most that is kept. */
const maxFileBytes = 32 * 1024 * 1024;

/** Resolves with the value of a file, and with undefined if it is missing, too large or too deep, no regular file, or not JSON. */
export async function readJsonFile(path: string, maxBytes = maxFileBytes): Promise<unknown> {
  try {
    const bytes = await readRegularFile(path, maxBytes);
    return !bytes || isJsonDeeper(bytes) ? undefined : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Also where it is another user's: nothing here depends on why it can't be read.
    return undefined;
  }
}
