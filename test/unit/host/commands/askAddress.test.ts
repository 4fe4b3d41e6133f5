import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import type { EndpointConfig, EndpointKind } from '../../../../src/core/endpointConfig.ts';
import { askConfig } from '../../../../src/host/commands/askAddress.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('the address question', () => {
  freshVscode();

  let kept: Map<string, unknown>;
  const memory = {
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
  } as unknown as Memento;

  beforeEach(() => {
    kept = new Map();
  });

  const titles = { 'tcp-server': 'Start TCP Server', 'tcp-client': 'Connect to TCP Server', udp: 'Open UDP Socket' };
  async function enter(kind: EndpointKind, text: string): Promise<EndpointConfig> {
    const config = askConfig(kind, memory);
    (await questions.question(titles[kind])).answer(text);
    return config;
  }
  async function problems(kind: EndpointKind, ...texts: string[]): Promise<(string | undefined)[]> {
    const config = askConfig(kind, memory).catch(() => undefined);
    const question = await questions.question(titles[kind]);
    const found = [];
    for (const text of texts) found.push(await question.validate(text));
    question.dismiss();
    await config;
    return found;
  }
  async function proposed(kind: EndpointKind): Promise<string> {
    const config = askConfig(kind, memory).catch(() => undefined);
    const question = await questions.question(titles[kind]);
    question.dismiss();
    await config;
    return question.value;
  }

  it('creates a config from the input, without surrounding blanks', async () => {
    assert.deepEqual(await enter('tcp-server', ' 0.0.0.0:9000 '), { kind: 'tcp-server', address: '0.0.0.0:9000' });
    assert.deepEqual(await enter('tcp-client', 'example.com:80'), { kind: 'tcp-client', address: 'example.com:80' });
  });

  it('for a UDP socket means where to receive for a port or all interfaces, otherwise where to send', async () => {
    for (const own of ['20001', ':20001', '0.0.0.0:20001', '[::]:20001'])
      assert.deepEqual(await enter('udp', own), { kind: 'udp', address: own });
    assert.deepEqual(await enter('udp', '127.0.0.1:20001'), {
      kind: 'udp',
      address: '127.0.0.1:0',
      remote: '127.0.0.1:20001',
    });
    assert.deepEqual(await enter('udp', '10.0.0.7:9'), { kind: 'udp', address: '0.0.0.0:0', remote: '10.0.0.7:9' });
    const free = { kind: 'udp', address: '127.0.0.1:0' };
    assert.deepEqual(await enter('udp', '127.0.0.1:0'), free, 'nothing can be sent to port 0');
    assert.deepEqual(await enter('udp', '[::1]:9'), { kind: 'udp', address: '[::1]:0', remote: '[::1]:9' });
  });

  it('accepts a pasted command line', async () => {
    assert.equal((await enter('tcp-server', 'nc -lk 9000')).kind, 'tcp-server');
    assert.deepEqual(kept.get('lastAddress.tcp-server'), (await enter('tcp-server', 'nc -lk 9000')).address);
    assert.equal((await enter('tcp-client', 'exec 3<>/dev/tcp/127.0.0.1/80')).address, '127.0.0.1:80');
    assert.equal((await enter('tcp-client', '/dev/tcp/127.0.0.1/80')).address, '127.0.0.1:80', 'it isn’t a path');
    assert.deepEqual(await problems('tcp-client', '/dev/tcp/127.0.0.1/80'), [undefined]);
  });

  it('proposes the last address of the kind', async () => {
    await enter('tcp-client', 'example.com:80');
    await enter('udp', '127.0.0.1:9');
    assert.equal(await proposed('tcp-client'), 'example.com:80');
    assert.equal(await proposed('udp'), '127.0.0.1:9');
  });

  it('proposes the next free port for a server, except for a path or any port', async () => {
    assert.match(await proposed('tcp-server'), /^9\d\d\d$/);
    kept.set('lastAddress.tcp-server', '0.0.0.0:49777');
    assert.match(await proposed('tcp-server'), /^0\.0\.0\.0:49[78]\d\d$/);
    for (const last of ['unix:/tmp/server9.sock', ':0']) {
      kept.set('lastAddress.tcp-server', last);
      assert.equal(await proposed('tcp-server'), last);
    }
  });

  it('proposes nothing if another version stored something unreadable', async () => {
    for (const last of [7, {}, 'tap://127.0.0.1:9', '']) {
      for (const kind of ['tcp-server', 'tcp-client', 'udp'] as const) kept.set(`lastAddress.${kind}`, last);
      assert.match(await proposed('tcp-server'), /^9\d\d\d$/);
      assert.equal(await proposed('tcp-client'), '');
      assert.equal(await proposed('udp'), '');
    }
  });

  it('rejects an address of another kind', async () => {
    assert.deepEqual(await problems('udp', '20001', 'udp://:9', 'tcp://127.0.0.1:9', 'unix:/tmp/s'), [
      undefined,
      undefined,
      'A UDP socket needs a port or host:port.',
      'A UDP socket needs a port or host:port.',
    ]);
    const use = 'This is a UDP address. Use “Open UDP Socket…”.';
    assert.deepEqual(await problems('tcp-server', 'udp://:9', 'unix:/tmp/s', ':0'), [use, undefined, undefined]);
    assert.deepEqual(await problems('tcp-client', 'udp://:9', ':0', 'unix:/tmp/s'), [
      use,
      'A client needs the port of the server.',
      undefined,
    ]);
  });

  it('reports what is wrong, and what a pasted line means', async () => {
    const [port, scheme, line, nonsense, empty] = await problems(
      'tcp-server',
      '127.0.0.1:70000',
      'ftp://host:1',
      'nc 127.0.0.1 9000',
      'make me a server',
      '',
    );
    assert.match(port ?? '', /at most 65535/);
    assert.ok(scheme);
    assert.equal(line, 'This describes a TCP client. Use “Open from URL or Command Line…” instead.');
    assert.ok(nonsense);
    assert.match(empty ?? '', /the port is missing/);
  });
});
