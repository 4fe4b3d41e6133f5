/**
 * What a file is called until it is whole: `NAME.ID.portside.part`, and while a process writes to it
 * `NAME.ID-PROCESS-MACHINE.portside.part`. The ending is ours: what a peer calls so is called otherwise (`safeFileName.ts`), and what
 * another program leaves behind is named otherwise, too.
 */
import { createHash, randomBytes } from 'node:crypto';
import { isRunning, thisMachine } from '../sessions/runningProcess.ts';

export const partSuffix = '.portside.part';
/** So much longer than its file's name a part's is. */
export const maxMarkBytes = `.01234567-${2 ** 32}-01234567${partSuffix}`.length;

const ending = /\.([0-9a-f]{8})(?:-(\d{1,10})-([0-9a-f]{8}))?\.portside\.part$/;
/** On another machine, a part that was not written to for so long is nobody's. */
const staleMs = 60_000;
/** After so long a process of that number is another one. */
const forgottenMs = 7 * 24 * 3_600_000;

/** Who writes to a part. */
interface Holder {
  readonly pid: number;
  /** Of the place where that number means something. */
  readonly machine: string;
}

/** A name that nobody else has, for as long as this process writes to it. */
export function heldName(file: string): string {
  return `${file}.${uniqueId()}-${process.pid}-${machineId()}${partSuffix}`;
}

/** A name that nobody else has, for when nobody writes to it. */
export function freeName(file: string): string {
  return `${file}.${uniqueId()}${partSuffix}`;
}

/** It is a part of the file of that name. */
export function isPartOf(name: string, file: string): boolean {
  // Some systems take letters apart.
  const normal = name.normalize();
  const found = ending.exec(normal);
  return found !== null && found.index === file.length && normal.startsWith(file);
}

/** Another process writes to the part, as far as can be told; of this one the caller knows. */
export function isHeldElsewhere(name: string, modifiedMs: number, now = Date.now()): boolean {
  const holder = holderOf(name);
  if (!holder) return false;
  const idleMs = now - modifiedMs;
  if (holder.machine !== machineId()) return idleMs <= staleMs;
  return holder.pid !== process.pid && isRunning(holder.pid) && idleMs <= forgottenMs;
}

function holderOf(name: string): Holder | undefined {
  const [, , pid, machine] = ending.exec(name) ?? [];
  return pid !== undefined && machine !== undefined ? { pid: Number(pid), machine } : undefined;
}

function uniqueId(): string {
  return randomBytes(4).toString('hex');
}

let machine: string | undefined;
function machineId(): string {
  machine ??= createHash('sha256').update(thisMachine()).digest('hex').slice(0, 8);
  return machine;
}
