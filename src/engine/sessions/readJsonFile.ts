/** Reads the small files that Portside keeps in a session. Anything else may have taken their place. */
import { isJsonDeeper } from '../../core/bytes/jsonDepth.ts';
import { readRegularFile } from '../../files/regularFile.ts';

/** Maximum size of a file that is loaded. The largest content is a panel's draft and history. */
const maxFileBytes = 32 * 1024 * 1024;

/** Resolves with a file's value; undefined if it is missing, too large, too deep, not a regular file, or not JSON. */
export async function readJsonFile(path: string, maxBytes = maxFileBytes): Promise<unknown> {
  try {
    const bytes = await readRegularFile(path, maxBytes);
    return !bytes || isJsonDeeper(bytes) ? undefined : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Also if the file is another user's: no caller needs to know why it can't be read.
    return undefined;
  }
}
