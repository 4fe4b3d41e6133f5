import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputBoxValidationSeverity } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import {
  askInTurn,
  askItem,
  askText,
  askTextWithProposal,
  type Proposal,
} from '../../../../src/host/shown/questions.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { assertPlain, hasIcon, hasLink, hostileNames } from '../../../support/hostileNames.ts';
import { root } from '../../../support/paths.ts';

describe('a question', () => {
  freshVscode();

  const items = [{ label: 'one' }, { label: 'two' }];

  it('stays when it loses focus, and returns the choice or the input', async () => {
    const chosen = askItem(items, { placeHolder: 'Which?' });
    const entered = askText({ prompt: 'What?' });
    await Promise.all([questions.question('Which?'), questions.question('What?')]);
    questions.loseFocus();
    (await questions.question('Which?')).answer('two');
    (await questions.question('What?')).answer('');
    assert.equal(await chosen, items[1]);
    assert.equal(await entered, '', 'an empty text is an answer');
  });

  it('has no links below its field', async () => {
    const link = '[a](command:quit)';
    const answers = [
      askText({ prompt: `Text to send to ${link}` }),
      askTextWithProposal({ title: '', prompt: '', placeHolder: '9000', validateInput: () => undefined }, async () => ({
        value: '',
        prompt: `From the clipboard. ${link}`,
      })),
    ];
    for (const text of ['Text to send to [a] (command:quit)', 'From the clipboard. [a] (command:quit)'])
      (await questions.question(text, 'input')).answer('');
    await Promise.all(answers);
  });

  it('has no icons in its items, whatever their names', async () => {
    const bad = '$(trash) me';
    const item = { label: bad, description: bad, detail: bad, more: 7 };
    const asking = askItem([{ label: 'one' }, item], { placeHolder: 'Which?' });
    const question = await questions.question('Which?');
    const plain = '\\$(trash) me';
    assert.deepEqual(question.items, [{ label: 'one' }, { ...item, label: plain, description: plain, detail: plain }]);
    question.answer(question.items[1]);
    assert.equal(await asking, item);
  });

  it('shows only plain text, whatever it quotes', async () => {
    for (const name of hostileNames) {
      const item = { label: name, description: name, detail: name };
      const { Error: severity } = InputBoxValidationSeverity;
      const said = () => ({ message: name, severity });
      const asked = [
        askItem([item], { title: name, placeHolder: name }),
        askText({ title: name, prompt: name, placeHolder: name, validateInput: () => name }),
        askTextWithProposal({ title: name, prompt: '', placeHolder: name, validateInput: said }, async () => ({
          value: '',
          prompt: name,
        })),
      ];
      await new Promise(setImmediate);
      const [list = assert.fail(), ...fields] = questions.open;
      assert.equal(fields.length, 2);
      const { label, description, detail } = list.items[0] as typeof item;
      for (const text of [label, description, detail]) assert.ok(!hasIcon(text), text);
      const below = await Promise.all(fields.map(field => field.validate('typed')));
      const prompts = fields.flatMap(({ text }) => text.split('\n')[1] ?? []);
      assert.equal(below.length + prompts.length, 4);
      for (const text of [...below, ...prompts]) assert.ok(!hasIcon(text ?? '') && !hasLink(text ?? ''), text);
      for (const text of [label, description, detail, ...below]) assertPlain(text ?? '');
      for (const { text } of questions.open) for (const line of text.split('\n')) assertPlain(line);
      for (const question of questions.open) question.dismiss();
      for (const one of asked) await assert.rejects(one, Dismissed);
    }
  });

  it('leaves editable text unchanged', async () => {
    const value = '[a](command:b) $(trash) \u202e';
    const asking = askText({ prompt: 'Name?', value });
    const question = await questions.question('Name?');
    assert.equal(question.value, value);
    question.answer(value);
    assert.equal(await asking, value);
  });

  it('also shows saved messages that way, in the only list of another file', () => {
    const picker = readFileSync(join(root, 'src/host/messages/messagePicker.ts'), 'utf8');
    assert.deepEqual(picker.match(/#pick\.(items|title) = [a-zA-Z]*(\(|\.map\(plainItem)/g), [
      '#pick.title = plainText(',
      '#pick.items = items.map(plainItem',
    ]);
  });

  it('rejects when it is dismissed', async () => {
    const chosen = assert.rejects(askItem(items, { placeHolder: 'Which?' }), Dismissed);
    const entered = assert.rejects(askText({ prompt: 'What?' }), Dismissed);
    (await questions.question('Which?')).dismiss();
    (await questions.question('What?')).dismiss();
    await Promise.all([chosen, entered]);
  });
});

