/** Checks the options for sending files. */
import { isStream, type KindConfig } from '../../core/kinds.ts';
import { checkPace } from '../../core/transfer/datagramPace.ts';
import type { SendFilesOptions } from '../../core/transfer/transferSnapshot.ts';

/** @throws RangeError if there are no files, or if the endpoint doesn't support the mode or the rate. */
export function checkSendOptions(options: SendFilesOptions, config: KindConfig): void {
  const { files, mode } = options;
  if (files.length === 0) throw new RangeError('no files given');
  if (isStream(config) === (mode === 'datagrams'))
    throw new RangeError(
      isStream(config) ? 'a stream can’t send files as datagrams' : 'UDP can send files only as datagrams',
    );
  if (mode === 'datagrams') checkPace(options.pace);
}
