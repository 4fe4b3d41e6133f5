/** The session of a window on disk: its directory, what earlier windows left, and who else has a port. */
import type { PreviousEndpoints } from '../../core/calls.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { noConversation, unawaited } from '../owned.ts';
import type { RecordedEndpoint } from './endpointRecord.ts';
import { type PortHolder, portHolder } from './portHolder.ts';
import { takePreviousSessions } from './previousSessions.ts';
import { type HeldSession, holdSession, type SessionWindow, sweepSessions } from './sessionDirectory.ts';

export interface SessionPlace {
  /** The directory of this session. */
  readonly directory: string;
  /** Contains the directories of all sessions. */
  readonly storage: string;
  readonly window: SessionWindow;
}

export class Session {
  readonly #place: SessionPlace;
  readonly #held: HeldSession;

  /** Holds the directory until `end`, and sweeps those of abandoned sessions. `onDeleted` is called when it had to be made again. */
  constructor(place: SessionPlace, onDeleted: () => void) {
    this.#place = place;
    this.#held = holdSession(place.directory, place.window, onDeleted);
    unawaited(noConversation, 'session.sweep', () => sweepSessions(place.storage));
  }

  /** Moves the endpoints of the workspace's sessions that no window holds into this one. */
  async takePrevious(): Promise<PreviousEndpoints> {
    const { storage, directory, window } = this.#place;
    const { records, removed, ...others } = await takePreviousSessions(storage, directory, window.workspace);
    return {
      endpoints: records.map(([id, record]) => ({ ...previous(id, record), interrupted: record.state === 'open' })),
      // Those were closed when they were removed.
      removed: removed.map(([id, record, removedMs]) => ({ ...previous(id, record), interrupted: false, removedMs })),
      ...others,
    };
  }

  /** Resolves with the endpoint of another window that listens where this one wants to. */
  portHolder(wanted: EndpointConfig): Promise<PortHolder | undefined> {
    return portHolder(this.#place.storage, this.#place.directory, wanted);
  }

  /** Writes the parts of it that were deleted again. */
  restore(): void {
    this.#held.restore();
  }

  /** Lets go of the directory, and removes it if no endpoint is left in it. */
  end(): Promise<void> {
    return this.#held.end();
  }
}

function previous(id: string, { state, format: _format, version: _version, ...kept }: RecordedEndpoint) {
  return { id, ...kept, wasOpen: state !== 'closed' };
}
