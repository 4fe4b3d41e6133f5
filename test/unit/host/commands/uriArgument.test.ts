import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { plainUri, uriArgument } from '../../../../src/host/commands/uriArgument.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('a file that a caller names', () => {
  freshVscode();

  it('is the one of its Uri', () => {
    for (const text of [
      'file:///a/b%20c.txt',
      'file://server/share/a',
      'untitled:Untitled-1',
      'git:/a/b?%7B%7D#1',
      'x:',
    ])
      assert.equal(plainUri(Uri.parse(text)).toString(), Uri.parse(text).toString());
  });

  it('is the one that VS Code takes dots for', () => {
    for (const path of ['/project/link/../../secret', '/project/./../secret', '/../secret'])
      assert.equal(plainUri(Uri.from({ scheme: 'file', path })).path, '/secret', path);
  });

  it('is the one of its path, whatever a link claims', () => {
    const forged = { scheme: 'file', path: '/secret', fsPath: '/project/own', external: 'file:///project/own' };
    const revived = reviveWith(forged);
    assert.equal(revived.fsPath, '/project/own');
    assert.equal(plainUri(revived).fsPath, Uri.file('/secret').fsPath);
    assert.equal(plainUri(revived).toString(), 'file:///secret');
  });

  it('stays the same, whatever its Uri answers later', () => {
    let asked = 0;
    const path = () => (asked++ === 0 ? '/first' : '/later');
    const changing = new Proxy(Uri.file('/'), { get: (uri, key) => (key === 'path' ? path() : Reflect.get(uri, key)) });
    const uri = uriArgument.parse(changing);
    assert.deepEqual([uri.path, uri.fsPath, uri.toString()], ['/first', Uri.file('/first').fsPath, 'file:///first']);
  });

  it('is nothing else than a Uri', () => {
    for (const other of ['/a', { ...Uri.file('/a') }, Uri.file('/a').toJSON(), undefined, null])
      assert.equal(uriArgument.safeParse(other).success, false);
  });
});

/** As VS Code makes a Uri of the arguments of a `command:` link. */
function reviveWith(data: object): Uri {
  const { revive } = Uri as unknown as { revive(data: object): Uri };
  return revive({ ...data, ...(process.platform === 'win32' && { _sep: 1 }) });
}
