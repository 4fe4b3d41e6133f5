/** Calls of a panel's page about files: sending them, and acting on transfers. */
import { nothingIfDismissed } from '../../client/dismissed.ts';
import type { PageSpools } from '../../client/page/pageSpools.ts';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import type { DroppedFile, PanelCalls } from '../../protocol/panelCalls.ts';
import { withPageError } from '../page/withPageError.ts';
import { draggedUri } from '../transfers/draggedUri.ts';
import type { FileOrigin } from '../transfers/fileOrigins.ts';
import { panelTransfer } from '../transfers/panelTransfer.ts';
import type { Transfers } from '../transfers/transfers.ts';

type TransferCalls = Pick<
  PanelCalls,
  'sendDropped' | 'spool' | 'closeSpool' | 'sendChosen' | 'transfers' | 'actOnTransfer' | 'thumbnail' | 'clearTransfers'
>;

const sending = () => import('../transfers/sendFiles.ts');

export function transferCalls(endpoint: string, transfers: Transfers, spools: PageSpools): TransferCalls {
  const ask = <T>(question: Promise<T>): Promise<T | undefined> => withPageError(question.catch(nothingIfDismissed));
  /** Returns one of the page's own transfers; a page can name no others. */
  const own = async (id: string): Promise<TransferSnapshot> => {
    const isIt = (transfer: TransferSnapshot) => transfer.id === id && transfer.endpoint === endpoint;
    // The transfers that a page shows are already known: pausing one mustn't wait for a busy engine.
    const found = transfers.known.find(isIt) ?? (await transfers.of(endpoint)).find(isIt);
    if (!found) throw new SocketError('NO_TRANSFER');
    return found;
  };
  return {
    sendDropped: async (files, target) => {
      const keep = spools.forThisPage();
      const sent = await ask(sendDropped(transfers, endpoint, files, target ?? undefined));
      if (sent) keep(sent);
      return sent;
    },
    spool: (spool, bytes) => withPageError(spools.spool(spool, bytes)),
    closeSpool: (spool, complete) => withPageError(spools.close(spool, complete)),
    sendChosen: async target => {
      const { askFiles } = await import('../transfers/askFiles.ts');
      const { sendFiles } = await sending();
      const origins = () => askFiles('files', transfers);
      await ask(sendFiles(transfers, { endpoint, origins, target: target ?? undefined }));
    },
    transfers: async () => (await transfers.of(endpoint)).map(panelTransfer),
    actOnTransfer: async (action, id) => {
      const { actOnTransfer } = await import('../transfers/actOnTransfer.ts');
      await ask(own(id).then(transfer => actOnTransfer(transfers, action, transfer)));
    },
    thumbnail: async id => (await import('../../client/transfers/thumbnail.ts')).thumbnail(await own(id)),
    clearTransfers: () => withPageError(transfers.clear(endpoint)),
  };
}

/** Returns the spools for the files without a path. Rejects with Dismissed. */
async function sendDropped(
  transfers: Transfers,
  endpoint: string,
  files: readonly DroppedFile[],
  target: SendTarget | undefined,
): Promise<string[]> {
  const origins = files.map((file): FileOrigin => ('uri' in file ? { uri: draggedUri(file.uri) } : file));
  const { sendFiles } = await sending();
  const { awaited } = await sendFiles(transfers, { endpoint, origins, target });
  return [...awaited];
}