describe('consecutive questions', () => {
  freshVscode();

  const settled = () => new Promise(setImmediate);
  const open = () => questions.open.map(({ text }) => text);

  it('each stay until the next one is shown, however long that takes', async () => {
    const between = Promise.withResolvers<void>();
    const asking = askInTurn(async () => {
      const text = await askText({ prompt: 'First?' });
      await between.promise;
      const { label } = await askItem([{ label: 'one' }], { placeHolder: 'Second?' });
      return `${text} ${label}`;
    });
    const first = await questions.question('First?');
    assert.equal(first.isBusy, false);
    first.answer('a');
    await settled();
    assert.deepEqual([open(), first.isBusy], [['First?'], true]);
    const seen = new Promise<readonly string[]>(resolve => {
      void questions.question('Second?').then(() => resolve(open()));
    });
    const shown: string[][] = [];
    const watching = questions.watch(() => void shown.push(open()));
    between.resolve();
    assert.deepEqual(await seen, ['Second?']);
    watching.dispose();
    assert.deepEqual(shown, [['First?', 'Second?'], ['Second?']]);
    assert.notEqual(first, questions.open[0]);
    const second = await questions.question('Second?');
    second.answer('one');
    assert.equal(second.isBusy, true, 'what the command does then may take long');
    assert.equal(await asking, 'a one');
    assert.deepEqual(open(), []);
  });

  it('don’t keep answers alive once they are over', async () => {
    const later = Promise.withResolvers<void>();
    let asking: Promise<string> | undefined;
    await askInTurn(async () => {
      asking = later.promise.then(() => askText({ prompt: 'Later?' }));
    });
    later.resolve();
    (await questions.question('Later?')).answer('a');
    assert.equal(await asking, 'a');
    assert.deepEqual(open(), []);
  });

  it('close when the next one is dismissed, or there is none', async () => {
    const both = assert.rejects(
      askInTurn(async () => [await askText({ prompt: 'First?' }), await askText({ prompt: 'Second?' })]),
      Dismissed,
    );
    (await questions.question('First?')).answer('a');
    (await questions.question('Second?')).dismiss();
    await both;
    assert.deepEqual(open(), []);
    const failing = assert.rejects(
      askInTurn(async () => {
        await askText({ prompt: 'First?' });
        throw new Error('no');
      }),
      { message: 'no' },
    );
    (await questions.question('First?')).answer('a');
    await failing;
    assert.deepEqual(open(), []);
  });
});

describe('a question with a proposal', () => {
  freshVscode();

  const { Error: error, Info: info } = InputBoxValidationSeverity;
  const options = {
    title: 'Open',
    prompt: 'An address.',
    placeHolder: '9000',
    validateInput: (text: string) => ({ message: `“${text}”`, severity: text === 'bad' ? error : info }),
  };
  const proposal: Proposal = { value: 'proposed', prompt: 'From the clipboard.' };
  const settled = () => new Promise(setImmediate);
  const question = () => questions.question('9000');

  it('appears at once, and is filled in when the proposal arrives', async () => {
    const proposing = Promise.withResolvers<Proposal>();
    const answer = askTextWithProposal(options, () => proposing.promise);
    const asked = await question();
    assert.equal(asked.value, '');
    assert.match(asked.text, /An address\./);
    proposing.resolve(proposal);
    await settled();
    assert.equal(asked.value, 'proposed');
    assert.match(asked.text, /From the clipboard\./);
    asked.answer('proposed');
    assert.equal(await answer, 'proposed');
    assert.deepEqual(questions.open, []);
  });

  it('keeps what was typed before the proposal arrived, and its own prompt', async () => {
    const proposing = Promise.withResolvers<Proposal>();
    const answer = askTextWithProposal(options, () => proposing.promise);
    const asked = await question();
    assert.equal(await asked.validate('mine'), '“mine”');
    proposing.resolve(proposal);
    await settled();
    assert.equal(asked.value, 'mine');
    assert.match(asked.text, /An address\./);
    asked.answer('mine');
    assert.equal(await answer, 'mine');
  });

  it('no longer names the origin of the text once that was changed', async () => {
    const answer = askTextWithProposal(options, async () => proposal);
    const asked = await question();
    await settled();
    await asked.validate('proposed!');
    assert.match(asked.text, /An address\./);
    asked.answer('proposed!');
    assert.equal(await answer, 'proposed!');
  });

  it('stays open for a rejected text', async () => {
    const answer = askTextWithProposal(options, async () => undefined);
    const asked = await question();
    asked.answer('bad');
    assert.deepEqual(questions.open, [asked]);
    asked.answer('good');
    assert.equal(await answer, 'good');
  });

  it('rejects when it is dismissed, or the proposal fails, and closes', async () => {
    const dismissed = assert.rejects(
      askTextWithProposal(options, async () => undefined),
      Dismissed,
    );
    (await question()).dismiss();
    await dismissed;
    await assert.rejects(
      askTextWithProposal(options, async () => Promise.reject(new Error('no'))),
      { message: 'no' },
    );
    assert.deepEqual(questions.open, []);
  });
});
