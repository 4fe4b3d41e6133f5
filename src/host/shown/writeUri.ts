/** Writes whole files that the user chooses, or that a caller names. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Uri, workspace } from 'vscode';
import { writeRegularFile } from '../../files/regularFile.ts';

/**
 * Writes a file and creates missing folders. VS Code's own `writeFile` would wait for the reader of a pipe. Rejects with NOT_REPLACEABLE for
 * anything but a file, or with the system's error.
 */
export async function writeUri(uri: Uri, bytes: Uint8Array): Promise<void> {
  if (uri.scheme !== 'file') return workspace.fs.writeFile(uri, bytes);
  await mkdir(dirname(uri.fsPath), { recursive: true });
  await writeRegularFile(uri.fsPath, bytes);
}
