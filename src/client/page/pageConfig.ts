/** The endpoint's config as a page has it: it can be long, so a page gets it only when it has another one, or none. */
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { PanelEndpoint } from '../../protocol/panelCalls.ts';

export class PageConfig {
  /** As JSON; undefined until a page has confirmed that it has one. */
  #received: string | undefined;
  #pages = 0;

  /** Sends an endpoint to the page, without the config if the page has it. `send` settles when the page has received it. */
  async tell(endpoint: EndpointSnapshot, send: (endpoint: PanelEndpoint) => Promise<void> | undefined): Promise<void> {
    const page = this.#pages;
    const { config, ...figures } = endpoint;
    const json = JSON.stringify(config);
    const isKnown = json === this.#received;
    // If this isn't received, it isn't known what the page has.
    this.#received = undefined;
    await send(isKnown ? figures : endpoint);
    if (page === this.#pages) this.#received = json;
  }

  /** The page has gone. */
  forget(): void {
    this.#pages++;
    this.#received = undefined;
  }
}
