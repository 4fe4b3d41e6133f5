/** The flags of a rule's pattern, and help on patterns. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';

/** In the order in which a config has them. */
const allFlags = ['i', 'm', 's', 'u'] as const;

type Flag = (typeof allFlags)[number];

/** Returns buttons for the flags of the rule with this number, from 1. */
export function patternFlags(
  rule: number,
  flags: string | undefined,
  set: (flags: string | undefined) => void,
): TemplateResult {
  const button = (flag: Flag) => {
    const isOn = flags?.includes(flag) ?? false;
    const name = flagName(flag);
    return html`<button type="button" class="chip" title=${name} aria-label=${name} aria-pressed=${isOn ? 'true' : 'false'}
      @click=${() => set(withFlag(flags, flag, !isOn))}><code>${flag}</code></button>`;
  };
  return html`<span class="form-part chips" role="group" aria-label=${l10n.t('Rule {0} pattern flags', rule)}>
    ${allFlags.map(button)}</span>`;
}

/** Adds or removes a flag; drops unknown ones. Undefined means no flags. */
export function withFlag(flags: string | undefined, flag: Flag, isOn: boolean): string | undefined {
  const kept = allFlags.filter(one => (one === flag ? isOn : flags?.includes(one)));
  return kept.join('') || undefined;
}

function flagName(flag: Flag): string {
  const names: Record<Flag, string> = {
    i: l10n.t('Ignore case (i)'),
    m: l10n.t('Let ^ and $ match at line breaks (m)'),
    s: l10n.t('Let the dot match line breaks (s)'),
    u: l10n.t('Match characters instead of bytes (u)'),
  };
  return names[flag];
}

/** Returns the help that describes fields of patterns; `id` is its element's id. */
export function patternHelp(id: string): TemplateResult {
  return html`<div class="form-help" id=${id}>${l10n.t(
    'Patterns match bytes, not characters: a dot is any single byte, {0} is the byte ff, and é is two bytes in UTF-8 (c3 a9). With the u flag, and always in UTF-16, patterns match characters instead.',
    '\\xff',
  )}</div>`;
}
