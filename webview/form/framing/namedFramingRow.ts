/** The choice of a framing by the name of a protocol or number format. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FramingName } from '../../../src/core/endpointConfig.ts';
import { type FramingGroup, framingGroups, framingNamesIn } from '../../../src/core/framing/framingGroups.ts';
import { namedFramings } from '../../../src/core/framing/namedFramings.ts';
import { fullSentence, sentenceCase } from '../../../src/core/phrase.ts';
import { fieldId, labeled } from '../fieldRow.ts';
import type { FramingDraft } from './framingDraft.ts';

export function namedFramingRow({ path, set }: FramingDraft, name: FramingName): TemplateResult {
  const id = fieldId([...path, 'name']);
  const select = html`<select id=${id} aria-describedby="${id}-help"
    @change=${(event: Event) => set((event.target as HTMLSelectElement).value as FramingName)}>
    ${(Object.keys(framingGroups) as FramingGroup[]).map(group => options(group, name))}</select>`;
  const help = fullSentence(namedFramings[name].help, l10n.t);
  return labeled({ id, label: l10n.t('Protocol or format'), help, problem: undefined }, select);
}

function options(group: FramingGroup, chosen: FramingName): TemplateResult {
  return html`<optgroup label=${sentenceCase(framingGroups[group], l10n.t)}>${framingNamesIn(group).map(
    name => html`<option value=${name} .selected=${live(name === chosen)}>${namedFramings[name].label}</option>`,
  )}</optgroup>`;
}
