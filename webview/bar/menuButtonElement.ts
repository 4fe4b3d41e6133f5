/** A button that opens a menu. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BarAction } from './barAction.ts';
import { itemOfKey } from './menuKeys.ts';
import { Popup } from './popup.ts';

@customElement('portside-menu-button')
export class MenuButtonElement extends LitElement {
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) items: readonly BarAction[] = [];
  private readonly popup = new Popup(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { label, popup } = this;
    return html`<button type="button" class="icon-button codicon codicon-ellipsis" title=${label} aria-label=${label}
        aria-haspopup="menu" aria-expanded=${popup.isOpen} @click=${this.onPress} @keydown=${this.onButtonKey}></button>
      <div class="popup menu" role="menu" popover="manual" aria-label=${label} @keydown=${this.onKey}>
        ${this.items.map(item => this.item(item))}
      </div>`;
  }

  private item(item: BarAction): TemplateResult {
    const { icon, help, pressed } = item;
    const isSwitch = pressed !== undefined;
    return html`<button type="button" class="menu-item" role=${isSwitch ? 'menuitemcheckbox' : 'menuitem'} tabindex="-1"
      title=${help ?? nothing} aria-description=${help ?? nothing} aria-checked=${isSwitch ? pressed : undefined}
      @click=${() => this.choose(item)}>
      <span class="codicon codicon-${pressed ? 'check' : icon}" aria-hidden="true"></span>${nameOf(item)}</button>`;
  }

  private get buttons(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.menu-item')];
  }

  private choose({ act }: BarAction): void {
    this.popup.close();
    act();
  }

  private readonly onPress = (): void => {
    if (this.popup.isOpen) this.popup.close();
    else this.popup.open(() => this.buttons[0]);
  };

  private readonly onButtonKey = (event: KeyboardEvent): void => {
    if (this.popup.isOpen || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    this.popup.open(() => this.buttons.at(event.key === 'ArrowUp' ? -1 : 0));
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { buttons } = this;
    // Closing returns the focus to the button, from which Tab continues.
    if (event.key === 'Tab') this.popup.close();
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const to = itemOfKey(event, at, this.items.map(nameOf));
    if (to === undefined) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
}

function nameOf({ item, label }: BarAction): string {
  return item ?? label;
}
