/**
 * Stands in for VS Code where little of it is used: sentences in English, icons that nobody looks at, and what a test puts into
 * `window` and `env`. Import what needs it dynamically, after this.
 */
import { registerHooks } from 'node:module';

const url = 'portside-test:vscode';
const source = `
export class ThemeColor {}
export class ThemeIcon {}
export const window = {};
export const Uri = { parse: text => text };
export const l10n = { t: (template, ...args) => template.replace(/\\{(\\d+)\\}/g, (place, at) => String(args[at] ?? place)) };
export const env = { language: 'en' };
export const workspace = {};
export class EventEmitter {
  #listeners = new Set();
  event = listener => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value) {
    for (const listener of this.#listeners) listener(value);
  }
  dispose() {
    this.#listeners.clear();
  }
}
`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url, format: 'module', shortCircuit: true } : next(specifier, context),
  load: (loaded, context, next) =>
    loaded === url ? { format: 'module', source, shortCircuit: true } : next(loaded, context),
});
