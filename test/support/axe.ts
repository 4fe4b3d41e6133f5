/** Accessibility problems that axe finds in a page. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const shownUnits = 160;

/** Contrast takes half of axe's time and is the only rule that depends on the theme. */
export type AxeRules = 'all' | 'contrast' | 'all but contrast';

/** Reports only violations and preloads nothing: the panel has no cross-origin resources. */
const brief: axe.RunOptions = { resultTypes: ['violations'], preload: false };

const runOptions: Record<AxeRules, axe.RunOptions> = {
  all: brief,
  contrast: { ...brief, runOnly: { type: 'rule', values: ['color-contrast'] } },
  'all but contrast': { ...brief, rules: { 'color-contrast': { enabled: false } } },
};

/** Returns a line for each problem: the rule, the element and the reason. */
export async function axeProblems(page: Page | Frame, rules: AxeRules = 'all'): Promise<string[]> {
  // Evaluated, because the page's content security policy would refuse a script element.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(axeFile, 'utf8'));
  return page.evaluate(
    async ([options, units]) => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any, all, none }) => {
          const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
          return `${id}: ${html.slice(0, units)}: ${why}`;
        }),
      );
    },
    [runOptions[rules], shownUnits] as const,
  );
}
