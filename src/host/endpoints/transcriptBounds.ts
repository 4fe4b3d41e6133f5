/** Limits for the transcripts of this window: the settings under `portside.transcript`. */
import { type Disposable, workspace } from 'vscode';
import type { TranscriptBounds } from '../../core/transcriptEntry.ts';

const section = 'portside.transcript';
const bytesPerMiB = 1024 * 1024;

/**
 * Settings are typed by hand: an invalid value is replaced by the default, and one that is too small by the minimum.
 */
export function transcriptBounds(): TranscriptBounds {
  const settings = workspace.getConfiguration(section);
  const atLeast = (name: string, least: number, otherwise: number) => {
    const value = settings.get<unknown>(name);
    return typeof value === 'number' && Number.isFinite(value) ? Math.max(least, value) : otherwise;
  };
  return {
    memoryBytes: atLeast('maxMemory', 16, 64) * bytesPerMiB,
    diskBytes: atLeast('maxDisk', 32, 2048) * bytesPerMiB,
    rows: atLeast('maxEntries', 1000, 20_000_000),
  };
}

export function onDidChangeTranscriptBounds(changed: (bounds: TranscriptBounds) => void): Disposable {
  return workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(section)) changed(transcriptBounds());
  });
}
