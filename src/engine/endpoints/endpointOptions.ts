/** Options of a new endpoint, and what the engine provides to it. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { ReceiveSettings, TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import type { PortHolder } from '../sessions/portHolder.ts';
import type { LogBudget } from '../transcript/logBudget.ts';
import type { Spools } from '../transfer/disk/spools.ts';
import type { EndpointVideosOptions } from '../video/endpointVideos.ts';

export interface EndpointOptions extends EndpointVideosOptions {
  readonly config: EndpointConfig;
  /** Directory of the transcript. */
  readonly directory: string;
  /** ms since the epoch; absent for an endpoint that ends with its window. */
  readonly keptSinceMs?: number | undefined;
  /** Limits that the transcripts of all endpoints share. */
  readonly budget: LogBudget;
  readonly onChange: () => void;
  /** Called when files of the session were deleted. */
  readonly onFilesDeleted?: () => void;
  /** Called with the percentage of the stored transcript that has been read, at most four times a second. */
  readonly onTranscriptRead?: (percent: number) => void;
  /** Defaults for received files, used if the config doesn't set them. */
  readonly receiving: () => ReceiveSettings;
  /** Files that are handed over slice by slice. */
  readonly spools: Spools;
  /** Called with the final snapshot when a transfer has ended, since it may leave the list before it is read. */
  readonly onTransferChange: (transfer: string, ended?: TransferSnapshot) => void;
  /** Finds the endpoint that holds the port this one wants, if an endpoint does. */
  readonly portHolder: (wanted: EndpointConfig) => Promise<PortHolder | undefined>;
}
