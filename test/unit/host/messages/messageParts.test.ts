import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { MessageParts } from '../../../../src/host/messages/messageParts.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('the shared messages', () => {
  freshVscode();

  let endpoints: FakeEndpoints;
  let messageParts: MessageParts;
  let changes: (string | undefined)[];

  beforeEach(() => {
    changes = [];
    endpoints = fakeEndpoints([endpointSnapshot('a', 1), endpointSnapshot('b', 1)]);
    messageParts = new MessageParts(endpoints, Uri.file('/nowhere/messages.json'), new UndoList(watchedLog().log));
    messageParts.onDidChange(id => void changes.push(id));
  });
  afterEach(() => messageParts.dispose());

  const repeat = (id: string) => messageParts.repeater.start(id, { everyMs: 60_000 }, async () => undefined);

  it('end repeating on an endpoint that is no longer open, and report why', () => {
    repeat('a');
    repeat('b');
    endpoints.change(endpointSnapshot('a', 0));
    assert.ok(messageParts.repeater.state('a')?.running, 'it is open still');
    endpoints.change(endpointSnapshot('a', 0, { state: 'failed' }));
    const { running, problem } = messageParts.repeater.state('a') ?? {};
    assert.deepEqual({ running, problem }, { running: false, problem: 'The endpoint is no longer open.' });
    assert.ok(messageParts.repeater.state('b')?.running);
  });

  it('forget what was repeated on a removed endpoint', () => {
    repeat('a');
    endpoints.list(endpointSnapshot('b', 1));
    assert.equal(messageParts.repeater.state('a'), undefined);
  });

  it('report changes of each endpoint by id, and of the comparison to all', () => {
    repeat('a');
    messageParts.fireChanged('b');
    messageParts.compare.select('a', 3);
    assert.deepEqual(changes, ['a', 'b', undefined]);
  });

  it('has one library', async () => {
    assert.equal(await messageParts.library, await messageParts.library);
    assert.equal((await messageParts.library).path, '/nowhere/messages.json');
  });
});
