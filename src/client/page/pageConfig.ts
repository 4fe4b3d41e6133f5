/** Sends an endpoint's config to a page only if the page has a different one or none: configs can be long. */
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { PanelEndpoint } from '../../protocol/panelCalls.ts';

export class PageConfig {
  /** The config that the page has, as JSON; undefined while that is unknown. */
  #received: string | undefined;
  #pages = 0;

  /** Sends an endpoint to the page, without the config if it has that. `send` settles when it has been received. */
  async send(endpoint: EndpointSnapshot, send: (endpoint: PanelEndpoint) => Promise<void> | undefined): Promise<void> {
    const page = this.#pages;
    const { config, ...figures } = endpoint;
    const json = JSON.stringify(config);
    const isKnown = json === this.#received;
    // Until this has been received, the page's config is unknown.
    this.#received = undefined;
    await send(isKnown ? figures : endpoint);
    if (page === this.#pages) this.#received = json;
  }

  /** Call when the page is gone. */
  forget(): void {
    this.#pages++;
    this.#received = undefined;
  }
}
