/** Scrolls sections of the form into view. */

/** Scrolls to the sections for these config keys, showing as many as fit, the first ones with priority. */
export function showSections(form: HTMLElement, keys: readonly string[]): void {
  const areAbout = ({ dataset }: HTMLElement) => dataset.keys?.split(' ').some(key => keys.includes(key));
  const sections = [...form.querySelectorAll<HTMLElement>('fieldset')].filter(areAbout);
  for (const section of sections.reverse()) section.scrollIntoView({ block: 'nearest' });
}
