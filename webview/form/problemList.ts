/** Above the form while something keeps it from being applied: what that is, each a link to its field. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormProblem } from './formProblems.ts';

/** A config can have a thousand rules. */
const shownProblems = 20;

export function problemList(
  problems: readonly FormProblem[],
  goTo: (controlId: string) => void,
): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  const more = problems.length - shownProblems;
  return html`<div class="form-problems" role="group" aria-labelledby="form-problems-title">
    <p class="form-problems-title" id="form-problems-title"><span class="codicon codicon-error" aria-hidden="true"></span>
      <span role="status">${problemCount(problems.length)}</span></p>
    <ul>${problems.slice(0, shownProblems).map(problem => item(problem, goTo))}
      ${more > 0 ? html`<li>${l10n.t('{0} more…', more)}</li>` : nothing}</ul>
  </div>`;
}

export function problemCount(count: number): string {
  return count === 1 ? l10n.t('Fix 1 problem to apply changes.') : l10n.t('Fix {0} problems to apply changes.', count);
}

function item({ message, place }: FormProblem, goTo: (controlId: string) => void): TemplateResult {
  if (!place) return html`<li>${message}</li>`;
  return html`<li><button type="button" class="link" @click=${() => goTo(place.id)}>${place.label}</button>: ${message}</li>`;
}
