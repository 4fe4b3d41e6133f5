import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import { askDirection, askFraming, inForm } from '../../../../src/host/commands/askFraming.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('the question for a framing', () => {
  freshVscode();

  it('returns what was chosen, or that the form is wanted', async () => {
    const choose = async (label: string) => {
      const asked = askFraming('Change Framing', 'none', []);
      const question = await questions.question('How should the stream be split');
      question.answer((question.items as QuickPickItem[]).find(item => item.label === label));
      return asked;
    };
    assert.equal(await choose('MQTT'), 'mqtt');
    assert.equal(await choose('Edit in Form…'), inForm);
  });

  it('always shows the way to the form, whatever is typed', async () => {
    const asked = askFraming('Change Framing', 'none', []);
    const question = await questions.question('How should the stream be split');
    const always = (question.items as QuickPickItem[]).filter(({ alwaysShow }) => alwaysShow);
    assert.deepEqual(
      always.map(({ label }) => label),
      ['Edit in Form…'],
    );
    question.dismiss();
    await assert.rejects(asked);
  });

  it('for one direction says what each has now', async () => {
    const asked = askDirection('Change Framing', { in: 'Lines', out: 'MQTT' });
    const question = await questions.question('Which direction should change?');
    const items = question.items as QuickPickItem[];
    assert.deepEqual(
      items.map(({ label, description }) => [label, description]),
      [
        ['Received Messages', 'Lines'],
        ['Sent Messages', 'MQTT'],
        ['Both Directions', undefined],
      ],
    );
    question.answer(items[1]);
    assert.equal(await asked, 'out');
  });
});
