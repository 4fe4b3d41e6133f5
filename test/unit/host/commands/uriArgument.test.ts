import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { plainUri, uriArgument } from '../../../../src/host/commands/uriArgument.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('a caller’s file argument', () => {
  freshVscode();

  it('is taken from its Uri', () => {
    for (const text of [
      'file:///a/b%20c.txt',
      'file://server/share/a',
      'untitled:Untitled-1',
      'git:/a/b?%7B%7D#1',
      'x:',
    ])
      assert.equal(plainUri(Uri.parse(text)).toString(), Uri.parse(text).toString());
  });

  it('is resolved with dots as VS Code does', () => {
    for (const path of ['/project/link/../../secret', '/project/./../secret', '/../secret'])
      assert.equal(plainUri(Uri.from({ scheme: 'file', path })).path, '/secret', path);
  });

  it('is taken from its path, whatever a link claims', () => {
    const forged = { scheme: 'file', path: '/secret', fsPath: '/project/own', external: 'file:///project/own' };
    const revived = reviveWith(forged);
    assert.equal(revived.fsPath, '/project/own');
    assert.equal(plainUri(revived).fsPath, Uri.file('/secret').fsPath);
    assert.equal(plainUri(revived).toString(), 'file:///secret');
  });

  it('stays the same, whatever its Uri returns later', () => {
    let asked = 0;
    const path = () => (asked++ === 0 ? '/first' : '/later');
    const changing = new Proxy(Uri.file('/'), { get: (uri, key) => (key === 'path' ? path() : Reflect.get(uri, key)) });
    const uri = uriArgument.parse(changing);
    assert.deepEqual([uri.path, uri.fsPath, uri.toString()], ['/first', Uri.file('/first').fsPath, 'file:///first']);
  });

  it('must be a Uri', () => {
    for (const other of ['/a', { ...Uri.file('/a') }, Uri.file('/a').toJSON(), undefined, null])
      assert.equal(uriArgument.safeParse(other).success, false);
  });
});

/** Revives a Uri from the arguments of a `command:` link like VS Code. */
function reviveWith(data: object): Uri {
  const { revive } = Uri as unknown as { revive(data: object): Uri };
  return revive({ ...data, ...(process.platform === 'win32' && { _sep: 1 }) });
}
