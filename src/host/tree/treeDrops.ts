/**
 * Files dropped onto the *Connections* view: sent to the peer, or to all peers of the endpoint, onto which they are
 * dropped.
 */
import { type DataTransfer, type DataTransferFile, l10n, type TreeDragAndDropController, Uri } from 'vscode';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { parseUriList } from '../../core/transfer/uriList.ts';
import { showError } from '../shown/showError.ts';
import type { FileOrigin } from '../transfers/fileOrigins.ts';
import type { Transfers } from '../transfers/transfers.ts';
import type { ConnectionNode } from './connectionsTree.ts';

const uriList = 'text/uri-list';

export class TreeDrops implements TreeDragAndDropController<ConnectionNode> {
  readonly dragMimeTypes = [];
  readonly dropMimeTypes = [uriList, 'files'];
  readonly #transfers: Transfers;

  constructor(transfers: Transfers) {
    this.#transfers = transfers;
  }

  async handleDrop(node: ConnectionNode | undefined, dropped: DataTransfer): Promise<void> {
    try {
      const { endpoint, target } = this.#meant(node);
      // VS Code discards the bytes when this returns, so they are read before any question.
      const origins = await droppedFiles(dropped);
      this.#transfers.meant.add(origins.flatMap(origin => ('uri' in origin ? origin.uri : [])));
      const { sendFiles } = await import('../transfers/sendFiles.ts');
      await sendFiles(this.#transfers, { endpoint, origins, target });
    } catch (error) {
      showError(error);
    }
  }

  #meant(node: ConnectionNode | undefined): { endpoint: string; target?: SendTarget } {
    switch (node?.type) {
      case 'peer':
        return { endpoint: node.endpoint, target: { peer: node.peer.id } };
      case 'endpoint':
      case 'more':
      case 'closedPeers':
        return { endpoint: node.endpoint };
      case 'saved':
        throw new RangeError(
          l10n.t('“{0}” is not running. Start it first, then drop files onto it.', node.saved.label),
        );
      case 'start':
      case undefined:
        throw new RangeError(l10n.t('Drop files onto an endpoint or a client.'));
    }
  }
}

/**
 * Returns the dropped files: by URI if they have one; otherwise their bytes, which VS Code provides only as a whole.
 * Rejects with a RangeError if there are too many bytes.
 */
async function droppedFiles(dropped: DataTransfer): Promise<FileOrigin[]> {
  const listed = parseUriList((await dropped.get(uriList)?.asString()) ?? '');
  if (listed.length > 0) return listed.map(uri => ({ uri: Uri.parse(uri) }));
  const { checkSize } = await import('../transfers/fileOrigins.ts');
  const origins: FileOrigin[] = [];
  let allBytes = 0;
  for (const [, item] of dropped) {
    const file = item.asFile();
    if (!file) continue;
    if (file.uri) origins.push({ uri: file.uri });
    else {
      const bytes = await bytesOf(file);
      allBytes += bytes.length;
      checkSize(file.name, allBytes);
      origins.push({ name: file.name, sizeBytes: bytes.length, read: async () => bytes });
    }
  }
  return origins;
}

/** Rejects with a RangeError for an item that VS Code can't read, such as a folder. */
async function bytesOf(file: DataTransferFile): Promise<Uint8Array> {
  try {
    return await file.data();
  } catch (error) {
    const sentence = l10n.t('“{0}” can’t be read from here. Drop folders onto the panel.', file.name);
    throw new RangeError(sentence, { cause: error });
  }
}
