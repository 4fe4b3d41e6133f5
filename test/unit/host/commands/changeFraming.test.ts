import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { changeFraming } from '../../../../src/host/commands/changeFraming.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('a framing change', () => {
  freshVscode();

  let changed: unknown[];
  let context: CommandContext;

  beforeEach(() => {
    changed = [];
    const framing = { line: 'lf' } as const;
    const all = [
      endpointSnapshot('e', 0, { config: { kind: 'tcp-server', address: ':0', framing } }),
      endpointSnapshot('u', 0, { config: { kind: 'udp', address: ':0' } }),
    ];
    const endpoints = fakeEndpoints(all, { changeFraming: async (_id, one) => void changed.push(one) });
    context = { endpoints } as unknown as CommandContext;
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

  it('offers all framings, the current one first and marked', async () => {
    const changing = changeFraming({ endpoint: 'e' }, context);
    const question = await questions.question('How should the stream be split');
    const marked = (question.items as QuickPickItem[]).filter(({ description }) => description);
    assert.deepEqual(
      marked.map(({ label, description }) => [label, description]),
      [['Lines that end with LF', 'current']],
    );
    assert.equal(marked[0], question.items?.[0]);
    const labels = (question.items as QuickPickItem[]).map(({ label }) => label);
    assert.deepEqual(
      labels.filter(label => !/^\p{Lu}/u.test(label)),
      [],
      'in sentence case',
    );
    question.dismiss();
    await assert.rejects(changing, Dismissed);
    assert.deepEqual(await ask('Length prefix of 2 bytes, little-endian'), {
      lengthPrefix: { bytes: 2, endian: 'little' },
    });
    assert.equal(await ask('No framing'), 'none');
  });

  it('asks for the required number or text', async () => {
    assert.deepEqual(await ask('Delimiter…', '||'), { delimiter: '||' });
    assert.deepEqual(await ask('Fixed length…', '16'), { fixed: 16 });
    assert.deepEqual(await ask('Idle time…', '20'), { idleMs: 20 });
    await assert.rejects(ask('Fixed length…', 'many'), { name: 'TypeError' });
    await assert.rejects(ask('Delimiter…', ''), Dismissed);
  });
});
