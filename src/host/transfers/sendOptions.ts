/** How a caller of the API or of a command wants files to go. Nothing of it is asked for. */
import { l10n } from 'vscode';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream } from '../endpointLabels.ts';
import { defaultPace, maxDatagramBytes, type SendHow } from './sendChoices.ts';

export interface SendFileOptions {
  /** `raw` where nothing is said; a UDP socket sends `datagrams`. */
  readonly mode?: 'raw' | 'framed' | 'datagrams' | undefined;
  /** Our end of stream follows the file: for `raw` true, for `framed` false where nothing is said. */
  readonly endAfter?: boolean | undefined;
  /** Whom it goes to, by id. Needed where there are several. */
  readonly peer?: string | undefined;
  /** Of `datagrams`: 1 to 65,507; 1,024 where nothing is said. */
  readonly datagramBytes?: number | undefined;
  /** Of `datagrams`: a million where nothing is said. */
  readonly bytesPerSecond?: number | undefined;
}

/** @throws RangeError for what the endpoint can't do. */
export function howOf({ config }: EndpointSnapshot, options: SendFileOptions): SendHow {
  const stream = isStream(config);
  const { mode = stream ? 'raw' : 'datagrams' } = options;
  if (stream === (mode === 'datagrams'))
    throw new RangeError(
      stream ? l10n.t('A stream has no datagrams.') : l10n.t('A UDP socket sends files as datagrams only.'),
    );
  if (mode !== 'datagrams') return { mode, endAfter: options.endAfter ?? mode === 'raw' };
  const { datagramBytes, bytesPerSecond } = { ...defaultPace, ...given(options) };
  if (!Number.isInteger(datagramBytes) || datagramBytes < 1 || datagramBytes > maxDatagramBytes)
    throw new RangeError(l10n.t('datagramBytes must be a whole number from 1 to {0}.', maxDatagramBytes));
  if (!(bytesPerSecond >= 1) || !Number.isFinite(bytesPerSecond))
    throw new RangeError(l10n.t('bytesPerSecond must be a number from 1.'));
  return { mode, pace: { datagramBytes, bytesPerSecond } };
}

function given({ datagramBytes, bytesPerSecond }: SendFileOptions): Partial<typeof defaultPace> {
  return {
    ...(datagramBytes !== undefined && { datagramBytes }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
  };
}
