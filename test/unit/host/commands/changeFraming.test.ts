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
