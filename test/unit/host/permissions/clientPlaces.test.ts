import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { ConfigurationTarget } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot, SendTarget } from '../../../../src/core/endpointSnapshot.ts';
import type { SystemFailure } from '../../../../src/core/errorParams.ts';
import type { SocketError } from '../../../../src/core/socketError.ts';
import { ClientPlaces } from '../../../../src/host/permissions/clientPlaces.ts';
import { confirmAll } from '../../../../src/host/shown/confirmAll.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('a page’s client connecting elsewhere', () => {
  freshVscode();
  const counters = { bytesIn: 1, bytesOut: 0, framesIn: 1, framesOut: 0, peers: 0 };
  const of = (config: EndpointConfig, more: Partial<EndpointSnapshot> = {}) =>
    endpointSnapshot('e', 0, { config: { name: 'mine', ...config }, counters, ...more });
  const client = (address: string): EndpointConfig => ({ kind: 'tcp-client', address });
  const server = (address: string): EndpointConfig => ({ kind: 'tcp-server', address });
  const udp = (more: object): EndpointConfig => ({ kind: 'udp', address: '0.0.0.0:0', ...more });

  let peers: { readonly address: string }[];
  beforeEach(() => {
    peers = [];
  });

  const confirm = async (places: ClientPlaces, had: EndpointSnapshot, wanted: EndpointConfig | undefined) => {
    const confirmations = await places.confirmationsOf(had, wanted, async () => peers);
    await confirmAll(confirmations, () => assert.fail('there is a single question'));
    places.confirmed(wanted);
  };

  const isAsked = async (had: EndpointSnapshot, wanted: EndpointConfig, places = new ClientPlaces()) =>
    isDismissed(confirm(places, had, wanted));

  const isDismissed = async (confirming: Promise<void>) => {
    await setImmediate();
    const [question] = questions.open;
    question?.dismiss();
    await (question ? assert.rejects(confirming, Dismissed) : confirming);
    return question !== undefined;
  };

  const isAskedToSend = async (had: EndpointSnapshot, target: SendTarget | null, places = new ClientPlaces()) => {
    const confirmations = await places.sendingConfirmations(had, target, async () => peers);
    const isAsked = await isDismissed(confirmAll(confirmations, () => assert.fail('there is one question')));
    assert.equal(places.knowsTarget(had, target), !isAsked);
    return isAsked;
  };

  const away: [string, EndpointConfig, EndpointConfig][] = [
    ['a Unix socket', client('127.0.0.1:9'), client('unix:/run/docker.sock')],
    ['another Unix socket', client('/tmp/a.sock'), client('/tmp/b.sock')],
    ['the same socket in another spelling', client('/tmp/a.sock'), client('/tmp/../tmp/a.sock')],
    ['a Windows pipe', client('127.0.0.1:9'), client(String.raw`\\.\pipe\docker_engine`)],
    ['another host', client('example.com:80'), client('169.254.169.254:80')],
    ['another host, from loopback', client('127.0.0.1:9'), client('10.0.0.5:9')],
    ['a host that looks like loopback', client('127.0.0.1:9'), client('127.evil.example:9')],
    ['loopback, from another host', client('example.com:80'), client('127.0.0.1:9229')],
    ['loopback, from an exposed server', server('0.0.0.0:9'), client('127.0.0.1:9229')],
    ['loopback, from a server', server('127.0.0.1:9'), client('127.0.0.1:9229')],
    ['the socket that its server listened on', server('/tmp/a.sock'), client('/tmp/a.sock')],
    ['any host, from a UDP socket', udp({ remote: '127.0.0.1:9' }), client('127.0.0.1:9')],
    ['another host by UDP', client('127.0.0.1:9'), udp({ remote: '10.0.0.5:9', connected: true })],
    ['another host by UDP, as a server', server('127.0.0.1:9'), udp({ remote: '10.0.0.5:9' })],
    ['loopback by UDP', client('example.com:80'), udp({ remote: 'localhost:53' })],
    ['a Unix socket, as a server', server(':0'), server('unix:/run/docker.sock')],
    ['another Unix socket, as a server', server('/tmp/a.sock'), server('/tmp/b.sock')],
    ['the same one, which it didn’t listen on', client('/tmp/a.sock'), server('/tmp/a.sock')],
    ['another port', client('example.com:80'), client('example.com:81')],
    ['another port of loopback', client('127.0.0.1:9'), client('127.0.0.1:9229')],
    ['another port of loopback in another spelling', client('localhost:9'), client('[::1]:9229')],
    ['another port by UDP', client('example.com:80'), udp({ remote: 'example.com:53', connected: true })],
    ['another port of the remote', udp({ remote: '10.0.0.5:9' }), udp({ remote: '10.0.0.5:10', connected: true })],
    ['another remote', udp({ remote: '127.0.0.1:9' }), udp({ remote: '10.0.0.5:9', address: '0.0.0.0:0' })],
  ];
  for (const [what, had, wanted] of away)
    it(`asks for ${what}`, async () => {
      assert.equal(await isAsked(of(had), wanted), true);
    });

  const nearby: [string, EndpointConfig, EndpointConfig][] = [
    ['the same host in another spelling', client('example.com:80'), client('tcp://EXAMPLE.com:80')],
    ['loopback in another spelling', client('localhost.:9'), client('[::1]:9')],
    ['the same socket', client('unix:/tmp/a.sock'), client('/tmp/a.sock')],
    ['a server', client('example.com:80'), server(':0')],
    ['a server on the same socket', server('unix:/tmp/a.sock'), server('/tmp/a.sock')],
    ['the same address by UDP', client('example.com:53'), udp({ remote: 'EXAMPLE.com:53', connected: true })],
    ['UDP without a remote', client('example.com:80'), udp({})],
    ['the same remote', udp({ remote: '10.0.0.5:9' }), udp({ remote: 'udp://10.0.0.5:9', connected: true })],
  ];
  for (const [what, had, wanted] of nearby)
    it(`doesn’t ask for ${what}`, async () => {
      assert.equal(await isAsked(of(had), wanted), false);
    });

  it('doesn’t ask before anything was received, or without a config', async () => {
    const nothing = { counters: { ...counters, bytesIn: 0 } };
    const docker = client('unix:/run/docker.sock');
    assert.equal(await isAsked(of(client('127.0.0.1:9'), nothing), docker), false);
    assert.equal(await isAsked(of(client('127.0.0.1:9'), { ...nothing, isRestoring: true }), docker), true);
    await confirm(new ClientPlaces(), of(client('127.0.0.1:9')), undefined);
  });

  it('asks with a sentence, once for each place, and not for the way back', async () => {
    const places = new ClientPlaces();
    const [here, there] = [client('127.0.0.1:9'), client('tcp://10.0.0.5:9')];
    const confirming = confirm(places, of(here), there);
    const question = await questions.question('Connect to 10.0.0.5:9 from “mine”?', 'notification');
    assert.match(
      question.text,
      /\nThis address is new here\. Portside asks once for each, so that received data can’t choose an address\.$/,
    );
    assert.equal(question.severity, 'info', 'nothing is wrong');
    question.answer('Connect');
    await confirming;
    assert.equal(await isAsked(of(there), here, places), false);
    assert.equal(await isAsked(of(here), there, places), false);
    assert.equal(await isAsked(of(here), client('10.0.0.5:10'), places), true);
    assert.equal(await isAsked(of(here), client('10.0.0.6:9'), places), true);
    assert.equal(await isAsked(of(here), client('10.0.0.6:9'), places), true, 'the answer was no');
  });

  it('asks without presenting two addresses as connected to each other', async () => {
    const questionOf = async (config: EndpointConfig, more: Partial<EndpointSnapshot> = {}) => {
      const unnamed = endpointSnapshot('e', 0, { config, counters, ...more });
      return (await new ClientPlaces().confirmationsOf(unnamed, client('192.0.2.7:9'), async () => []))[0]?.question;
    };
    const known = { address: 'tcp://127.0.0.1:9' };
    assert.equal(await questionOf(client('127.0.0.1:9'), known), 'Connect to 192.0.2.7:9 instead of 127.0.0.1:9?');
    assert.equal(await questionOf(server(':0'), known), 'Connect to 192.0.2.7:9 instead of listening on 127.0.0.1:9?');
  });

  it('asks even if a page takes a detour', async () => {
    const places = new ClientPlaces();
    assert.equal(await isAsked(of(client('example.com:80')), server(':0'), places), false);
    assert.equal(await isAsked(of(server(':0')), client('127.0.0.1:9229'), places), true);
    assert.equal(await isAsked(of(server(':0')), client('example.com:80'), places), false);
  });

  it('is asked about datagrams to an address that the endpoint has no conversation with', async () => {
    const to = (address: string) => ({ address });
    assert.equal(await isAskedToSend(of(udp({})), to('10.0.0.5:9')), true);
    assert.equal(await isAskedToSend(of(udp({})), to('127.0.0.1:53')), true);
    assert.equal(await isAskedToSend(of(udp({ remote: '10.0.0.5:9' })), to('udp://10.0.0.5:9')), false);
    assert.equal(await isAskedToSend(of(udp({ remote: '10.0.0.5:9' })), to('10.0.0.5:10')), true);
    peers = [{ address: '127.0.0.1:50000' }, { address: '[fe80::1]:9' }];
    for (const known of ['localhost:50000', '[::1]:50000', 'udp://[FE80::1]:9'])
      assert.equal(await isAskedToSend(of(udp({})), to(known)), false, known);
    for (const other of ['localhost:53', '[FE80::1]:53'])
      assert.equal(await isAskedToSend(of(udp({})), to(other)), true, other);
    assert.equal(await isAskedToSend(of(udp({})), to('10.0.0.5:9')), true);
    assert.equal(await isAsked(of(udp({})), client('127.0.0.1:9')), true, 'a datagram is no connection');
    assert.equal(await isAskedToSend(of(server(':0')), to('127.0.0.1:50000')), false);
    assert.equal(await isAskedToSend(of(server(':0')), to('10.0.0.5:9')), true, 'it may become a UDP socket meanwhile');
  });

  it('isn’t asked about datagrams that the socket can’t send anyway, which is reported instead', async () => {
    const onLoopback = of(udp({ address: ':0' }));
    const to = (address: string) => new ClientPlaces().sendingConfirmations(onLoopback, { address }, async () => peers);
    await assert.rejects(to('192.0.2.7:9'), (error: SocketError) => {
      const { params } = error.failure as SystemFailure;
      return error.code === 'EINVAL' && params.option === 'address' && params.address === '192.0.2.7:9';
    });
    assert.equal((await to('127.0.0.1:53')).length, 1, 'other programs of this machine');
    assert.equal((await to('example.com:53')).length, 1, 'a name may stand for this machine');
    const quiet = of(udp({ address: ':0' }), { counters: { ...counters, bytesIn: 0 } });
    assert.equal(await isAskedToSend(quiet, { address: '192.0.2.7:9' }), false, 'the engine reports it');
  });

  it('isn’t asked about other targets, nor about one that can’t be sent to', async () => {
    for (const target of [null, 'all', { peer: 'p1' }, { peer: 'p1', address: '10.0.0.5:9' }] as const)
      assert.equal(await isAskedToSend(of(udp({})), target), false);
    for (const address of ['10.0.0.5:0', 'tcp://10.0.0.5:9', 'nowhere', '/tmp/a.sock'])
      assert.equal(await isAskedToSend(of(udp({})), { address }), false, address);
  });

  it('isn’t asked about an address that was sent to before anything was received', async () => {
    const places = new ClientPlaces();
    const quiet = of(udp({}), { counters: { ...counters, bytesIn: 0 } });
    assert.equal(await isAskedToSend(quiet, { address: '10.0.0.5:9' }, places), false);
    assert.equal(await isAskedToSend(of(udp({})), { address: 'udp://10.0.0.5:9' }, places), false);
    assert.equal(await isAskedToSend(of(udp({})), { address: '10.0.0.5:10' }, places), true);
  });

  describe('and saving what it receives', () => {
    const inFolder = (directory: string, more: object = {}): EndpointConfig => ({
      ...server(':0'),
      files: { mode: 'framed', directory, ...more },
    });
    const off: EndpointConfig = { ...server(':0'), files: { mode: 'off', directory: '.git' } };
    const disk = temporaryFolder();
    const questionsOf = async (
      had: EndpointSnapshot,
      wanted: EndpointConfig | undefined,
      places = new ClientPlaces(),
    ): Promise<string[]> => (await places.receivingConfirmations(had, wanted)).map(({ question }) => question);
    const asks = (directory: string) => [`Save received files in ${disk.at(directory)}?`];
    let vscode: string[];
    beforeEach(() => {
      vscode = asks('.vscode');
      workbenchState.state.folders = [disk.path];
    });

    it('is asked about for another folder of the workspace, and other names in it', async () => {
      assert.deepEqual(await questionsOf(of(server(':0')), inFolder('.vscode')), vscode);
      assert.deepEqual(await questionsOf(of(off), inFolder(disk.at('.vscode'))), vscode);
      assert.deepEqual(await questionsOf(of(inFolder('sub')), inFolder('.vscode')), vscode);
      const raw = (name: string) => inFolder('.vscode', { mode: 'raw', name });
      assert.deepEqual(await questionsOf(of(raw('{n}')), raw('tasks.json')), vscode);
      assert.deepEqual(await questionsOf(of(raw('{n}')), inFolder('.vscode')), vscode, 'the sender chooses the names');
      settings.set('portside.files.directory', '.vscode', ConfigurationTarget.Workspace);
      assert.deepEqual(await questionsOf(of(server(':0')), { ...server(':0'), files: { mode: 'raw' } }), vscode);
    });

    it('isn’t asked about for what it does already, in the user’s folder, or before anything was received', async () => {
      const same = inFolder(disk.at('.vscode'), { maxFileBytes: 9 });
      assert.deepEqual(await questionsOf(of(inFolder('.vscode')), same), []);
      assert.deepEqual(await questionsOf(of(server(':0')), off), []);
      assert.deepEqual(await questionsOf(of(server(':0')), undefined), []);
      assert.deepEqual(
        await questionsOf(of(server(':0')), { ...server(':0'), files: { mode: 'raw' } }),
        [],
        'the user is asked',
      );
      const quiet = of(server(':0'), { counters: { ...counters, bytesIn: 0 } });
      assert.deepEqual(await questionsOf(quiet, inFolder('.vscode')), []);
      settings.set('portside.files.directory', disk.at('.vscode'));
      assert.deepEqual(await questionsOf(of(server(':0')), inFolder('.vscode')), []);
    });

    it('is asked about once', async () => {
      const places = new ClientPlaces();
      assert.deepEqual(await questionsOf(of(server(':0')), inFolder('.vscode'), places), vscode);
      assert.deepEqual(await questionsOf(of(server(':0')), inFolder('.vscode'), places), vscode, 'the answer was no');
      places.confirmed(inFolder('.vscode'));
      assert.deepEqual(await questionsOf(of(server(':0')), inFolder('.vscode'), places), []);
      places.confirmed(inFolder('b'), { folder: true });
      const named = inFolder('b', { mode: 'raw', name: 'tasks.json' });
      assert.deepEqual(await questionsOf(of(server(':0')), named, places), [], 'the user agreed to any names');
      places.confirmed(inFolder('c'));
      assert.deepEqual(
        await questionsOf(of(server(':0')), inFolder('c', { mode: 'raw', name: 'x' }), places),
        asks('c'),
      );
    });

    it('isn’t asked about for the project’s folder, with the sender’s names or Portside’s', async () => {
      settings.set('portside.files.directory', 'received', ConfigurationTarget.Workspace);
      const noFolder = (files: object): EndpointConfig => ({ ...server(':0'), files: { mode: 'framed', ...files } });
      assert.deepEqual(await questionsOf(of(server(':0')), noFolder({})), []);
      assert.deepEqual(await questionsOf(of(server(':0')), noFolder({ mode: 'raw' })), []);
      assert.deepEqual(await questionsOf(of(server(':0')), inFolder('received')), []);
      assert.deepEqual(await questionsOf(of(server(':0')), noFolder({ mode: 'raw', name: 'x.py' })), asks('received'));
      workbenchState.state.isTrusted = false;
      assert.deepEqual(await questionsOf(of(server(':0')), noFolder({})), asks('received'));
    });

    it('isn’t asked about for an empty or new folder with Portside’s names', async () => {
      const raw = (directory: string, more: object = {}) => inFolder(directory, { mode: 'raw', ...more });
      await mkdir(disk.at('full/empty'), { recursive: true });
      await mkdir(disk.at('.git'));
      await symlink(disk.at('full/empty'), disk.at('link'));
      for (const quiet of ['new/sub', 'full/empty', disk.at('new')])
        assert.deepEqual(await questionsOf(of(server(':0')), raw(quiet)), [], quiet);
      for (const asked of ['full', '.git', '.git/new', 'new/.hidden', 'Node_Modules/a', 'link'])
        assert.deepEqual(await questionsOf(of(server(':0')), raw(asked)), asks(asked), asked);
      assert.deepEqual(await questionsOf(of(server(':0')), raw('.')), [`Save received files in ${disk.path}?`]);
      assert.deepEqual(await questionsOf(of(server(':0')), raw('new', { name: '__init__.py' })), asks('new'));
      assert.deepEqual(
        await questionsOf(of(server(':0')), inFolder('new')),
        asks('new'),
        'the sender chooses the names',
      );
    });
  });
});
