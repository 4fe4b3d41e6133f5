import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { Uri } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { ConfigChecks } from '../../../../src/client/page/configChecks.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { panelGuards } from '../../../../src/host/panel/panelGuards.ts';
import type { Permission } from '../../../../src/host/permissions/permissions.ts';
import { ApprovedFiles } from '../../../../src/host/transfers/approvedFiles.ts';
import type { PanelSaved } from '../../../../src/protocol/panelCalls.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('the question before a page reaches further', () => {
  freshVscode();
  const disk = temporaryFolder();
  const server: EndpointConfig = { kind: 'tcp-server', address: '127.0.0.1:9000' };
  let granted: Permission[];
  let approved: ApprovedFiles;
  let place: PanelSaved | undefined;
  let endpoints: FakeEndpoints;
  let transfer: ReturnType<typeof transferSnapshot>;

  beforeEach(async () => {
    granted = [];
    place = undefined;
    approved = new ApprovedFiles();
    endpoints = fakeEndpoints([endpointSnapshot('e', 0, { config: server })], {
      openPeers: async () => [{ address: '10.0.0.5:9' } as PeerSnapshot],
      recentPeers: async () => [],
    });
    transfer = transferSnapshot({ id: 't1', endpoint: 'e', direction: 'out', state: 'failed' });
    await mkdir(disk.at('workspace'));
    await writeFile(disk.at('outside'), 'secret');
    workbenchState.state.folders = [disk.at('workspace')];
  });

  const outside = () => Uri.file(disk.at('outside'));
  const guards = () => {
    const transfers = { endpoints, approved, known: [transfer], filesOf: () => [outside()] };
    const permissions = { has: (one: Permission) => granted.includes(one) };
    const saved = { placeOf: async () => place };
    return panelGuards('e', { endpoints, transfers, permissions, configs: new ConfigChecks(), saved });
  };
  const apply = (config: EndpointConfig) => guards().applyConfig(config, { start: true, save: true });
  const is = (config: EndpointConfig) => endpoints.list(endpointSnapshot('e', 0, { config }));

  describe('when it saves a config', () => {
    const question = 'Save the changes to “127.0.0.1:1” in the user settings?';
    beforeEach(() => {
      place = { place: 'user settings', isOnlyEdited: false };
    });

    it('is whether the settings may change, once for each panel', async () => {
      const { applyConfig } = guards();
      const save = () => applyConfig(server, { start: false, save: true });
      const refused = save();
      const first = await questions.question(question);
      assert.match(first.text, /\nYou’ll be asked only once while this panel is open\.$/);
      first.dismiss();
      await assert.rejects(refused, { message: 'The changes were not applied.', cause: new Dismissed() });
      const agreed = save();
      (await questions.question(question)).answer('Save');
      assert.equal(await agreed, true);
      assert.equal(await save(), true);
    });

    it('is combined with its further reach, and counts as asked once answered', async () => {
      const { applyConfig } = guards();
      const exposed = { ...server, address: '0.0.0.0:9000' };
      const apply = (config: EndpointConfig) => applyConfig(config, { start: false, save: true });
      const refused = apply(exposed);
      const both = await questions.question('Apply the changes to “127.0.0.1:1”?', 'notification');
      assert.deepEqual(both.text.split('\n').slice(1), [
        'Other machines will be able to reach 0.0.0.0:9000.',
        'The changes will also be saved in the user settings. You’ll be asked about saving only once while this panel is open.',
      ]);
      both.dismiss();
      await assert.rejects(refused, { message: 'The changes were not applied.' });
      const agreed = apply(exposed);
      (await questions.question('Apply the changes to')).answer('Apply and Restart');
      assert.equal(await agreed, true);
      assert.equal(await apply(server), true);
      const reaching = apply(exposed);
      (await questions.question(/^Apply [^\n]*\n[^\n]* reach 0\.0\.0\.0:9000\.$/)).answer('Apply and Restart');
      assert.equal(await reaching, true);
      assert.deepEqual(questions.open, []);
    });

    it('asks again for another entry, which the page could have chosen by renaming its endpoint', async () => {
      const { applyConfig } = guards();
      const save = () => applyConfig(server, { start: false, save: true });
      const agreed = save();
      (await questions.question(question)).answer('Save');
      assert.equal(await agreed, true);
      is({ ...server, name: 'precious' });
      const other = save();
      (await questions.question('Save the changes to “precious” in the user settings?')).dismiss();
      await assert.rejects(other, { message: 'The changes were not applied.' });
      is(server);
      assert.equal(await save(), true);
    });

    it('mentions the restart that the form’s button announced', async () => {
      endpoints.list(endpointSnapshot('e', 1, { config: server }));
      const agreed = guards().applyConfig({ ...server, address: ':9001' }, { start: true, save: true });
      const both = await questions.question('Apply the changes to “127.0.0.1:1”?', 'notification');
      assert.equal(both.text.split('\n').at(-1), 'These changes need a restart, which disconnects 1 client.');
      both.answer('Apply and Restart');
      assert.equal(await agreed, true);
    });

    it('isn’t asked for a restart alone, which the form’s button announced', async () => {
      endpoints.list(endpointSnapshot('e', 1, { config: server }));
      const changed = { ...server, address: ':9001' };
      assert.equal(await guards().applyConfig(changed, { start: true, save: false }), true);
    });

    it('isn’t asked if it isn’t saved, or listed only for editing', async () => {
      assert.equal(await guards().applyConfig(server, { start: false, save: false }), true);
      place = { place: 'user settings', isOnlyEdited: true };
      assert.equal(await apply(server), true);
      place = undefined;
      assert.equal(await apply(server), true);
    });
  });

  describe('when it applies a config', () => {
    const exposed = { ...server, address: '0.0.0.0:9000' };
    const receiving = (directory: string): EndpointConfig => ({ ...server, files: { mode: 'raw', directory } });

    it('isn’t asked within loopback, the workspace and the folder for received files', async () => {
      settings.set('portside.files.directory', disk.at('received'));
      for (const config of [
        server,
        { ...server, address: '[::1]:9' },
        receiving('sub'),
        receiving(disk.at('received/a')),
      ])
        assert.equal(await apply(config), true);
      assert.equal(await apply({ kind: 'tcp-client', address: 'example.com:80' }), true);
    });

    const elsewhere = () => `Apply the changes to “127.0.0.1:1”?\nFiles will be written to ${disk.at('x')}, which`;
    for (const [what, config, question] of [
      [
        'listens on another address',
        () => exposed,
        () => 'Apply the changes to “127.0.0.1:1”?\nOther machines will be able to reach 0.0.0.0:9000.',
      ],
      ['receives elsewhere', () => receiving(disk.at('x')), elsewhere],
      ['receives elsewhere through a relative path', () => receiving('../x'), elsewhere],
    ] as const)
      it(`is whether it ${what}`, async () => {
        const text = question();
        const refused = apply(config());
        (await questions.question(text, 'notification')).dismiss();
        await assert.rejects(refused, { message: 'The changes were not applied.' });
        const agreed = apply(config());
        const [open] = [await questions.question(text)];
        open.answer(open.items[0]);
        assert.equal(await agreed, true);
        is(config());
        assert.equal(await apply({ ...config(), name: 'new' }), true, 'the endpoint already does that');
      });

    it('is asked again for another address or folder, and not for another port', async () => {
      is({ ...exposed, address: '192.168.1.20:9000' });
      assert.equal(await apply({ ...exposed, address: '192.168.1.20:9001' }), true);
      const asked = apply({ ...exposed, ...receiving(disk.at('x')), address: '0.0.0.0:9000' });
      const both = await questions.question('Apply the changes to “127.0.0.1:1”?');
      assert.deepEqual(both.text.split('\n').slice(1), [
        'Other machines will be able to reach 0.0.0.0:9000.',
        `Files will be written to ${disk.at('x')}, which is neither in this workspace nor in your folder for received files.`,
      ]);
      both.dismiss();
      await assert.rejects(asked, { message: 'The changes were not applied.' });
    });

    it('is whether a client connects elsewhere once something was received, along with its other questions', async () => {
      const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
      const client: EndpointConfig = { kind: 'tcp-client', address: '127.0.0.1:9' };
      endpoints.list(endpointSnapshot('e', 0, { config: client, counters }));
      place = { place: 'user settings', isOnlyEdited: false };
      const { applyConfig } = guards();
      const files = { mode: 'raw', directory: disk.at('x') } as const;
      const docker: EndpointConfig = { ...client, address: 'unix:/run/docker.sock', files };
      const move = () => applyConfig(docker, { start: true, save: true });
      const refused = move();
      const all = await questions.question('Apply the changes to “127.0.0.1:1”?', 'notification');
      const [, writing, connecting, saving] = all.text.split('\n');
      assert.match(writing ?? '', /^Files will be written to /);
      assert.equal(connecting, 'The endpoint will connect to unix:/run/docker.sock.');
      assert.match(saving ?? '', /^The changes will also be saved in the user settings\./);
      all.dismiss();
      await assert.rejects(refused, { message: 'The changes were not applied.' });
      const agreed = move();
      (await questions.question('Apply the changes to')).answer('Apply and Restart');
      assert.equal(await agreed, true);
      assert.equal(await applyConfig({ ...docker, files: { mode: 'off' } }, { start: true, save: false }), true);
    });

    it('has its own wording if a client only connects elsewhere, with what that ends', async () => {
      const counters = { ...endpointSnapshot('e', 1).counters, bytesIn: 1 };
      const client: EndpointConfig = { kind: 'tcp-client', address: '127.0.0.1:1' };
      endpoints.list(endpointSnapshot('e', 1, { config: client, counters }));
      const agreed = apply({ ...client, address: '192.0.2.7:9' });
      const question = await questions.question('Connect to 192.0.2.7:9 instead of 127.0.0.1:1?');
      assert.match(
        question.text,
        / once for each new one\. These changes need a restart, which closes the connection\.$/,
      );
      question.answer('Connect');
      assert.equal(await agreed, true);
    });

    it('is where received files are saved, even in the workspace, once something was received', async () => {
      const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
      endpoints.list(endpointSnapshot('e', 0, { config: server, counters }));
      const { applyConfig } = guards();
      const how = { start: true, save: false };
      const refused = applyConfig(receiving('.vscode'), how);
      (await questions.question(`Save received files in ${disk.at('workspace/.vscode')}?`)).dismiss();
      await assert.rejects(refused, { message: 'The changes were not applied.' });
      const elsewhere = applyConfig(receiving('../x'), how);
      (await questions.question(/Files will be written to [^\n]*\.$/)).dismiss();
      await assert.rejects(elsewhere, { message: 'The changes were not applied.' });
      const agreed = applyConfig(receiving('.vscode'), how);
      (await questions.question('Save received files in ')).answer('Allow');
      assert.equal(await agreed, true);
      assert.equal(await applyConfig({ ...receiving('.vscode'), address: ':9001' }, how), true);
    });

    it('is no answer for another config that was to be applied meanwhile', async () => {
      const { applyConfig } = guards();
      const how = { start: true, save: false };
      const first = applyConfig(exposed, how);
      const open = await questions.question('Apply the changes to “127.0.0.1:1”?');
      assert.equal(await applyConfig({ ...server, name: 'other' }, how), true);
      open.answer(open.items[0]);
      await assert.rejects(first, { message: 'The changes were not applied.', cause: new Dismissed() });
    });

    it('is asked again where the endpoint was changed while the question was open', async () => {
      const wide = { ...exposed, address: '192.168.1.20:9000' };
      const files = { mode: 'raw', directory: disk.at('x') } as const;
      is({ ...wide, files });
      const asked = apply({ ...exposed, files });
      const first = await questions.question(/^Apply [^\n]*\n[^\n]* reach 0\.0\.0\.0:9000\.$/);
      is(wide);
      first.answer(first.items[0]);
      const second = await questions.question(/reach 0\.0\.0\.0:9000\.\nFiles will be written to /);
      second.answer(second.items[0]);
      assert.equal(await asked, true);
    });

    it('is based on what the engine has received by now', async () => {
      const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
      const client: EndpointConfig = { kind: 'tcp-client', address: '127.0.0.1:9' };
      is(client);
      endpoints.now = async () => {
        endpoints.list(endpointSnapshot('e', 0, { config: client, counters }));
        return endpoints.all;
      };
      const refused = apply({ ...client, address: 'unix:/run/docker.sock' });
      (await questions.question('Connect to unix:/run/docker.sock instead of')).dismiss();
      await assert.rejects(refused, { message: 'The changes were not applied.' });
    });

    it('is an error with a sentence if the endpoint is gone', async () => {
      endpoints.list();
      await assert.rejects(apply(exposed), { message: 'No endpoint is named “e”.' });
    });

    it('isn’t asked for what commands may do, or what is rejected anyway', async () => {
      granted = ['listen', 'receive'];
      assert.equal(await apply({ ...exposed, ...receiving(disk.at('x')) }), true);
      granted = [];
      assert.equal(await apply({ kind: 'udp', address: 'nowhere' }), true, 'the call reports what is wrong');
    });
  });

  describe('when it sends', () => {
    const hello = { notation: 'text', text: 'hello' } as const;
    const target = { address: '192.0.2.7:9' };
    beforeEach(() => {
      const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
      endpoints.list(endpointSnapshot('e', 0, { config: { kind: 'udp', address: '0.0.0.0:0' }, counters }));
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

    it('is nothing for a peer, nor before anything was received, which the engine knows best', async () => {
      assert.equal(await guards().send(hello, { address: 'udp://10.0.0.5:9' }), true);
      assert.equal(await guards().send(hello, 'all'), true);
      is({ kind: 'udp', address: '0.0.0.0:0' });
      assert.equal(await guards().send(hello, target), true);
      endpoints.now = async () => {
        const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
        endpoints.list(endpointSnapshot('e', 0, { config: { kind: 'udp', address: '0.0.0.0:0' }, counters }));
        return endpoints.all;
      };
      const asked = guards().send(hello, target);
      (await questions.question('Send to 192.0.2.7:9?')).answer('Send');
      assert.equal(await asked, true);
    });

    it('is nothing that the socket can’t send anyway: the reason is an error with a sentence', async () => {
      const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
      endpoints.list(endpointSnapshot('e', 0, { config: { kind: 'udp', address: '127.0.0.1:0' }, counters }));
      await assert.rejects(guards().send(hello, target), {
        message:
          'Cannot send to 192.0.2.7:9: this socket is bound to loopback and can reach only this machine. Open it on 0.0.0.0 or [::]',
      });
    });

    it('looks for its peers once at a time', async () => {
      let found = 0;
      const peers = Promise.withResolvers<PeerSnapshot[]>();
      endpoints.openPeers = async () => {
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
      granted = ['send'];
      assert.equal(await guards().actOnTransfer('retry', 't1'), true);
      granted = [];
      approved.add([outside()]);
      assert.equal(await guards().actOnTransfer('retry', 't1'), true);
    });

    it('isn’t asked if no bytes move, for a received file, and for an unknown one', async () => {
      for (const action of ['cancel', 'pause', 'copyPath', 'decline'] as const)
        assert.equal(await guards().actOnTransfer(action, 't1'), true);
      assert.equal(await guards().actOnTransfer('retry', 'other'), true);
      transfer = { ...transfer, direction: 'in', state: 'asking' };
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
    assert.ok(approved.has(outside()));
    assert.equal(await guards().sendDropped([{ name: 'a', sizeBytes: 1, modifiedMs: 0 }], null), true);
  });
});
