import assert from 'node:assert/strict';
import type { EndpointKind } from '../../../../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { actOnPeer, renamePeer, showOnlyPeer, toggleFollow } from '../../../../src/host/commands/peerCommands.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('commands on an open or closed peer', () => {
  freshVscode();

  const peer = (number: number, closedAt?: number): PeerSnapshot => {
    const about = { id: `p${number}`, address: `127.0.0.1:${number}`, bytesIn: 0, bytesOut: 0, connectedAt: 1 };
    return { ...about, ...(closedAt === undefined ? { state: 'open' } : { state: 'closed', closedAt }) };
  };
  let done: unknown[];
  let peerNames: Record<string, string>;
  let context: CommandContext;

  beforeEach(() => {
    done = [];
    peerNames = {};
    const [open, closed] = [[peer(3)], [peer(2, 10), peer(1, 5)]];
    const config = { kind: 'tcp-server', address: ':0', name: 'mine' } as const;
    const endpoints = fakeEndpoints([endpointSnapshot('e', 1, { config, peerNames })], {
      openPeers: async () => open,
      openPeer: async (_id, id) => open.find(one => one.id === id),
      recentPeers: async (_id, count) => closed.slice(0, count),
      renamePeer: async (...given) => void done.push(given),
    });
    const panels = {
      showPeer: (id: string, shown: object) => done.push([id, shown]),
      actOnPeer: (...given: unknown[]) => done.push(given),
    };
    context = { endpoints, panels } as unknown as CommandContext;
  });

  it('filter by it, however it is named', async () => {
    await showOnlyPeer({ endpoint: 'mine', peer: 'p3' }, context);
    await showOnlyPeer({ endpoint: 'e', peer: 'p1' }, context);
    await showOnlyPeer({ type: 'peer', endpoint: 'e', peer: peer(2, 10) }, context);
    // A row may be of a peer that is unknown elsewhere.
    await showOnlyPeer({ webview: 'portside.panel', endpoint: 'e', seq: 7, peer: 'p9', peerAddress: 'a:9' }, context);
    const shown = (number: number) => ['e', { id: `p${number}`, address: `127.0.0.1:${number}` }];
    assert.deepEqual(done, [shown(3), shown(1), shown(2), ['e', { id: 'p9', address: 'a:9' }]]);
    await assert.rejects(showOnlyPeer({ endpoint: 'e', peer: 'p9' }, context), { code: 'NO_PEER' });
  });

  it('choose it as the target, and show all again, in the panel whose menu was opened', async () => {
    const menu = { webview: 'portside.panel', endpoint: 'e', peer: 'p9', peerAddress: 'a:9' };
    await actOnPeer('write', menu, context);
    await actOnPeer('showAll', menu, context);
    const about = { id: 'p9', address: 'a:9' };
    assert.deepEqual(done, [
      ['e', 'write', about],
      ['e', 'showAll', about],
    ]);
  });

  it('follow the next one in the named or visible panel, and say which', async () => {
    const kinds = { 'tcp-server': 'Client', 'tcp-client': 'Connection', udp: 'Sender' };
    for (const [kind, noun] of Object.entries(kinds) as [EndpointKind, string][]) {
      const endpoint = endpointSnapshot('f', 0, { config: { kind, address: '127.0.0.1:9' } });
      let follows = false;
      const panels = {
        inSight: endpoint,
        toggleFollow: async (id: string) => {
          done.push(id);
          follows = !follows;
          return follows;
        },
      };
      const seeing = { endpoints: fakeEndpoints([endpoint]), panels } as unknown as CommandContext;
      await toggleFollow(undefined, seeing);
      await toggleFollow({ endpoint: 'f' }, seeing);
      assert.deepEqual(workbenchState.said.shown.slice(-2), [`Follow Next ${noun}: on`, `Follow Next ${noun}: off`]);
    }
    assert.deepEqual(done, Array(6).fill('f'));
  });

  it('follow none if no panel is in view', async () => {
    for (const visiblePanel of [undefined, endpointSnapshot('e', 0)]) {
      const blind = {
        ...context,
        panels: { inSight: visiblePanel, toggleFollow: async () => undefined },
      } as unknown as CommandContext;
      await assert.rejects(toggleFollow(undefined, blind), /^RangeError: Open the panel of an endpoint first\.$/);
    }
  });

  it('ask which one, with closed peers after the open ones', async () => {
    peerNames['127.0.0.1:2'] = 'sensor';
    const showing = showOnlyPeer('e', context);
    const question = await questions.question('Which client?');
    const items = question.items as { label: string; description: string }[];
    assert.deepEqual(
      items.map(({ label }) => label),
      ['127.0.0.1:3', 'sensor', '127.0.0.1:1'],
    );
    assert.match(items[1]?.description ?? '', /^127\.0\.0\.1:2 · disconnected at /);
    question.answer('sensor');
    await showing;
    assert.deepEqual(done, [['e', { id: 'p2', address: '127.0.0.1:2' }]]);
  });

  it('name it as given, or ask with its current name', async () => {
    await renamePeer({ endpoint: 'e', peer: 'p3', name: '' }, context);
    peerNames['127.0.0.1:1'] = 'sensor';
    const naming = renamePeer({ type: 'peer', endpoint: 'e', peer: peer(1, 5) }, context);
    const question = await questions.question('Name for the client 127.0.0.1:1.');
    assert.equal(question.value, 'sensor');
    assert.equal(await question.validate('x'.repeat(101)), 'Use at most 100 characters.');
    assert.equal(await question.validate('x'.repeat(100)), undefined);
    question.answer('gateway');
    await naming;
    assert.deepEqual(done, [
      ['e', '127.0.0.1:3', ''],
      ['e', '127.0.0.1:1', 'gateway'],
    ]);
  });

  it('name one without a name after an unused name, or as typed', async () => {
    Object.assign(peerNames, { '127.0.0.1:1': 'sensor', '127.0.0.1:4': 'old', '127.0.0.1:3': 'gateway' });
    const ask = async () => {
      const naming = renamePeer({ type: 'peer', endpoint: 'e', peer: peer(2, 10) }, context);
      const question = await questions.question('Name for 127.0.0.1:2: type a new name or select a previous one');
      const offered = () => question.items.map(item => (typeof item === 'string' ? item : item.label));
      return { naming, question, offered };
    };
    const choosing = await ask();
    assert.deepEqual(choosing.offered(), ['old', 'sensor']);
    choosing.question.answer('sensor');
    await choosing.naming;
    const typing = await ask();
    await typing.question.validate(' $(zap) new ');
    assert.equal(typing.offered().length, 3);
    typing.question.answer(typing.offered()[0]);
    await typing.naming;
    assert.deepEqual(done, [
      ['e', '127.0.0.1:2', 'sensor'],
      ['e', '127.0.0.1:2', '$(zap) new'],
    ]);
  });
});
