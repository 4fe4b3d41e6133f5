/** How an endpoint leaves the list: set aside for an undo, removed for good, or left to the next window. */
import { notDeleted } from '../sessions/notDeleted.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { TransferList } from '../transfer/transferList.ts';
import type { EndpointFiles } from './endpointFiles.ts';
import type { EndpointLife } from './endpointLife.ts';
import type { EndpointMessages } from './endpointMessages.ts';
import type { KeptEndpoint } from './keptEndpoint.ts';
import type { PeerList } from './peerList.ts';

export interface EndpointRemovalParts {
  readonly kept: KeptEndpoint;
  readonly life: EndpointLife;
  readonly peers: PeerList;
  readonly messages: EndpointMessages;
  readonly files: EndpointFiles;
  readonly transfers: TransferList;
  readonly transcript: Transcript;
  /** Writes the endpoint's state for the next window. */
  remember(): void;
}

export class EndpointRemoval {
  readonly #parts: EndpointRemovalParts;

  constructor(parts: EndpointRemovalParts) {
    this.#parts = parts;
  }

  /** Closes the sockets; the transcript stays. */
  async close(): Promise<void> {
    const { kept, life, transcript, remember } = this.#parts;
    await life.close();
    remember();
    // A removed transcript needn't be written.
    if (!kept.isRemoved) await transcript.rest();
  }

  /** Closes the sockets and keeps the rest for `bringBack`, here or in the next window; no later window lists it. */
  async setAside(removedMs: number): Promise<void> {
    const { kept, messages, transcript, remember } = this.#parts;
    // As it is now, for the next window.
    remember();
    kept.isRemoved = true;
    messages.end();
    transcript.setAside(true);
    await this.close();
    // The last entries must survive if the engine dies before an undo.
    await transcript.flush();
    await kept.settled();
    await kept.setAside(removedMs);
  }

  /**
   * Undoes `setAside`: everything is as before, except that it is closed. If it was open, it gets its previous port when it is reopened.
   */
  bringBack(wasOpen = false): void {
    const { kept, life, transcript } = this.#parts;
    kept.isRemoved = false;
    transcript.setAside(false);
    life.bringBack(wasOpen);
  }

  /** Closes it and deletes its files. If they can't be deleted, that is logged, and no later window lists it. */
  async remove(): Promise<void> {
    const { kept, messages, peers, files, transfers, transcript } = this.#parts;
    kept.isRemoved = true;
    messages.end();
    peers.discard();
    await this.close();
    files.dispose();
    await Promise.all([kept.end(), transfers.end()]);
    // Without a time in which it could be restored: a later window would list it if its files stay.
    await kept.setAside(0);
    await transcript.remove().catch(notDeleted);
  }

  /** Closes the sockets and leaves the transcript and the endpoint's state to the next window; an endpoint that isn't kept is removed. */
  async suspend(): Promise<void> {
    const { kept, life, messages, transfers, transcript } = this.#parts;
    if (!kept.isKept) return this.remove();
    messages.end();
    await life.suspend();
    // One that was removed may be restored: files that only wait for that don't get their last names.
    transcript.setAside(false);
    await transcript.close();
    await Promise.all([kept.settled(), transfers.settled()]);
    // The next window writes there.
    await Promise.all([kept.end(), transfers.end()]);
  }
}
