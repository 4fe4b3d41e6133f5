import assert from 'node:assert/strict';
import { ViewColumn } from 'vscode';
import { besidePanel, columnForDocuments } from '../../../../src/host/shown/panelTabs.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { webviews } from '../../../support/fakeVscode/webviews.ts';
import { showTab } from '../../../support/showTab.ts';

describe('the group for a document', () => {
  freshVscode();

  it('is the active one, unless a panel is shown there: then one without, or a new one', () => {
    assert.equal(columnForDocuments(), undefined);
    assert.deepEqual(besidePanel(), { preview: false });
    showTab();
    assert.equal(columnForDocuments(), ViewColumn.Beside);
    showTab(ViewColumn.Two);
    webviews.all[0]?.dispose();
    showTab(ViewColumn.One, 'code');
    webviews.all[0]?.reveal();
    assert.deepEqual(besidePanel(), { preview: false, viewColumn: ViewColumn.One });
    webviews.all[1]?.reveal();
    assert.equal(columnForDocuments(), undefined);
  });
});
