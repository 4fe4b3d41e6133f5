/** Events of the transcript itself as sentences: what was lost, and what can't be recorded. */
import { numeral, type Phrase, phrase } from '../../phrase.ts';
import type { EventCode, EventOf } from '../../transcriptEntry.ts';
import { diskReason } from '../errors/connectionErrors.ts';
import { failureReason } from '../errors/errorSentence.ts';

export const transcriptEvents = {
  datagramsDropped: ({ datagrams }) =>
    datagrams === 1
      ? phrase('1 datagram was dropped because the disk is too slow')
      : phrase('{0} datagrams were dropped because the disk is too slow', datagrams),
  datagramsLost: ({ datagrams }) =>
    datagrams === 1
      ? phrase('the system dropped 1 datagram: datagrams arrived faster than they could be read')
      : phrase('the system dropped {0} datagrams: they arrived faster than they could be read', datagrams),
  notRecorded: ({ bytes }) =>
    bytes === 1
      ? phrase('1 byte was received but not recorded, because the connection was closed first')
      : phrase(
          'at least {0} bytes were received but not recorded, because the connection was closed first',
          numeral(bytes),
        ),
  sendingPaused: ({ failure }) =>
    phrase(
      'sending paused because the transcript can’t be written to disk: {0}',
      failure.code === 'DISK_FULL' ? diskReason(failure.params) : failureReason(failure),
    ),
  filesDeleted: ({ entries }) =>
    entries === 0
      ? phrase('another program deleted this transcript’s files; they were rewritten')
      : phrase(
          'another program deleted this transcript’s files; entries lost: {0}; the rest were rewritten',
          numeral(entries),
        ),
  interrupted: () => phrase('the window closed unexpectedly; rows from the last 50 ms may be missing'),
  rowsUnreadable: ({ rows }) => {
    if (rows === undefined) return phrase('the last rows could not be read: the file on disk is damaged or truncated');
    return rows === 1 ? phrase('1 row could not be read') : phrase('{0} rows could not be read', numeral(rows));
  },
} satisfies { [Code in EventCode]?: (event: EventOf<Code>, peer: string) => Phrase };
