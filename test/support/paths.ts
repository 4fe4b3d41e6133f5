/** Paths in the checkout. */
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
/** Downloads that outlive a run; ignored by git. */
export const cache = join(root, '.vscode-test');
/** Output of a run; ignored by git. */
export const out = join(root, 'out');
export const vsix = join(out, 'portside.vsix');
