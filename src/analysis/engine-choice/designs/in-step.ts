import type { WorkloadKind } from '#vocabulary/engine-requirements.ts';

/** How a companion is kept in step with the main store, by the kind of work that it does. */
export function inStep(kind: WorkloadKind, main: string, companion: string): string {
  const ways: Partial<Record<WorkloadKind, string>> = {
    cache: `${main} stays the truth. The application deletes the key in ${companion} after the commit; each entry ends by itself, so that a lost delete heals.`,
    sessions: `${companion} owns the sessions: nothing is copied. Only the user’s id links them to ${main}.`,
    rankings: `Scores that count are written to ${main} first; ${companion} is updated after the commit and can be built again from there.`,
    search: `An outbox table in ${main}, written in the same transaction as the change, or its change stream (Debezium), feeds ${companion}; versions make late messages harmless. It can be built again at any time.`,
    vector: `An outbox or the change stream of ${main} starts the embedding and writes it to ${companion} under the same id; texts stay in ${main}.`,
    analytics: `The change stream of ${main} (or an export each night) loads ${companion}; nobody writes there by hand. Minutes behind are normal: say so on the reports.`,
    graph: `Ids are made in ${main}; its change stream creates nodes and relationships in ${companion} with MERGE, so that repeats are harmless.`,
    'time-series': `Devices and their owners live in ${main}; readings go straight to ${companion} with the device’s id. Nothing is copied.`,
    events: `An outbox in ${main} hands each event to ${companion} at least once; an event’s id makes repeats harmless.`,
    queue: `An outbox in ${main} hands jobs to ${companion} after the commit; workers must bear a job twice.`,
    'key-value': `${companion} owns these values: nothing is copied.`,
    documents: `${companion} owns the documents; ${main} holds their ids. What spans both goes through an outbox.`,
  };
  return ways[kind] ?? `${companion} holds only this work.`;
}
