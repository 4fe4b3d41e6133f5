import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { guardScene, server } from './guardScene.ts';

describe('the question before a page reaches further', () => {
  const scene = guardScene();
  const { disk, outside, guards, is } = scene;

  describe('when it sends', () => {
    const hello = { notation: 'text', text: 'hello' } as const;
    const target = { address: '192.0.2.7:9' };
    beforeEach(() => {
      const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
      scene.endpoints.list(endpointSnapshot('e', 0, { config: { kind: 'udp', address: '0.0.0.0:0' }, counters }));
    });

    it('is whether to send to another host, once, whatever is sent', async () => {
      const all = guards();
      const refusals = [
        () => all.send(hello, target),
        () => all.startRepeat(hello, target, { everyMs: 1 }),
        () => all.sendSaved(1, target),
      ];
      for (const refused of refusals) {
        const sending = refused();
        (await questions.question('Send to 192.0.2.7:9?', 'notification')).dismiss();
        await assert.rejects(sending, { message: 'Nothing was sent.', cause: new Dismissed() });
      }
      const dropped = [{ name: 'a', sizeBytes: 1, modifiedMs: 0 }];
      const cancels = [
        () => all.chooseMessage(target),
        () => all.sendChosen(target),
        () => all.sendDropped(dropped, target),
      ];
      for (const cancelled of cancels) {
        const sending = cancelled();
        (await questions.question('Send to 192.0.2.7:9?')).dismiss();
        assert.equal(await sending, false);
      }
      const agreed = all.send(hello, target);
      (await questions.question('Send to 192.0.2.7:9?')).answer('Send');
      assert.equal(await agreed, true);
      for (const allowed of cancels) assert.equal(await allowed(), true);
      assert.deepEqual(questions.open, []);
    });

    it('isn’t asked for a peer, nor before anything was received, which the engine knows best', async () => {
      assert.equal(await guards().send(hello, { address: 'udp://10.0.0.5:9' }), true);
      assert.equal(await guards().send(hello, 'all'), true);
      is({ kind: 'udp', address: '0.0.0.0:0' });
      assert.equal(await guards().send(hello, target), true);
      scene.endpoints.now = async () => {
        const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
        scene.endpoints.list(endpointSnapshot('e', 0, { config: { kind: 'udp', address: '0.0.0.0:0' }, counters }));
        return scene.endpoints.all;
      };
      const asked = guards().send(hello, target);
      (await questions.question('Send to 192.0.2.7:9?')).answer('Send');
      assert.equal(await asked, true);
    });

    it('isn’t asked for what the socket can’t send anyway: the reason is an error with a sentence', async () => {
      const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
      scene.endpoints.list(endpointSnapshot('e', 0, { config: { kind: 'udp', address: '127.0.0.1:0' }, counters }));
      await assert.rejects(guards().send(hello, target), {
        message:
          'Cannot send to 192.0.2.7:9: this socket is bound to loopback and can reach only this machine. Open it on 0.0.0.0 or [::]',
      });
    });

    it('looks for its peers once at a time', async () => {
      let found = 0;
      const peers = Promise.withResolvers<PeerSnapshot[]>();
      scene.endpoints.openPeers = async () => {
        found++;
        return peers.promise;
      };
      const { send } = guards();
      const sending = Promise.all(['10.0.0.5:1', '10.0.0.5:2'].map(address => send(hello, { address })));
      await setImmediate();
      peers.resolve(['10.0.0.5:1', '10.0.0.5:2'].map(address => ({ address }) as PeerSnapshot));
      assert.deepEqual([await sending, found], [[true, true], 1]);
    });
  });

  describe('when it acts on a transfer', () => {
    it('is whether an external file is sent again, unless the user chose it', async () => {
      for (const action of ['retry', 'resume'] as const) {
        const refused = guards().actOnTransfer(action, 't1');
        (await questions.question(`Send ${disk.at('outside')}?\nThe file isn’t in this workspace.`)).dismiss();
        assert.equal(await refused, false);
        const agreed = guards().actOnTransfer(action, 't1');
        (await questions.question(`Send ${disk.at('outside')}?`)).answer('Send');
        assert.equal(await agreed, true);
      }
      scene.granted = ['send'];
      assert.equal(await guards().actOnTransfer('retry', 't1'), true);
      scene.granted = [];
      scene.approved.add([outside()]);
      assert.equal(await guards().actOnTransfer('retry', 't1'), true);
    });

    it('isn’t asked if no bytes move, for a received file, and for an unknown one', async () => {
      for (const action of ['cancel', 'pause', 'copyPath', 'decline'] as const)
        assert.equal(await guards().actOnTransfer(action, 't1'), true);
      assert.equal(await guards().actOnTransfer('retry', 'other'), true);
      scene.transfer = { ...scene.transfer, direction: 'in', state: 'asking' };
      is({ ...server, files: { mode: 'raw', directory: disk.at('x') } });
      for (const action of ['accept', 'resume', 'retry'] as const)
        assert.equal(await guards().actOnTransfer(action, 't1'), true);
    });
  });

  it('is whether dropped files from outside the workspace are sent', async () => {
    const files = [{ uri: outside().toString() }, { uri: `${outside()}2` }];
    const refused = guards().sendDropped(files, null);
    const question = await questions.question(`Send ${disk.at('outside')} and 1 more?`);
    assert.match(question.text, /The file isn’t in this workspace\./);
    question.dismiss();
    assert.equal(await refused, false);
    const agreed = guards().sendDropped(files.slice(0, 1), 'all');
    (await questions.question(`Send ${disk.at('outside')}?`)).answer('Send');
    assert.equal(await agreed, true);
    assert.ok(scene.approved.has(outside()));
    assert.equal(await guards().sendDropped([{ name: 'a', sizeBytes: 1, modifiedMs: 0 }], null), true);
  });
});
