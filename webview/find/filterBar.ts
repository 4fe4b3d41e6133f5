/** The bar below the toolbar that selects the entries to show. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type EntryKind, entryKinds } from '../../src/core/transcriptEntry.ts';
import { iconButton } from '../widgets/iconButton.ts';
import { hidesByBar, type ViewQuery } from './viewQuery.ts';

export interface FilterActions {
  change(query: Partial<ViewQuery>): void;
  /** Called while the user may continue typing. */
  type(query: Partial<ViewQuery>): void;
  /** Shows entries of all peers, kinds and sizes. */
  clear(): void;
  close(): void;
}

/** `peers` is the control that selects the peer whose entries are shown. */
export function filterBar(query: ViewQuery, peers: unknown, actions: FilterActions): TemplateResult {
  return html`<div class="bar filter" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && actions.close()}>
    <span class="chips" role="group" aria-label=${l10n.t('Show')}>
      ${entryKinds.map(kind => kindChip(kind, query.kinds ?? entryKinds, kinds => actions.change({ kinds })))}
    </span>
    ${peers}
    <span class="field-group">
      <label class="field">${l10n.t('Size from')} ${bytesInput(l10n.t('Min message size in bytes'), query, 'minBytes', actions)}</label>
      <label class="field">${l10n.t('to')} ${bytesInput(l10n.t('Max message size in bytes'), query, 'maxBytes', actions)} ${l10n.t('bytes')}</label>
    </span>
    ${hidesByBar(query) ? html`<button type="button" class="link clear-filter" @click=${(event: Event) => clear(event, actions)}>${l10n.t('Clear Filter')}</button>` : nothing}
    <span class="bar-close">${iconButton('close', l10n.t('Close'), actions.close)}</span>
  </div>`;
}

/** The line in place of the closed bar while entries are hidden by kind or size. The chosen peer is visible elsewhere. */
export function filterNote(edit: () => void): TemplateResult {
  return html`<div class="bar filter-note">${l10n.t('The filter hides some entries.')}
    <button type="button" class="link" @click=${edit}>${l10n.t('Edit Filter')}</button></div>`;
}

/** Moves the focus to the first kind, since the button disappears when it is pressed. */
function clear({ currentTarget }: Event, actions: FilterActions): void {
  (currentTarget as HTMLElement).closest('.bar')?.querySelector<HTMLElement>('.chip')?.focus();
  actions.clear();
}

function kindName(kind: EntryKind): string {
  const names: Record<EntryKind, string> = {
    in: l10n.t('Received'),
    out: l10n.t('Sent'),
    answer: l10n.t('Replies'),
    event: l10n.t('Events'),
    problem: l10n.t('Problems'),
  };
  return names[kind];
}

function kindChip(
  kind: EntryKind,
  shown: readonly EntryKind[],
  change: (kinds: readonly EntryKind[]) => void,
): TemplateResult {
  const isShown = shown.includes(kind);
  const toggled = () => entryKinds.filter(one => (one === kind ? !isShown : shown.includes(one)));
  return html`<button type="button" class="chip" aria-pressed=${isShown ? 'true' : 'false'} @click=${() => change(toggled())}>${kindName(kind)}</button>`;
}

function bytesInput(
  label: string,
  query: ViewQuery,
  limit: 'minBytes' | 'maxBytes',
  actions: FilterActions,
): TemplateResult {
  const value = query[limit];
  return html`<input type="number" min="0" step="1" class="bytes-input" aria-label=${label}
    .value=${value === undefined ? '' : String(value)}
    @input=${(event: Event) => {
      const input = event.target as HTMLInputElement;
      const typed = lengthOf(input);
      // Incomplete input may become a valid length.
      if (typed !== undefined || isCleared(input)) actions.type({ [limit]: typed });
    }}
    @change=${(event: Event) => {
      const input = event.target as HTMLInputElement;
      const typed = lengthOf(input);
      // Rendering wouldn't remove rejected text while the value stays the same.
      if (typed === undefined) input.value = '';
      actions.change({ [limit]: typed });
    }}>`;
}

function lengthOf({ valueAsNumber }: HTMLInputElement): number | undefined {
  return Number.isSafeInteger(valueAsNumber) && valueAsNumber >= 0 ? valueAsNumber : undefined;
}

/** Whether the input is really empty: its value is empty, too, while it isn't a number. */
function isCleared({ value, validity }: HTMLInputElement): boolean {
  return value === '' && !validity.badInput;
}
