/** What an endpoint is, kept beside its transcript, so that the next window can offer it again and others learn who has its port. */
import { access, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndpointConfig } from '../../core/endpointConfig.ts';

/** `suspended`: it was open when its window closed it and itself. `open` in a session that nobody holds: its window died. */
export type RecordedState = 'open' | 'suspended' | 'closed';

export interface RecordedEndpoint {
  readonly format: 'portside endpoint';
  readonly version: 1;
  /** ms since the epoch: the order in which endpoints are listed. */
  readonly createdMs: number;
  readonly config: EndpointConfig;
  /** As bound or connected. */
  readonly address: string;
  readonly state: RecordedState;
  /** What its panel keeps: the draft, the history, how it shows. Opaque here. */
  readonly panel?: string;
}

const fileName = 'endpoint.json';

/** The record of one endpoint. Writing never fails and never waits: a disk that takes nothing has told so in the transcript. */
export class EndpointRecord {
  readonly #directory: string;
  readonly #createdMs: number;
  #waiting: string | undefined;
  #writing: Promise<void> | undefined;

  constructor(directory: string, createdMs: number) {
    this.#directory = directory;
    this.#createdMs = createdMs;
  }

  write(value: Omit<RecordedEndpoint, 'format' | 'version' | 'createdMs'>): void {
    const record: RecordedEndpoint = { format: 'portside endpoint', version: 1, createdMs: this.#createdMs, ...value };
    this.#waiting = JSON.stringify(record);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when the last one is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting !== undefined) {
      const text = this.#waiting;
      this.#waiting = undefined;
      await this.#replace(text).catch(() => undefined /* the transcript's own writes tell */);
    }
    this.#writing = undefined;
  }

  /** By a rename, so that it is never read half written. */
  async #replace(text: string): Promise<void> {
    const file = join(this.#directory, fileName);
    await mkdir(this.#directory, { recursive: true });
    await writeFile(`${file}.part`, text);
    await rename(`${file}.part`, file);
  }
}

/** The records of a session by the endpoints' ids, in the order in which they are listed. */
export async function readRecords(session: string): Promise<[id: string, RecordedEndpoint][]> {
  const ids = await readdir(session).catch(() => [] /* it is gone */);
  const found = await Promise.all(
    ids.map(async (id): Promise<[string, RecordedEndpoint][]> => {
      const record = await readRecord(join(session, id));
      return record ? [[id, record]] : [];
    }),
  );
  return found.flat().sort(([, one], [, other]) => one.createdMs - other.createdMs);
}

/** Whether there is something to come back for, also when this version can't read it. */
export async function hasRecords(session: string): Promise<boolean> {
  const ids = await readdir(session).catch(() => [] /* it is gone */);
  const found = await Promise.all(
    ids.map(id =>
      access(join(session, id, fileName)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** Nothing where there is none, and for what a stranger wrote. */
async function readRecord(directory: string): Promise<RecordedEndpoint | undefined> {
  try {
    const value = JSON.parse(await readFile(join(directory, fileName), 'utf8'));
    return value?.format === 'portside endpoint' && value.version === 1 ? value : undefined;
  } catch {
    return undefined;
  }
}
