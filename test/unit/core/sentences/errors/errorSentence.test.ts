/** The sentences that users read when something fails, from real sockets up. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEndpointConfig } from '../../../../../src/core/config/endpointConfigSchema.ts';
import type { EndpointConfig } from '../../../../../src/core/endpointConfig.ts';
import type { SocketFailure } from '../../../../../src/core/errorParams.ts';
import { phraseText } from '../../../../../src/core/phrase.ts';
import {
  errorSentence,
  failureReason,
  failureSentence,
} from '../../../../../src/core/sentences/errors/errorSentence.ts';
import { portsideErrors } from '../../../../../src/core/sentences/errors/portsideErrors.ts';
import { socketReasons } from '../../../../../src/core/sentences/errors/socketReason.ts';
import { eventSentence } from '../../../../../src/core/sentences/events/eventSentence.ts';
import { SocketError } from '../../../../../src/core/socketError.ts';
import { EngineEndpoints } from '../../../../support/engineEndpoints.ts';
import { eventSeen, portOf, seen } from '../../../../support/openEndpoint.ts';
import { root } from '../../../../support/paths.ts';
import { unquotableValues } from '../../../../support/unquotableValues.ts';
import { eventsOf } from '../../../../support/videoTests.ts';

describe('sentences about failures', () => {
  let endpoints: EngineEndpoints;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
  });

  afterEach(() => endpoints.dispose());

  async function sentenceOf(failing: Promise<unknown>): Promise<string> {
    return failing.then(
      () => assert.fail('it did not fail'),
      (error: unknown) => phraseText(errorSentence(error)),
    );
  }

  const udp: EndpointConfig = { kind: 'udp', address: '127.0.0.1:0' };

  it('name the broadcast option, in errors, in events, and for a connected remote', async () => {
    const socket = await endpoints.open(udp);
    for (const address of ['255.255.255.255:9', '127.255.255.255:9']) {
      const expected = `Cannot send to ${address}: this is a broadcast address. Turn on “Broadcast” in the endpoint’s options (options.broadcast)`;
      assert.equal(await sentenceOf(socket.send('x', { address })), expected);
    }
    const inTranscript = (await eventsOf(socket, 'sendFailed')).map(event => phraseText(eventSentence(event)));
    assert.equal(inTranscript.filter(sentence => sentence.includes('Turn on “Broadcast”')).length, 2);
    assert.match(
      await sentenceOf(endpoints.open({ ...udp, remote: '127.255.255.255:9', connected: true })),
      /^Cannot connect to 127\.255\.255\.255:9: this is a broadcast address\. Turn on “Broadcast”/,
    );
    const answering = await endpoints.open({ ...udp, remote: '127.255.255.255:9' });
    const file = join(endpoints.directory, 'file');
    await writeFile(file, 'x');
    const datagrams = { mode: 'datagrams', pace: { datagramBytes: 100, bytesPerSecond: 1e6 } } as const;
    await endpoints.engine.sendFiles(answering.id, { files: [{ path: file }], ...datagrams });
    await eventSeen(answering, 'transferFailed');
    const [failed] = await eventsOf(answering, 'transferFailed');
    assert.match(
      failed ? phraseText(eventSentence(failed, '127.255.255.255:9')) : '',
      /^“file” wasn’t sent to 127\.255\.255\.255:9: this is .*Turn on “Broadcast”/,
    );
  });

  it('omit an option that is already on', async () => {
    const socket = await endpoints.open({ ...udp, options: { broadcast: true } });
    // Bound to loopback, it is a valid destination there.
    await socket.send('x', { address: '127.255.255.255:9' });
    assert.equal(
      phraseText(
        errorSentence(SocketError.system('EACCES', { operation: 'send', address: '10.0.0.1:9', kind: 'udp' })),
      ),
      'Cannot send to 10.0.0.1:9: permission denied',
    );
  });

  it('explain why a UDP socket can’t send to an address', async () => {
    const remote = await endpoints.open(udp);
    const connected = await endpoints.open({ ...udp, remote: `127.0.0.1:${portOf(remote)}`, connected: true });
    assert.equal(
      await sentenceOf(connected.send('x', { address: '127.0.0.1:9' })),
      `Cannot send to 127.0.0.1:9: this socket is connected to 127.0.0.1:${portOf(remote)} and can’t send to other addresses. Turn off “Connected” (connected)`,
    );
    await connected.send('x', { address: `127.0.0.1:${portOf(remote)}` });
    assert.equal(
      await sentenceOf(remote.send('x', { address: '[::1]:9' })),
      'Cannot send to [::1]:9: the address is IPv6, and this socket is bound to IPv4. Open it on [::] or [::1]',
    );
    assert.equal(
      phraseText(
        errorSentence(
          SocketError.system('EINVAL', { operation: 'send', address: '192.0.2.1:9', kind: 'udp', option: 'address' }),
        ),
      ),
      'Cannot send to 192.0.2.1:9: this socket is bound to loopback and can reach only this machine. Open it on 0.0.0.0 or [::]',
    );
    assert.match(
      await sentenceOf(endpoints.open({ ...udp, address: `127.0.0.1:${portOf(remote)}` })),
      /already in use/,
    );
  });

  it('report that there is no peer to send to, in terms of the endpoint’s kind', async () => {
    const socket = await endpoints.open(udp);
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    const noTarget = /^Nothing was sent: there is no recipient yet\. .*, or wait for a datagram\.$/;
    assert.match(await sentenceOf(socket.send('x')), noTarget);
    assert.match(await sentenceOf(socket.send('x', 'all')), noTarget);
    assert.equal(await sentenceOf(server.send('x')), 'No client is connected, so nothing was sent.');
    assert.match(await sentenceOf(socket.send('x', { peer: 'p9' })), /^p9 is no longer known to this socket/);
    assert.match(await sentenceOf(server.send('x', { peer: 'p9' })), /^p9 is no longer connected/);
    await writeFile(join(endpoints.directory, 'file'), 'x');
    const file = join(endpoints.directory, 'file');
    assert.match(await sentenceOf(socket.sendFile(file, { mode: 'raw' })), noTarget);
    assert.equal(
      await sentenceOf(server.sendFile(file, { mode: 'raw' })),
      'No client is connected, so nothing was sent.',
    );
    const none = new SocketError('NO_PEER', { kind: 'tcp-client' });
    assert.equal(phraseText(errorSentence(none)), 'Not connected to the server, so nothing was sent.');
  });

  it('explain what is wrong with the path of a Unix domain socket', async () => {
    const inFolder = (name: string) => join(endpoints.directory, name);
    await writeFile(inFolder('file'), '');
    const listen = (path: string) => sentenceOf(endpoints.open({ kind: 'tcp-server', address: `unix:${path}` }));
    const connect = (path: string) => sentenceOf(endpoints.open({ kind: 'tcp-client', address: `unix:${path}` }));
    for (const open of [listen, connect]) assert.match(await open(inFolder('x'.repeat(120))), /the path is too long/);
    assert.match(await listen(inFolder('none/s')), /permission denied, or the folder does not exist/);
    assert.match(await listen(inFolder('file')), /or a file already exists there/);
    assert.match(await connect(inFolder('s')), /no socket exists at this path\. Start its server first/);
    assert.match(await connect(inFolder('file')), /no server is listening at this path/);
  });

  it('name the local address that a client can’t have', async () => {
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    const to = { kind: 'tcp-client', address: `127.0.0.1:${portOf(server)}` } as const;
    assert.match(
      await sentenceOf(endpoints.open({ ...to, options: { localAddress: '192.0.2.77' } })),
      /the local address doesn’t belong to this machine \(options\.localAddress\)/,
    );
    assert.match(
      await sentenceOf(endpoints.open({ ...to, options: { localAddress: '127.0.0.1', localPort: portOf(server) } })),
      /the local port is already in use \(options\.localPort\)/,
    );
    assert.match(
      await sentenceOf(endpoints.open({ kind: 'tcp-server', address: '192.0.2.77:0' })),
      /this machine has no such address\. To listen on all of its addresses, use 0\.0\.0\.0/,
    );
  });

  it('name the rule whose answer was not sent, or the greeting', async () => {
    const reply = [
      { when: { text: 'abc' }, send: '1234' },
      { when: { regex: 'x(.*)' }, send: '{{1}}' },
    ];
    const fixed: EndpointConfig = { kind: 'tcp-server', address: ':0', framing: { fixed: 3 } };
    const server = await endpoints.open({ ...fixed, greeting: '{{$counter}}', reply: reply.slice(1) });
    const client = await endpoints.open({ kind: 'tcp-client', address: server.address });
    await client.send('xyz');
    await seen(server, async () => ((await eventsOf(server, 'sendFailed')).length === 2 ? true : undefined));
    assert.deepEqual(
      (await eventsOf(server, 'sendFailed')).map(event => phraseText(eventSentence(event))),
      [
        'the greeting wasn’t sent: the message is 1 B long, but this endpoint’s messages must be 3 B',
        'the reply from rule 1 wasn’t sent: the message is 2 B long, but this endpoint’s messages must be 3 B',
      ],
    );
    assert.throws(
      () => parseEndpointConfig({ ...fixed, reply: reply.toReversed() }),
      error => phraseText(errorSentence(error)).includes('reply.1.send: rule 2: the message is 4 B long'),
    );
  });

  it('name the setting to change if a frame or a picture is too large', () => {
    const large = { bytes: 24_883_400, maxFrameBytes: 16 * 1024 * 1024 };
    const address = '127.0.0.1:9';
    for (const sentence of [
      phraseText(errorSentence(new SocketError('PICTURE_TOO_LARGE', { address, ...large }))),
      phraseText(eventSentence({ code: 'pictureTooLarge', ...large })),
    ])
      assert.match(
        sentence,
        /is 24\.9 MB.*16\.8 MB.*raise “Max message size” \(maxFrameBytes\) to at least 24883400 bytes/,
      );
    for (const sentence of [
      phraseText(errorSentence(new SocketError('PICTURE_TOO_LARGE', { address, maxFrameBytes: 1000 }))),
      phraseText(eventSentence({ code: 'pictureTooLarge', maxFrameBytes: 1000 })),
      phraseText(eventSentence({ code: 'frameTooLong', maxFrameBytes: 1000 })),
      phraseText(eventSentence({ code: 'brokenLengthPrefix', length: '1001', maxFrameBytes: 1000 })),
    ])
      assert.match(sentence, /raise “Max message size” \(maxFrameBytes\)/);
    const short = phraseText(eventSentence({ code: 'brokenEnvelope', at: 0, expected: 'greaterLength', least: 4 }));
    assert.doesNotMatch(short, /Max message size/);
  });
});

describe('every failure sentence', () => {
  const own = Object.keys(portsideErrors);
  const systems = Object.keys(socketReasons);
  const codes = [...own, ...systems, 'EDQUOT', 'EROFS', 'UNHEARD_OF', 'toString', '__proto__'];
  const source = readFileSync(join(root, 'src/core/errorParams.ts'), 'utf8');
  /** Names of all parameters. */
  const names = [...new Set(Array.from(source.matchAll(/readonly (\w+)\??: /g), ([, name = '']) => name))];
  const operations = ['listen', 'bind', 'connect', 'send', 'read', 'close', 'write', 'readFile', undefined];

  const missing = /\{\w+\}|undefined|NaN|null|Infinity|\[object|Symbol\(|=>/;
  const allOf = (value: unknown) => Object.fromEntries(names.map(name => [name, value]));
  /** All parameters with one value, for each of the values. */
  const alike = unquotableValues.map(value => [value, allOf(value)] as const);
  const quotable = { ...allOf('1'), operation: 'listen' };

  /** Validates it like the sentence of an external failure, with any values. */
  const isWhole = (code: string, params: object | undefined) => {
    const failure = { code, params } as SocketFailure;
    for (const phrase of [failureSentence(failure), failureReason(failure)]) {
      const text = phraseText(phrase);
      if (missing.test(text)) assert.doesNotMatch(text, missing, code);
    }
  };

  it('is checked', () => {
    assert.ok(own.length > 40 && systems.length > 20, `${[own.length, systems.length]}`);
    for (const name of ['address', 'peer', 'maxQueuedBytes', 'timeoutMs', 'candidates', 'family'])
      assert.ok(names.includes(name), name);
  });

  for (const code of codes)
    it(`has no missing value, whatever its parameters are: ${code}`, () => {
      for (const [value, all] of alike)
        for (const operation of operations)
          for (const kind of ['udp', 'unix', value]) {
            for (const params of [
              { ...all, operation, kind },
              { operation, kind },
            ])
              isWhole(code, params);
          }
      // Each parameter on its own is wrong.
      for (const name of names) for (const value of unquotableValues) isWhole(code, { ...quotable, [name]: value });
      isWhole(code, undefined);
    });

  it('is the system’s message, or the code if another version wrote it', () => {
    const later = (params: object) => phraseText(failureSentence({ code: 'LATER', params } as never));
    assert.equal(later({ detail: 'as it says' }), 'as it says');
    assert.equal(later({}), 'LATER');
    assert.equal(later({ operation: 'send', address: 'a:1' }), 'Cannot send to a:1: LATER');
  });
});
