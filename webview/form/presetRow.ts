/** The list of a kind's presets. Choosing one replaces the whole config except address, name and socket options. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { type PresetId, presetIds, presets } from '../../src/core/config/presets.ts';
import type { EndpointConfig, EndpointKind } from '../../src/core/endpointConfig.ts';
import { valueAt } from './configDraft.ts';

export function presetRow(kind: EndpointKind, choose: (id: PresetId) => void): TemplateResult {
  const onChange = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const id = presetIds.find(one => one === select.value);
    select.value = '';
    if (id) choose(id);
  };
  const ids = presetIds.filter(id => presets[id].kind === kind);
  return html`<div class="form-row">
    <label class="form-label" for="preset">${l10n.t('Start from')}</label>
    <div class="form-control"><select id="preset" @change=${onChange}>
      <option value="">${l10n.t('Choose a preset…')}</option>
      ${ids.map(id => html`<option value=${id}>${presetName(id)}</option>`)}
    </select></div>
  </div>`;
}

/** Returns the draft for a preset. Keeps the unknown keys, which may belong to other versions. */
export function withPreset(draft: EndpointConfig, id: PresetId, unknownKeys: readonly string[]): EndpointConfig {
  const { version, address, name, options } = draft;
  const unknown = Object.fromEntries(unknownKeys.map(key => [key, valueAt(draft, [key])]));
  const kept = Object.entries({ version, name, options, ...unknown }).filter(([, value]) => value !== undefined);
  return { ...presets[id], address, ...Object.fromEntries(kept) };
}

/** Returns the display name. */
export function presetName(id: PresetId): string {
  const names: Record<PresetId, string> = {
    echo: l10n.t('Echo server'),
    greeter: l10n.t('Greeter: says thank you and closes'),
    chat: l10n.t('Chat: lines you reply to by hand'),
    lines: l10n.t('Line protocol: commands and numbered replies'),
    udpResponder: l10n.t('UDP responder'),
    modbus: l10n.t('Modbus TCP: length prefix after a header'),
    lengthPrefixed: l10n.t('Messages with a 4-byte length prefix'),
    jsonLines: l10n.t('JSON Lines: replies by id'),
    fileReceiver: l10n.t('File receiver: one file per connection'),
    lineClient: l10n.t('Line client: CRLF, as for SMTP or Redis'),
    jsonLinesClient: l10n.t('JSON Lines client'),
    lengthPrefixedClient: l10n.t('Client with a 4-byte length prefix'),
    reconnectingClient: l10n.t('Client that reconnects'),
    udpEcho: l10n.t('UDP echo'),
  };
  return names[id];
}
