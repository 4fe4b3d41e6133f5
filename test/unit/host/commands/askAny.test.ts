import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import { askAny } from '../../../../src/host/commands/askAny.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('the question for a listed or saved endpoint', () => {
  freshVscode();

  const server = { kind: 'tcp-server', address: ':9', name: 'server' } as const;
  const broken = { kind: 'tcp', address: ':9', name: 'odd' };
  let saved: SavedEndpoints;
  let active: string | undefined;
  beforeEach(() => {
    active = undefined;
    saved = new SavedEndpoints();
  });
  afterEach(() => saved.dispose());

  const contextOf = (...ids: string[]) => {
    const listed = ids.map(id => endpointSnapshot(id, 0, { config: { ...server, name: id } }));
    return { saved, endpoints: fakeEndpoints(listed), panels: { active } } as unknown as CommandContext;
  };

  it('offers each once, even if it is both', async () => {
    settings.set('portside.endpoints', [server, broken]);
    for (const [answer, type] of [
      ['server', 'endpoint'],
      ['odd', 'saved'],
    ]) {
      const asking = askAny(contextOf('server', 'other'));
      const question = await questions.question('Which endpoint?');
      const labels = (question.items as QuickPickItem[]).map(({ label }) => label);
      assert.deepEqual(labels, ['server', 'other', 'odd']);
      question.answer(answer);
      assert.equal((await asking).type, type);
    }
  });

  it('is that of the active panel', async () => {
    settings.set('portside.endpoints', [broken]);
    active = 'other';
    assert.deepEqual(await askAny(contextOf('server', 'other')), { type: 'endpoint', endpoint: 'other' });
    assert.deepEqual(questions.open, []);
  });

  it('isn’t asked if there is only one', async () => {
    assert.deepEqual(await askAny(contextOf('mine')), { type: 'endpoint', endpoint: 'mine' });
    settings.set('portside.endpoints', [server]);
    assert.equal((await askAny(contextOf())).type, 'saved');
    await assert.rejects(askAny({ ...contextOf(), saved: { all: async () => [] } } as never), /No endpoints yet/);
  });
});
