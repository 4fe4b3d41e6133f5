/** A part's stylesheet doesn't affect the other parts. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../../support/paths.ts';

const webview = join(root, 'webview');
/** A separate bundle with its own stylesheet. */
const otherPage = 'camera';

/** Returns the folder of a file in the webview, empty for the shared ones at the top. */
function partOf(file: string): string {
  return relative(webview, dirname(file)).split('/')[0] ?? '';
}

/** Returns the words in the class attributes of a module's templates, except for what expressions compute. */
function classesIn(source: string): Set<string> {
  const attributes = source.matchAll(/\bclass=("(?:[^"$]|\$\{[^}]*\}|\$)*"|\$\{[^}]*\})/g);
  const words = [...attributes].flatMap(([, value = '']) => {
    const inExpressions = [...value.matchAll(/\$\{([^}]*)\}/g)].flatMap(
      ([, code = '']) => code.match(/'[^']*'/g) ?? [],
    );
    return [value.replaceAll(/\$\{[^}]*\}/g, ' '), ...inExpressions];
  });
  return new Set(words.flatMap(text => text.match(/[\w-]+/g) ?? []));
}

/** Returns the classes in the first compound of each selector, unless an element or an id narrows it. */
function leadingClasses(sheet: string): string[][] {
  const bare = sheet.replaceAll(/\/\*.*?\*\//gs, '');
  const selectors = [...bare.matchAll(/([^{};]+)\{/g)].flatMap(([, list = '']) => list.split(/,(?![^(]*\))/));
  return selectors.flatMap(selector => {
    const [first = ''] = selector.trim().split(/[\s>+~]/);
    return first.startsWith('.')
      ? [
          first
            .replace(/[:[].*/, '')
            .slice(1)
            .split('.'),
        ]
      : [];
  });
}

describe('a stylesheet', () => {
  it('styles a class on its own only if no other part uses that class', () => {
    const users = new Map<string, Set<string>>();
    for (const file of globSync(`${webview}/**/*.ts`).filter(one => partOf(one) !== otherPage))
      for (const name of classesIn(readFileSync(file, 'utf8')))
        users.set(name, (users.get(name) ?? new Set()).add(partOf(file)));
    assert.deepEqual([...(users.get('bubble-line') ?? [])], ['transcript'], 'classes are found');
    const sheets = globSync(`${webview}/*/**/*.css`).filter(file => partOf(file) !== otherPage);
    const shared = sheets.flatMap(file =>
      leadingClasses(readFileSync(file, 'utf8'))
        .filter(classes => classes.every(name => (users.get(name)?.size ?? 0) > 1))
        .map(classes => `${relative(webview, file)}: .${classes.join('.')}`),
    );
    assert.deepEqual([...new Set(shared)], []);
  });

  it('takes the colors of every dropdown list from one place', () => {
    const sheets = globSync(`${webview}/**/*.css`).filter(file =>
      readFileSync(file, 'utf8').includes('--vscode-menu-'),
    );
    assert.deepEqual(
      sheets.map(file => relative(webview, file)),
      ['controls.css'],
    );
  });
});
