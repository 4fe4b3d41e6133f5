/** Names of parts without the process and attempt, which differ from run to run. */
import { readdir } from 'node:fs/promises';

/** Returns the sorted names in a folder, parts as `NAME.part`. */
export async function namesIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).map(plainName).sort();
}

/** Returns the name of a part as `NAME.part`, and any other name unchanged. */
export function plainName(name: string): string {
  return name.replace(/\.[0-9a-f]{8}(-\d+-[0-9a-f]{8})?\.portside\.part$/, '.part');
}
