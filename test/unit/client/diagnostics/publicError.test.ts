import assert from 'node:assert/strict';
import { publicError, publicPageError } from '../../../../src/client/diagnostics/publicError.ts';
import { errorRecord } from '../../../../src/core/diagnostics/errorRecord.ts';
import { SocketError } from '../../../../src/core/socketError.ts';

describe('an error in a report', () => {
  const root = '/home/grace/.vscode/extensions/portside-1.0.0';
  const framesOf = (stack: string, message = '', at = root) =>
    publicError({ name: 'Error', message, stack }, at).frames;

  it('has the places in Portside where it was thrown', () => {
    const stack = [
      'TypeError: secret',
      `    at Endpoint.open (${root}/dist/worker.cjs:1:2345)`,
      `    at async ${root}/dist/chunks/startCommands-ABC.cjs:9:8`,
      '    at new Foo (node:internal/modules/run_main:3:4)',
      '    at call (/home/grace/project/secret.js:5:6)',
      '    at /usr/share/code/resources/app/out/vs/workbench.js:7:8',
      `    at Object.<anonymous> (file://${root}/dist/extension.cjs:1:1)`,
    ].join('\n');
    assert.deepEqual(framesOf(stack, 'secret'), [
      'dist/worker.cjs:1:2345 in Endpoint.open',
      'elsewhere',
      'node:internal/modules/run_main:3:4 in new Foo',
      'elsewhere',
      'dist/extension.cjs:1:1 in Object.<anonymous>',
    ]);
  });

  it('recognizes the folder on Windows, with and without a scheme', () => {
    const onWindows = 'C:\\Users\\Grace (home)\\extensions\\portside';
    const own = [
      `    at open (${onWindows}\\dist\\worker.cjs:1:2)`,
      '    at open (file:///C:/Users/Grace (home)/extensions/portside/dist/worker.cjs:3:4)',
    ];
    assert.deepEqual(framesOf(own.join('\n'), '', onWindows), [
      'dist/worker.cjs:1:2 in open',
      'dist/worker.cjs:3:4 in open',
    ]);
  });

  it('contains nothing of the message, whatever that looks like', () => {
    const message = `no\n    at secret (${root}/dist/secret.cjs:1:2)\n    at x.y (/home/grace/secret:1:2)`;
    assert.deepEqual(framesOf(`Error: ${message}\n    at f (${root}/dist/worker.cjs:3:4)`, message), [
      'dist/worker.cjs:3:4 in f',
    ]);
  });

  it('contains no name that isn’t a function’s', () => {
    for (const name of ['127.0.0.1', 'my secret', 'a"b', '192.168.0.1:9000', 'Object.<secret>'])
      assert.deepEqual(framesOf(`    at ${name} (${root}/dist/worker.cjs:3:4)`), ['dist/worker.cjs:3:4'], name);
  });

  it('has known classes and codes of errors and their causes', () => {
    const cause = Object.assign(new Error('connect 10.1.2.3:99'), { code: 'ECONNREFUSED' });
    const error = errorRecord(SocketError.system('ECONNREFUSED', { address: '10.1.2.3:99' }, { cause }));
    assert.deepEqual(publicError(error, root).names, ['SocketError ECONNREFUSED', 'Error ECONNREFUSED']);
    const strange = { name: 'Grace', message: '', code: 'my secret' };
    assert.deepEqual(publicError(strange, root), { names: ['Error'], frames: [] });
  });

  it('has at most twenty places', () => {
    const stack = Array.from({ length: 50 }, (_, at) => `    at f (${root}/dist/worker.cjs:${at}:1)`).join('\n');
    assert.equal(framesOf(stack).length, 20);
  });

  it('contains nothing from a page except places in its bundles', () => {
    const page = 'https://file+.vscode-resource.vscode-cdn.net/home/grace/ext/dist/webview';
    const stack = [
      'Error: secret',
      `    at secret (${page}/panel.js:1:22)`,
      `    at ${page}/videoPage.js:3:4`,
      '    at x (http://127.0.0.1:9999/token/cameraPage.js:5:6)',
      `    at y (${page}/secret.js:7:8)`,
      '    at z (secret:7:8)',
      '    at panel.js:7:8',
    ].join('\n');
    const { names, frames } = publicPageError({ name: 'Secret', message: 'secret', stack });
    assert.deepEqual(names, ['Error']);
    assert.deepEqual(frames, ['panel.js:1:22', 'videoPage.js:3:4', 'cameraPage.js:5:6']);
  });

  it('is found quickly even in lines crafted to be slow', () => {
    const line = `    at ${'x ('.repeat(1300)}`;
    assert.deepEqual(publicPageError({ name: 'Error', message: '', stack: `${line}\n${line}` }).frames, []);
  });
});
