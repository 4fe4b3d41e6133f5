import assert from 'node:assert/strict';
import { type Uri, ViewColumn } from 'vscode';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { EntryCompare } from '../../../../src/host/messages/entryCompare.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { assertPlain, hostileNames } from '../../../support/hostileNames.ts';
import { showTab } from '../../../support/showTab.ts';

describe('the comparison of two entries', () => {
  freshVscode();

  let endpoints: FakeEndpoints;
  let compare: EntryCompare;
  let changes: number;

  const endpoint = (id: string, name: string, more: Partial<EndpointSnapshot> = {}) =>
    endpointSnapshot(id, 0, { config: { kind: 'udp', address: ':0', name }, ...more });

  beforeEach(() => {
    changes = 0;
    const entries = async (_id: string, seq: number) => [{ seq, time: 0, direction: 'in', length: 2 }];
    const entryBytes = async () => new TextEncoder().encode('hi');
    endpoints = fakeEndpoints([endpoint('a', 'one/two?'), endpoint('b', 'other')], {
      engine: { entries, entryBytes } as never,
    });
    compare = new EntryCompare(endpoints, () => changes++);
  });
  afterEach(() => compare.dispose());

  const diff = () => {
    const [left, right, title] = (workbenchState.done.shown.at(-1)?.args ?? []) as [Uri, Uri, string];
    return { left, right, title };
  };

  it('names the endpoint once in its title if both are the same, otherwise both', async () => {
    compare.select('a', 3);
    assert.equal(changes, 1);
    await compare.compareWithSelected('a', 5);
    assert.equal(workbenchState.done.shown.at(-1)?.command, 'vscode.diff');
    assert.equal(diff().title, 'one/two? #3 ↔ #5');
    await compare.compareWithSelected('b', 5);
    assert.equal(diff().title, 'one/two? #3 ↔ other #5');
  });

  it('opens beside the panel, not over it', async () => {
    showTab();
    compare.select('a', 3);
    await compare.compareWithSelected('a', 5);
    assert.deepEqual(workbenchState.done.shown.at(-1)?.args?.[3], { preview: false, viewColumn: ViewColumn.Two });
  });

  it('provides documents named after their entry, in a single path segment', async () => {
    compare.select('a', 3);
    await compare.compareWithSelected('b', 5);
    const { left, right } = diff();
    assert.equal(left.path, '/one_two_ #3');
    assert.deepEqual(JSON.parse(left.query), { endpoint: 'a', seq: 3, generation: 0 });
    assert.match(await compare.provideTextDocumentContent(right), /^hi\n/);
  });

  it('shows names on one line, with invisible characters as escapes', async () => {
    for (const name of hostileNames) {
      endpoints.list(endpoint('a', name), endpoint('b', name));
      compare.select('a', 3);
      await compare.compareWithSelected('b', 5);
      const { left, title } = diff();
      assertPlain(title);
      assertPlain(left.path);
    }
  });

  it('needs a selected entry, which is dropped with its transcript', async () => {
    await assert.rejects(compare.compareWithSelected('a', 1), { name: 'RangeError', message: /First select a row/ });
    compare.select('a', 3);
    assert.deepEqual(compare.selected, { endpoint: 'a', seq: 3, generation: 0 });
    endpoints.change(endpoint('a', 'one', { generation: 1 }));
    assert.equal(compare.selected, undefined, 'it was cleared');
    compare.select('a', 0);
    endpoints.list(endpoint('b', 'other'));
    assert.equal(compare.selected, undefined, 'it was removed');
  });

  it('reports if an entry is gone, or the document belongs to something else', async () => {
    compare.select('a', 3);
    await compare.compareWithSelected('a', 5);
    const { left } = diff();
    endpoints.change(endpoint('a', 'one', { generation: 1 }));
    assert.equal(await compare.provideTextDocumentContent(left), 'This entry is no longer available.\n');
    endpoints.list();
    assert.equal(
      await compare.provideTextDocumentContent(left),
      'This entry is no longer available.\n',
      'it was removed',
    );
    assert.match(await compare.provideTextDocumentContent(left.with({ query: 'no json' })), /JSON/);
  });
});
