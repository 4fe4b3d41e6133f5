/** Options of a new endpoint, and what the engine provides to it. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { ReceiveSettings, TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import type { PortHolder } from '../sessions/portHolder.ts';
import type { LogBudget } from '../transcript/logBudget.ts';
import type { Spools } from '../transfer/disk/spools.ts';
import type { EndpointVideosOptions } from '../video/endpointVideos.ts';

export interface EndpointOptions extends EndpointVideosOptions {
  readonly config: EndpointConfig;
  /** Where the transcript is written. */
  readonly directory: string;
  /** ms since the epoch; absent for an endpoint that ends with its window. */
  readonly keptSinceMs?: number | undefined;
  /** Limits that the transcripts of all endpoints share. */
  readonly budget: LogBudget;
  readonly onChange: () => void;
  /** Files of the session were deleted. */
  readonly onFilesDeleted?: () => void;
  /** Defaults for received files, used if the config doesn't set them. */
  readonly receiving: () => ReceiveSettings;
  /** Files that are handed over slice by slice. */
  readonly spools: Spools;
  /** Called with the final snapshot when it has ended: it may have left the list before anyone looks. */
  readonly onTransferChange: (transfer: string, ended?: TransferSnapshot) => void;
  /** Finds the endpoint that has the port this one wants, if it is an endpoint. */
  readonly portHolder: (wanted: EndpointConfig) => Promise<PortHolder | undefined>;
}
