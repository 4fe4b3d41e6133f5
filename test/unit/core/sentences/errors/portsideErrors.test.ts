import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { ErrorCode, ErrorParamsOf, PortsideFailure, SystemCode } from '../../../../../src/core/errorParams.ts';
import { phraseText } from '../../../../../src/core/phrase.ts';
import {
  isPortsideFailure,
  portsideError,
  portsideErrors,
} from '../../../../../src/core/sentences/errors/portsideErrors.ts';

describe('sentences for our own codes', () => {
  const sentence = <Code extends ErrorCode>(code: Code, params: ErrorParamsOf[Code]) =>
    phraseText(portsideError({ code, params } as PortsideFailure));
  const matches = <Code extends ErrorCode>(code: Code, cases: readonly (readonly [ErrorParamsOf[Code], RegExp])[]) => {
    for (const [params, expected] of cases) assert.match(sentence(code, params), expected, JSON.stringify(params));
  };

  it('don’t exist for system codes or inherited property names', () => {
    for (const code of ['ECONNREFUSED', 'toString', 'constructor', ''] as SystemCode[])
      assert.equal(isPortsideFailure({ code, params: {} }), false, code);
  });

  it('contain no “undefined” if a parameter is missing', () => {
    for (const code of Object.keys(portsideErrors) as ErrorCode[])
      assert.doesNotMatch(sentence(code, {} as never), /undefined|NaN|null/, code);
  });

  it('name the command that helps when a transcript is full', async () => {
    const titles = JSON.parse(await readFile('package.nls.json', 'utf8'));
    assert.ok(sentence('TRANSCRIPT_FULL', {}).includes(`“${titles['command.duplicateEndpoint']}”`));
  });

  it('name the missing peer, depending on the kind of endpoint and the target', () => {
    matches('NO_PEER', [
      [{}, /^No client is connected/],
      [{ kind: 'udp' }, /^Nothing was sent: there is no recipient yet/],
      [{ kind: 'tcp-server' }, /^No client is connected/],
      [{ kind: 'tcp-client' }, /^Not connected to the server/],
      [{ kind: 'udp', peer: 'p1' }, /^p1 is no longer known to this socket/],
      [{ kind: 'udp', peer: 'p1', address: '10.0.0.1:9' }, /^10\.0\.0\.1:9 is no longer known to this socket/],
      [{ kind: 'tcp-server', peer: 'p1' }, /^p1 is no longer connected/],
    ]);
  });

  it('name the permission that a command needs', () => {
    matches('NOT_ALLOWED', [
      [
        { permission: 'listen', address: '0.0.0.0:9' },
        /^Cannot listen on 0\.0\.0\.0:9: .*that other machines can reach/,
      ],
      [{ permission: 'receive', path: '/etc/a' }, /^Cannot write to \/etc\/a: .*to write outside the workspace/],
      [{ permission: 'send', path: '/etc/a' }, /^Cannot send \/etc\/a: .*to send files from outside the workspace/],
      [
        { permission: 'send', path: '/etc/a', purpose: 'import' },
        /^Cannot import \/etc\/a: .*to read or send files from outside the workspace/,
      ],
      [
        { permission: 'change', name: 'Echo' },
        /^Cannot change the saved endpoint “Echo”: commands need your permission/,
      ],
      [
        { permission: 'change', name: 'f/hi', of: 'message' },
        /^Cannot change the saved message “f\/hi”: commands need your permission/,
      ],
      [{ permission: 'capture' }, /^Cannot send the camera or the screen: commands need your permission/],
    ]);
  });

  it('say what a direction is busy with', () => {
    matches('BUSY', [
      [{ address: 'a:1' }, /^Nothing was sent: a file transfer with a:1 is in progress\. Wait/],
      [{ address: 'a:1', carries: 'video' }, /^Nothing was sent: video is being sent to a:1\. Mute/],
      [{ address: 'a:1', direction: 'in', carries: 'video' }, /^Data from a:1 is being saved to a file/],
    ]);
  });

  it('explain how to send a file again to a peer that is gone', () => {
    const open = { address: 'a:1', state: 'open' };
    matches('PEER_GONE', [
      [{ address: 'a:1', state: 'reconnecting' }, /^Reconnecting to a:1/],
      [{ address: 'a:1', state: 'closed' }, /^The server isn’t running\. Start it/],
      [{ ...open, candidates: 0 }, /^a:1 disconnected\. Try again/],
      [{ ...open, candidates: 1 }, /^a:1 disconnected\. Try again/],
      [{ ...open, candidates: 2 }, /^a:1 disconnected, and 2 clients from the same machine are connected/],
    ]);
  });

  it('say how far an interrupted file got, and that it can be resumed there', () => {
    const part = { bytes: 1_570_000, size: 3_000_000 };
    assert.equal(
      sentence('FILE_INCOMPLETE', { ...part, mode: 'framed' }),
      'Transfer interrupted at 1.57 of 3.00 MB. Sending it again resumes the transfer.',
    );
    assert.equal(
      sentence('FILE_INCOMPLETE', { bytes: 1_570_000, mode: 'raw' }),
      'Transfer interrupted after 1.57 MB. The received part is kept.',
    );
    assert.equal(sentence('FILE_INCOMPLETE', { ...part, bytes: 0 }), 'Transfer interrupted before the first byte.');
    assert.equal(sentence('FILE_INCOMPLETE', {}), 'Transfer interrupted before the first byte.');
  });

  it('report too many replies only if there is room for their bytes', () => {
    assert.equal(
      sentence('SEND_QUEUE_FULL', { maxQueuedBytes: 1_000_000, queuedBytes: 999_998, bytes: 2 }),
      'Nothing was sent: too many replies are waiting to be sent.',
    );
  });

  it('say by how much a queue or a datagram is exceeded, in readable numbers', () => {
    const full = { maxQueuedBytes: 1_000_000, queuedBytes: 1_000_000 };
    assert.equal(
      sentence('SEND_QUEUE_FULL', { ...full, bytes: 2 }),
      'Nothing was sent: 2 more bytes would exceed the send buffer of 1,000,000 bytes (maxQueuedBytes); 1,000,000 are queued.',
    );
    assert.equal(
      sentence('SEND_QUEUE_FULL', { ...full, bytes: 1 }),
      'Nothing was sent: 1 more byte would exceed the send buffer of 1,000,000 bytes (maxQueuedBytes); 1,000,000 are queued.',
    );
    assert.equal(
      sentence('DATAGRAM_TOO_LARGE', { bytes: 70_000, maxBytes: 65_507 }),
      'A datagram can hold at most 65,507 bytes; this message is 70,000 bytes long.',
    );
  });

  it('distinguish a client that is not connected yet from an endpoint that is not open', () => {
    matches('NOT_OPEN', [
      [{ state: 'reconnecting' }, /keeps trying/],
      [{ state: 'closed' }, /Start it first/],
    ]);
  });

  it('include a picture’s size if the stream declares it', () => {
    matches('PICTURE_TOO_LARGE', [
      [{ address: 'a:1', maxFrameBytes: 1000 }, /^A video frame from a:1 is larger than the max message size of 1 kB/],
      [
        { address: 'a:1', maxFrameBytes: 1000, bytes: 1001 },
        /is 1\.00 kB, but the max message size is 1 kB\. .* to at least 1001 bytes/,
      ],
    ]);
  });
});
