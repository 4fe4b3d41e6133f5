import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { EventEmitter, Selection, TabInputText, TabInputWebview, Uri, ViewColumn, window } from 'vscode';
import { jsonEndpoint, jsonUri } from '../../../../src/host/panel/jsonDocuments.ts';
import { JsonTabs } from '../../../../src/host/panel/jsonTabs.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

interface FakeTab {
  input: unknown;
  isDirty: boolean;
}

describe('the tab of a config as JSON', () => {
  freshVscode();

  const named = (id: string, name?: string) =>
    endpointSnapshot(id, 0, { config: { kind: 'tcp-server', address: ':9000', ...(name !== undefined && { name }) } });
  let endpoints: FakeEndpoints;
  let tabs: JsonTabs;
  /** Resolved when the endpoints of the previous window are listed. */
  let complete: PromiseWithResolvers<void>;
  /** The tabs of each group, the one in front first. */
  let groups: FakeTab[][];
  let changed: EventEmitter<void>;
  /** Requests to VS Code. */
  let done: string[];

  const document = (title: string, id = 'e1', isDirty = false): FakeTab => ({
    input: new TabInputText(Uri.parse(`portside:/${title}.portside.json?${id}`)),
    isDirty,
  });
  const titleOf = ({ input }: FakeTab) => (input instanceof TabInputText ? input.uri.path : 'other');
  const settled = () => new Promise(setImmediate);

  beforeEach(() => {
    groups = [];
    done = [];
    changed = new EventEmitter();
    endpoints = fakeEndpoints([named('e1', 'first')]);
    mock.property(window, 'tabGroups', {
      get all() {
        return groups.map((all, at) => ({ tabs: all, activeTab: all[0], viewColumn: at + 1 }));
      },
      onDidChangeTabs: changed.event,
      close: async (closed: FakeTab | readonly FakeTab[]) => {
        const all = [closed].flat();
        done.push(...all.map(tab => `close ${titleOf(tab)}`));
        groups = groups.map(group => group.filter(one => !all.includes(one)));
        changed.fire();
      },
    } as never);
    mock.method(window, 'showTextDocument', async (uri: Uri, { viewColumn, ...how }: { viewColumn: ViewColumn }) => {
      done.push(`show ${uri.path} ${viewColumn} ${JSON.stringify(how)}`);
      groups[viewColumn - 1]?.unshift({ input: new TabInputText(uri), isDirty: false });
      changed.fire();
    });
    complete = Promise.withResolvers();
    tabs = new JsonTabs(endpoints, complete.promise);
  });
  afterEach(() => tabs.dispose());

  const show = (...all: FakeTab[][]) => {
    groups = all;
    changed.fire();
  };
  const how = JSON.stringify({ preview: false, preserveFocus: true });

  it('has no id in what it shows, and another document for each endpoint of a name', () => {
    const all = [named('e1', 'a/b'), named('e2', 'a?b')];
    const uris = all.map(({ id }) => jsonUri(id, all));
    assert.deepEqual(
      uris.map(({ path }) => path),
      ['/a_b.portside.json', '/a_b.portside.json'],
    );
    assert.notEqual(String(uris[0]), String(uris[1]));
    assert.deepEqual(uris.map(jsonEndpoint), ['e1', 'e2']);
    const same = [named('e1', 'a'), named('e2', 'a')];
    assert.equal(jsonUri('e2', same).path, '/a (TCP server 2).portside.json');
  });

  it('is replaced in its group when its endpoint is renamed, with its selection', async () => {
    const selection = new Selection(1, 2, 1, 5);
    const uri = Uri.parse('portside:/first.portside.json?e1');
    mock.property(window, 'visibleTextEditors', [
      { viewColumn: ViewColumn.Two, document: { uri }, selection },
    ] as never);
    show([{ input: new TabInputWebview('any'), isDirty: false }], [document('first')]);
    assert.deepEqual(done, []);
    endpoints.change(named('e1', 'second'));
    await settled();
    assert.deepEqual(done, [
      `show /second.portside.json 2 ${JSON.stringify({ preview: false, preserveFocus: true, selection })}`,
      'close /first.portside.json',
    ]);
    assert.deepEqual(groups[1]?.map(titleOf), ['/second.portside.json']);
  });

  it('keeps unsaved changes under the old name, and follows once they are saved', async () => {
    const tab = document('first', 'e1', true);
    show([tab]);
    endpoints.change(named('e1', 'second'));
    await settled();
    assert.deepEqual(done, []);
    tab.isDirty = false;
    changed.fire();
    await settled();
    assert.deepEqual(done, [`show /second.portside.json 1 ${how}`, 'close /first.portside.json']);
  });

  it('stays behind another tab until it is shown', async () => {
    const [tab, other] = [document('first'), { input: new TabInputWebview('any'), isDirty: false }];
    show([other, tab]);
    endpoints.change(named('e1', 'second'));
    await settled();
    assert.deepEqual(done, []);
    show([tab, other]);
    await settled();
    assert.deepEqual(done, [`show /second.portside.json 1 ${how}`, 'close /first.portside.json']);
  });

  it('isn’t closed if it gets unsaved changes meanwhile', async () => {
    const tab = document('first');
    show([tab]);
    endpoints.change(named('e1', 'second'));
    tab.isDirty = true;
    await settled();
    assert.deepEqual(done, [`show /second.portside.json 1 ${how}`]);
  });

  it('follows an endpoint that loses its name, but not the address of one without', async () => {
    show([document('first')]);
    endpoints.change(named('e1'));
    await settled();
    assert.deepEqual(done, [`show /127.0.0.1:1.portside.json 1 ${how}`, 'close /first.portside.json']);
    endpoints.change({ ...named('e1'), address: 'tcp://127.0.0.1:2' });
    await settled();
    assert.equal(done.length, 2);
  });

  it('stays as it is until the endpoints of the previous window are listed', async () => {
    show([document('first', 'e9')], [{ input: new TabInputText(Uri.parse('file:///first?e1')), isDirty: false }]);
    endpoints.change(named('e1', 'second'));
    await settled();
    assert.deepEqual(done, []);
    endpoints.list(named('e9', 'first'));
    complete.resolve();
    await settled();
    assert.deepEqual(done, [], 'it was restored');
  });

  it('is closed if no endpoint of the previous window is its own, even behind another tab', async () => {
    const other = { input: new TabInputWebview('any'), isDirty: false };
    show([other, document('old', 'e9'), document('first')], [document('older', '')]);
    complete.resolve();
    await settled();
    assert.deepEqual(done, ['close /old.portside.json', 'close /older.portside.json']);
    assert.deepEqual(
      groups.map(all => all.map(titleOf)),
      [['other', '/first.portside.json'], []],
    );
  });

  it('is closed when its endpoint is removed, or as soon as it has no unsaved changes', async () => {
    complete.resolve();
    await settled();
    const unsaved = document('first', 'e1', true);
    show([document('first'), unsaved]);
    endpoints.list();
    await settled();
    assert.deepEqual([done, groups], [['close /first.portside.json'], [[unsaved]]]);
    unsaved.isDirty = false;
    changed.fire();
    await settled();
    assert.deepEqual(groups, [[]]);
  });

  it('is left alone by a window that closes', async () => {
    show([document('old', 'e9')]);
    tabs.dispose();
    complete.resolve();
    await settled();
    assert.deepEqual(done, []);
  });
});
