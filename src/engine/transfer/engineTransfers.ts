/** The transfers of all endpoints of an engine, by id, and their shared defaults. */
import { SocketError } from '../../core/socketError.ts';
import {
  defaultReceiveSettings,
  type ReceiveSettings,
  type TransferSnapshot,
} from '../../core/transfer/transferSnapshot.ts';
import { ChangeAnnouncer } from '../changeAnnouncer.ts';
import type { Transfer } from './transfer.ts';
import type { TransferList } from './transferList.ts';

/** At most ten announcements per second. */
const announceMs = 100;

interface WithTransfers {
  readonly transfers: TransferList;
}

export class EngineTransfers<Endpoint extends WithTransfers = WithTransfers> {
  readonly #endpoints: ReadonlyMap<string, Endpoint>;
  readonly #announcer: ChangeAnnouncer<string>;
  /** Transfers that ended since the last announcement: if many ended, they may no longer be in any list. */
  readonly #ended = new Map<string, TransferSnapshot>();
  #receiving: ReceiveSettings;

  constructor(
    receiving: ReceiveSettings = defaultReceiveSettings,
    endpoints: ReadonlyMap<string, Endpoint>,
    onChange: (transfers: TransferSnapshot[]) => void,
  ) {
    this.#endpoints = endpoints;
    this.#receiving = receiving;
    this.#announcer = new ChangeAnnouncer(ids => onChange(this.#snapshots(ids)), announceMs);
  }

  get receiving(): ReceiveSettings {
    return this.#receiving;
  }

  set receiving(settings: ReceiveSettings) {
    this.#receiving = settings;
    if (settings.directory === undefined) return;
    for (const { transfers } of this.#endpoints.values()) transfers.directoryChanged();
  }

  /** Called when a transfer's snapshot has changed, with the last snapshot if it has ended. */
  changed(id: string, ended?: TransferSnapshot): void {
    if (ended) this.#ended.set(id, ended);
    this.#announcer.changed(id);
  }

  /** Returns a transfer in progress; undefined if it has ended. @throws SocketError NO_TRANSFER. */
  current(id: string): Transfer | undefined {
    return this.endpointOf(id).transfers.current(id);
  }

  /** Resolves when a transfer has ended. Rejects with NO_TRANSFER if there is none. */
  async ended(id: string): Promise<TransferSnapshot> {
    return (await this.current(id)?.ended) ?? this.find(id);
  }

  /** Returns a transfer that is in progress or has ended. @throws SocketError NO_TRANSFER. */
  find(id: string): TransferSnapshot {
    const snapshot = this.endpointOf(id).transfers.find(id);
    if (!snapshot) throw new SocketError('NO_TRANSFER');
    return snapshot;
  }

  /** @throws SocketError NO_TRANSFER. */
  endpointOf(id: string): Endpoint {
    const found = [...this.#endpoints.values()].find(({ transfers }) => transfers.find(id));
    if (!found) throw new SocketError('NO_TRANSFER');
    return found;
  }

  #snapshots(ids: string[]): TransferSnapshot[] {
    const endpoints = [...this.#endpoints.values()];
    const known = (id: string) => endpoints.map(({ transfers }) => transfers.find(id)).find(found => found);
    const snapshots = ids.flatMap(id => this.#ended.get(id) ?? known(id) ?? []);
    this.#ended.clear();
    return snapshots;
  }
}
