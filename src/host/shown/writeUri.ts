/** Writes whole files, chosen by the user or named by a caller. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Uri, workspace } from 'vscode';
import { writeRegularFile } from '../../files/regularFile.ts';

/**
 * Writes a file and creates missing folders. Unlike VS Code's `writeFile`, it doesn't wait for the reader of a pipe.
 * Rejects with NOT_REPLACEABLE for anything but a regular file, or with the system's error.
 */
export async function writeUri(uri: Uri, bytes: Uint8Array): Promise<void> {
  if (uri.scheme !== 'file') return workspace.fs.writeFile(uri, bytes);
  await mkdir(dirname(uri.fsPath), { recursive: true });
  await writeRegularFile(uri.fsPath, bytes);
}
