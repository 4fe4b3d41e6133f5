import assert from 'node:assert/strict';
import { ViewColumn } from 'vscode';
import {
  besidePanel,
  columnForDocuments,
  columnOf,
  isPanel,
  isVideo,
  videoType,
} from '../../../../src/host/shown/panelTabs.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { webviews } from '../../../support/fakeVscode/webviews.ts';
import { showTab } from '../../../support/showTab.ts';

describe('the editor group for a document', () => {
  freshVscode();

  it('is the active one, unless a panel is shown there: then one without, or a new one', () => {
    assert.equal(columnForDocuments(), undefined);
    assert.deepEqual(besidePanel(), { preview: false });
    showTab();
    assert.equal(columnForDocuments(), ViewColumn.Two);
    showTab(ViewColumn.Two);
    webviews.all[0]?.dispose();
    showTab(ViewColumn.One, 'code');
    webviews.all[0]?.reveal();
    assert.deepEqual(besidePanel(), { preview: false, viewColumn: ViewColumn.One });
    webviews.all[1]?.reveal();
    assert.equal(columnForDocuments(), undefined);
  });

  it('doesn’t contain another panel, whichever of the two is active', () => {
    showTab();
    showTab(ViewColumn.Two);
    for (const panel of webviews.all) {
      panel.reveal();
      assert.deepEqual(besidePanel(), { preview: false, viewColumn: ViewColumn.Three });
    }
    for (let column = ViewColumn.Three; column <= ViewColumn.Nine; column++) showTab(column);
    assert.equal(columnForDocuments(), ViewColumn.Nine, 'VS Code has no more columns');
  });

  it('doesn’t contain a video in its own tab', () => {
    showTab(ViewColumn.One, 'code');
    showTab(ViewColumn.Two, videoType);
    assert.equal(columnForDocuments(), ViewColumn.One);
  });
});

describe('the group for another tab of a type', () => {
  freshVscode();

  it('is the active one if it has one, otherwise one that shows one, otherwise any that has one', () => {
    assert.equal(columnOf(isVideo), undefined);
    showTab(ViewColumn.One, videoType);
    showTab(ViewColumn.One);
    showTab(ViewColumn.Two, videoType);
    showTab(ViewColumn.Three, 'code');
    assert.deepEqual([columnOf(isVideo), columnOf(isPanel)], [ViewColumn.Two, ViewColumn.One]);
    webviews.all[1]?.reveal();
    assert.equal(columnOf(isVideo), ViewColumn.One, 'it is the active one');
    webviews.all[2]?.dispose();
    webviews.all[3]?.reveal();
    webviews.all[2]?.reveal();
    assert.equal(columnOf(isVideo), ViewColumn.One, 'there is no other');
  });
});
