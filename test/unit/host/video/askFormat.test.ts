import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { askFormat, formatLabel } from '../../../../src/host/video/askFormat.ts';
import type { VideoFormat } from '../../../../src/host/video/videoChoices.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { type Question, questions } from '../../../support/fakeVscode/questions.ts';

describe('the question of how to send video', () => {
  freshVscode();
  const pickle: VideoFormat = { codec: 'pickle', quality: 70, endian: 'little', width: 640, height: 480, fps: 30 };

  const labels = ({ items }: Question) => (items as QuickPickItem[]).map(({ label }) => label);
  const asks = (text: string) => questions.question(text, 'list');
  /** Answers with the label, or with the first item, like Enter. Returns the offered labels. */
  async function answer(text: string, label?: string): Promise<string[]> {
    const question = await asks(text);
    const all = labels(question);
    question.answer(label ?? question.items[0]);
    return all;
  }

  it('lists the last answers first, for Enter', async () => {
    const before: VideoFormat = { codec: 'jpeg', quality: 42, endian: 'big', width: 100, height: 50, fps: 12.5 };
    const asked = askFormat(before);
    assert.deepEqual(await answer('on the wire'), ['JPEG', 'Pickled numpy array (BGR)']);
    assert.deepEqual(await answer('JPEG quality, 1 to 100'), ['42', '50', '80', '95']);
    assert.equal((await answer('length'))[0], '8 bytes, big-endian');
    assert.equal((await answer('Size'))[0], '100 × 50');
    assert.deepEqual((await answer('frames per second')).slice(0, 4), ['12.5 fps', '5 fps', '10 fps', '15 fps']);
    assert.deepEqual(await asked, before);
  });

  it('asks for a quality only for JPEG, and keeps it otherwise', async () => {
    const asked = askFormat({ ...pickle, codec: 'jpeg' });
    await answer('on the wire', 'Pickled');
    await answer('length', 'big-endian');
    await answer('Size', '320 × 240');
    await answer('frames per second', '15 fps');
    assert.deepEqual(await asked, { ...pickle, endian: 'big', width: 320, height: 240, fps: 15 });
  });

  it('lists nothing twice', async () => {
    const asked = askFormat({ ...pickle, codec: 'jpeg', quality: 80 });
    await answer('on the wire');
    assert.deepEqual(await answer('JPEG quality, 1 to 100'), ['80', '50', '95']);
    await answer('length');
    const sizes = await answer('Size');
    assert.equal(new Set(sizes).size, sizes.length);
    (await asks('frames per second')).dismiss();
    await assert.rejects(asked, Dismissed);
  });

  it('accepts another size in common notations, from 2 to 4096', async () => {
    const asked = askFormat(pickle);
    await answer('on the wire');
    await answer('length');
    await answer('Size', 'Other Size…');
    const field = await questions.question('Width and height', 'input');
    assert.equal(field.value, '640 × 480');
    for (const text of ['2x2', '4096 X 4096', ' 640*480 ', '640,480', '640 480', '640×480'])
      assert.equal(await field.validate(text), undefined, text);
    for (const text of ['', '640', '1x2', '2x1', '4097x2', '2x4097', '-2x2', '2.5x2', 'axb', '1x2x3'])
      assert.equal(await field.validate(text), 'Enter two whole numbers from 2 to 4096, for example 640x480.', text);
    field.answer('16 x 12');
    await answer('frames per second');
    assert.deepEqual(await asked, { ...pickle, width: 16, height: 12 });
  });
});

describe('the video format in a few words', () => {
  it('describes what matters to the receiver', () => {
    const format = { quality: 70, width: 640, height: 480, fps: 30 };
    assert.equal(
      formatLabel({ ...format, codec: 'pickle', endian: 'little' }),
      'pickled array, little-endian length, 640 × 480, 30 fps',
    );
    assert.equal(
      formatLabel({ ...format, codec: 'jpeg', endian: 'big' }),
      'JPEG, quality 70, big-endian length, 640 × 480, 30 fps',
    );
  });
});
