import assert from 'node:assert/strict';
import { EventEmitter, type Memento } from 'vscode';
import { VideoOffers } from '../../../../src/host/video/videoOffers.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { FakeVideos } from '../../../support/fakeVideos.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('video offers', () => {
  freshVscode();
  let fake: FakeVideos;
  let memory: Memento;
  let offers: VideoOffers;
  let reported: string[];

  beforeEach(() => {
    memory = fakeMemento();
    fake = new FakeVideos('e1', 'e2');
    offers = new VideoOffers(fake.videos, memory);
    reported = [];
    offers.onDidChange(id => reported.push(id));
  });

  const settled = () => new Promise(resolve => setImmediate(resolve));
  const recognize = (count: number, endpoint = 'e1') => {
    for (let peer = 1; peer <= count; peer++) fake.recognize(endpoint, `${peer}`);
  };
  const shown = () => fake.of('showVideo').map(([endpoint, peer]) => `${endpoint} ${peer}`);

  it('name the peers, in the order of detection', () => {
    recognize(2);
    recognize(1, 'e2');
    assert.deepEqual([offers.of('e1'), offers.of('e2')], [['127.0.0.1:1', '127.0.0.1:2'], ['127.0.0.1:1']]);
    assert.deepEqual(reported, ['e1', 'e1', 'e2']);
  });

  it('are limited to a hundred per endpoint', () => {
    recognize(101);
    assert.equal(offers.of('e1').length, 100);
  });

  it('don’t exist for an unknown endpoint', () => {
    recognize(1, 'gone');
    assert.deepEqual([offers.of('gone'), reported], [[], []]);
  });

  it('end when the video is shown, no matter who requested it', () => {
    recognize(2);
    const peers = [{ id: '1', address: '127.0.0.1:1' }];
    fake.report(videoSnapshot({ id: 'out', direction: 'out', peers }));
    assert.equal(offers.of('e1').length, 2);
    fake.report(videoSnapshot({ peers }));
    fake.report(videoSnapshot({ peers }));
    assert.deepEqual(offers.of('e1'), ['127.0.0.1:2']);
    assert.equal(reported.length, 3);
  });

  it('end when no peer is connected anymore, or the endpoint is closed or removed', () => {
    const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, peers: 0 };
    for (const end of [
      () => fake.change('e1', { counters }),
      () => fake.change('e1', { state: 'closed' }),
      () => fake.remove('e1'),
    ]) {
      recognize(1);
      fake.change('e1', {});
      assert.equal(offers.of('e1').length, 1);
      end();
      assert.deepEqual(offers.of('e1'), []);
    }
  });

  describe('that are accepted', () => {
    it('show all of them, and later ones in this window, but not in the next', async () => {
      recognize(2);
      await offers.answer('e1', 'show');
      fake.recognize('e1', '3');
      await settled();
      assert.deepEqual(shown(), ['e1 1', 'e1 2', 'e1 3']);
      assert.deepEqual(offers.of('e1'), []);
      const next = new VideoOffers(fake.videos, memory);
      fake.recognize('e1', '4');
      assert.equal(next.of('e1').length, 1);
    });

    it('show those of later windows if accepted for always', async () => {
      recognize(1);
      await offers.answer('e1', 'always');
      fake = new FakeVideos('e1', 'e2');
      offers = new VideoOffers(fake.videos, memory);
      recognize(1);
      recognize(1, 'e2');
      await settled();
      assert.deepEqual([shown(), offers.of('e1'), offers.of('e2').length], [['e1 1'], [], 1]);
    });

    it('are made again if another version stored something else', async () => {
      await memory.update('portside.video.alwaysShow', 7);
      recognize(1);
      assert.equal(offers.of('e1').length, 1);
      await offers.answer('e1', 'always');
      assert.deepEqual(shown(), ['e1 1']);
    });

    it('show sixteen with one answer, and offer the others', async () => {
      recognize(18);
      await offers.answer('e1', 'show');
      assert.equal(shown().length, 16);
      assert.deepEqual(offers.of('e1'), ['127.0.0.1:17', '127.0.0.1:18']);
    });

    it('show sixteen at a time because of an earlier answer, and offer the others', async () => {
      await offers.answer('e1', 'show');
      recognize(18);
      await settled();
      assert.equal(shown().length, 16);
      assert.equal(offers.of('e1').length, 2);
      fake.report(videoSnapshot({ id: 'started 1', state: 'ended' }));
      fake.recognize('e1', '19');
      await settled();
      assert.equal(shown().at(-1), 'e1 19');
    });

    it('fail only if the only one is gone', async () => {
      fake.engine.showVideo = () => Promise.reject(new Error('it has gone'));
      recognize(2);
      await offers.answer('e1', 'show');
      fake.recognize('e2', '1');
      await assert.rejects(offers.answer('e2', 'show'), /gone/);
      // A later one is no longer offered, and ends silently.
      fake.recognize('e2', '2');
      await settled();
      assert.deepEqual(offers.of('e2'), []);
    });
  });

  it('that are declined aren’t made again in this window', async () => {
    recognize(1);
    await offers.answer('e1', 'later');
    fake.recognize('e1', '2');
    await settled();
    assert.deepEqual([shown(), offers.of('e1')], [[], []]);
    const config = fake.listed.get('e1');
    fake.remove('e1');
    if (config) fake.listed.set('e1', config);
    fake.recognize('e1', '3');
    assert.equal(offers.of('e1').length, 1, 'it is another endpoint');
  });

  describe('in a notification', () => {
    let isVisible: boolean;
    let visible: EventEmitter<string>;

    beforeEach(() => {
      isVisible = false;
      visible = new EventEmitter();
      offers.watch({ isVisible: () => isVisible, onDidChangeVisible: visible.event });
    });
    const show = (endpoint: string, shown = true) => {
      isVisible = shown;
      visible.fire(endpoint);
    };
    const hidings = () =>
      workbenchState.done.shown.filter(({ command }) => command === 'notifications.hideToasts').length;
    const texts = () => questions.open.map(({ text }) => text);

    it('are made once per endpoint', async () => {
      recognize(2);
      recognize(1, 'e2');
      assert.deepEqual(texts(), ['127.0.0.1:1 is sending video.', '127.0.0.1:1 is sending video.']);
      questions.open[0]?.answer('Show Video');
      await settled();
      assert.deepEqual(shown(), ['e1 1', 'e1 2']);
    });

    it('are not made if the panel shows them', () => {
      isVisible = true;
      recognize(1);
      isVisible = false;
      assert.deepEqual(texts(), []);
      recognize(1);
      assert.equal(texts().length, 1);
    });

    it('are hidden once when the panel that shows them becomes visible', () => {
      recognize(1);
      show('e2');
      show('e1', false);
      assert.equal(hidings(), 0);
      show('e1');
      assert.equal(hidings(), 1);
      show('e1', false);
      show('e1');
      assert.equal(hidings(), 1, 'others may be on the screen by now');
    });

    it('are not hidden once they are answered or were never shown, or when their endpoint is gone', async () => {
      recognize(1);
      questions.open[0]?.answer('Not Now');
      await settled();
      show('e1');
      recognize(1, 'e2');
      show('e2', false);
      show('e2');
      assert.equal(hidings(), 0);
      show('e2', false);
      recognize(1, 'e2');
      assert.equal(texts().length, 1);
      fake.remove('e2');
      show('e2');
      assert.equal(hidings(), 0);
    });

    it('are declined, or accepted for always', async () => {
      recognize(1);
      questions.open[0]?.answer('Not Now');
      await settled();
      recognize(1, 'e2');
      questions.open[0]?.answer('Always');
      await settled();
      assert.deepEqual([shown(), offers.of('e1'), memory.keys().length], [['e2 1'], [], 1]);
    });

    it('may be answered in the panel meanwhile, or report why the video can’t be shown', async () => {
      recognize(1);
      await offers.answer('e1', 'later');
      questions.open[0]?.answer('Show Video');
      await settled();
      fake.recognize('e1', '2');
      await settled();
      assert.deepEqual(shown(), []);
      fake.engine.showVideo = () => Promise.reject(new Error('it has gone'));
      recognize(1, 'e2');
      questions.open[0]?.answer('Show Video');
      await settled();
      assert.deepEqual(texts(), ['it has gone']);
    });
  });

  it('are no longer watched after the window', () => {
    offers.dispose();
    recognize(1);
    assert.deepEqual(offers.of('e1'), []);
  });
});
