import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { rowFormSwitch } from '../../../../webview/transcript/rowFormSwitch.ts';
import { elements, enter, names } from '../../../support/templates.ts';

describe('the message display switch', () => {
  const chosen: string[] = [];
  const menu = rowFormSwitch('hex', form => chosen.push(form));

  it('offers text, hex, and both', () => {
    assert.deepEqual(names(menu, 'option'), ['Text', 'Hex', 'Mixed']);
    const selected = elements(menu).filter(({ attributes }) => attributes['.selected'] === true);
    assert.deepEqual(
      selected.map(({ text }) => text),
      ['Hex'],
    );
  });

  it('reports the choice', () => {
    enter(menu, 'Show messages as', 'change', { value: 'mixed' });
    assert.deepEqual(chosen, ['mixed']);
  });
});
