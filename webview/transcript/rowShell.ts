/** The element around a row's content: its position, its number among all rows, and its mouse actions. */
import { html, type TemplateResult } from 'lit';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import type { PlacedRow, RowRange } from './rowGeometry.ts';
import { aboutToOpenMenu } from './rowMenu.ts';

export interface RowShell {
  readonly range: RowRange;
  /** Whether the row contains the current match. */
  readonly isCurrent: boolean;
  /** Whether the row is shown in the entry view. */
  readonly isInspected: boolean;
  /** Whether the row had the focus last. */
  readonly isSelected: boolean;
  readonly content: TemplateResult;
  /** Called when the row, or something in it, gets the focus. */
  focused(): void;
  clicked(event: MouseEvent): void;
  doubleClicked(): void;
}

/** Renders a row that hasn't been fetched yet. */
export function emptyShell({ position, top }: PlacedRow): TemplateResult {
  return html`<div class="row loading" data-position=${position} .style=${placed(top)}></div>`;
}

export function rowShell({ position, top }: PlacedRow, row: PanelRow, shell: RowShell): TemplateResult {
  const { range, isCurrent, isInspected, isSelected, content, focused, clicked, doubleClicked } = shell;
  const states = [isCurrent && 'current', isInspected && 'inspected', isSelected && 'selected'].filter(Boolean);
  return html`<div class=${['row', ...states].join(' ')} role="listitem" tabindex="-1"
    data-position=${position} aria-posinset=${position - range.first + 1} aria-setsize=${range.end - range.first} .style=${placed(top)}
    @contextmenu=${(event: Event) => aboutToOpenMenu(event, row)} @focusin=${focused} @click=${clicked} @dblclick=${doubleClicked}>${content}</div>`;
}

/** Returns a style to be set as a property: the page's content security policy forbids style attributes. */
function placed(top: number): string {
  return `transform: translateY(${top}px)`;
}
