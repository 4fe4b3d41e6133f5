import assert from 'node:assert/strict';
import { FieldFitter } from '../../../../webview/composer/fieldFitter.ts';

describe('the height of a text field', () => {
  let measured: number;
  let field: HTMLTextAreaElement;
  let fitter: FieldFitter;

  /** As high as its text only while it has no height of its own. */
  class Field {
    clientWidth = 300;
    lines = 1;
    readonly style = { height: '' };

    get scrollHeight(): number {
      measured++;
      return Math.max(this.lines * 20, Number.parseInt(this.style.height, 10) || 0);
    }
  }
  let fake: Field;

  beforeEach(() => {
    measured = 0;
    fake = new Field();
    field = fake as unknown as HTMLTextAreaElement;
    fitter = new FieldFitter(true);
  });

  it('grows and shrinks with the text', () => {
    fake.lines = 3;
    fitter.fit(field, 'a\nb\nc');
    assert.equal(field.style.height, '62px');
    fake.lines = 1;
    fitter.fit(field, 'a');
    assert.equal(field.style.height, '22px');
  });

  it('is left to a browser that supports it', () => {
    new FieldFitter(false).fit(field, 'a');
    assert.equal(measured, 0);
  });

  it('is measured once per text and width', () => {
    for (let times = 0; times < 5; times++) fitter.fit(field, 'a');
    assert.equal(measured, 1);
    fake.clientWidth = 200;
    fitter.fit(field, 'a');
    fitter.fit(field, '');
    assert.equal(measured, 3);
  });
});
