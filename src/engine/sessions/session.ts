/** The session of a window on disk: its directory, endpoints of earlier windows, and ports that other windows hold. */
import type { PreviousEndpoints } from '../../core/calls/previousEndpoints.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { noConversation, startOwned } from '../owned.ts';
import type { RecordedEndpoint } from './endpointRecord.ts';
import { type PortHolder, portHolder } from './portHolder.ts';
import { takePreviousSessions } from './previousSessions.ts';
import { type HeldSession, holdSession, type SessionWindow, sweepSessions } from './sessionDirectory.ts';

export interface SessionPlace {
  /** The directory of this session. */
  readonly directory: string;
  /** Directory that contains those of all sessions. */
  readonly storage: string;
  readonly window: SessionWindow;
}

export class Session {
  readonly #place: SessionPlace;
  readonly #held: HeldSession;

  /**
   * Holds the directory until `end`, and sweeps those of abandoned sessions. `onDeleted` is called after a deleted
   * directory was created again.
   */
  constructor(place: SessionPlace, onDeleted: () => void) {
    this.#place = place;
    this.#held = holdSession(place.directory, place.window, onDeleted);
    startOwned(noConversation, 'session.sweep', () => sweepSessions(place.storage));
  }

  /** Moves the endpoints of the workspace's sessions that no window holds into this one. */
  async takePrevious(): Promise<PreviousEndpoints> {
    const { storage, directory, window } = this.#place;
    const { records, removed, ...others } = await takePreviousSessions(storage, directory, window.workspace);
    return {
      endpoints: records.map(([id, record]) => ({ ...previous(id, record), interrupted: record.state === 'open' })),
      // Removed endpoints were closed at that time.
      removed: removed.map(([id, record, removedMs]) => ({ ...previous(id, record), interrupted: false, removedMs })),
      ...others,
    };
  }

  /** Resolves with the endpoint of another window that listens at the wanted address, if one does. */
  portHolder(wanted: EndpointConfig): Promise<PortHolder | undefined> {
    return portHolder(this.#place.storage, this.#place.directory, wanted);
  }

  /** Writes deleted parts of the directory again. */
  restore(): void {
    this.#held.restore();
  }

  /** Releases the directory, and removes it if no endpoint is left in it. */
  end(): Promise<void> {
    return this.#held.end();
  }
}

function previous(id: string, { state, format: _format, version: _version, ...kept }: RecordedEndpoint) {
  return { id, ...kept, wasOpen: state !== 'closed' };
}
