import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { endpointOf, namedPeer, peerOf, pickEndpoint } from '../../../../src/host/commands/commandArguments.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('a command’s endpoint', () => {
  freshVscode();

  const named = endpointSnapshot('a', 0, { config: { kind: 'tcp-server', address: ':0', name: 'mine' } });
  const other = endpointSnapshot('b', 0, { config: { kind: 'udp', address: ':0' }, state: 'closed' });
  /** Endpoints, and which panel is active. */
  const among = (all: readonly EndpointSnapshot[], active?: string) => ({
    endpoints: fakeEndpoints(all),
    panels: { active },
  });
  const both = among([named, other]);

  it('is given by id or name, alone or in an object', async () => {
    for (const argument of ['a', 'mine', { endpoint: 'a' }, { endpoint: 'mine', more: 1 }])
      assert.equal(await endpointOf(argument, both), named, JSON.stringify(argument));
    await assert.rejects(endpointOf('none', both), { code: 'NO_ENDPOINT' });
  });

  it('is not guessed from an argument that names none', async () => {
    for (const argument of [null, 7, {}, { endpoint: 7 }, []])
      await assert.rejects(endpointOf(argument, both), TypeError);
    assert.deepEqual(questions.open, []);
  });

  it('is the only one, or the user’s choice', async () => {
    assert.equal(await endpointOf(undefined, among([other])), other);
    const chosen = endpointOf(undefined, both);
    const question = await questions.question('Which endpoint?');
    assert.deepEqual(
      (question.items as QuickPickItem[]).map(({ label, description }) => `${label}: ${description}`),
      ['mine: TCP server · open', '127.0.0.1:1: UDP socket · closed'],
    );
    question.answer('127.0.0.1:1');
    assert.equal(await chosen, other);
    await assert.rejects(endpointOf(undefined, among([])), /No endpoints yet\. Start one first\./);
  });

  it('is that of the active panel, as long as it is possible', async () => {
    const isClosed = ({ state }: EndpointSnapshot) => state === 'closed';
    for (const one of [named, other]) assert.equal(await endpointOf(undefined, among([named, other], one.id)), one);
    assert.equal(await endpointOf(undefined, among([named, other], 'b'), isClosed), other);
    assert.equal(await endpointOf('mine', among([named, other], 'b')), named, 'an argument counts more');
    assert.equal(await endpointOf(undefined, among([named], 'a'), isClosed), named, 'the command says why not');
    assert.deepEqual(questions.open, []);
  });

  it('is asked for if the active panel is that of another, even if there is only one', async () => {
    const chosen = endpointOf(undefined, among([named, other], 'a'), ({ state }) => state === 'closed');
    const question = await questions.question('Which endpoint?');
    assert.deepEqual(
      (question.items as QuickPickItem[]).map(({ label }) => label),
      ['127.0.0.1:1'],
    );
    question.answer('127.0.0.1:1');
    assert.equal(await chosen, other);
  });

  it('shows where a UDP socket with a remote is bound, and numbers those that look alike', async () => {
    const config = { kind: 'udp', address: ':0', remote: 'localhost:9' } as const;
    const socket = endpointSnapshot('u', 0, { config, address: 'udp://127.0.0.1:40907' });
    const chosen = endpointOf(undefined, among([socket, { ...socket, id: 'v', state: 'closed' }]));
    const question = await questions.question('Which endpoint?');
    assert.deepEqual(
      (question.items as QuickPickItem[]).map(({ label, description }) => `${label}: ${description}`),
      ['→ localhost:9: UDP socket 1 · open · bound to 127.0.0.1:40907', '→ localhost:9: UDP socket 2 · closed'],
    );
    question.dismiss();
    await assert.rejects(chosen, Dismissed);
  });

  it('shows a note, if any', async () => {
    const chosen = pickEndpoint([named, other], both, ({ id }) => (id === 'b' ? 'nobody is there' : undefined));
    const question = await questions.question('Which endpoint?');
    assert.deepEqual(
      (question.items as QuickPickItem[]).map(({ description }) => description),
      ['TCP server · open', 'UDP socket · closed · nobody is there'],
    );
    question.answer('mine');
    await chosen;
  });

  it('is not that of the active panel if a note speaks against it, unless there is no other', async () => {
    const parts = among([named, other], 'b');
    const note = () => 'nobody is there';
    assert.equal(await pickEndpoint([other], parts, note), other);
    const chosen = pickEndpoint([named, other], parts, note);
    (await questions.question('Which endpoint?')).answer('mine');
    assert.equal(await chosen, named);
  });
});

describe('a command’s peer', () => {
  freshVscode();

  const peer = (id: string) => ({ id, address: `127.0.0.1:${id}` }) as PeerSnapshot;
  const server = endpointSnapshot('a', 0);
  const peerAmong = (argument: unknown, peers: PeerSnapshot[], endpoint = server) =>
    peerOf(argument, endpoint, fakeEndpoints([endpoint], { openPeers: async () => peers }));

  it('is given by id, or as the tree’s own peer', () => {
    assert.equal(namedPeer({ peer: 'p1' }), 'p1');
    assert.equal(namedPeer({ type: 'peer', peer: { id: 'p1', address: 'x' } }), 'p1');
    for (const argument of [undefined, 'p1', {}, { peer: 7 }, { peer: {} }])
      assert.equal(namedPeer(argument), undefined);
  });

  it('is asked for only if there are several', async () => {
    assert.equal(await peerAmong({ peer: 'gone' }, [peer('1')]), 'gone', 'the engine reports that it is gone');
    assert.equal(await peerAmong(undefined, [peer('1')]), '1');
    const chosen = peerAmong(undefined, [peer('1'), peer('2')]);
    (await questions.question('Which client?')).answer('127.0.0.1:2');
    assert.equal(await chosen, '2');
  });

  it('is reported missing in terms of the endpoint’s kind', async () => {
    await assert.rejects(peerAmong(undefined, []), /No client is connected to 127\.0\.0\.1:1\./);
    const client = endpointSnapshot('c', 0, { config: { kind: 'tcp-client', address: '127.0.0.1:9', name: 'client' } });
    await assert.rejects(peerAmong(undefined, [], client), /client isn’t connected\./);
    const socket = endpointSnapshot('u', 0, { config: { kind: 'udp', address: ':0', name: 'socket' } });
    await assert.rejects(
      peerAmong(undefined, [], socket),
      /^RangeError: socket hasn’t received from or sent to any address yet/,
    );
  });
});
