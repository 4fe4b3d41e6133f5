/** Sentences for errors of endpoints, connections and messages. */
import type { ErrorCode, ErrorParamsOf } from '../../errorParams.ts';
import { peerRoleOfKind } from '../../kinds.ts';
import { type Numeral, numeral, type Phrase, phrase } from '../../phrase.ts';
import { fileReason } from './fileReason.ts';
import { numberParam } from './shownParams.ts';
import { noResponse } from './socketReason.ts';
import { cannotConnect } from './systemError.ts';

export const connectionErrors = {
  ENGINE_STOPPED: ({ detail }) => phrase('Portside’s engine stopped unexpectedly ({0}). Restart the endpoint.', detail),
  INTERNAL_ERROR: ({ detail }) =>
    phrase('Portside ran into an internal error ({0}). Please report it: run “Portside: Report Issue…”.', detail),
  NO_ENDPOINT: ({ endpoint }) => phrase('No endpoint is named “{0}”.', endpoint),
  NO_ENTRY: () => phrase('This entry is no longer available.'),
  NO_PEER: params => noPeer(params),
  TOO_MANY_STREAMS: ({ maxStreams }) =>
    phrase(
      'The limit of {0} open message streams has been reached. Close streams that are no longer read.',
      maxStreams,
    ),
  EXPECT_TIMEOUT: ({ pattern, timeoutMs, last }) => {
    const seconds = numeral(numberParam(timeoutMs) / 1000);
    return last === undefined
      ? phrase('No message was received within {1} s. Expected: {0}', pattern, seconds)
      : phrase('No message matching {0} was received within {1} s. Last received: {2}', pattern, seconds, last);
  },
  EXPECT_ENDED: params => expectEnded(params),
  SEVERAL_PEERS: ({ kind, endpoint, peers }) =>
    peerRoleOfKind(kind) === 'sender'
      ? phrase('{0} has {1} peers. Specify one of them, or send to all.', endpoint, peers)
      : phrase('{0} has {1} clients. Specify one of them, or send to all.', endpoint, peers),
  NOT_OPEN: ({ state }) =>
    state === 'reconnecting'
      ? phrase('The client is not connected yet. It keeps trying.')
      : phrase('The endpoint isn’t open. Start it first.'),
  SEND_QUEUE_FULL: params => queueFull(params),
  DISK_FULL: params =>
    phrase(
      'Nothing was sent because the transcript can’t be written to disk: {0}. Sending and receiving resume as soon as it can be written again.',
      diskReason(params),
    ),
  TRANSCRIPT_FULL: () =>
    phrase(
      'The transcript is full: it can’t hold more than about 4 billion entries or peers. Clearing it doesn’t help, since numbers aren’t reused. Choose “Duplicate Endpoint” in the endpoint’s menu and start the copy.',
    ),
  SEND_INTERRUPTED: ({ address }) => phrase('The connection to {0} closed before everything was sent.', address),
  DATAGRAM_TOO_LARGE: ({ bytes, maxBytes }) =>
    phrase('A datagram can hold at most {1} bytes; this message is {0} bytes long.', counted(bytes), counted(maxBytes)),
  CANCELLED: () => phrase('Canceled.'),
  STREAM_ENDED: () => phrase('This side of the connection has ended: nothing more can be sent.'),
  NO_VIEW: () => phrase('This view of the transcript was closed.'),
  NO_RESET: () => phrase('Only TCP connections can be reset. Use “Disconnect” instead.'),
  NOT_A_STREAM: () => phrase('UDP has no connections to end or reset, and can’t carry video.'),
  NOT_ALLOWED: params => notAllowed(params),
  QUESTION_OPEN: () => phrase('Another question is still open. Answer it first.'),
  QUESTIONS_DISMISSED: () => phrase('Several questions were dismissed. Try again in a few seconds.'),
  CONNECT_TIMEOUT: params => cannotConnect(params.address, noResponse(params)),
  CONNECTION_LOST: ({ address }) => phrase('The connection to {0} was lost.', address),
} satisfies { [Code in ErrorCode]?: (params: ErrorParamsOf[Code]) => Phrase };

