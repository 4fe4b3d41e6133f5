import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { mock } from 'node:test';
import { commands, ExtensionKind, env, extensions, UIKind, Uri } from 'vscode';
import { captureMethods, ffmpegProgram, openCameraPage } from '../../../../src/host/video/captureMethods.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { ffmpegStandIn } from '../../../support/ffmpegStandIn.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('the methods of capturing a camera in this window', () => {
  freshVscode();
  const folder = temporaryFolder();
  const url = 'http://127.0.0.1:4000/token/';
  let opened: string[];

  beforeEach(() => {
    opened = [];
    settings.set('portside.video.ffmpegPath', folder.at('none'));
  });

  function haveIntegratedBrowser(): void {
    commands.registerCommand('workbench.action.browser.open', (address: string) => opened.push(address));
  }
  function runElsewhere(extensionKind: ExtensionKind): void {
    mock.property(env, 'remoteName', 'ssh-remote');
    mock.method(extensions, 'getExtension', () => ({ extensionKind }));
    mock.method(env, 'asExternalUri', async () => Uri.parse('http://127.0.0.1:5000/token/'));
  }
  const usable = async (panel?: object) =>
    (await captureMethods('camera', panel)).filter(({ problem }) => problem === undefined).map(({ id }) => id);

  it('are those that are available', async () => {
    assert.deepEqual(await usable(), ['systemBrowser']);
    assert.deepEqual(await usable({}), ['webview', 'systemBrowser']);
    haveIntegratedBrowser();
    assert.deepEqual(await usable(), ['integratedBrowser', 'systemBrowser']);
  });

  it('explain why the panel’s page has no camera', async () => {
    const [panel] = await captureMethods('screen', { problem: { code: 'blocked', kind: 'screen' } });
    assert.equal(panel?.problem, 'Pages shown here can’t record the screen.');
  });

  it('are named as this window shows them', async () => {
    const label = async () => (await captureMethods('camera'))[2]?.label;
    workbenchState.state.uiKind = UIKind.Web;
    assert.equal(await label(), 'Camera Page in a New Tab');
    workbenchState.state.uiKind = UIKind.Desktop;
    assert.equal(await label(), 'Camera Page in Your Browser');
  });

  it('name the machine that opens the sockets only if it is another one', async () => {
    const ffmpeg = async () => (await captureMethods('camera'))[3];
    assert.equal((await ffmpeg())?.machine, 'user');
    runElsewhere(ExtensionKind.Workspace);
    assert.deepEqual([(await ffmpeg())?.machine, (await ffmpeg())?.label], ['other', `ffmpeg on ${hostname()}`]);
  });

  it('name no machine if the extension runs beside the window', async () => {
    runElsewhere(ExtensionKind.UI);
    assert.equal((await captureMethods('camera'))[3]?.machine, 'user');
  });

  it('open the page in the system’s browser, or report that it was not opened', async () => {
    await openCameraPage('systemBrowser', url);
    assert.equal(String(workbenchState.done.shown[0]?.args[0]), url);
    mock.method(env, 'openExternal', async () => false);
    await assert.rejects(openCameraPage('systemBrowser', url), Error('The camera page wasn’t opened.'));
  });

  it('open the page in VS Code’s own browser under an address that works there', async () => {
    haveIntegratedBrowser();
    await openCameraPage('integratedBrowser', url);
    runElsewhere(ExtensionKind.Workspace);
    await openCameraPage('integratedBrowser', url);
    settings.set('workbench.browser.enableRemoteProxy', true);
    await openCameraPage('integratedBrowser', url);
    assert.deepEqual(opened, [url, 'http://127.0.0.1:5000/token/', url]);
  });

  if (process.platform !== 'win32')
    it('use ffmpeg from the setting if that is a path', async () => {
      const path = await ffmpegStandIn(folder.at('ffmpeg'));
      settings.set('portside.video.ffmpegPath', path);
      assert.deepEqual(await usable(), ['systemBrowser', 'ffmpeg']);
      settings.set('portside.video.ffmpegPath', [path]);
      mock.property(process, 'env', {});
      assert.equal(await ffmpegProgram(), undefined);
    });
});
