import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Saves endpoints in the settings of a folder that has none. */
export async function saveEndpoints(folder: string, ...endpoints: readonly object[]): Promise<void> {
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.endpoints': endpoints }));
}
