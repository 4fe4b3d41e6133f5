/** Tracks which versions of our JSON documents VS Code has: it compares their modification times, and rereads those reported as changed. */
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../core/endpointSnapshot.ts';

interface Version {
  content: string;
  mtime: number;
}

interface Followed {
  config: EndpointConfig;
  json: string;
}

export class JsonVersions {
  readonly #versions = new Map<string, Version>();
  /** The configs of endpoints whose document was read. */
  readonly #followed = new Map<string, Followed>();

  /**
   * Returns the time of a document's last change. It increases only when the content changes: VS Code refuses to save
   * over a newer one, and doesn't reread an old one.
   */
  mtimeOf(id: string, content: Uint8Array): number {
    const known = this.#versions.get(id);
    const text = Buffer.from(content).toString('latin1');
    if (known?.content === text) return known.mtime;
    const mtime = Math.max(Date.now(), (known?.mtime ?? 0) + 1);
    this.#versions.set(id, { content: text, mtime });
    return mtime;
  }

  /** Call when a document is read: from then on, `hasChanged` knows its endpoint. */
  follow({ id, config }: EndpointSnapshot): void {
    if (!this.#followed.has(id)) this.#followed.set(id, { config, json: JSON.stringify(config) });
  }

  /** Whether the config of a followed endpoint has changed since the last call. Call it for each change. */
  hasChanged({ id, config }: EndpointSnapshot): boolean {
    const followed = this.#followed.get(id);
    // Most changes are those of counters.
    if (!followed || followed.config === config) return false;
    const json = JSON.stringify(config);
    const isSame = json === followed.json;
    this.#followed.set(id, { config, json });
    return !isSame;
  }

  /** Forgets the endpoints that `isGone` accepts. */
  prune(isGone: (id: string) => boolean): void {
    for (const known of [this.#versions, this.#followed])
      for (const id of known.keys()) if (isGone(id)) known.delete(id);
  }
}
