/** Reads, filters, clears and exports transcripts for the host. */
import type { Exported, ExportOptions, RowsOfView, TranscriptCalls } from '../../core/calls/transcriptCalls.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type {
  EntryData,
  Located,
  TranscriptBounds,
  ViewFilter,
  ViewPlace,
  ViewState,
} from '../../core/transcriptEntry.ts';
import type { EngineParts } from '../engineParts.ts';
import { writeExport } from '../transcript/exports/writeExport.ts';

export class TranscriptService implements TranscriptCalls {
  readonly #endpoints: EngineParts['endpoints'];
  readonly #views: EngineParts['views'];
  readonly #longCalls: EngineParts['longCalls'];
  readonly #budget: EngineParts['budget'];

  constructor({
    endpoints,
    views,
    longCalls,
    budget,
  }: Pick<EngineParts, 'endpoints' | 'views' | 'longCalls' | 'budget'>) {
    this.#endpoints = endpoints;
    this.#views = views;
    this.#longCalls = longCalls;
    this.#budget = budget;
  }

  async entries(id: string, from: number, count: number): Promise<EntryData[]> {
    return (await this.#endpoints.find(id).readableTranscript()).rows.entries(from, count);
  }

  async entryBytes(id: string, seq: number, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#endpoints.find(id).readableTranscript()).rows.entryBytes(seq, offset, length);
  }

  async clearTranscript(id: string, isUndoable = false): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, ({ transcript }) => transcript.clear(isUndoable));
  }

  async undoClear(id: string): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, ({ transcript }) => transcript.undoClear());
  }

  async forgetClear(id: string, sinceMs: number): Promise<EndpointSnapshot | undefined> {
    await this.#endpoints.transcriptOf(id)?.forgetClear(sinceMs);
    return this.#endpoints.listed.get(id)?.snapshot;
  }

  async openView(id: string, filter: ViewFilter): Promise<{ view: number; state: ViewState }> {
    return this.#views.open(await this.#endpoints.find(id).readableTranscript(), filter);
  }

  async rows(view: number, from: number, count: number, frameBytes?: number): Promise<RowsOfView> {
    return this.#views.rows(view, from, count, frameBytes);
  }

  async locate(view: number, place: ViewPlace): Promise<Located | undefined> {
    return this.#views.locate(view, place);
  }

  async closeView(view: number): Promise<void> {
    this.#views.close(view);
  }

  async exportTranscript(call: string, id: string, options: ExportOptions): Promise<Exported> {
    return this.#longCalls.run(call, async watch => {
      const found = this.#endpoints.find(id);
      const transcript = await found.readableTranscript();
      const { snapshot } = found;
      const { config, address, peerNames } = snapshot;
      const endpoint = { kind: config.kind, address, ...(peerNames && { peerNames }) };
      return writeExport(transcript, { ...options, endpoint }, watch);
    });
  }

  async cancel(call: string): Promise<void> {
    this.#longCalls.cancel(call);
  }

  async setBounds(bounds: TranscriptBounds): Promise<void> {
    this.#budget.bounds = { ...this.#budget.bounds, ...bounds };
  }
}
