/** What an endpoint is made of, and what it is given by the engine that it lives in. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { ReceiveSettings, TransferSnapshot } from '../../core/transfer/transfer.ts';
import type { RecognisedVideo, VideoSnapshot } from '../../core/video/video.ts';
import type { PortHolder } from '../sessions/portHolder.ts';
import type { LogBudget } from '../transcript/logBudget.ts';
import type { Spools } from '../transfer/spools.ts';

export interface EndpointOptions {
  readonly id: string;
  readonly config: EndpointConfig;
  /** Where the transcript is written. */
  readonly directory: string;
  /** ms since the epoch; nothing for an endpoint that goes with its window. */
  readonly keptSinceMs?: number | undefined;
  /** What the transcripts of all endpoints together may hold. */
  readonly budget: LogBudget;
  readonly onChange: () => void;
  /** Somebody deleted files of the session. */
  readonly onFilesDeleted?: () => void;
  /** What holds for received files where the config says nothing else. */
  readonly receiving: () => ReceiveSettings;
  /** Files that are handed over slice by slice. */
  readonly spools: Spools;
  /** With what it was last when it has ended: it may have left the list before anybody looks. */
  readonly onTransferChange: (transfer: string, ended?: TransferSnapshot) => void;
  /** The same of video. */
  readonly onVideoChange: (video: string, ended?: VideoSnapshot) => void;
  /** The first bytes of this peer are video. */
  readonly onVideoRecognised: (recognised: Omit<RecognisedVideo, 'endpoint'>) => void;
  /** Which endpoint has the port that this one wants, if it is one. */
  readonly portHolder: (wanted: EndpointConfig) => Promise<PortHolder | undefined>;
}
