/** Stands in for VS Code where only its `l10n` is used: sentences, in English. Import what needs it dynamically, after this. */
import { registerHooks } from 'node:module';

const url = 'portside-test:vscode';
const source = `
export const l10n = { t: (template, ...args) => template.replace(/\\{(\\d+)\\}/g, (place, at) => String(args[at] ?? place)) };
`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url, format: 'module', shortCircuit: true } : next(specifier, context),
  load: (loaded, context, next) =>
    loaded === url ? { format: 'module', source, shortCircuit: true } : next(loaded, context),
});
