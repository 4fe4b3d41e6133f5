/** From its import on, `vscode` is the fake one. Import what needs it dynamically, after this. */
import { registerHooks } from 'node:module';

const url = new URL('vscode.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
});
