import assert from 'node:assert/strict';
import type { TlsSign } from '../../../../../src/core/foreignTls.ts';
import type { PeerRole } from '../../../../../src/core/kinds.ts';
import { phrase, phraseText, translateBy } from '../../../../../src/core/phrase.ts';
import {
  eventSentence,
  eventSentences,
  eventText,
  followsPeer,
} from '../../../../../src/core/sentences/events/eventSentence.ts';
import type { EventCode, Origin, TranscriptEvent } from '../../../../../src/core/transcriptEntry.ts';
import { unquotableValues } from '../../../../support/unquotableValues.ts';

describe('an event’s sentence', () => {
  const failure = { code: 'ECONNREFUSED', params: { operation: 'connect', address: 'tcp://127.0.0.1:9' } } as const;
  const reason = 'connection refused; nothing is listening there';
  const refused = `Cannot connect to 127.0.0.1:9: ${reason}`;
  const says = (event: TranscriptEvent, sentence: string | RegExp) =>
    typeof sentence === 'string'
      ? assert.equal(phraseText(eventSentence(event, 'a:1')), sentence)
      : assert.match(phraseText(eventSentence(event, 'a:1')), sentence);

  it('has a singular for each count', () => {
    says(
      { code: 'peerRefused', address: 'a:1', maxPeers: 1 },
      'connection from a:1 refused: the limit of 1 client has been reached (maxPeers)',
    );
    says(
      { code: 'peerRefused', address: 'a:1', maxPeers: 2 },
      'connection from a:1 refused: the limit of 2 clients has been reached (maxPeers)',
    );
    says({ code: 'unterminatedFrame', bytes: 1 }, 'the stream ended in the middle of a message, after 1 byte');
    says({ code: 'unterminatedFrame', bytes: 2 }, 'the stream ended in the middle of a message, after 2 bytes');
    says({ code: 'malformedFrame', bytes: 1 }, 'a message can’t be decoded; its only byte is shown as received');
    says({ code: 'malformedFrame', bytes: 0 }, 'a message can’t be decoded; its 0 bytes are shown as received');
    says({ code: 'noise', bytes: 1 }, '1 byte was received between two messages; it gets no reply');
    says({ code: 'noise', bytes: 2 }, '2 bytes were received between two messages; they get no reply');
    says({ code: 'datagramsDropped', datagrams: 1 }, '1 datagram was dropped because the disk is too slow');
    says({ code: 'datagramsDropped', datagrams: 2 }, '2 datagrams were dropped because the disk is too slow');
    says({ code: 'datagramsLost', datagrams: 1 }, /^the system dropped 1 datagram: /);
    says({ code: 'datagramsLost', datagrams: 2 }, /^the system dropped 2 datagrams: /);
    says({ code: 'notRecorded', bytes: 1 }, /^1 byte was received but not recorded, /);
    says({ code: 'notRecorded', bytes: 2000 }, /^at least 2,000 bytes were received but not recorded, /);
    says({ code: 'frameCut' }, /^a message is shown in pieces, /);
  });

  it('names what has changed, and what applies from the next connection on', () => {
    says({ code: 'configChanged', fields: ['reply', 'encoding'] }, 'settings changed: replies, encoding');
    says({ code: 'configChanged', fields: ['files'] }, 'settings changed for new connections: received files');
    says(
      { code: 'configChanged', fields: ['name', 'greeting', 'options', 'reconnect'] },
      'settings changed: name, socket options; for new connections: greeting, reconnect',
    );
  });

  it('says who closed or reset a connection', () => {
    says({ code: 'peerClosed', by: 'peer' }, 'disconnected');
    says({ code: 'peerClosed', by: 'us' }, 'disconnected by Portside');
    // A killed sender also ends its side, and may not have finished.
    says(
      { code: 'peerEnded' },
      'closed its side of the connection; Portside sends what is pending, then closes its side',
    );
    says({ code: 'peerReset', by: 'peer' }, 'reset the connection (ECONNRESET)');
    says({ code: 'peerReset', by: 'us' }, 'disconnected by Portside (RST)');
  });

  it('follows the peer’s name if the peer acted, and is capitalized otherwise', () => {
    const text = (event: TranscriptEvent, role: PeerRole = 'client') => [
      followsPeer(event, role),
      eventText(event, { peer: 'a:1', role }, translateBy()),
    ];
    assert.deepEqual(text({ code: 'peerConnected', address: 'a:1' }), [true, 'connected']);
    assert.deepEqual(text({ code: 'peerHeard', address: 'a:1' }), [true, 'sent its first datagram']);
    assert.deepEqual(text({ code: 'peerReset', by: 'peer' }), [true, 'reset the connection (ECONNRESET)']);
    assert.deepEqual(text({ code: 'peerReset', by: 'us' }), [true, 'disconnected by Portside (RST)']);
    assert.deepEqual(text({ code: 'malformedFrame', bytes: 1 })[0], false);
    const taken = { code: 'portTaken', address: 'tcp://localhost:1' } as const;
    assert.deepEqual(text(taken), [false, 'localhost:1 is now in use; using a free port instead']);
  });

  it('describes a client’s server, and which side closed the connection', () => {
    const text = (event: TranscriptEvent) => [
      followsPeer(event, 'server'),
      eventText(event, { peer: 'a:1', role: 'server' }, translateBy()),
    ];
    assert.deepEqual(text({ code: 'peerConnected', address: 'a:1' }), [false, 'Connected to a:1']);
    assert.deepEqual(text({ code: 'peerClosed', by: 'peer' }), [true, 'closed the connection']);
    assert.deepEqual(text({ code: 'peerClosed', by: 'us' }), [false, 'Disconnected from a:1']);
    assert.deepEqual(text({ code: 'peerReset', by: 'peer' }), [true, 'reset the connection (ECONNRESET)']);
    assert.deepEqual(text({ code: 'peerReset', by: 'us' }), [false, 'Connection reset by Portside']);
  });

  it('formats an endpoint’s own address like a peer’s', () => {
    says({ code: 'listening', address: 'tcp://127.0.0.1:9000' }, 'listening on 127.0.0.1:9000');
    says({ code: 'connecting', address: 'tcp://localhost:9000' }, 'connecting to localhost:9000');
    says({ code: 'listening', address: 'unix:/tmp/socket' }, 'listening on unix:/tmp/socket');
  });

  it('says where a UDP socket sends, and whether it receives from others', () => {
    const bound = { code: 'bound', address: 'udp://127.0.0.1:7' } as const;
    says(bound, 'bound to 127.0.0.1:7');
    says({ ...bound, remote: 'localhost:9' }, 'sending to localhost:9; bound to 127.0.0.1:7');
    says(
      { ...bound, remote: 'localhost:9', connected: true },
      'sending to and receiving only from localhost:9; bound to 127.0.0.1:7',
    );
  });

  it('is the code for an unknown event of another version', () => {
    for (const code of ['logWritten', 'toString', '__proto__']) says({ code } as never, code);
  });

  for (const code of Object.keys(eventSentences) as EventCode[])
    it(`has no missing value if an event lacks something: ${code}`, () => {
      for (const value of unquotableValues) {
        const event = new Proxy({ code } as TranscriptEvent, {
          get: (of, name) => (name === 'code' ? of.code : value),
        });
        for (const one of [event, { code } as TranscriptEvent])
          assert.doesNotMatch(phraseText(eventSentence(one, 'a:1')), /\{\w+\}/);
      }
    });

  it('says when a client retries, and why if known', () => {
    const again = { code: 'reconnecting', attempt: 3, delayMs: 1500 } as const;
    says(again, 'reconnecting in 1.5 s (attempt 3)');
    says({ ...again, failure }, `${refused}; reconnecting in 1.5 s (attempt 3)`);
  });

  it('names what was not sent, and prefers the framing’s reason to the code', () => {
    const unsent = (origin?: Origin) => ({ code: 'sendFailed', failure, ...(origin && { origin }) }) as const;
    says(unsent(), refused);
    says(unsent('send'), refused);
    says(unsent('echo'), `the echo wasn’t sent: ${refused}`);
    says(unsent('greeting'), `the greeting wasn’t sent: ${refused}`);
    says(unsent({ rule: 0 }), `the reply from rule 1 wasn’t sent: ${refused}`);
    says({ ...unsent('echo'), reason: phrase('too long for {0}', 'it') }, 'the echo wasn’t sent: too long for it');
  });

  it('names the rules that answer each other', () => {
    const rules = [
      { endpoint: 'left', rule: 0 },
      { endpoint: 'localhost:9000', rule: 2 },
    ];
    says(
      { code: 'growingAnswers', bytes: 99, rules },
      'reply loop detected: each reply is longer than the one before (rule 1 of “left”, rule 3 of “localhost:9000”); automatic replies stopped until the next message',
    );
  });

  it('distinguishes a length that exceeds the limit from an impossible one', () => {
    const broken = (length: string) => ({ code: 'brokenLengthPrefix', maxFrameBytes: 1000, length }) as const;
    says(broken('1001'), /announces 1001 bytes, more than the 1000 allowed.*raise “Max message size”/);
    says(broken('18446744073709551615'), /more than the 1000 allowed/);
    says(
      { code: 'brokenEnvelope', at: 1, expected: 'greaterLength', least: 1200 },
      'byte 2 of a message doesn’t fit the framing, which expects a length of at least 1,200 there; from here on, data is shown as it arrives. Change the framing',
    );
  });

  it('says what was expected in place of a broken envelope', () => {
    says(
      { code: 'brokenEnvelope', at: 1233, expected: 'trailer' },
      /^byte 1,234 .* expects the end of the message there/,
    );
    says({ code: 'brokenEnvelope', at: 0, expected: 'digit' }, /^byte 1 .* expects a decimal digit there/);
  });

  it('says what was expected in place of a broken envelope, and what follows', () => {
    says(
      { code: 'brokenEnvelope', at: 1233, expected: 'trailer' },
      'byte 1,234 of a message doesn’t fit the framing, which expects the end of the message there; from here on, data is shown as it arrives. Change the framing',
    );
    says(
      { code: 'brokenEnvelope', at: 0, expected: 'trailer', resumes: true },
      'byte 1 of a message doesn’t fit the framing, which expects the end of the message there',
    );
  });

  it('summarizes a completed file', () => {
    const sent = { code: 'fileSent', name: 'a.png', files: 1, bytes: 1_200_000, durationMs: 400 } as const;
    says(sent, 'sent “a.png” to a:1 (1.20 MB in 400 ms)');
    says({ ...sent, code: 'fileReceived', durationMs: 1000 }, 'received “a.png” from a:1 (1.20 MB in 1.0 s)');
    says({ ...sent, durationMs: 999.4, files: 2 }, 'sent “a.png” to a:1 (2 files, 1.20 MB in 999 ms)');
    says(
      { ...sent, resumedAt: 700_000, datagrams: 1, sha256: '0123456789abcdef', ended: true },
      'sent “a.png” to a:1 (500 kB in 400 ms), resumed at 700 kB of 1.20 MB, in 1 datagram, delivery unknown, SHA-256 01234567…, then ended the stream',
    );
    says({ ...sent, resumedAt: 500, files: 2 }, 'sent “a.png” to a:1 (2 files, 1.20 MB in 400 ms), resumed at 500 B');
    says({ ...sent, datagrams: 2 }, /, in 2 datagrams, delivery unknown$/);
  });

  it('says how much of a file was transferred before it failed, if anything', () => {
    const failed = (direction: 'in' | 'out', bytes: number) =>
      ({ code: 'transferFailed', direction, name: 'a', bytes, failure }) as const;
    says(failed('in', 0), `“a” wasn’t received from a:1: ${reason}`);
    says(failed('in', 1), `“a” was only partly received from a:1 (1 B): ${reason}`);
    says(failed('out', 0), `“a” wasn’t sent to a:1: ${reason}`);
    says(failed('out', 1), `“a” was only partly sent to a:1 (1 B): ${reason}`);
  });

  it('says what was cancelled and how much was transferred, if anything', () => {
    const canceled = (direction: 'in' | 'out', bytes: number) =>
      ({ code: 'transferCancelled', direction, name: 'a', bytes }) as const;
    says(canceled('in', 0), 'receiving “a” from a:1 was canceled');
    says(canceled('in', 1), 'receiving “a” from a:1 was canceled after 1 B');
    says(canceled('out', 0), 'sending “a” to a:1 was canceled');
    says(canceled('out', 1), 'sending “a” to a:1 was canceled after 1 B');
  });

  it('summarizes a video', () => {
    const ended = { code: 'videoEnded', bytes: 1000, durationMs: 41_060, skipped: 0 } as const;
    says({ ...ended, direction: 'in', frames: 2 }, 'received video from a:1: 2 frames (1.00 kB in 41.1 s)');
    says({ ...ended, direction: 'in', frames: 1 }, 'received video from a:1: 1 frame (1.00 kB in 41.1 s)');
    says({ ...ended, direction: 'out', frames: 0 }, 'sent video to a:1: 0 frames (1.00 kB in 41.1 s)');
    says(
      { ...ended, direction: 'out', frames: 1, skipped: 3 },
      'sent video to a:1: 1 frame (1.00 kB in 41.1 s), 3 skipped',
    );
  });

  it('says why video frames aren’t pictures', () => {
    const unreadable = { code: 'pictureUnreadable', frames: 1 } as const;
    says({ ...unreadable, reason: 'empty' }, 'a video frame from a:1 can’t be shown: it is empty');
    says({ ...unreadable, frames: 2, reason: 'empty' }, /^2 video frames from a:1 can’t be shown; .*: it is empty$/);
    says({ ...unreadable, reason: 'otherPickle' }, /the pickle doesn’t contain an image$/);
    says(
      { ...unreadable, reason: 'otherPickle', detail: 'os.system' },
      /would call os\.system, which Portside never does$/,
    );
    says({ ...unreadable, reason: 'wrongShape', detail: '(4,)' }, /its shape is \(4,\), not/);
  });

  it('names the rule whose pattern takes too long, and the length of the message', () => {
    says(
      { code: 'patternTimedOut', rule: 1, bytes: 65_536, ms: 1000 },
      'reply rule 2 was skipped for a message of 65,536 bytes: its pattern took longer than 1 s',
    );
  });

  it('says what the log has lost', () => {
    says({ code: 'rowsUnreadable', rows: 1 }, '1 row could not be read');
    says({ code: 'rowsUnreadable', rows: 1234 }, '1,234 rows could not be read');
    says({ code: 'rowsUnreadable' }, 'the last rows could not be read: the file on disk is damaged or truncated');
    says({ code: 'interrupted' }, 'the window closed unexpectedly; rows from the last 50 ms may be missing');
  });

  it('says what a broken pattern kept from being searched or answered, without its stack', () => {
    const broken = { code: 'patternFailed', detail: 'Error: no\n    at match' } as const;
    says({ ...broken, bytes: 1 }, 'a message of 1 byte wasn’t searched: the search failed (Error: no)');
    says({ ...broken, bytes: 2 }, 'a message of 2 bytes wasn’t searched: the search failed (Error: no)');
    const skipped = 'reply rule 1 was skipped for a message of';
    says({ ...broken, rule: 0, bytes: 1 }, `${skipped} 1 byte: its pattern failed (Error: no)`);
    says({ ...broken, rule: 0, bytes: 2 }, `${skipped} 2 bytes: its pattern failed (Error: no)`);
  });

  it('says which side uses TLS', () => {
    const signs: Record<TlsSign, RegExp> = {
      clientHello: /^This client speaks TLS; the server expects plain TCP$/,
      dtlsClientHello: /^This sender speaks DTLS; the socket expects plain UDP$/,
      alert: /^This server expects TLS: .*this endpoint uses plain TCP$/,
      httpsPort: /^This server expects TLS on this port \(HTTPS\).*Try its HTTP port$/,
    };
    for (const [sign, sentence] of Object.entries(signs))
      says({ code: 'unexpectedTls', sign: sign as TlsSign }, sentence);
  });

  it('says what is wrong with an incoming framed file', () => {
    says({ code: 'notFramed', name: 'a' }, /^the data isn’t a framed file: the stream ended within a line; .*“a”/);
    says(
      { code: 'notFramed', name: 'a', flaw: 'invalidJson' },
      /^the data isn’t a framed file: a line isn’t valid JSON; /,
    );
  });
});
