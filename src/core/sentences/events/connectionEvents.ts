/** Sentences for events of an endpoint and its peers: opened, connected, closed, failed. */
import { withoutScheme } from '../../address.ts';
import type { TlsSign } from '../../foreignTls.ts';
import type { PeerRole } from '../../kinds.ts';
import { joined, type Phrase, phrase } from '../../phrase.ts';
import type { EventCode, EventOf, Origin } from '../../transcriptEntry.ts';
import { failureSentence } from '../errors/errorSentence.ts';

export const connectionEvents = {
  listening: ({ address }) => phrase('listening on {0}', withoutScheme(address)),
  bound: event => boundSentence(event),
  portTaken: ({ address }) => phrase('{0} is now in use; using a free port instead', withoutScheme(address)),
  connecting: ({ address }) => phrase('connecting to {0}', withoutScheme(address)),
  peerConnected: (_, peer, role) => (role === 'server' ? phrase('connected to {0}', peer) : phrase('connected')),
  peerHeard: () => phrase('sent its first datagram'),
  peerEnded: () => phrase('closed its side of the connection; Portside sends what is pending, then closes its side'),
  peerClosed: ({ by }, peer, role) => (role === 'server' ? serverClosed(by, peer) : clientClosed(by)),
  peerReset: ({ by }, _, role) => resetSentence(by, role),
  peerRefused: ({ address, maxPeers }) =>
    maxPeers === 1
      ? phrase('connection from {0} refused: the limit of 1 client has been reached (maxPeers)', address)
      : phrase('connection from {0} refused: the limit of {1} clients has been reached (maxPeers)', address, maxPeers),
  peerFailed: ({ failure }) => failureSentence(failure),
  sendFailed: ({ failure, origin, reason }) => notSentSentence(reason ?? failureSentence(failure), origin),
  failed: ({ failure }) => failureSentence(failure),
  reconnecting: ({ attempt, delayMs, failure }) => {
    const wait = phrase('reconnecting in {0} s (attempt {1})', delayMs / 1000, attempt);
    return failure ? joined([failureSentence(failure), wait], '; ') : wait;
  },
  unexpectedTls: ({ sign }) => tlsSentences[sign](),
  closed: () => phrase('closed'),
} satisfies { [Code in EventCode]?: (event: EventOf<Code>, peer: string, role: PeerRole) => Phrase };

function clientClosed(by: 'peer' | 'us'): Phrase {
  return by === 'peer' ? phrase('disconnected') : phrase('disconnected by Portside');
}

/** Our own reset of a client is worded as `disconnected by Portside` is: both follow its name. */
function resetSentence(by: 'peer' | 'us', role: PeerRole): Phrase {
  if (by === 'peer') return phrase('reset the connection (ECONNRESET)');
  return role === 'server' ? phrase('connection reset by Portside') : phrase('disconnected by Portside (RST)');
}

function serverClosed(by: 'peer' | 'us', server: string): Phrase {
  return by === 'peer' ? phrase('closed the connection') : phrase('disconnected from {0}', server);
}

const tlsSentences: Record<TlsSign, () => Phrase> = {
  clientHello: () => phrase('This client speaks TLS; the server expects plain TCP'),
  dtlsClientHello: () => phrase('This sender speaks DTLS; the socket expects plain UDP'),
  alert: () => phrase('This server expects TLS: it answered with a TLS alert, but this endpoint uses plain TCP'),
  httpsPort: () =>
    phrase('This server expects TLS on this port (HTTPS), but this endpoint uses plain TCP. Try its HTTP port'),
};

function boundSentence({ address, remote, connected }: EventOf<'bound'>): Phrase {
  const own = withoutScheme(address);
  if (remote === undefined) return phrase('bound to {0}', own);
  return connected
    ? phrase('sending to and receiving only from {0}; bound to {1}', remote, own)
    : phrase('sending to {0}; bound to {1}', remote, own);
}

/** Returns a sentence that names the unsent message: `the reply from rule 3 wasn’t sent: …`. */
function notSentSentence(reason: Phrase, origin: Origin | undefined): Phrase {
  if (typeof origin === 'object') return phrase('the reply from rule {0} wasn’t sent: {1}', origin.rule + 1, reason);
  if (origin === 'greeting') return phrase('the greeting wasn’t sent: {0}', reason);
  return origin === 'echo' ? phrase('the echo wasn’t sent: {0}', reason) : joined([reason], '');
}
