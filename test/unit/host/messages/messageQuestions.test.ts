import assert from 'node:assert/strict';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import {
  LibraryError,
  type LibraryTrouble,
  type MessageLibrary,
  maxLibraryBytes,
} from '../../../../src/client/messages/messageLibrary.ts';
import { askMessageScope, askPath, ofLibrary } from '../../../../src/host/messages/messageQuestions.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('questions about a saved message', () => {
  freshVscode();

  const saving = { title: 'Save Message', text: 'hey\n' };

  it('accept a name with folders before it, without surrounding blanks', async () => {
    const path = askPath('', saving);
    (await questions.question('Save Message')).answer(' a / b / name ');
    assert.deepEqual(await path, { folder: 'a/b', name: 'name' });
    const plain = askPath('', saving);
    (await questions.question('Save Message')).answer('name');
    assert.deepEqual(await plain, { name: 'name' });
  });

  it('reject an empty name, and one that is too long whatever its folders are', async () => {
    const path = assert.rejects(askPath('old', saving), Dismissed);
    const question = await questions.question('Save Message');
    assert.equal(question.value, 'old');
    assert.match(question.text, /Name of the message “hey”/, 'which may not be in the composer');
    for (const none of ['', ' ', 'folder/', '/'])
      assert.equal(await question.validate(none), 'Enter a name for the message.');
    const longest = 'x'.repeat(200);
    assert.equal(await question.validate(`${longest}/${longest}`), undefined);
    assert.equal(await question.validate(`${longest}x`), 'A name can have at most 200 characters.');
    question.dismiss();
    await path;
  });

  it('offer a message for its endpoint by name, or for all', async () => {
    const config = { kind: 'udp', address: ':0', name: 'mine' } as const;
    for (const [label, expected] of [
      ['For mine', 'mine'],
      ['For all endpoints', undefined],
    ] as const) {
      const scope = askMessageScope({ config, label: 'mine' }, 'Save Message');
      (await questions.question('Where should this message be available')).answer(label);
      assert.equal(await scope, expected);
    }
  });
});

describe('library errors', () => {
  const sentence = (trouble: LibraryTrouble) =>
    ofLibrary({} as MessageLibrary, async () => Promise.reject(new LibraryError(trouble))).then(
      () => assert.fail('it did not fail'),
      (error: Error) => `${error.name}: ${error.message}`,
    );

  it('are reported with a solution', async () => {
    const bytes = maxLibraryBytes + 1;
    const numbers = '33,554,433 bytes long; the limit is 33,554,432';
    assert.ok(
      (await sentence({ code: 'tooLarge', bytes })).startsWith(`RangeError: The saved messages file is ${numbers}`),
    );
    assert.match(
      await sentence({ code: 'notJson', detail: 'odd' }),
      /isn’t valid JSON \(odd\)\. .*“Show Saved Messages \(JSON\)”/,
    );
    assert.match(await sentence({ code: 'notAFile' }), /their file has been replaced by/);
    assert.match(await sentence({ code: 'notAList' }), /has no “messages” list.*“Show Saved Messages \(JSON\)”/);
  });

  it('don’t affect other errors', async () => {
    const error = new Error('disk');
    const call = ofLibrary({} as MessageLibrary, async () => Promise.reject(error));
    await assert.rejects(call, thrown => thrown === error);
  });
});
