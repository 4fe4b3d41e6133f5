/** A part's stylesheet doesn't affect the other parts. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { themes, variablesOf } from '../../support/page/themes.ts';
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

/** Returns the words in the class attributes that are the same in every rendering. */
function fixedClassesIn(source: string): Set<string> {
  const attributes = source.matchAll(/\bclass="((?:[^"$]|\$\{[^}]*\})*)"/g);
  const words = [...attributes].flatMap(([, value = '']) =>
    value.replaceAll(/\S*\$\{[^}]*\}\S*/g, ' ').match(/[\w-]+/g),
  );
  return new Set(words.filter(word => word !== null));
}

/** Returns the contrast ratio of two opaque colors in hex, as WCAG defines it. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\da-f]{2}/gi) ?? []).map(hex => {
    const value = Number.parseInt(hex, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
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

  it('styles each class, unless the page or a test looks for it', () => {
    const sources = globSync([`${webview}/**/*.ts`, join(root, 'test/{page,e2e,support}/**/*.ts')]);
    const styled = globSync(`${webview}/**/*.css`).map(file => readFileSync(file, 'utf8'));
    const lookedFor = sources.flatMap(file => readFileSync(file, 'utf8').match(/'[^'\n]*'|`[^`\n]*`/g) ?? []);
    const known = new Set([...styled, ...lookedFor].flatMap(text => text.match(/(?<=\.)[a-z][\w-]*/gi) ?? []));
    const unknown = globSync(`${webview}/**/*.ts`).flatMap(file =>
      [...fixedClassesIn(readFileSync(file, 'utf8'))]
        .filter(name => !known.has(name) && !name.startsWith('codicon'))
        .map(name => `${relative(webview, file)}: ${name}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('draws icons in colors that stand out from the background in every theme', () => {
    const sheets = globSync(`${webview}/**/*.css`).map(file => readFileSync(file, 'utf8'));
    const names = sheets.flatMap(text => text.match(/--vscode-(?:testing-icon\w+|charts-\w+)/g) ?? []);
    const pale = themes.flatMap(theme => {
      const { variables } = variablesOf(theme);
      const background = variables['--vscode-editor-background'] ?? '';
      // A theme that doesn't set one has another color in its place.
      return [...new Set(names)]
        .filter(name => variables[name] !== undefined && contrast(variables[name], background) < 3)
        .map(name => `${theme}: ${name}`);
    });
    assert.ok(names.includes('--vscode-charts-green'));
    assert.deepEqual(pale, []);
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
