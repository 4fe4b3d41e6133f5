import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { type Awaited, waitingHint } from '../../../../webview/panel/emptyTranscript.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { fire, named, textOf } from '../../../support/templates.ts';

const server: EndpointConfig = { kind: 'tcp-server', address: ':0' };
const udp: EndpointConfig = { kind: 'udp', address: ':0' };
const hint = (
  config: EndpointConfig,
  address: string,
  more: Partial<EndpointSnapshot> = {},
  given: Partial<Awaited> = {},
) =>
  waitingHint(endpointSnapshot('e1', 0, { config, address, ...more }), {
    hasMessages: false,
    hadPeers: false,
    filesGoTo: undefined,
    showFolder: () => void shown++,
    ...given,
  });
let shown = 0;

describe('the hint while an endpoint waits', () => {
  it('contains a terminal command that reaches it', () => {
    const command = (config: EndpointConfig, address: string) =>
      textOf(hint(config, address)).replace(/^.*From a terminal: /, '');
    assert.equal(command(server, '127.0.0.1:9000'), 'nc 127.0.0.1 9000');
    assert.equal(command(server, '0.0.0.0:9000'), 'nc 127.0.0.1 9000');
    assert.equal(command(server, '[::]:9000'), 'nc ::1 9000');
    assert.equal(command(server, '[fe80::1]:9000'), 'nc fe80::1 9000');
    assert.equal(command(server, 'unix:/tmp/a.sock'), 'nc -U /tmp/a.sock');
    assert.equal(command(server, 'unix:/tmp/$(id);id'), "nc -U '/tmp/$(id);id'");
    assert.equal(command(udp, '0.0.0.0:9000'), 'echo -n hello | nc -u -w1 127.0.0.1 9000');
  });

  it('contains no command for a path that a terminal might interpret', () => {
    for (const config of [server, { ...server, files: { mode: 'raw' } }] satisfies EndpointConfig[])
      assert.doesNotMatch(textOf(hint(config, 'unix:/tmp/a\nid\n')), /From a terminal/);
  });

  it('for a receiver sends a file, and says where files are stored and how they are named', () => {
    const receiver = (mode: 'raw' | 'framed' | 'off'): EndpointConfig => ({ ...server, files: { mode } });
    const text = (config: EndpointConfig, address: string, filesGoTo?: string) =>
      textOf(hint(config, address, {}, { filesGoTo }));
    assert.equal(
      text(receiver('raw'), '0.0.0.0:9000', '/received'),
      'Waiting for the first file. From a terminal: nc -N 127.0.0.1 9000 < FILE Received files: /received Raw transfers carry no file name, so files are named output{n}.{ext}.',
    );
    const byPeer: EndpointConfig = { ...server, files: { mode: 'raw', name: '{peer}.{ext}' } };
    assert.match(
      text(byPeer, ':9000', ''),
      /Raw transfers carry no file name, so files are named \{peer\}\.\{ext\}\.$/,
    );
    assert.match(text(receiver('raw'), 'unix:/tmp/a.sock', '/received'), / nc -NU \/tmp\/a\.sock < FILE /);
    assert.equal(
      text(receiver('framed'), '127.0.0.1:9000', ''),
      'Waiting for the first file. Run Send Files… in this or another Portside window, and choose Framed. You’ll be asked where to save the first file.',
    );
    assert.match(text(receiver('off'), '127.0.0.1:9000'), /first client\..* nc 127\.0\.0\.1 9000$/);
    shown = 0;
    fire(named(hint(receiver('raw'), '127.0.0.1:9000', {}, { filesGoTo: '/received' }), '/received'), 'click');
    assert.equal(shown, 1);
  });

  it('names what the endpoint waits for', () => {
    assert.match(textOf(hint(server, '127.0.0.1:1')), /^Waiting for the first client\./);
    assert.match(textOf(hint(udp, '127.0.0.1:1')), /^Waiting for the first datagram\./);
  });

  it('awaits the next peer after one has come and gone, but the first framed file until one has arrived', () => {
    const awaits = (config: EndpointConfig) =>
      /^Waiting for the \w+ \w+\./.exec(textOf(hint(config, '127.0.0.1:1', {}, { hadPeers: true })))?.[0];
    assert.equal(awaits(server), 'Waiting for the next client.');
    assert.equal(awaits(udp), 'Waiting for the next datagram.');
    assert.equal(awaits({ ...server, files: { mode: 'raw' } }), 'Waiting for the next file.');
    assert.equal(awaits({ ...server, files: { mode: 'framed' } }), 'Waiting for the first file.');
  });

  it('awaits the next one in a transcript that was cleared after traffic', () => {
    const { counters } = endpointSnapshot('e1', 0);
    const awaits = (config: EndpointConfig) =>
      /^Waiting for the \w+ \w+\./.exec(
        textOf(hint(config, '127.0.0.1:1', { counters: { ...counters, bytesIn: 9 } })),
      )?.[0];
    assert.equal(awaits(server), 'Waiting for the next client.');
    assert.equal(awaits(udp), 'Waiting for the next datagram.');
    assert.equal(awaits({ ...server, files: { mode: 'framed' } }), 'Waiting for the next file.');
  });

  it('copies the command', async () => {
    await beginPage();
    const copied: string[] = [];
    hostDoes.copy = async text => void copied.push(text);
    fire(named(hint(server, '127.0.0.1:9000'), 'nc 127.0.0.1 9000'), 'click');
    await new Promise(setImmediate);
    assert.deepEqual(copied, ['nc 127.0.0.1 9000']);
  });

  it('is absent once a peer came, beside messages, and where none can come', () => {
    const { counters } = endpointSnapshot('e1', 0);
    const absent = [
      hint(server, '127.0.0.1:1', { counters: { ...counters, peers: 1 } }),
      hint(server, '127.0.0.1:1', {}, { hasMessages: true }),
      hint(server, '127.0.0.1:1', { state: 'opening' }),
      hint(server, '127.0.0.1:1', { state: 'failed' }),
      hint({ kind: 'tcp-client', address: ':1' }, '127.0.0.1:1'),
      hint({ ...udp, remote: '127.0.0.1:2' }, '127.0.0.1:1'),
    ];
    assert.deepEqual(new Set(absent), new Set([undefined]));
  });
});
