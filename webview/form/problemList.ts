/** The list above the form while problems prevent applying it: links to the fields with problems. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormProblem } from './formProblems.ts';

/** Maximum number of problems shown: a config can have a thousand rules. */
const shownProblems = 20;

/** `keptFrom` is what the problems prevent. */
export function problemList(
  problems: readonly FormProblem[],
  keptFrom: 'apply' | 'save',
  goTo: (controlId: string) => void,
): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  const more = problems.length - shownProblems;
  return html`<div class="form-problems" role="group" aria-labelledby="form-problems-title">
    <p class="form-problems-title" id="form-problems-title"><span class="codicon codicon-error" aria-hidden="true"></span>
      <span role="status">${problemCount(problems.length, keptFrom)}</span></p>
    <ul>${problems.slice(0, shownProblems).map(problem => item(problem, goTo))}
      ${more > 0 ? html`<li>${l10n.t('{0} more…', more)}</li>` : nothing}</ul>
  </div>`;
}

function problemCount(count: number, keptFrom: 'apply' | 'save'): string {
  if (keptFrom === 'save')
    return count === 1 ? l10n.t('Fix 1 problem to save changes.') : l10n.t('Fix {0} problems to save changes.', count);
  return count === 1 ? l10n.t('Fix 1 problem to apply changes.') : l10n.t('Fix {0} problems to apply changes.', count);
}

/** Returns a list item. A problem is explained below its field, or here if it has none. */
function item({ message, place }: FormProblem, goTo: (controlId: string) => void): TemplateResult {
  if (!place) return html`<li>${message}</li>`;
  return html`<li><button type="button" class="link" @click=${() => goTo(place.id)}>${place.label}</button></li>`;
}
