/**
 * Resolves `vscode` to the fake. Mocha loads this before any test (`.mocharc.cjs`), so that tests import code that needs VS Code as usual.
 */
import { registerHooks } from 'node:module';

const url = new URL('vscode.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
});
