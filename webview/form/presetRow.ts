/** The list of a kind's presets. Choosing one replaces the whole config except address, name and socket options. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { type PresetId, presetIds, presets } from '../../src/core/config/presets.ts';
import type { EndpointConfig, EndpointKind } from '../../src/core/endpointConfig.ts';
import { valueAt } from './configDraft.ts';
import { presetName } from './presetName.ts';

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
