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

interface Dropped {
  readonly origins: readonly FileOrigin[];
  /** Files that the system handed over: the user dragged them from a file manager. */
  readonly handed: ReadonlySet<Uri>;
}

export class TreeDrops implements TreeDragAndDropController<ConnectionNode> {
  readonly dragMimeTypes = [];
  readonly dropMimeTypes = [uriList, 'files'];
  readonly #transfers: Transfers;

  constructor(transfers: Transfers) {
    this.#transfers = transfers;
  }

  /**
   * Asks about files from outside the workspace that the system didn't hand over. Their addresses may be a link's, whose text says anything:
   * a page or a Markdown preview determines where a link leads that is dragged out of it.
   */
  async handleDrop(node: ConnectionNode | undefined, dropped: DataTransfer): Promise<void> {
    try {
      const { endpoint, target } = this.#targetOf(node);
      // VS Code discards the bytes when this returns, so they are read before anything is asked.
      const { origins, handed } = await droppedFiles(dropped);
      this.#transfers.approved.add([...handed]);
      const { confirmOutside } = await import('../transfers/confirmOutside.ts');
      const others = origins.filter(origin => 'uri' in origin && !handed.has(origin.uri));
      await confirmOutside(others, this.#transfers);
      const { sendFiles } = await import('../transfers/sendFiles.ts');
      await sendFiles(this.#transfers, { endpoint, origins, target });
    } catch (error) {
      showError(error);
    }
  }

  #targetOf(node: ConnectionNode | undefined): { endpoint: string; target?: SendTarget } {
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
async function droppedFiles(dropped: DataTransfer): Promise<Dropped> {
  const files = [...dropped].flatMap(([, item]) => item.asFile() ?? []);
  const listed = parseUriList((await dropped.get(uriList)?.asString()) ?? '').map(uri => Uri.parse(uri));
  if (listed.length > 0)
    return { origins: listed.map(uri => ({ uri })), handed: new Set(listed.filter(isAmong(files))) };
  const { checkSize } = await import('../transfers/fileOrigins.ts');
  const origins: FileOrigin[] = [];
  let allBytes = 0;
  for (const file of files) {
    if (file.uri) origins.push({ uri: file.uri });
    else {
      const bytes = await bytesOf(file);
      allBytes += bytes.length;
      checkSize(file.name, allBytes);
      origins.push({ name: file.name, sizeBytes: bytes.length, read: async () => bytes });
    }
  }
  return { origins, handed: new Set(files.flatMap(({ uri }) => uri ?? [])) };
}

/**
 * Returns whether a listed address is one of the files, which have one only if the system gave their paths. VS Code lists such a path
 * correctly, but parses it like an address for the file itself: `C:` becomes a scheme, and `#` begins a fragment.
 */
function isAmong(files: readonly DataTransferFile[]): (listed: Uri) => boolean {
  const paths = new Set(files.flatMap(({ uri }) => (uri ? restOf(uri) : [])));
  return listed => listed.path.startsWith('/') && paths.has(restOf(Uri.parse(listed.fsPath)));
}

/** The scheme is another one in a remote window. */
function restOf({ path, query, fragment }: Uri): string {
  return JSON.stringify([path, query, fragment]);
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
