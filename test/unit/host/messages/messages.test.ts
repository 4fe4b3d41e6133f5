import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { Composing } from '../../../../src/host/messages/messages.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('the shared messages', () => {
  freshVscode();

  let endpoints: FakeEndpoints;
  let composing: Composing;
  let changes: (string | undefined)[];

  beforeEach(() => {
    changes = [];
    endpoints = fakeEndpoints([endpointSnapshot('a', 1), endpointSnapshot('b', 1)]);
    composing = new Composing(endpoints, Uri.file('/nowhere/messages.json'), new UndoList(watchedLog().log));
    composing.onDidChange(id => void changes.push(id));
  });
  afterEach(() => composing.dispose());

  const repeat = (id: string) => composing.repeater.start(id, { everyMs: 60_000 }, async () => undefined);

  it('end repeating on an endpoint that is no longer open, and report why', () => {
    repeat('a');
    repeat('b');
    endpoints.change(endpointSnapshot('a', 0));
    assert.ok(composing.repeater.state('a')?.running, 'it is still open');
    endpoints.change(endpointSnapshot('a', 0, { state: 'failed' }));
    const { running, problem } = composing.repeater.state('a') ?? {};
    assert.deepEqual({ running, problem }, { running: false, problem: 'The endpoint is no longer open.' });
    assert.ok(composing.repeater.state('b')?.running);
  });

  it('forget what was repeated on a removed endpoint', () => {
    repeat('a');
    endpoints.list(endpointSnapshot('b', 1));
    assert.equal(composing.repeater.state('a'), undefined);
  });

  it('report changes of each endpoint by id, and of the comparison to all', () => {
    repeat('a');
    composing.fireChanged('b');
    composing.compare.select('a', 3);
    assert.deepEqual(changes, ['a', 'b', undefined]);
  });

  it('have a single library', async () => {
    assert.equal(await composing.library, await composing.library);
    assert.equal((await composing.library).path, '/nowhere/messages.json');
  });
});
