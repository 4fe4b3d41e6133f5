/**
 * Returns the VS Code version to test with: `stable`, a version, or for `oldest` the minimum of `engines.vscode`. @throws RangeError for
 * anything else.
 */
export function vscodeVersion(wanted: string, engine: string): string {
  if (wanted === 'stable' || isVersion(wanted)) return wanted;
  if (wanted !== 'oldest')
    throw new RangeError(`VSCODE_VERSION must be oldest, stable or a version such as 1.105.0, not ${wanted}`);
  const floor = engine.replace(/^\^/, '');
  if (!isVersion(floor)) throw new RangeError(`engines.vscode is ${engine}, which has no minimum version`);
  return floor;
}

function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+$/.test(text);
}
