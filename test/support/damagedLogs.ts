/** Damage to the files of a log, and which rows each kind of damage may cost. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';

const headBytes = 32;
const headerBytes = 32;
const checkedBytes = 4096;

interface LaidOutRecord {
  readonly at: number;
  readonly body: number;
  readonly end: number;
  /** For an entry; undefined for the name of a peer. */
  readonly seq: number | undefined;
  readonly length: number;
}

/** A file of a log as written. */
export interface LogFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly records: readonly LaidOutRecord[];
}

export type Damage =
  | { readonly kind: 'flipped'; readonly file: number; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly file: number; readonly at: number }
  | { readonly kind: 'emptied' | 'missing' | 'folder' | 'garbage'; readonly file: number };

/** Resolves with the files of the log in a directory, in order. */
export async function logFiles(directory: string): Promise<LogFile[]> {
  const names = (await readdir(directory)).filter(name => name.endsWith('.log')).sort();
  return Promise.all(
    names.map(async name => {
      const bytes = await readFile(join(directory, name));
      return { name, bytes, records: recordsOf(bytes) };
    }),
  );
}

function recordsOf(bytes: Buffer): LaidOutRecord[] {
  const records: LaidOutRecord[] = [];
  for (let at = headBytes; at < bytes.length; ) {
    const body = at + headerBytes;
    const length = bytes.readUInt32LE(at + 16);
    const end = body + (bytes.readUInt8(at + 8) & 0x0f) + length;
    const isEntry = bytes.readUInt8(at + 6) < 3;
    records.push({ at, body, end, seq: isEntry ? bytes.readUInt32LE(at + 20) : undefined, length });
    at = end;
  }
  return records;
}

/** A single damage to any of the files. */
export function anyDamage(files: readonly LogFile[]): fc.Arbitrary<Damage> {
  return fc.nat(files.length - 1).chain(file => {
    const { bytes, records } = files[file] as LogFile;
    // Headers make up few of the bytes, but are the most interesting ones.
    const inHeader = fc.tuple(fc.constantFrom(0, ...records.map(({ at }) => at)), fc.nat(headerBytes - 1));
    const anywhere = fc.oneof(
      fc.nat(bytes.length - 1),
      inHeader.map(([at, more]) => at + more),
    );
    const flipped = fc.record({ kind: fc.constant('flipped'), file: fc.constant(file), at: anywhere, bit: fc.nat(7) });
    const cut = fc.record({ kind: fc.constant('cut'), file: fc.constant(file), at: anywhere });
    const kind = fc.constantFrom('emptied', 'missing', 'folder', 'garbage');
    const rest = fc.record({ kind, file: fc.constant(file) });
    return fc.oneof(
      { weight: 6, arbitrary: flipped as fc.Arbitrary<Damage> },
      { weight: 3, arbitrary: cut as fc.Arbitrary<Damage> },
      { weight: 1, arbitrary: rest as fc.Arbitrary<Damage> },
    );
  });
}

/** Kinds of damage that random ones rarely include, to the first file and to others. */
export function rareDamages(files: readonly LogFile[]): Damage[] {
  const last = files.length - 1;
  return [
    { kind: 'emptied', file: 0 },
    { kind: 'garbage', file: 0 },
    { kind: 'missing', file: 0 },
    { kind: 'flipped', file: 0, at: 20, bit: 0 },
    { kind: 'missing', file: 1 },
    { kind: 'garbage', file: last },
    { kind: 'missing', file: last },
  ];
}

/** Writes the files to a new directory, one of them damaged. Synchronous, since promises take longer than the files. */
export function writeDamaged(directory: string, files: readonly LogFile[], damage: Damage): void {
  mkdirSync(directory);
  for (const [index, { name, bytes }] of files.entries()) {
    const path = join(directory, name);
    if (index !== damage.file) writeFileSync(path, bytes);
    else if (damage.kind === 'folder') writeFileSync(folderAt(path), 'in the way');
    else if (damage.kind !== 'missing') writeFileSync(path, damaged(bytes, damage));
  }
}

function folderAt(path: string): string {
  mkdirSync(path);
  return join(path, 'file');
}

function damaged(bytes: Buffer, damage: Damage): Buffer {
  switch (damage.kind) {
    case 'flipped': {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(damage.at) ^ (1 << damage.bit), damage.at);
      return flipped;
    }
    case 'cut':
      return bytes.subarray(0, damage.at);
    case 'garbage':
      return Buffer.alloc(bytes.length, 0xa5);
    default:
      return Buffer.alloc(0);
  }
}

/** Returns the numbers of the rows that a damage may affect. */
export function mayBeLost(files: readonly LogFile[], damage: Damage): Set<number> {
  const { records } = files[damage.file] as LogFile;
  const lost = records.filter(record => {
    if (damage.kind === 'cut') return record.end > damage.at;
    if (damage.kind !== 'flipped') return true;
    const hit = records.find(({ at, end }) => damage.at >= at && damage.at < end);
    if (!hit) return false;
    if (damage.at < hit.body) return record.at >= hit.at;
    return record === hit && hit.length <= checkedBytes;
  });
  return new Set(lost.flatMap(({ seq }) => seq ?? []));
}

/** Whether a damage changes bytes without a checksum, and of which row. */
export function uncheckedRow(files: readonly LogFile[], damage: Damage): number | undefined {
  if (damage.kind !== 'flipped') return undefined;
  const hit = files[damage.file]?.records.find(({ body, end }) => damage.at >= body && damage.at < end);
  return hit && hit.length > checkedBytes ? hit.seq : undefined;
}
