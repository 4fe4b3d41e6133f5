/** Saves snapshots and recordings, and offers to open them. */
import { basename } from 'node:path';
import { l10n, Uri, workspace } from 'vscode';
import { Dismissed } from '../../client/dismissed.ts';
import type { Recorded } from '../../client/video/recordingFiles.ts';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import type { PictureFile, VideoSnapshot } from '../../core/video/video.ts';
import { saveDialog } from '../shown/dialogs.ts';
import { informationNotice } from '../shown/notices.ts';
import { openFile, revealFile } from '../transfers/showFile.ts';

const extensions: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };

export function extensionOf({ mediaType }: PictureFile): string {
  return extensions[mediaType] ?? 'bin';
}

interface DialogTexts {
  readonly title: string;
  readonly saveLabel: string;
}

/** Returns a file that the user chooses on the machine that opens the sockets. Rejects with Dismissed. */
export async function askVideoFile({ label }: VideoSnapshot, extension: string, texts: DialogTexts): Promise<Uri> {
  const time = new Date().toISOString().replace(/\..*/, '').replaceAll(':', '-');
  const name = `${label.replaceAll(/[^\w.-]+/g, '-')}-${time}.${extension}`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const uri = await saveDialog({
    ...texts,
    filters: { [extension.toUpperCase()]: [extension] },
    ...(folder?.scheme === 'file' && { defaultUri: Uri.joinPath(folder, name) }),
  });
  if (!uri) throw new Dismissed();
  return uri;
}

export async function offerSnapshot(uri: Uri): Promise<void> {
  await offer(l10n.t('Saved {0}.', basename(uri.path)), uri.fsPath);
}

export async function offerRecording({ path, bytes, durationMs }: Recorded): Promise<void> {
  const seconds = Math.round(durationMs / 1000);
  await offer(l10n.t('Recorded {0}: {1} s, {2}.', basename(path), seconds, formatBytes(bytes)), path);
}

async function offer(text: string, path: string): Promise<void> {
  const open = l10n.t('Open');
  const reveal = l10n.t('Reveal');
  const choice = await informationNotice(text, open, reveal);
  if (choice === open) await openFile(path);
  if (choice === reveal) await revealFile(path);
}
