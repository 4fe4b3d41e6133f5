/** The names of parts, as tests speak of them: which process and which attempt they are of differs from run to run. */
import { readdir } from 'node:fs/promises';

/** What lies in a folder, in order, parts as `NAME.part`. */
export async function namesIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).map(plainName).sort();
}

/** Parts as `NAME.part`, others as they are called. */
export function plainName(name: string): string {
  return name.replace(/\.[0-9a-f]{8}(-\d+-[0-9a-f]{8})?\.portside\.part$/, '.part');
}
