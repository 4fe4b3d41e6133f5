import assert from 'node:assert/strict';
import { droppedUris } from '../../../../webview/transfers/droppedUris.ts';

describe('the URIs of a drop', () => {
  const dropped = (data: Record<string, string>) => droppedUris(type => data[type] ?? '');

  it('are taken from the type that has all of them', () => {
    const all = 'file:///a\r\nfile:///b';
    assert.deepEqual(dropped({ 'application/vnd.code.uri-list': all, 'text/uri-list': 'file:///a' }), [
      'file:///a',
      'file:///b',
    ]);
    assert.deepEqual(dropped({ resourceurls: '["file:///a","vscode-remote://ssh/b"]', 'text/uri-list': 'file:///a' }), [
      'file:///a',
      'vscode-remote://ssh/b',
    ]);
    assert.deepEqual(dropped({ 'text/uri-list': '# a comment\r\nfile:///c%20d\r\n' }), ['file:///c%20d']);
  });

  it('are deduplicated', () => {
    assert.deepEqual(dropped({ 'text/uri-list': 'file:///a\nfile:///a\nfile:///b' }), ['file:///a', 'file:///b']);
  });

  it('include only files', () => {
    for (const text of [
      '',
      'https://example.com/a',
      'JavaScript:alert(1)',
      'data:text/plain,a',
      'no uri at all',
      '/etc/passwd',
      'C:\\a.txt',
      'command:workbench.action.quit',
      `file:///${'x'.repeat(40_000)}`,
    ]) {
      assert.deepEqual(dropped({ 'text/uri-list': text }), [], text.slice(0, 40));
    }
  });

  it('survive JSON of any shape', () => {
    for (const text of ['{', 'null', '{"length":3}', '[1,null,{}]', '"file:///a"', '[["file:///a"]]']) {
      assert.deepEqual(dropped({ resourceurls: text }), [], text);
    }
    assert.deepEqual(dropped({ resourceurls: 'no json', 'text/uri-list': 'file:///a' }), ['file:///a']);
  });
});