/** Returns why the transcript can't be written. */
export function diskReason({ reason, detail }: ErrorParamsOf['DISK_FULL']): Phrase {
  return fileReason({ code: reason, params: { detail } });
}

function notAllowed(params: ErrorParamsOf['NOT_ALLOWED']): Phrase {
  switch (params.permission) {
    case 'receive':
      return phrase(
        'Cannot write to {0}: commands need your permission to write outside the workspace and the folder for received files.',
        params.path,
      );
    case 'send':
      if (params.purpose === 'import')
        return phrase(
          'Cannot import {0}: commands need your permission to read or send files from outside the workspace and the folder for received files.',
          params.path,
        );
      return phrase(
        'Cannot send {0}: commands need your permission to send files from outside the workspace and the folder for received files.',
        params.path,
      );
    case 'change':
      if (params.of === 'message')
        return phrase(
          'Cannot change the saved message “{0}”: commands need your permission to change or remove what you have saved.',
          params.name,
        );
      return phrase(
        'Cannot change the saved endpoint “{0}”: commands need your permission to change or remove saved endpoints, or to have them start automatically.',
        params.name,
      );
    case 'capture':
      return phrase('Cannot send the camera or the screen: commands need your permission to do so.');
    default:
      return phrase(
        'Cannot listen on {0}: commands need your permission to open endpoints that other machines can reach.',
        params.address,
      );
  }
}

function queueFull({ bytes, maxQueuedBytes, queuedBytes }: ErrorParamsOf['SEND_QUEUE_FULL']): Phrase {
  const hasRoom = numberParam(queuedBytes) + numberParam(bytes) <= numberParam(maxQueuedBytes);
  // The number of replies is limited, too: per peer, and in total.
  if (hasRoom && numberParam(bytes) > 0) return phrase('Nothing was sent: too many replies are waiting to be sent.');
  return numberParam(bytes) === 1
    ? phrase(
        'Nothing was sent: 1 more byte would exceed the send buffer of {0} bytes (maxQueuedBytes); {1} are queued.',
        counted(maxQueuedBytes),
        counted(queuedBytes),
      )
    : phrase(
        'Nothing was sent: {0} more bytes would exceed the send buffer of {1} bytes (maxQueuedBytes); {2} are queued.',
        counted(bytes),
        counted(maxQueuedBytes),
        counted(queuedBytes),
      );
}

function expectEnded({ pattern, why, last }: ErrorParamsOf['EXPECT_ENDED']): Phrase {
  const ended =
    why === 'closed'
      ? phrase('The endpoint is closed, and no message matching {0} was received.', pattern)
      : phrase('No more messages can be received, and none matched {0}.', pattern);
  return last === undefined ? ended : phrase('{0} Last received: {1}', ended, last);
}

function noPeer({ kind, address, peer, purpose }: ErrorParamsOf['NO_PEER']): Phrase {
  const who = address ?? peer;
  if (who !== undefined && purpose === 'receive') return phrase('{0} is not connected.', who);
  if (who !== undefined)
    return peerRoleOfKind(kind) === 'sender'
      ? phrase('{0} is no longer known to this socket, so nothing was sent.', who)
      : phrase('{0} is no longer connected, so nothing was sent.', who);
  switch (peerRoleOfKind(kind)) {
    case 'sender':
      return phrase(
        'Nothing was sent: there is no recipient yet. Set “Send to” (remote) in the endpoint’s settings, or wait for a datagram.',
      );
    case 'server':
      return phrase('Not connected to the server, so nothing was sent.');
    default:
      return phrase('No client is connected, so nothing was sent.');
  }
}

function counted(number: number | undefined): Numeral | string {
  return number === undefined ? '?' : numeral(numberParam(number));
}
