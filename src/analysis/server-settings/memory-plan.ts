import { bytesOf, GB, MB, numberOf, roundedDown, sizeWords } from './setting-amount.ts';
import type { Hardware, ServerFacts } from './setting-verdict.ts';

/** How the memory of a machine is shared out, bytes. All of it together stays below the memory that is there. */
export interface MemoryPlan {
  readonly sharedBuffers: number;
  readonly effectiveCacheSize: number;
  readonly maintenance: number;
  readonly autovacuum: number;
  readonly autovacuumWorkers: number;
  /** Sessions that are reckoned with. */
  readonly connections: number;
  readonly perConnection: number;
  readonly parallelWorkers: number;
  readonly hashMultiplier: number;
  /** For the operating system and its cache. */
  readonly left: number;
  /** undefined: so many sessions do not fit. */
  readonly workMem: number | undefined;
  /** What all of this takes when every session uses all of it at once. */
  readonly worst: number;
  /** How work_mem comes about. */
  readonly words: readonly string[];
}

/** What a session takes beside its sorts and hashes: caches of the catalog, plans, page tables. A usual figure. */
const perConnection = 5 * MB;

/** Less is of no use to any sort. */
const leastWorkMem = MB;

export function memoryPlan(
  ram: number,
  { settings, hardware }: Pick<ServerFacts, 'settings' | 'hardware'>,
): MemoryPlan {
  // Reckoned unrounded, so that more memory never gives a smaller share; what is proposed is rounded down.
  const sharedBuffers = bufferShare(ram, hardware);
  const effectiveCacheSize = roundedDown(ram * (hardware.kind === 'desktop' ? 0.25 : 0.75));
  const maintenance = Math.max(16 * MB, Math.min(ram / 16, hardware.kind === 'warehouse' ? 2 * GB : GB));
  const autovacuumWorkers = numberOf(settings, 'autovacuum_max_workers') ?? 3;
  const autovacuum = Math.max(4 * MB, Math.min(ram / 64, 512 * MB));
  const connections = hardware.connections ?? numberOf(settings, 'max_connections') ?? 100;
  const parallelWorkers = hardware.cpus ?? numberOf(settings, 'max_parallel_workers') ?? 8;
  // 2 since 15, and what is proposed below it.
  const hashMultiplier = Math.max(2, numberOf(settings, 'hash_mem_multiplier') ?? 1);
  const left = Math.max(64 * MB, ram * 0.15);
  const taken = sharedBuffers + maintenance + autovacuum * autovacuumWorkers + connections * perConnection + left;
  const processes = connections + parallelWorkers;
  const share = (ram - taken) / (processes * hashMultiplier);
  const workMem = share < leastWorkMem ? undefined : roundedDown(Math.min(share, mostWorkMem(hardware)));
  const rest = sizeWords(Math.max(0, ram - taken));
  return {
    sharedBuffers: roundedDown(sharedBuffers),
    effectiveCacheSize,
    maintenance: roundedDown(maintenance),
    autovacuum: roundedDown(autovacuum),
    autovacuumWorkers,
    connections,
    perConnection,
    parallelWorkers,
    hashMultiplier,
    left,
    workMem,
    worst: taken + (workMem ?? 0) * processes * hashMultiplier,
    words: [
      `Of ${sizeWords(ram)}, ${sizeWords(sharedBuffers)} are shared_buffers, ${sizeWords(maintenance)} maintenance, ${autovacuumWorkers} × ${sizeWords(autovacuum)} autovacuum, ${connections} sessions × ${sizeWords(perConnection)}, and ${sizeWords(left)} stay with the operating system: ${rest} are left for sorts and hashes.`,
      workMem === undefined
        ? `${connections} sessions and ${parallelWorkers} parallel workers would have less than ${sizeWords(leastWorkMem)} each.`
        : `${rest} / (${connections} sessions + ${parallelWorkers} parallel workers) / ${hashMultiplier}, as a hash may take ${hashMultiplier} times work_mem, = ${sizeWords(share)}${share > mostWorkMem(hardware) ? `, held at ${sizeWords(mostWorkMem(hardware))}: what needs more sets it for itself` : `, rounded down to ${sizeWords(workMem)}`}.`,
    ],
  };
}

/** A quarter, as the manual has it; where other programs need the memory, a sixteenth. */
function bufferShare(ram: number, { kind }: Hardware): number {
  return Math.min(kind === 'desktop' ? ram / 16 : ram / 4, 64 * GB);
}

function mostWorkMem({ kind }: Hardware): number {
  return kind === 'warehouse' ? GB : kind === 'desktop' ? 64 * MB : 256 * MB;
}

/** What the settings as they are, or as the plan raises them, would take when every session uses all of it at once. */
export function worstNow(
  { settings, hardware }: Pick<ServerFacts, 'settings' | 'hardware'>,
  plan?: Pick<MemoryPlan, 'sharedBuffers' | 'parallelWorkers' | 'hashMultiplier'>,
): number | undefined {
  const workMem = bytesOf(settings, 'work_mem');
  const present = bytesOf(settings, 'shared_buffers');
  if (workMem === undefined || present === undefined) return undefined;
  const buffers = Math.max(present, plan?.sharedBuffers ?? 0);
  const connections = hardware.connections ?? numberOf(settings, 'max_connections') ?? 100;
  const workers = Math.max(numberOf(settings, 'max_parallel_workers') ?? 8, plan?.parallelWorkers ?? 0);
  const multiplier = Math.max(numberOf(settings, 'hash_mem_multiplier') ?? 1, plan?.hashMultiplier ?? 1);
  return buffers + connections * perConnection + (connections + workers) * workMem * multiplier;
}
