import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mock } from 'node:test';
import { commands, env } from 'vscode';
import type { CameraServer, CameraSession } from '../../../../src/camera/cameraServer.ts';
import type { CameraPicture } from '../../../../src/core/camera/cameraPicture.ts';
import { VideoCapture } from '../../../../src/host/video/videoCapture.ts';
import { VideoPages } from '../../../../src/host/video/videoPages.ts';
import { grayPicture } from '../../../support/fakeCameraPage.ts';
import { fakeVideoPage } from '../../../support/fakeVideoPage.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { seenAt } from '../../../support/seenAt.ts';

describe('a video fed by a camera', () => {
  freshVscode();
  const task = { title: 'Chat', kind: 'camera', width: 4, height: 2, fps: 30, encoding: 'I420' } as const;
  const blocked = { code: 'blocked', kind: 'camera' } as const;
  const denied = { code: 'denied', kind: 'camera' } as const;
  let pages: VideoPages;
  let sessions: CameraSession[];
  let events: string[];
  /** The server opens nothing before this resolves. */
  let opening: Promise<void> | undefined;
  let changes: EventEmitter;
  let pushed: CameraPicture[];
  let onFfmpeg: () => Promise<void>;
  let capture: VideoCapture;

  beforeEach(() => {
    settings.set('portside.video.ffmpegPath', '/nothing/ffmpeg');
    pages = new VideoPages();
    sessions = [];
    events = [];
    opening = undefined;
    changes = new EventEmitter();
    pushed = [];
    onFfmpeg = async () => void events.push('ffmpeg');
    const server = {
      open: async (session: CameraSession) => {
        sessions.push(session);
        await opening;
        return { url: `http://127.0.0.1/${sessions.length}/`, stop: () => events.push('page stopped') };
      },
    };
    capture = new VideoCapture({
      video: 'v1',
      endpoint: 'e1',
      task,
      pages,
      server: server as unknown as CameraServer,
      push: async picture => void pushed.push(picture),
      onChange: () => {
        events.push(capture.view.state);
        changes.emit('change');
      },
      onStopped: () => events.push('stopped'),
      onFfmpeg: () => onFfmpeg(),
    });
  });

  const settled = () => new Promise(resolve => setImmediate(resolve));
  const openedPages = () => workbenchState.done.shown.map(({ args }) => String(args[0]));

  describe('from the panel’s page', () => {
    it('asks that page, which reports when it has the camera', async () => {
      const panel = fakeVideoPage();
      pages.add(panel);
      await capture.begin();
      assert.deepEqual(panel.captures, [['v1', task]]);
      assert.deepEqual(capture.view, { kind: 'camera', state: 'asking', method: 'Panel' });
      capture.started({}, 'of another page');
      assert.equal(capture.view.state, 'asking');
      capture.started(panel.owner, 'HD Webcam');
      assert.deepEqual(capture.view, { kind: 'camera', state: 'running', method: 'Panel', device: 'HD Webcam' });
    });

    it('accepts pictures only from that page, and only as requested', async () => {
      const panel = fakeVideoPage();
      pages.add(panel);
      await capture.begin();
      await capture.picture(panel.owner, grayPicture(4, 2));
      await assert.rejects(capture.picture({}, grayPicture(4, 2)), RangeError);
      await assert.rejects(capture.picture(panel.owner, grayPicture(2, 4)), RangeError);
      assert.equal(pushed.length, 1);
    });

    it('tries the next method if the panel never gets access to a camera, and remembers that', async () => {
      const panel = fakeVideoPage();
      pages.add(panel);
      await capture.begin();
      await capture.troubled({}, blocked);
      assert.equal(sessions.length, 0, 'another page reported that');
      await capture.troubled(panel.owner, blocked);
      assert.deepEqual(panel.captures.at(-1), ['v1', null]);
      assert.equal(capture.method?.id, 'systemBrowser');
      assert.deepEqual(openedPages(), ['http://127.0.0.1/1/']);
      const [method] = await capture.methods();
      assert.equal(method?.problem, 'Pages shown here can’t access the camera.');
    });

    it('stays with it if the user denied access, and retries once on request', async () => {
      const panel = fakeVideoPage();
      pages.add(panel);
      await capture.begin();
      await capture.troubled(panel.owner, denied);
      assert.equal(capture.view.state, 'troubled');
      assert.match(capture.view.problem ?? '', /^Camera access was denied\./);
      await capture.retry();
      assert.deepEqual(
        panel.captures.map(([, wanted]) => wanted),
        [task, null, task],
      );
      assert.equal(capture.view.problem, undefined);
    });

    it('moves to another page that shows it, and waits for one if there is none', async () => {
      const [first, second, other] = [fakeVideoPage(), fakeVideoPage(), fakeVideoPage({ endpoint: 'e2' })];
      const listed = pages.add(first);
      await capture.begin();
      listed.dispose();
      capture.onPageRemoved(other);
      assert.equal(capture.view.state, 'asking');
      capture.onPageRemoved(first);
      assert.equal(capture.view.state, 'away');
      pages.add(other);
      capture.onPageAdded();
      assert.equal(capture.view.state, 'away');
      pages.add(second);
      capture.onPageAdded();
      assert.deepEqual(second.captures, [['v1', task]]);
      capture.started(second.owner, 'a');
      capture.onPageAdded();
      assert.equal(capture.view.state, 'running', 'it already has the camera');
    });
  });

  describe('from the camera page', () => {
    it('reports that page’s state, and ends when the user stops it', async () => {
      await capture.begin();
      const [session] = sessions;
      assert.deepEqual({ ...session, ...task }.title, 'Chat');
      session?.onStarted('HD Webcam');
      assert.deepEqual(capture.view, {
        kind: 'camera',
        state: 'running',
        method: 'Camera Page in a New Tab',
        device: 'HD Webcam',
      });
      session?.onTrouble?.(denied);
      await settled();
      assert.equal(capture.view.state, 'troubled');
      session?.onEnded({ code: 'closed', kind: 'camera' });
      await settled();
      assert.equal(capture.view.problem, 'The camera page was closed.');
      session?.onEnded();
      assert.equal(events.at(-1), 'stopped');
    });

    it('moves from VS Code’s browser to the system’s if the former can’t access a camera', async () => {
      const opened: string[] = [];
      commands.registerCommand('workbench.action.browser.open', (url: string) => opened.push(url));
      await capture.begin();
      assert.deepEqual(opened, ['http://127.0.0.1/1/']);
      sessions[0]?.onTrouble?.({ code: 'unsupported', kind: 'camera' });
      await workbenchState.done.find(({ args }) => String(args[0]) === 'http://127.0.0.1/2/', 'the second page');
      assert.equal(events.filter(event => event === 'page stopped').length, 1);
      sessions[0]?.onStarted('an old page');
      assert.equal(capture.view.state, 'asking');
      sessions[1]?.onTrouble?.({ code: 'unsupported', kind: 'camera' });
      // ffmpeg isn't available.
      await seenAt(changes, 'change', () => capture.view.state === 'troubled');
    });

    it('reports that it was not opened', async () => {
      mock.method(env, 'openExternal', async () => false);
      await capture.begin();
      assert.deepEqual([capture.view.state, capture.view.problem], ['troubled', 'The camera page wasn’t opened.']);
    });

    it('closes what was opened too late: after another method was chosen, or none anymore', async () => {
      const stopped = () => events.filter(event => event === 'page stopped').length;
      const gate = Promise.withResolvers<void>();
      opening = gate.promise;
      const begun = [capture.begin('systemBrowser'), capture.begin('systemBrowser')];
      while (sessions.length < 2) await once(changes, 'change');
      gate.resolve();
      await Promise.all(begun);
      assert.deepEqual([openedPages().length, stopped()], [1, 1]);
      const late = Promise.withResolvers<void>();
      opening = late.promise;
      const last = capture.begin('systemBrowser');
      while (sessions.length < 3) await once(changes, 'change');
      capture.stop();
      late.resolve();
      await last;
      assert.deepEqual([openedPages().length, stopped()], [1, 3]);
      await capture.begin();
      assert.equal(sessions.length, 3, 'nothing more is tried');
    });

    it('is opened once, however often a page retries meanwhile', async () => {
      await capture.begin('systemBrowser');
      for (let times = 0; times < 3; times++) await capture.retry();
      sessions[0]?.onStarted('HD Webcam');
      await capture.retry();
      assert.equal(openedPages().length, 1);
    });

    it('delivers its pictures', async () => {
      await capture.begin();
      await sessions[0]?.onPicture(grayPicture(4, 2));
      assert.equal(pushed.length, 1);
    });
  });

  it('continues with ffmpeg as a separate video, or reports why it can’t', async () => {
    await capture.begin('ffmpeg');
    assert.deepEqual(events, ['asking', 'ffmpeg']);
    onFfmpeg = () => Promise.reject(new Error('no such device'));
    await capture.begin('ffmpeg');
    assert.deepEqual([capture.view.state, capture.view.problem], ['troubled', 'no such device']);
  });
});
