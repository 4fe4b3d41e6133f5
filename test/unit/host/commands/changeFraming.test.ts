import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { changeFraming } from '../../../../src/host/commands/changeFraming.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('a framing change', () => {
  freshVscode();

  let changed: unknown[];
  let opened: unknown[];
  let context: CommandContext;

  beforeEach(() => {
    changed = [];
    const framing = { line: 'lf' } as const;
    const all = [
      endpointSnapshot('e', 0, { config: { kind: 'tcp-server', address: ':0', framing } }),
      endpointSnapshot('p', 0, { config: { kind: 'tcp-client', address: ':1', framing: { in: 'none', out: 'mqtt' } } }),
      endpointSnapshot('u', 0, { config: { kind: 'udp', address: ':0' } }),
    ];
    const endpoints = fakeEndpoints(all, { changeFraming: async (_id, one) => void changed.push(one) });
    opened = [];
    const panels = { edit: (...args: unknown[]) => opened.push(args) };
    context = { endpoints, panels, memory: fakeMemento() } as unknown as CommandContext;
  });

  const ask = async (label: string, answer?: string) => {
    const changing = changeFraming({ type: 'panel', endpoint: 'e' }, context);
    const question = await questions.question('How should the stream be split');
    question.answer((question.items as QuickPickItem[]).find(item => item.label === label));
    if (answer !== undefined) (await questions.question(/^Change Framing\n/, 'input')).answer(answer);
    await changing;
    return changed.at(-1);
  };

  it('by a caller is validated like a config', async () => {
    await changeFraming({ endpoint: 'e', framing: { fixed: 7 } }, context);
    assert.deepEqual(changed, [{ fixed: 7 }]);
    for (const framing of ['odd', { fixed: 0 }, null])
      await assert.rejects(changeFraming({ endpoint: 'e', framing }, context), { name: 'TypeError' });
    assert.equal(changed.length, 1);
  });

  it('is unavailable for datagrams', async () => {
    await assert.rejects(changeFraming({ endpoint: 'u', framing: 'slip' }, context), /UDP has no framing/);
  });

  it('offers the current framing first, then those chosen last', async () => {
    const offered = async () => {
      const changing = changeFraming({ endpoint: 'e' }, context);
      const question = await questions.question('How should the stream be split');
      question.dismiss();
      await assert.rejects(changing, Dismissed);
      return (question.items as QuickPickItem[]).map(({ label, description }) => [label, description]);
    };
    const [first, second] = await offered();
    assert.deepEqual([first, second?.[0]], [['Lines that end with LF', 'current'], 'General']);
    assert.equal(await ask('u16 LE'), 'u16le');
    assert.equal(await ask('No framing'), 'none');
    await changeFraming({ endpoint: 'e', framing: 'slip' }, context);
    assert.deepEqual(
      (await offered()).slice(1, 4).map(([label]) => label),
      ['Recently used', 'No framing', 'u16 LE'],
      'without those of callers',
    );
  });

  describe('of an endpoint whose directions differ', () => {
    const choose = async (direction: string, label: string) => {
      const changing = changeFraming({ endpoint: 'p' }, context);
      const which = await questions.question('Which direction should change?');
      const items = which.items as QuickPickItem[];
      which.answer(items.find(item => item.label === direction));
      const question = await questions.question('How should the stream be split');
      const choices = question.items as QuickPickItem[];
      question.answer(choices.find(item => item.label === label));
      await changing;
      return [items.map(item => item.description), choices[0]?.label, changed.at(-1)];
    };

    it('changes the chosen one, or both', async () => {
      const labels = ['No framing', 'MQTT', undefined];
      const [received, sent] = ['Received Messages', 'Sent Messages'];
      assert.deepEqual(await choose(received, 'RESP'), [labels, 'No framing', { in: 'resp', out: 'mqtt' }]);
      assert.deepEqual(await choose(sent, 'RESP'), [labels, 'MQTT', { in: 'none', out: 'resp' }]);
      assert.deepEqual((await choose('Both Directions', 'RESP'))[2], 'resp');
      assert.deepEqual((await choose(sent, 'No framing'))[2], 'none', 'they are the same now');
    });
  });

  it('can continue in the form, which opens at the framing', async () => {
    await ask('Edit in Form…');
    assert.deepEqual([opened, changed], [[['e', 'framing']], []]);
  });

  it('asks for the required number or text', async () => {
    assert.deepEqual(await ask('Delimiter…', '||'), { delimiter: '||' });
    assert.deepEqual(await ask('Fixed length…', '16'), { fixed: 16 });
    assert.deepEqual(await ask('Idle time…', '20'), { idleMs: 20 });
    await assert.rejects(ask('Fixed length…', 'many'), { name: 'TypeError' });
    await assert.rejects(ask('Delimiter…', ''), Dismissed);
  });
});
