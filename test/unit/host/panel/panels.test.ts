import assert from 'node:assert/strict';
import { ViewColumn, window } from 'vscode';
import { Panel } from '../../../../src/host/panel/panel.ts';
import { Panels } from '../../../../src/host/panel/panels.ts';
import { panelType } from '../../../../src/host/shown/panelTabs.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { webviews } from '../../../support/fakeVscode/webviews.ts';
import { type ShownPanels, showPanels } from '../../../support/panelParts.ts';

describe('open panels', () => {
  freshVscode();

  let kept: Set<string>;
  let endpoints: FakeEndpoints;
  let shown: ShownPanels;
  let panels: Panels;

  const named = (id: string) => endpointSnapshot(id, 0, { config: { kind: 'tcp-server', address: ':0', name: id } });

  beforeEach(() => {
    kept = new Set();
    endpoints = fakeEndpoints([named('a'), named('b'), named('c')], {
      panelState: id => (kept.has(id) ? '{}' : undefined),
    });
    shown = showPanels(endpoints);
    panels = new Panels(shown.parts, (endpoint, ...tab) => new Panel(endpoint, shown.parts, ...tab));
  });
  afterEach(() => {
    shown.dispose();
    panels.dispose();
  });

  const settled = () => new Promise(setImmediate);
  const tabs = () => webviews.all.map(({ title, viewColumn, active }) => `${title} ${viewColumn}${active ? '!' : ''}`);

  it('are one per endpoint, which is shown again', () => {
    panels.open('a');
    panels.open('a', true);
    assert.equal(webviews.all.length, 1);
    assert.ok(panels.isVisible('a'));
    assert.ok(!panels.isVisible('b'));
    assert.ok(panels.isAnyVisible);
    assert.throws(() => panels.open('none'), { code: 'NO_ENDPOINT' });
  });

  it('filter by a peer, even in a panel opened for it', async () => {
    panels.showPeer('a', { id: 'p1', address: 'a:1' });
    assert.equal(webviews.all.length, 1);
    assert.throws(() => panels.showPeer('none', { id: 'p1', address: 'a:1' }), { code: 'NO_ENDPOINT' });
  });

  it('report when a page has loaded, immediately if there is no panel', async () => {
    await panels.whenBegun('a');
    panels.open('a');
    const begun = panels.whenBegun('a');
    assert.notEqual(await Promise.race([begun.then(() => 'begun'), new Promise(setImmediate)]), 'begun');
    webviews.all[0]?.dispose();
    await begun;
  });

  it('open where a panel exists, in the user’s group first', () => {
    panels.open('a', true, ViewColumn.One);
    panels.open('b', false, ViewColumn.Two);
    webviews.all[0]?.reveal();
    panels.open('c');
    assert.deepEqual(tabs(), ['a 1', 'b 2', 'c 1!']);
    assert.equal(panels.active, 'c');
    webviews.all[2]?.dispose();
    webviews.all[0]?.reveal();
    webviews.all[1]?.reveal();
    panels.open('c');
    assert.deepEqual(tabs(), ['a 1', 'b 2', 'c 2!']);
  });

  it('open beside the code if the user is in a group without panels', () => {
    panels.open('a');
    assert.deepEqual(tabs(), ['a 1!'], 'nothing else is open');
    webviews.all[0]?.leave();
    panels.open('b');
    assert.deepEqual(tabs(), ['a 1', 'b 1!']);
  });

  it('close with their endpoint', () => {
    panels.open('a');
    panels.open('b');
    const loaded: string[] = [];
    panels.onDidChangeVisible(id => void loaded.push(id));
    endpoints.list(named('b'));
    assert.deepEqual(tabs().length, 1);
    assert.deepEqual(loaded, ['a']);
    assert.ok(!panels.isVisible('a'));
  });

  it('remember the most recently used one', () => {
    for (const id of ['a', 'b', 'c']) panels.open(id);
    webviews.all[0]?.reveal();
    assert.deepEqual(
      panels.recent.latestFirst(endpoints.all).map(({ id }) => id),
      ['a', 'c', 'b'],
    );
    assert.equal(panels.active, 'a');
  });

  it('that are visible are those that a command without an argument uses, the most recently used first', async () => {
    const inView = () => panels.inSight?.id;
    assert.equal(inView(), undefined);
    panels.open('a', true, ViewColumn.One);
    panels.open('b', true, ViewColumn.Two);
    assert.equal(inView(), 'b');
    webviews.all[0]?.reveal();
    assert.equal(inView(), 'a');
    webviews.all[0]?.hide();
    assert.equal(inView(), 'b');
    assert.deepEqual([await panels.toggleFollow('b'), await panels.toggleFollow('c')], [undefined, undefined]);
  });

  it('continue in the tabs of an earlier window if their endpoint exists', async () => {
    const view = await webviews.revive(panelType, { endpoint: 'a' });
    assert.deepEqual(webviews.all, [view]);
    panels.open('a');
    assert.equal(webviews.all.length, 1, 'it is the panel now');
    await webviews.revive(panelType, { endpoint: 'gone' });
    await webviews.revive(panelType, { endpoint: 'a' });
    assert.deepEqual(webviews.all, [view], 'one of another endpoint, and a second one, are closed');
  });

  it('find the endpoint of a tab that lost it, if unambiguous', async () => {
    kept.add('b');
    await webviews.revive(panelType, undefined);
    assert.ok(panels.isVisible('b'));
    kept.add('a');
    await webviews.revive(panelType, undefined);
    assert.ok(panels.isVisible('a'), 'the other has its tab');
    await webviews.revive(panelType, undefined, 'c');
    assert.ok(panels.isVisible('c'), 'it has the title, although its panel kept nothing');
    await webviews.revive(panelType, undefined);
    assert.equal(webviews.all.length, 3, 'all have their tabs');
  });

  it('close the tabs of removed endpoints, also those that an earlier window left and that haven’t been shown yet', async () => {
    for (const title of ['a', 'b']) window.createWebviewPanel(panelType, title, ViewColumn.One);
    panels.open('c');
    endpoints.unlist('a');
    await settled();
    assert.deepEqual(tabs(), ['b 1', 'c 1!']);
    endpoints.unlist('c');
    await settled();
    assert.deepEqual(tabs(), ['b 1']);
  });

  it('find it by its title, even if that shows invisible characters of the name', async () => {
    kept.add('a').add('b');
    endpoints.list(named('a'), named('b'), named('c\u202e'));
    await webviews.revive(panelType, undefined, 'c\\u{202e}');
    assert.ok(panels.isVisible('c\u202e'));
  });

  it('know which of two endpoints with one name a tab belongs to', async () => {
    kept.add('a').add('c');
    const twin = (id: string) => endpointSnapshot(id, 0, { config: { kind: 'udp', address: ':0', name: 'b' } });
    endpoints.list(named('a'), named('b'), twin('c'));
    await webviews.revive(panelType, undefined, 'b (UDP socket)');
    assert.deepEqual([panels.isVisible('c'), panels.isVisible('b')], [true, false]);
  });

  it('ask in a tab that lost its endpoint if several are possible', async () => {
    kept.add('a').add('c');
    const asking = async (state: unknown) => {
      const view = await webviews.revive(panelType, state);
      return { view, html: (view.webview as { html: string }).html };
    };
    endpoints.list(
      named('a'),
      endpointSnapshot('b', 0, { config: { kind: 'udp', address: ':0', name: 'a' } }),
      named('c'),
    );
    const first = await asking({ endpoint: 7 });
    assert.match(first.html, />a \(TCP server\)<.*>a \(UDP socket\)</s);
    assert.deepEqual(
      [...first.html.matchAll(/data-endpoint="(\w)"/g)].map(([, id]) => id),
      ['a', 'b', 'c'],
    );
    const second = await asking({});
    first.view.receive({ endpoint: 'b', more: 1 });
    await settled();
    assert.ok(!panels.isOpen('b'), 'no such question was asked');
    first.view.receive({ endpoint: 'b' });
    await settled();
    assert.deepEqual([panels.isOpen('b'), first.view.title], [true, 'a (UDP socket)']);
    second.view.receive({ endpoint: 'b' });
    await settled();
    assert.deepEqual(webviews.all, [first.view], 'it has its tab');
    const third = await asking({});
    endpoints.unlist('a');
    third.view.receive({ endpoint: 'a' });
    await settled();
    assert.deepEqual(webviews.all, [first.view], 'it was removed meanwhile');
  });
});
