import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { type ChatRowState, chatRow, foldsFind } from '../../../../webview/transcript/chatRow.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, press, textOf } from '../../../support/templates.ts';

describe('a bubble', () => {
  let pressed: string[];

  function bubble(row: PanelRow, given: Partial<ChatRowState> = {}) {
    const labels = new PeerLabels();
    labels.see('127.0.0.1:5000');
    const state: ChatRowState = {
      form: 'text',
      columns: 100,
      continues: false,
      isLong: false,
      bytes: row.bytes,
      showMore: () => pressed.push('more'),
      ...given,
    };
    return chatRow(row, labels, state, () => pressed.push('inspect'));
  }
  const part = (template: unknown, name: RegExp) =>
    elements(template).find(({ attributes }) => name.test(String(attributes.class)));
  const shown = (row: PanelRow, given: Partial<ChatRowState> = {}) => part(bubble(row, given), /^bubble (?!-)/)?.text;
  const binary = (length: number, here = length) =>
    panelRow(1, { length, bytes: Uint8Array.from({ length: here }, (_, at) => at % 256) });

  beforeEach(() => {
    pressed = [];
  });

  it('shows a thousand characters until more is wanted', () => {
    const long = panelRow(1, { text: 'x'.repeat(1001), length: 1001 });
    assert.equal(shown(long), `${'x'.repeat(1000)} … Show More`);
    assert.equal(shown(long, { isLong: true }), 'x'.repeat(1001));
    assert.equal(shown(panelRow(1, { text: 'x'.repeat(1000), length: 1000 })), 'x'.repeat(1000));
    press(bubble(long), 'Show More');
    assert.deepEqual(pressed, ['more']);
  });

  it('says how many bytes there are beyond the preview', () => {
    assert.equal(shown(panelRow(1, { more: 1 })), 'hello … 1 more byte');
    assert.equal(shown(panelRow(1, { more: 2 })), 'hello … 2 more bytes');
    press(bubble(panelRow(1, { more: 2 })), '2 more bytes');
    assert.deepEqual(pressed, ['inspect']);
  });

  it('shows the rest of the preview before what is beyond it', () => {
    const longer = panelRow(1, { text: 'x'.repeat(1001), more: 5 });
    assert.match(shown(longer) ?? '', /… Show More$/);
    assert.match(shown(longer, { isLong: true }) ?? '', /x … 5 more bytes$/);
  });

  it('says that a message is empty, in every form', () => {
    for (const form of ['text', 'hex', 'mixed'] as const)
      assert.equal(shown(panelRow(1, { text: '', length: 0, bytes: new Uint8Array() }), { form }), '(empty)');
  });

  it('shows bytes in hex, with the text beside them if that is wanted, and the text until they are here', () => {
    const row = panelRow(1, { bytes: Buffer.from('hello') });
    assert.equal(shown(row, { form: 'hex' }), '68 65 6c 6c 6f');
    assert.equal(shown(row, { form: 'mixed' }), '68 65 6c 6c 6fhello');
    assert.equal(shown(panelRow(1), { form: 'hex' }), 'hello');
  });

  it('marks what was found in the bytes, not what was found in the text', () => {
    const row = panelRow(1, { bytes: Buffer.from('hello'), marks: [[0, 1]], byteMarks: [[1, 2]] });
    const marks = elements(bubble(row, { form: 'hex' })).filter(({ tag }) => tag === 'mark');
    assert.deepEqual(
      marks.map(({ text }) => text),
      ['65'],
    );
  });

  it('folds bytes to a few lines, shows what is here when more is wanted, and says how many are not', () => {
    const offsets = (row: PanelRow, given: Partial<ChatRowState> = {}) =>
      elements(bubble(row, { form: 'mixed', columns: 40, ...given })).filter(
        ({ attributes }) => attributes.class === 'offset',
      ).length;
    assert.equal(offsets(binary(64)), 8, 'two lines too many are shown');
    assert.equal(offsets(binary(65)), 6);
    assert.match(shown(binary(65), { form: 'mixed', columns: 40 }) ?? '', /… Show More$/);
    assert.equal(offsets(binary(65), { isLong: true }), 9);
    assert.match(shown(binary(9000, 4096), { form: 'hex', isLong: true }) ?? '', /… 4904 more bytes$/);
  });

  it('knows whether a find lies below the fold', () => {
    const folds = (row: PanelRow, form: ChatRowState['form'] = 'text') =>
      foldsFind(row, {
        form,
        columns: 40,
        continues: false,
        bytes: row.bytes,
        showMore: () => undefined,
      });
    const text = (...marks: [number, number][]) => panelRow(1, { text: 'x'.repeat(2000), length: 2000, marks });
    assert.deepEqual([folds(text()), folds(text([0, 800])), folds(text([0, 801]))], [false, false, true]);
    assert.ok(!folds(panelRow(1, { marks: [[4, 5]] })));
    const bytes = (end: number, length = 65) => ({ ...binary(length), byteMarks: [[0, end]] as const });
    assert.deepEqual([folds(bytes(48), 'mixed'), folds(bytes(49), 'mixed')], [false, true]);
    assert.ok(!folds(bytes(64, 64), 'mixed'));
  });

  it('says whose it is and when it came, and why it was sent', () => {
    assert.match(textOf(bubble(panelRow(1))), /:5000 \d\d:\d\d:\d\d\.\d{3}/);
    assert.match(textOf(bubble(panelRow(1, { direction: 'out', origin: 'greeting' }))), /greeting/);
  });

  it('has its name and time for screen readers only where it goes on with a group', () => {
    const head = (continues: boolean) => {
      const name = continues ? /^spoken$/ : /^group-head$/;
      return part(bubble(panelRow(1), { continues }), name)?.text;
    };
    assert.match(head(false) ?? '', /^:5000 /);
    assert.match(head(true) ?? '', /^:5000 /);
    assert.equal(part(bubble(panelRow(1), { continues: true }), /group-head/), undefined);
  });

  it('is a line for an event, with an icon for what happened, or for trouble', () => {
    const event = (given: Partial<PanelRow>) =>
      bubble(panelRow(1, { direction: 'event', sentence: 'It happened.', ...given }));
    const icon = (given: Partial<PanelRow>) => part(event(given), /^codicon/)?.attributes.class;
    assert.equal(icon({ event: { code: 'listening', address: 'a' } }), 'codicon codicon-play');
    assert.equal(icon({ event: { code: 'closed' }, severity: 'error' }), 'codicon codicon-error');
    assert.match(textOf(event({})), /It happened\./);
  });
});
