import assert from 'node:assert/strict';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { type Confirmation, confirmAll } from '../../../../src/host/shown/confirmAll.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('confirmations before an action', () => {
  freshVscode();

  const confirmation = (name: string): Confirmation => ({
    question: `${name}?`,
    button: name,
    detail: `About ${name}.`,
    statement: `It will ${name}.`,
  });
  const [open, save] = [confirmation('open'), confirmation('save')];
  const ask = (...needed: Confirmation[]) => confirmAll(needed, () => ({ question: 'Apply?', button: 'Apply' }));

  it('are asked directly for one, and not at all for none', async () => {
    await ask();
    const agreed = ask(open);
    (await questions.question(/^open\?\nAbout open\.$/)).answer('open');
    await agreed;
    const { detail: _, ...brief } = open;
    const dismissed = ask(brief);
    (await questions.question(/^open\?$/)).dismiss();
    await assert.rejects(dismissed, Dismissed);
  });

  it('have the icon of a warning unless all are routine', async () => {
    const severityOf = async (...needed: Confirmation[]) => {
      const dismissed = ask(...needed);
      const question = await questions.question('?');
      question.dismiss();
      await assert.rejects(dismissed, Dismissed);
      return question.severity;
    };
    const routine = { ...open, isRoutine: true } as const;
    assert.deepEqual([await severityOf(open), await severityOf(routine)], ['warning', 'info']);
    assert.deepEqual([await severityOf(routine, routine), await severityOf(routine, save)], ['info', 'warning']);
  });

  it('are combined into one dialog, each on its own line', async () => {
    const agreed = ask(open, save);
    const question = await questions.question(/^Apply\?\nIt will open\.\nIt will save\.$/);
    assert.deepEqual(question.items, ['Apply']);
    question.answer('Apply');
    await agreed;
    assert.deepEqual(questions.open, []);
    const dismissed = ask(open, save);
    (await questions.question('Apply?')).dismiss();
    await assert.rejects(dismissed, Dismissed);
  });

  it('fit on a screen', async () => {
    const lines = async (count: number) => {
      const asked = ask(...Array.from({ length: count }, () => save));
      const question = await questions.question('Apply?');
      question.answer('Apply');
      await asked;
      return question.text.split('\n').slice(1);
    };
    assert.deepEqual(new Set(await lines(10)), new Set(['It will save.']));
    const many = await lines(12);
    assert.deepEqual([many.length, many.at(-1)], [11, '2 more…']);
  });
});
