/**
 * Names of incomplete files: `NAME.ID.portside.part`, and while a process is writing to it, `NAME.ID-PROCESS-MACHINE.portside.part`. The
 * ending is reserved: a file from a peer with this ending is renamed (`safeFileName.ts`), and parts of other programs have other names.
 */
import { createHash, randomBytes } from 'node:crypto';
import { isProcessRunning, thisMachine } from '../../sessions/runningProcess.ts';

export const partSuffix = '.portside.part';
/** Maximum number of bytes by which the name of a part is longer than its file's name. */
export const maxMarkBytes = `.01234567-${2 ** 32}-01234567${partSuffix}`.length;

const ending = /\.([0-9a-f]{8})(?:-(\d{1,10})-([0-9a-f]{8}))?\.portside\.part$/;
/** A part from another machine is considered abandoned after this long without a write. */
const staleMs = 60_000;
/** A part that wasn't written to for this long is abandoned: a running process with that id is a different one. */
const forgottenMs = 7 * 24 * 3_600_000;

/** The process that is writing to a part. */
interface Holder {
  readonly pid: number;
  /** Id of the machine or container in which the process id is valid. */
  readonly machine: string;
}

/** Returns a unique name to use while this process is writing to it. */
export function heldName(file: string): string {
  return `${file}.${uniqueId()}-${process.pid}-${machineId()}${partSuffix}`;
}

/** Returns a unique name to use while no process is writing to it. */
export function unheldName(file: string): string {
  return `${file}.${uniqueId()}${partSuffix}`;
}

/** Returns true if this is the name of a part of a file. */
export function isPartOf(name: string, file: string): boolean {
  // Some file systems decompose letters.
  const normal = name.normalize();
  const found = ending.exec(normal);
  return found !== null && found.index === file.length && normal.startsWith(file);
}

/** Returns true if another process is writing to the part, as far as known. The caller knows about this process. */
export function isHeldElsewhere(name: string, modifiedMs: number, now = Date.now()): boolean {
  const holder = holderOf(name);
  if (!holder) return false;
  const idleMs = now - modifiedMs;
  if (holder.machine !== machineId()) return idleMs <= staleMs;
  return holder.pid !== process.pid && isProcessRunning(holder.pid) && idleMs <= forgottenMs;
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
