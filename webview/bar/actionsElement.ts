/** A bar's icons, with an overflow menu for those that don't fit. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { actionButton } from './actionButton.ts';
import type { BarAction } from './barAction.ts';
import { fittingCount } from './fittingCount.ts';
import './menuButtonElement.ts';

/** Gap between two icons in px, as in `bar.css`. */
const gap = 1;

@customElement('portside-actions')
export class ActionsElement extends LitElement {
  @property({ attribute: false }) label = '';
  /** Actions in order of priority: the last ones overflow first. */
  @property({ attribute: false }) actions: readonly BarAction[] = [];
  /** Width of an icon in px. */
  private iconWidth = 0;
  /** Available width in px. */
  private room = Number.POSITIVE_INFINITY;
  private readonly resized = new ResizeObserver(() => {
    this.room = this.clientWidth;
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'toolbar';
    this.resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    this.ariaLabel = this.label;
    // Lets the style of a bar reserve room for all icons.
    this.style.setProperty('--actions', String(this.actions.length));
  }

  protected override render(): TemplateResult {
    const { actions, count } = this;
    const rest = actions.slice(count);
    return html`${actions.slice(0, count).map(actionButton)}${
      rest.length === 0
        ? nothing
        : html`<portside-menu-button .label=${l10n.t('More Actions…')} .items=${rest}></portside-menu-button>`
    }`;
  }

  protected override updated(): void {
    const { count } = this;
    this.iconWidth = this.querySelector<HTMLElement>(':scope > .bar-action')?.offsetWidth ?? this.iconWidth;
    // Once measured, the icons may turn out not to fit.
    if (this.count !== count) this.requestUpdate();
  }

  private get count(): number {
    const { actions, iconWidth, room } = this;
    return fittingCount(
      actions.map(() => iconWidth),
      { width: room, gap, menuWidth: iconWidth },
    );
  }
}
