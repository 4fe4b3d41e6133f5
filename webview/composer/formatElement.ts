/** A button that describes how the message becomes bytes, and opens the fields to change that. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Message, Notation } from '../../src/core/message/message.ts';
import type { MessageContext } from '../../src/core/message/messageBytes.ts';
import { Popup } from '../bar/popup.ts';
import { segments } from '../widgets/segments.ts';
import { formatText, notationText, optionsText } from './messageFormat.ts';
import { type ChangedOptions, messageOptions } from './messageOptions.ts';
import { notationLabels } from './notations.ts';

@customElement('portside-format')
export class FormatElement extends LitElement {
  @property({ attribute: false }) message: Message = { notation: 'text', text: '' };
  @property({ attribute: false }) context: MessageContext = {};
  @property({ attribute: false }) onChange: (change: ChangedOptions & { notation?: Notation }) => void = () =>
    undefined;
  private readonly popup = new Popup(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { message, context, popup } = this;
    const options = optionsText(message, context);
    const title = l10n.t('Format: {0}', formatText(message, context));
    return html`<button type="button" class="format-button" title=${title} aria-label=${title} aria-haspopup="dialog"
        aria-expanded=${popup.isOpen} @click=${this.onPress}>
        <span class="format-text"><span class="format-notation">${notationText(message)}${options === '' ? '' : ' · '}</span><span
          class=${options === '' ? 'format-word' : ''}>${options === '' ? l10n.t('Format') : options}</span></span>
        <span class="codicon codicon-chevron-down" aria-hidden="true"></span></button>
      <div class="popup format" role="dialog" popover="manual" aria-label=${l10n.t('Format')}>
        <div class="format-row notation"><span>${l10n.t('Notation')}</span>
          ${segments(notationLabels(), message.notation, notation => this.onChange({ notation }), l10n.t('Notation'))}</div>
        ${messageOptions(message, context, change => this.onChange(change))}
      </div>`;
  }

  private readonly onPress = (): void => {
    const isShown = (field: HTMLElement) => field.checkVisibility();
    const fields = 'select, input, [tabindex="0"]';
    if (this.popup.isOpen) this.popup.close();
    else this.popup.open(popup => [...popup.querySelectorAll<HTMLElement>(fields)].find(isShown));
  };
}
