/** How a caller of the API or of a command wants to send files. The user isn't asked. */
import { l10n } from 'vscode';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream } from '../../core/kinds.ts';
import { checkPace, type DatagramPace, defaultPace } from '../../core/transfer/datagramPace.ts';
import type { SendHow } from '../../core/transfer/transferSnapshot.ts';

export interface SendFileOptions {
  /** `raw` by default; a UDP socket sends `datagrams`. */
  readonly mode?: 'raw' | 'framed' | 'datagrams' | undefined;
  /** Whether our end of stream follows the file: true by default for `raw`, false for `framed`. */
  readonly endAfter?: boolean | undefined;
  /** Id of the recipient. Required if there are several. */
  readonly peer?: string | undefined;
  /** For `datagrams`: payload bytes of each, 1 to 65,507; 1,024 by default. */
  readonly datagramBytes?: number | undefined;
  /** For `datagrams`: 1,000,000 by default. */
  readonly bytesPerSecond?: number | undefined;
}

/** @throws RangeError for options that the endpoint doesn't support. */
export function howOf({ config }: EndpointSnapshot, options: SendFileOptions): SendHow {
  const stream = isStream(config);
  const { mode = stream ? 'raw' : 'datagrams' } = options;
  if (stream === (mode === 'datagrams'))
    throw new RangeError(
      stream
        ? l10n.t('Datagrams can’t be sent over a stream.')
        : l10n.t('UDP sockets can send files only as datagrams.'),
    );
  if (mode !== 'datagrams') return { mode, endAfter: options.endAfter ?? mode === 'raw' };
  const pace = paceOf(options);
  checkPace(pace);
  return { mode, pace };
}

function paceOf({
  datagramBytes = defaultPace.datagramBytes,
  bytesPerSecond = defaultPace.bytesPerSecond,
}: SendFileOptions): DatagramPace {
  return { datagramBytes, bytesPerSecond };
}
