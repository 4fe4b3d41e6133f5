import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addressLabel,
  boundAddress,
  configuredLabel,
  copiedAddress,
  endpointLabel,
  labelInSentence,
  remoteOf,
  spokenAddress,
} from '../../../src/core/endpointLabel.ts';
import { root } from '../../support/paths.ts';

/** The files that show a label on its own, not in a sentence. */
const alone: Record<string, string> = {
  'src/core/endpointLabel.ts': 'defines it',
  'src/host/commands/askAny.ts': 'in a list',
  'src/host/commands/commandArguments.ts': 'in a list',
  'src/host/tree/endpointItem.ts': 'in the view',
  'src/host/shown/panelTitles.ts': 'as the title of a tab',
  'src/host/panel/watchTitle.ts': 'compares the title of a tab',
  'src/host/endpoints/warnOfUnknownKeys.ts': 'in the log',
};

const label = (address: string, name?: string) =>
  endpointLabel({ address, config: { kind: 'tcp-server', address: ':0', ...(name !== undefined && { name }) } });
/** A UDP socket with this config, bound to port 40907. */
const udp = (address: string, remote: string, name?: string) => ({
  address: 'udp://127.0.0.1:40907',
  config: { kind: 'udp' as const, address, remote, ...(name !== undefined && { name }) },
});

describe('an endpoint’s label', () => {
  it('is its name, or its address without the scheme', () => {
    assert.equal(label('tcp://127.0.0.1:9000', 'Echo'), 'Echo');
    assert.equal(label('tcp://127.0.0.1:9000'), '127.0.0.1:9000');
    assert.equal(label('udp://[::1]:9000'), '[::1]:9000');
    assert.equal(label('unix:/tmp/socket'), 'unix:/tmp/socket');
  });

  it('is the remote of a UDP socket, after its own port only if that was configured', () => {
    assert.equal(endpointLabel(udp('127.0.0.1:0', '127.0.0.1:20001')), '→ 127.0.0.1:20001');
    assert.equal(endpointLabel(udp('0.0.0.0:5000', 'udp://example.com:53')), ':5000 → example.com:53');
    assert.equal(endpointLabel(udp(':0', ':20001')), '→ 127.0.0.1:20001');
    assert.equal(endpointLabel(udp('[::1]:0', '[::1]:9')), '→ [::1]:9');
    assert.equal(endpointLabel(udp(':0', ':9', 'Sensor')), 'Sensor');
    assert.equal(addressLabel(udp(':0', ':9', 'Sensor')), '→ 127.0.0.1:9');
  });

  it('isn’t used in sentences, which have their own label', () => {
    const users = globSync('{src,webview}/**/*.ts', { cwd: root })
      .filter(path => /\bendpointLabel\(/.test(readFileSync(join(root, path), 'utf8')))
      .map(path => path.replaceAll('\\', '/'));
    assert.deepEqual(new Set(users), new Set(Object.keys(alone)));
  });

  it('is only the name or the remote in a sentence', () => {
    const inSentence = (endpoint: ReturnType<typeof udp>) => labelInSentence(endpoint);
    assert.equal(inSentence(udp(':0', ':20001')), '127.0.0.1:20001');
    assert.equal(inSentence(udp(':5000', 'udp://example.com:53')), 'example.com:53');
    assert.equal(inSentence(udp(':0', ':9', 'Sensor')), 'Sensor');
    assert.equal(
      labelInSentence({ address: 'tcp://[::1]:9', config: { kind: 'tcp-server', address: ':0' } }),
      '[::1]:9',
    );
  });

  it('is some text for an invalid config', () => {
    assert.equal(endpointLabel(udp('nowhere', 'no address')), '→ no address');
    assert.equal(endpointLabel(udp(':0', 'unix:/tmp/s')), '→ unix:/tmp/s');
  });
});

describe('the address of an endpoint', () => {
  const server = { address: 'tcp://127.0.0.1:9000', config: { kind: 'tcp-server', address: ':0' } as const };
  const socket = udp(':0', 'localhost:9');

  it('is the configured one while it isn’t open', () => {
    assert.equal(configuredLabel(server.config), ':0');
    assert.equal(configuredLabel(socket.config), '→ localhost:9');
  });

  it('is read out without an arrow, in the user’s language', () => {
    assert.equal(spokenAddress(server), '127.0.0.1:9000');
    assert.equal(spokenAddress(socket), 'to localhost:9');
    assert.equal(spokenAddress(udp(':5000', ':9')), 'from port 5000 to 127.0.0.1:9');
    assert.equal(
      spokenAddress(socket, (template, ...args) => [template, ...args].join()),
      'to {0},localhost:9',
    );
  });

  it('is copied with its scheme', () => {
    assert.equal(copiedAddress(server), 'tcp://127.0.0.1:9000');
    assert.equal(copiedAddress(socket), 'udp://localhost:9');
  });

  it('differs from the socket’s if a remote provides the name', () => {
    assert.equal(boundAddress(socket), 'udp://127.0.0.1:40907');
    assert.equal(boundAddress({ ...socket, address: 'udp://127.0.0.1:0' }), undefined, 'not bound yet');
    assert.equal(boundAddress(server), undefined);
  });

  it('has a remote only for a UDP socket', () => {
    assert.equal(remoteOf({ kind: 'tcp-server', address: ':0', remote: ':9' }), undefined);
    assert.equal(remoteOf({ kind: 'udp', address: ':0' }), undefined);
  });
});
