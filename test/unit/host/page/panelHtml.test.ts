import assert from 'node:assert/strict';
import { UIKind, Uri, type Webview } from 'vscode';
import { panelHtml } from '../../../../src/host/page/panelHtml.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('a panel’s page', () => {
  freshVscode();

  const webview = {
    cspSource: 'https://csp.example',
    asWebviewUri: (uri: Uri) => Uri.parse(`https://files.example${uri.path}`),
  } as unknown as Webview;
  const page = (video?: string) =>
    panelHtml(webview, Uri.file('/dist/webview'), video === undefined ? { endpoint: 'e1' } : { video });
  const bootIn = (html: string) => JSON.parse(/type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? '');

  it('runs only its own script, with a unique nonce', () => {
    const [html, other] = [page(), page()];
    const [, nonce = ''] = /script-src 'nonce-([^']+)'/.exec(html) ?? [];
    assert.ok(nonce.length >= 22);
    assert.ok(!other.includes(nonce));
    const scripts = html.match(/<script[^>]*>/g) ?? [];
    assert.equal(scripts.length, 2);
    assert.ok(scripts.every(script => script.includes(`nonce="${nonce}"`)));
    assert.match(html, /content="default-src 'none'; base-uri 'none'; form-action 'none'; /);
  });

  it('shows one video if requested', () => {
    assert.match(page(), /<portside-panel .*\/dist\/webview\/panel\.js"/s);
    assert.match(page('v1'), /<portside-video-page .*\/dist\/webview\/videoPage\.js"/s);
    assert.equal(bootIn(page('v1')).video, 'v1');
    assert.ok(!('video' in bootIn(page())));
    assert.deepEqual([bootIn(page()).endpoint, bootIn(page('v1')).endpoint], ['e1', undefined]);
  });

  it('contains the language’s strings, whatever they contain', () => {
    assert.match(page(), /<html lang="en">/);
    const bundle = { Send: '</script><script>alert(1)</script>' };
    Object.assign(workbenchState.state, { language: 'de', bundle });
    const html = page();
    assert.match(html, /<html lang="de">/);
    assert.deepEqual(bootIn(html).l10n, bundle);
    assert.equal(html.match(/<script/g)?.length, 2);
    workbenchState.state.bundle = undefined;
    assert.match(page(), /<html lang="en">/, 'a language without strings is English');
  });

  it('knows whether VS Code runs in a browser', () => {
    assert.equal(bootIn(page()).isBrowser, true);
    workbenchState.state.uiKind = UIKind.Desktop;
    assert.equal(bootIn(page()).isBrowser, false);
  });
});
