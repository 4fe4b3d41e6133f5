import assert from 'node:assert/strict';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { ClientPlaces } from '../../../../src/host/permissions/clientPlaces.ts';
import { confirmAll } from '../../../../src/host/shown/confirmAll.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('a page’s client connecting elsewhere', () => {
  freshVscode();
  const counters = { bytesIn: 1, bytesOut: 0, framesIn: 1, framesOut: 0, peers: 0 };
  const of = (config: EndpointConfig, more: Partial<EndpointSnapshot> = {}) =>
    endpointSnapshot('e', 0, { config: { name: 'mine', ...config }, counters, ...more });
  const client = (address: string): EndpointConfig => ({ kind: 'tcp-client', address });
  const server = (address: string): EndpointConfig => ({ kind: 'tcp-server', address });
  const udp = (more: object): EndpointConfig => ({ kind: 'udp', address: ':0', ...more });

  const confirm = async (places: ClientPlaces, had: EndpointSnapshot, wanted: EndpointConfig | undefined) => {
    await confirmAll(places.confirmationsOf(had, wanted), () => assert.fail('there is a single question'));
    places.confirmed(wanted);
  };

  const isAsked = async (had: EndpointSnapshot, wanted: EndpointConfig, places = new ClientPlaces()) => {
    const confirming = confirm(places, had, wanted);
    const [question] = questions.open;
    question?.dismiss();
    await (question ? assert.rejects(confirming, Dismissed) : confirming);
    return question !== undefined;
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
  ];
  for (const [what, had, wanted] of away)
    it(`asks for ${what}`, async () => {
      assert.equal(await isAsked(of(had), wanted), true);
    });

  const nearby: [string, EndpointConfig, EndpointConfig][] = [
    ['another port', client('example.com:80'), client('EXAMPLE.com:81')],
    ['another port of loopback', client('127.0.0.1:9'), client('localhost:10')],
    ['loopback in another spelling', client('localhost.:9'), client('[::1]:9')],
    ['the same socket', client('unix:/tmp/a.sock'), client('/tmp/a.sock')],
    ['a server', client('example.com:80'), server(':0')],
    ['UDP', udp({ remote: '127.0.0.1:9' }), udp({ remote: '10.0.0.5:9', address: '0.0.0.0:0' })],
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
    const question = await questions.question('Connect “mine” to 10.0.0.5:9?', 'notification');
    assert.match(
      question.text,
      /\nReceived data could have tampered with this panel, .* once for each address while the panel is open\.$/,
    );
    question.answer('Connect');
    await confirming;
    assert.equal(await isAsked(of(there), here, places), false);
    assert.equal(await isAsked(of(here), client('10.0.0.5:10'), places), false);
    assert.equal(await isAsked(of(here), client('10.0.0.6:9'), places), true);
    assert.equal(await isAsked(of(here), client('10.0.0.6:9'), places), true, 'the answer was no');
  });

  it('asks without presenting two addresses as connected to each other', async () => {
    const questionOf = (config: EndpointConfig, more: Partial<EndpointSnapshot> = {}) => {
      const unnamed = endpointSnapshot('e', 0, { config, counters, ...more });
      return new ClientPlaces().confirmationsOf(unnamed, client('192.0.2.7:9'))[0]?.question;
    };
    const known = { address: 'tcp://127.0.0.1:9' };
    assert.equal(questionOf(client('127.0.0.1:9'), known), 'Connect to 192.0.2.7:9 instead of 127.0.0.1:9?');
    assert.equal(questionOf(server(':0'), known), 'Connect to 192.0.2.7:9 instead of listening on 127.0.0.1:9?');
  });

  it('asks even if a page takes a detour', async () => {
    const places = new ClientPlaces();
    assert.equal(await isAsked(of(client('example.com:80')), server(':0'), places), false);
    assert.equal(await isAsked(of(server(':0')), client('127.0.0.1:9229'), places), true);
    assert.equal(await isAsked(of(server(':0')), client('example.com:80'), places), false);
  });
});
