import assert from 'node:assert/strict';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { guardScene, server } from './guardScene.ts';

describe('the question before a page changes its endpoint', () => {
  const scene = guardScene();
  const { disk, guards, is } = scene;
  const apply = (config: EndpointConfig) => guards().applyConfig(config, { start: true, save: true });

  describe('when it saves a config', () => {
    const question = 'Save the changes to “127.0.0.1:1” in the user settings?';
    beforeEach(() => {
      scene.place = { place: 'user settings', isOnlyEdited: false };
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
      scene.endpoints.list(endpointSnapshot('e', 1, { config: server }));
      const agreed = guards().applyConfig({ ...server, address: ':9001' }, { start: true, save: true });
      const both = await questions.question('Apply the changes to “127.0.0.1:1”?', 'notification');
      assert.equal(both.text.split('\n').at(-1), 'These changes need a restart, which disconnects 1 client.');
      both.answer('Apply and Restart');
      assert.equal(await agreed, true);
    });

    it('isn’t asked for a restart alone, which the form’s button announced', async () => {
      scene.endpoints.list(endpointSnapshot('e', 1, { config: server }));
      const changed = { ...server, address: ':9001' };
      assert.equal(await guards().applyConfig(changed, { start: true, save: false }), true);
    });

    it('isn’t asked if it isn’t saved, or listed only for editing', async () => {
      assert.equal(await guards().applyConfig(server, { start: false, save: false }), true);
      scene.place = { place: 'user settings', isOnlyEdited: true };
      assert.equal(await apply(server), true);
      scene.place = undefined;
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
      scene.endpoints.list(endpointSnapshot('e', 0, { config: client, counters }));
      scene.place = { place: 'user settings', isOnlyEdited: false };
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
      scene.endpoints.list(endpointSnapshot('e', 1, { config: client, counters }));
      const agreed = apply({ ...client, address: '192.0.2.7:9' });
      const question = await questions.question('Connect to 192.0.2.7:9 instead of 127.0.0.1:1?');
      assert.match(
        question.text,
        / can’t choose an address\. These changes need a restart, which closes the connection\.$/,
      );
      question.answer('Connect');
      assert.equal(await agreed, true);
    });

    it('is where received files are saved, even in the workspace, once something was received', async () => {
      const counters = { ...endpointSnapshot('e', 0).counters, bytesIn: 1 };
      scene.endpoints.list(endpointSnapshot('e', 0, { config: server, counters }));
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

    it('isn’t answered for another config that was to be applied meanwhile', async () => {
      const { applyConfig } = guards();
      const how = { start: true, save: false };
      const first = applyConfig(exposed, how);
      const open = await questions.question('Apply the changes to “127.0.0.1:1”?');
      assert.equal(await applyConfig({ ...server, name: 'other' }, how), true);
      open.answer(open.items[0]);
      await assert.rejects(first, { message: 'The changes were not applied.', cause: new Dismissed() });
    });

    it('is asked again if the endpoint was changed while the question was open', async () => {
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
      scene.endpoints.now = async () => {
        scene.endpoints.list(endpointSnapshot('e', 0, { config: client, counters }));
        return scene.endpoints.all;
      };
      const refused = apply({ ...client, address: 'unix:/run/docker.sock' });
      (await questions.question('Connect to unix:/run/docker.sock instead of')).dismiss();
      await assert.rejects(refused, { message: 'The changes were not applied.' });
    });

    it('is an error with a sentence if the endpoint is gone', async () => {
      scene.endpoints.list();
      await assert.rejects(apply(exposed), { message: 'No endpoint is named “e”.' });
    });

    it('isn’t asked for what commands may do, or what is rejected anyway', async () => {
      scene.granted = ['listen', 'receive'];
      assert.equal(await apply({ ...exposed, ...receiving(disk.at('x')) }), true);
      scene.granted = [];
      assert.equal(await apply({ kind: 'udp', address: 'nowhere' }), true, 'the call reports what is wrong');
    });
  });
});
