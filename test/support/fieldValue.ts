/** Waits for the value of a field. Playwright has no locator for it: a value is a property, and scripts set it without an event. */
import { errors, type Locator, selectors } from 'playwright-core';

/** Finds fields by their value, also in shadow trees: `value="text"`, as JSON. */
await selectors.register('value', () => {
  function queryAll(root: ParentNode, body: string): Element[] {
    const wanted: string = JSON.parse(body);
    return [...root.querySelectorAll('*')].flatMap(element => [
      ...('value' in element && element.value === wanted ? [element] : []),
      ...(element.shadowRoot ? queryAll(element.shadowRoot, body) : []),
    ]);
  }
  return { query: (root: ParentNode, body: string) => queryAll(root, body)[0], queryAll };
});

/** Resolves when the field holds this text. @throws Error that says what it holds instead. */
export async function fieldHolds(field: Locator, text: string): Promise<void> {
  try {
    await field.and(field.page().locator(`value=${JSON.stringify(text)}`)).waitFor({ state: 'attached' });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    const held = await field.inputValue().catch(() => undefined /* there is no such field */);
    throw new Error(held === undefined ? `no ${field}` : `${field} holds “${held}”, not “${text}”`, {
      cause: error,
    });
  }
}
