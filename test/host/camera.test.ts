/** The camera in this VS Code: which ways are available, and the packaged page. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CameraServer } from '../../src/camera/cameraServer.ts';
import { captureMethods, ffmpegProgram } from '../../src/host/video/captureMethods.ts';
import { createCameraServer } from '../../src/host/video/createCameraServer.ts';
import { pageAddress } from '../support/fakeCameraPage.ts';
import { watchedLog } from '../support/watchedLog.ts';
import { watchedSession } from '../support/watchedSession.ts';

describe('the camera', () => {
  it('is captured with the methods that this VS Code has', async () => {
    const known = await vscode.commands.getCommands(true);
    const methods = await captureMethods('camera');
    const usable = methods.filter(({ problem }) => problem === undefined).map(({ id }) => id);
    assert.deepEqual(usable, [
      ...(known.includes('workbench.action.browser.open') ? ['integratedBrowser'] : []),
      'systemBrowser',
      ...((await ffmpegProgram()) === undefined ? [] : ['ffmpeg']),
    ]);
    assert.equal(methods[0]?.problem, 'The endpoint’s panel isn’t open.');
    const isWeb = vscode.env.uiKind === vscode.UIKind.Web;
    assert.equal(methods[2]?.label, isWeb ? 'Camera Page in a New Tab' : 'Camera Page in Your Browser');
    assert.equal(methods[3]?.machine, vscode.env.remoteName === undefined ? 'user' : 'other');
  });

  it('has its page in the package, on a remembered port', async () => {
    const extension = vscode.extensions.getExtension('portside.portside') ?? assert.fail();
    const remembered = new Map<string, unknown>();
    const globalState = {
      get: (key: string) => remembered.get(key),
      update: async (key: string, value: unknown) => void remembered.set(key, value),
    };
    const { extensionUri } = extension;
    const context = { extensionUri, globalState } as unknown as vscode.ExtensionContext;
    const server = createCameraServer(context, watchedLog().log);
    assert.ok(server instanceof CameraServer);
    const url = await pageAddress(await server.open(watchedSession()));
    for (const name of ['', 'cameraPage.js', 'cameraPage.css', 'icon.svg']) {
      const answer = await fetch(new URL(name, url));
      assert.equal(answer.status, 200, name);
      assert.ok((await answer.text()).length > 100, name);
    }
    assert.deepEqual([...remembered.values()], [[Number(new URL(url).port)]]);
    server.dispose();
  });
});
