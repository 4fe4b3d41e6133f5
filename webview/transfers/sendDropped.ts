/** Sends files that were dropped on the page. */
import * as l10n from '@vscode/l10n';
import type { SendTarget } from '../../src/core/endpointSnapshot.ts';
import { maxDroppedFiles } from '../../src/core/limits.ts';
import { host } from '../hostCalls.ts';
import { droppedFiles, tooMany, unreadable } from './droppedFiles.ts';
import { droppedUris } from './droppedUris.ts';
import { pumpFile } from './pumpFile.ts';

/**
 * Must be called while the drop is being handled. Resolves when all bytes have been delivered; rejects with a sentence
 * if some or all files couldn't be sent.
 */
export async function sendDropped(data: DataTransfer, target: SendTarget | null): Promise<void> {
  const uris = droppedUris(type => data.getData(type));
  const files = await droppedFiles(data.items);
  // The system's file manager may provide both; only the files are certain to be on the user's machine.
  if (files.length > 0) return handOver(files, target);
  if (uris.length === 0) throw new RangeError(l10n.t('None of the dropped items is a file.'));
  if (uris.length > maxDroppedFiles) throw tooMany();
  await host.sendDropped(
    uris.map(uri => ({ uri })),
    target,
  );
}

async function handOver(files: readonly File[], target: SendTarget | null): Promise<void> {
  const described = files.map(({ name, size, lastModified }) => ({ name, sizeBytes: size, modifiedMs: lastModified }));
  const spools = (await host.sendDropped(described, target)) ?? [];
  let problem: Error | undefined;
  for (const [at, spool] of spools.entries()) {
    const file = files[at];
    if (!file) continue;
    // If a file can't be read, the others are still sent.
    await pumpFile(file, spool, host).catch(error => {
      problem ??= unreadable(file.name, error);
    });
  }
  if (problem) throw problem;
}
