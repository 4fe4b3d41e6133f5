import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTable } from '../../bench/resultsPage.ts';
import { root } from '../../support/paths.ts';

describe('the benchmark table', () => {
  it('replaces the previous one and nothing else', () => {
    const text = 'before\n<!-- bench -->\nold\n\nold\n<!-- /bench -->\nafter\n';
    const replaced = withTable(text, '| new |');
    assert.equal(replaced, 'before\n<!-- bench -->\n| new |\n<!-- /bench -->\nafter\n');
    assert.equal(withTable(replaced, '| new |'), replaced);
  });

  it('inserts a table verbatim', () => {
    assert.match(withTable('<!-- bench --><!-- /bench -->', '$& $1'), /\$& \$1/);
  });

  it('requires its placeholder', () => {
    for (const text of ['', '<!-- bench -->', '<!-- /bench --> <!-- bench -->']) {
      assert.throws(() => withTable(text, ''), /CONTRIBUTING.md has no/, text);
    }
  });

  it('has its placeholder in CONTRIBUTING', async () => {
    const page = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8');
    assert.match(withTable(page, '| new |'), /## How fast it is\n.*<!-- bench -->\n\| new \|\n<!-- \/bench -->/s);
  });
});
