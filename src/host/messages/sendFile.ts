/** Sends the bytes of a file that the user chooses as one message. */
import { l10n, type Uri, window, workspace } from 'vscode';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { defaultMaxQueuedBytes } from '../../core/limits.ts';
import type { Endpoints } from '../endpoints.ts';

/** The file's name; nothing when the user chose none. Rejects with a RangeError for one that is too large for a message. */
export async function sendFile(endpoints: Endpoints, id: string, target?: SendTarget): Promise<string | undefined> {
  const [uri] =
    (await window.showOpenDialog({ openLabel: l10n.t('Send'), title: l10n.t('Send a File’s Bytes') })) ?? [];
  if (!uri) return undefined;
  await endpoints.send(
    id,
    await fileBytes(uri, endpoints.find(id).config.maxQueuedBytes ?? defaultMaxQueuedBytes),
    target,
  );
  return uri.path.split('/').at(-1) ?? '';
}

async function fileBytes(uri: Uri, maxBytes: number): Promise<Uint8Array> {
  const { size } = await workspace.fs.stat(uri);
  if (size > maxBytes) {
    throw new RangeError(
      l10n.t(
        'This file has {0} bytes; as one message {1} can be sent (maxQueuedBytes). Larger files come with file transfer.',
        size.toLocaleString(),
        maxBytes.toLocaleString(),
      ),
    );
  }
  return workspace.fs.readFile(uri);
}
