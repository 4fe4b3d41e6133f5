import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { runAsAsker } from '../../../../src/client/callers/askers.ts';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { PageQuestions } from '../../../../src/client/page/pageQuestions.ts';
import { Refused } from '../../../../src/client/refused.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { registerCommands } from '../../../../src/host/commands/registerCommands.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { type WatchedLog, watchedLog } from '../../../support/watchedLog.ts';

describe('a registered command', () => {
  freshVscode();

  let done: unknown[];
  let failure: Error | undefined;
  let watched: WatchedLog;
  let registered: { dispose(): void };

  beforeEach(() => {
    done = [];
    failure = undefined;
    watched = watchedLog();
    const close = async (id: string) => {
      done.push(id);
      if (failure) throw failure;
    };
    const endpoints = fakeEndpoints([endpointSnapshot('a', 1), endpointSnapshot('b', 1)], { close });
    registered = registerCommands({ endpoints, log: watched.log } as unknown as CommandContext);
  });
  afterEach(() => registered.dispose());

  const run = (id: string, ...args: unknown[]) => commands.executeCommand(`portside.${id}`, ...args);

  it('asks for another try if VS Code is redrawing the row whose menu was used', async () => {
    for (const selection of [undefined, [undefined]]) await run('stop', undefined, selection);
    assert.deepEqual([done, questions.open], [[], []]);
    assert.deepEqual(workbenchState.said.shown, Array(2).fill('The list was changing. Try again.'));
  });

  it('shows an error to the user, and returns its sentence to a caller', async () => {
    failure = new SocketError('NO_PEER', { kind: 'tcp-server' });
    assert.equal(await run('stop', { type: 'endpoint', endpoint: 'a' }), undefined);
    await questions.question('No client is connected, so nothing was sent.');
    await assert.rejects(Promise.resolve(run('stop', 'a')), {
      code: 'NO_PEER',
      message: 'No client is connected, so nothing was sent.',
    });
    assert.equal(questions.open.length, 1);
    assert.equal(watched.log.counts.get('commandFailed'), 2);
  });

  it('doesn’t treat refusing the user’s choice as a failure', async () => {
    failure = new Refused('“a.json” is 2 MB.');
    assert.equal(await run('stop', { type: 'endpoint', endpoint: 'a' }), undefined);
    await questions.question('“a.json” is 2 MB.');
    assert.equal(watched.log.counts.get('commandFailed'), undefined);
    assert.match(watched.lines.at(-1) ?? '', /^info commandRefused command=portside\.stop/);
  });

  it('returns an error to a page that already shows its maximum of notices', async () => {
    failure = new SocketError('NO_PEER', { kind: 'tcp-server' });
    const page = new PageQuestions();
    const press = () => runAsAsker(page, async () => run('stop', { type: 'panel', endpoint: 'a' }));
    for (let at = 0; at < 3; at++) await press();
    assert.equal(questions.open.length, 3);
    await assert.rejects(press(), { message: 'No client is connected, so nothing was sent.' });
    assert.equal(questions.open.length, 3);
    questions.open[0]?.dismiss();
    await new Promise(setImmediate);
    assert.equal(await press(), undefined);
    assert.equal(questions.open.length, 3);
  });

  it('returns no sentence to a caller that VS Code would show with a link', async () => {
    failure = new SocketError('NO_PEER', { kind: 'udp', peer: '[a](command:workbench.action.quit)' });
    await assert.rejects(Promise.resolve(run('stop', 'a')), {
      message: '[a] (command:workbench.action.quit) is no longer known to this socket, so nothing was sent.',
    });
  });

  it('logs each command without its argument', async () => {
    await run('stop', 'a');
    assert.deepEqual(watched.lines, ['debug command command=portside.stop byHand=false']);
  });

  it('reports nothing if a question was dismissed, not even to a caller', async () => {
    failure = new Dismissed();
    assert.equal(await run('stop', 'a'), undefined);
    assert.equal(await run('stop', { type: 'endpoint', endpoint: 'a' }), undefined);
    assert.deepEqual(questions.open, []);
    assert.equal(watched.log.counts.get('commandFailed'), undefined);
  });
});
