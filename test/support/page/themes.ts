/** The four kinds of themes as VS Code passes them to a page. `npm run themes` writes `themes.json` from the workbench itself. */
import { readFileSync } from 'node:fs';

/** The class of the page's body for each theme. */
export const themeKinds = {
  'Dark Modern': 'vscode-dark',
  'Light Modern': 'vscode-light',
  'Default High Contrast': 'vscode-high-contrast',
  'Default High Contrast Light': 'vscode-high-contrast-light',
};

export type Theme = keyof typeof themeKinds;
export const themes = Object.keys(themeKinds) as Theme[];

const file = new URL('themes.json', import.meta.url);
let all: Record<Theme, Record<string, string>> | undefined;

export function variablesOf(theme: Theme): { kind: string; variables: Record<string, string> } {
  all ??= JSON.parse(readFileSync(file, 'utf8')) as Record<Theme, Record<string, string>>;
  return { kind: themeKinds[theme], variables: all[theme] };
}
