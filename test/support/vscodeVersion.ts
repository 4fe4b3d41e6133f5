/** Which VS Code to test with: `stable`, a version, or `oldest`, the first that `engines.vscode` allows. @throws RangeError */
export function vscodeVersion(wanted: string, engine: string): string {
  if (wanted === 'stable' || isVersion(wanted)) return wanted;
  if (wanted !== 'oldest')
    throw new RangeError(`VSCODE_VERSION is oldest, stable or a version such as 1.105.0, not ${wanted}`);
  const floor = engine.replace(/^\^/, '');
  if (!isVersion(floor)) throw new RangeError(`engines.vscode is ${engine}, which names no oldest version`);
  return floor;
}

function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+$/.test(text);
}
