import assert from 'node:assert/strict';
import { Uri, type WebviewPanel } from 'vscode';
import { askEndpoint } from '../../../../src/host/panel/askEndpoint.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { type FakePanel, webviews } from '../../../support/fakeVscode/webviews.ts';

describe('a tab that asks which endpoint to show', () => {
  freshVscode();

  let view: FakePanel;
  let asking: Promise<string | undefined>;

  beforeEach(async () => {
    const nothing = () => undefined;
    webviews.setHost({ origin: 'http://page', show: nothing, hide: nothing, cover: nothing, post: nothing });
    view = await webviews.revive('a tab', undefined);
    const root = Uri.file('/dist/webview');
    asking = askEndpoint(view as unknown as WebviewPanel, [['e', '<b>"mine"</b>']], root);
  });
  afterEach(() => webviews.setHost(undefined));

  const html = () => (view.webview as { html: string }).html;

  it('lists their titles as text, and runs only its own script', () => {
    assert.match(html(), /data-endpoint="e">&#60;b&#62;&#34;mine&#34;&#60;\/b&#62;</);
    assert.equal(html().match(/<script/g)?.length, 1);
    assert.match(html(), /content="default-src 'none'; base-uri 'none'; form-action 'none'; /);
    assert.match(html(), /script-src 'nonce-([^']+)'.*<script nonce="\1">/s);
  });

  it('returns the chosen one, or undefined when it is closed', async () => {
    view.receive('e');
    view.receive({ endpoint: 'e' });
    assert.equal(await asking, 'e');
    const other = askEndpoint(view as unknown as WebviewPanel, [], Uri.file('/'));
    view.dispose();
    assert.equal(await other, undefined);
  });
});
