import type { Settings } from '#vocabulary/settings.ts';

export interface ManagedService {
  readonly name: string;
  /** Where its settings are changed instead of ALTER SYSTEM. */
  readonly place: string;
}

const services: Readonly<Record<string, ManagedService>> = {
  rds: { name: 'Amazon RDS or Aurora', place: 'the parameter group of the instance' },
  cloudsql: { name: 'Google Cloud SQL', place: 'the database flags of the instance' },
  alloydb: { name: 'Google AlloyDB', place: 'the database flags of the instance' },
  azure: { name: 'Azure Database for PostgreSQL', place: 'the server parameters of the instance' },
  neon: { name: 'Neon', place: 'ALTER ROLE and ALTER DATABASE, or its console' },
  supautils: { name: 'Supabase', place: 'supabase postgres-config update' },
};

/** By the names of the settings that a service adds. There nobody may run ALTER SYSTEM. */
export function managedService(settings: Settings): ManagedService | undefined {
  const names = Object.keys(settings);
  return Object.entries(services).find(([prefix]) => names.some((name) => name.startsWith(`${prefix}.`)))?.[1];
}
