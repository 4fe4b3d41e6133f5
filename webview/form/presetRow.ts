/** The list of a kind's presets. Choosing one replaces the whole config except address, name and socket options. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type PresetGroup, presetGroups } from '../../src/core/config/presets/preset.ts';
import { type PresetId, presetIds, presets, presetTable } from '../../src/core/config/presets.ts';
import type { EndpointConfig, EndpointKind } from '../../src/core/endpointConfig.ts';
import { phraseText } from '../../src/core/phrase.ts';
import { isSame, valueAt } from './configDraft.ts';

/** Describes the preset that the draft still equals, if any. */
export function presetRow(draft: EndpointConfig, choose: (id: PresetId) => void): TemplateResult {
  const { kind } = draft;
  const onChange = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const id = presetIds.find(one => one === select.value);
    select.value = '';
    if (id) choose(id);
  };
  const chosen = chosenPreset(draft);
  return html`<div class="form-row">
    <label class="form-label" for="preset">${l10n.t('Start from')}</label>
    <div class="form-control"><select id="preset" aria-describedby=${chosen ? 'preset-help' : nothing} @change=${onChange}>
      <option value="">${l10n.t('Choose a preset…')}</option>
      ${presetGroups.map(group => groupOptions(group, kind))}
    </select>
    ${chosen ? html`<div class="form-help" id="preset-help">${presetName(chosen)}: ${presetHelp(chosen)}</div>` : nothing}</div>
  </div>`;
}

function groupOptions(group: PresetGroup, kind: EndpointKind): TemplateResult | undefined {
  const ids = presetIds.filter(id => presets[id].kind === kind && presetTable[id].group === group);
  if (ids.length === 0) return undefined;
  return html`<optgroup label=${groupName(group)}>
    ${ids.map(id => html`<option value=${id} title=${presetHelp(id)}>${presetName(id)}</option>`)}
  </optgroup>`;
}

/** Returns the draft for a preset. Keeps the unknown keys, which may belong to other versions. */
export function withPreset(draft: EndpointConfig, id: PresetId, unknownKeys: readonly string[]): EndpointConfig {
  const { version, address, name, options } = draft;
  const unknown = Object.fromEntries(unknownKeys.map(key => [key, valueAt(draft, [key])]));
  const kept = Object.entries({ version, name, options, ...unknown }).filter(([, value]) => value !== undefined);
  return { ...presets[id], address, ...Object.fromEntries(kept) };
}

/** Returns the preset that the draft equals, except for what a preset leaves as it is. */
function chosenPreset(draft: EndpointConfig): PresetId | undefined {
  const { version: _, address: __, name: ___, options: ____, ...config } = draft;
  return presetIds.find(id => presets[id].kind === config.kind && isSame(presets[id], config));
}

/** Returns the display name. */
export function presetName(id: PresetId): string {
  return phraseText(presetTable[id].label, l10n.t);
}

function presetHelp(id: PresetId): string {
  return phraseText(presetTable[id].help, l10n.t);
}

function groupName(group: PresetGroup): string {
  const names: Record<PresetGroup, string> = {
    general: l10n.t('General'),
    web: l10n.t('Web and names'),
    mail: l10n.t('Mail'),
    data: l10n.t('Databases'),
    devices: l10n.t('Devices and logs'),
    tools: l10n.t('Developer tools'),
  };
  return names[group];
}
