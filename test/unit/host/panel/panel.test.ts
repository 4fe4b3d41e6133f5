import assert from 'node:assert/strict';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { webviews } from '../../../support/fakeVscode/webviews.ts';
import { endpoint, type PlayedPanel, playedPanels, settled } from './playedPanel.ts';

describe('a panel', () => {
  let scene: PlayedPanel;
  playedPanels(newPanel => {
    scene = newPanel;
  });

  it('is closed by its page', async () => {
    await scene.start();
    await scene.call('closePanel').catch(() => undefined /* there is no page to answer */);
    assert.deepEqual(webviews.all, []);
  });

  it('makes its page focus the message box when the user opens it to write', async () => {
    scene.panel.reveal(true);
    await scene.start();
    scene.panel.reveal(false);
    assert.deepEqual(await scene.received('focusMessage'), []);
    scene.panel.reveal(true);
    assert.equal((await scene.received('focusMessage')).length, 1);
  });

  it('makes its page follow the next peer or not, if there is a page', async () => {
    assert.equal(await scene.panel.toggleFollow(), undefined);
    await scene.start();
    const toggled = scene.panel.toggleFollow();
    await settled();
    const [asked] = scene.shown.posted.filter(message => (message as { m?: string }).m === 'toggleFollow');
    scene.tab.receive({ t: 's', i: (asked as { i: string }).i, r: true });
    assert.equal(await toggled, true);
    scene.tab.hide();
    assert.equal(await scene.panel.toggleFollow(), undefined);
  });

  it('reports whether the next peer is followed if the user hasn’t decided', async () => {
    assert.equal((await scene.start()).followsNext, false);
    settings.set('portside.followNextClient', true);
    assert.equal((await scene.states()).at(-1)?.followsNext, true);
  });

  it('has no framing for datagrams, and a sentence for a failure', async () => {
    const failure = { code: 'ENOSPC', params: {} } as const;
    scene.endpoints.change(endpoint({ config: { kind: 'udp', address: ':0' }, state: 'failed', failure }));
    const state = await scene.start();
    assert.ok(!('framing' in state));
    assert.equal(state.failure, 'the disk is full');
    const refused = { code: 'EADDRINUSE', params: { operation: 'listen', address: 'unix:/tmp/a\u202eb' } } as const;
    scene.endpoints.change(endpoint({ state: 'failed', failure: refused }));
    assert.match((await scene.start()).failure ?? '', /\/tmp\/a\\u\{202e\}b/);
  });

  it('has the endpoint’s label as its title', () => {
    assert.equal(scene.tab.title, 'mine');
    const renamed = endpoint({ config: { kind: 'tcp-server', address: ':0', name: 'renamed' } });
    scene.endpoints.change(renamed);
    assert.equal(scene.tab.title, 'renamed');
    const namesake = endpointSnapshot('other', 0, { config: { kind: 'udp', address: ':0', name: 'renamed' } });
    scene.endpoints.list(renamed, namesake);
    assert.equal(scene.tab.title, 'renamed (TCP server)');
    scene.tab.dispose();
    scene.endpoints.list(renamed);
    assert.equal(scene.tab.title, 'renamed (TCP server)', 'VS Code throws for a disposed tab');
  });

  it('shows the form until it is closed', async () => {
    scene.panel.edit();
    assert.equal((await scene.states()).at(-1)?.editing, true);
    await scene.call('setEditing', false);
    assert.equal((await scene.states()).at(-1)?.editing, false);
  });

  it('follows the settings for the transcript display', async () => {
    assert.deepEqual((await scene.start()).view, { mode: 'chat', timeFormat: 'timeOfDay' });
    settings.set('portside.transcript.timeFormat', 'iso');
    assert.equal((await scene.states()).at(-1)?.view.timeFormat, 'iso');
  });

  it('reports where received files are stored, if any are received', async () => {
    assert.equal((await scene.start()).filesGoTo, undefined);
    const receives = (mode: 'raw' | 'off', directory?: string) =>
      endpoint({
        config: { kind: 'tcp-server', address: ':0', files: { mode, ...(directory !== undefined && { directory }) } },
      });
    scene.endpoints.change(receives('off', '/own'));
    assert.equal((await scene.start()).filesGoTo, undefined);
    scene.endpoints.change(receives('raw', '/own\u202e'));
    assert.equal((await scene.start()).filesGoTo, '/own\\u{202e}');
    scene.endpoints.change(receives('raw'));
    assert.equal((await scene.start()).filesGoTo, '');
    await scene.received('changed');
    settings.set('portside.files.directory', '/all');
    assert.equal((await scene.states()).at(-1)?.filesGoTo, '/all');
  });

  it('follows the setting for announcing messages', async () => {
    settings.set('portside.announceMessages', false);
    assert.equal((await scene.states()).at(-1)?.announces, false);
    settings.set('portside.reopenEndpoints', 'never');
    assert.equal((await scene.states()).length, 1);
  });

  it('follows the setting for the message display', async () => {
    assert.equal((await scene.start()).rowForm, 'text');
    settings.set('portside.transcript.showAs', 'mixed');
    assert.equal((await scene.states()).at(-1)?.rowForm, 'mixed');
  });

  it('is gone with its tab, and no longer answers', async () => {
    let isDisposed = false;
    scene.panel.onDidDispose(() => {
      isDisposed = true;
    });
    scene.tab.dispose();
    assert.ok(isDisposed);
    scene.endpoints.change(endpoint({ state: 'closed' }));
    assert.deepEqual(await scene.states(), []);
    assert.equal(await scene.call('start'), undefined);
  });
});
