import { domains } from '#analysis/domains/catalogue.ts';
import type { Domain } from '#analysis/domains/domain.ts';
import { features } from '#analysis/features/catalogue.ts';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { type ComposedModel, composeModel } from '#analysis/requirements/compose-model.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { countOn } from '#engines/postgres/twin/prove/count-on.ts';
import { trialSession } from '#engines/postgres/twin/prove/trial-session.ts';
import { make } from '#engines/sql/design/round-trip.ts';
import { fill, tryScenarios } from '#engines/sql/design/try-scenarios.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel, ModelSource } from '#vocabulary/logical-model.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';

/** Every two domains of the catalogue. */
export const pairs: readonly (readonly [Domain, Domain])[] = domains.flatMap((one, at) =>
  domains.slice(at + 1).map((other) => [one, other] as const),
);

/** What a request for these domains would give, with the options that are usual. */
export function composed(list: readonly Domain[], hasTenants = false): ComposedModel {
  return composeModel(
    {
      domains: list.map((domain) => ({ domain, because: [domain.id] })),
      options: list.flatMap((domain) =>
        domain.options.flatMap((option) => (option.usual ? [{ domain, option, because: [], assumed: true }] : [])),
      ),
      features: [],
      entities: {},
      quantities: [],
      access: [],
      negations: [],
      settings: hasTenants ? [{ what: 'multi-tenant', words: 'multi-tenant' }] : [],
      notUnderstood: [],
    },
    { domains, features },
  );
}

/** Why no PostgreSQL schema can be made of it; else the model and the schema. */
export function designed(
  source: ModelSource,
): { readonly faults: readonly string[] } | { readonly model: LogicalModel; readonly design: PhysicalDesign } {
  const { model, faults = [] } = expandModel(source);
  const found = [...faults, ...(model === undefined ? [] : checkModel(model))];
  const design =
    found.length > 0 || model === undefined ? undefined : postgres.design?.(model, new Date('2026-06-15T00:00:00Z'));
  if (model === undefined || design === undefined) {
    return { faults: found.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  }
  return { model, design };
}

export interface MixedProof {
  readonly faults: readonly string[];
  readonly scenarios: DesignProof['scenarios'];
}

/** PGlite grows slower with every schema that was dropped: after so many it is started anew. */
const mostModels = 8;

/** A server on which one model after the other is made and tried. It has one session, so that it tries no race. */
export async function scenarioServer(): Promise<{
  readonly prove: (source: ModelSource) => Promise<MixedProof>;
  readonly stop: () => Promise<void>;
}> {
  let server = await freshServer();
  let tried = 0;
  return {
    prove: async (source) => {
      const made = designed(source);
      if ('faults' in made) return { faults: made.faults, scenarios: [] };
      if (tried === mostModels) {
        await server.stop();
        server = await freshServer();
        tried = 0;
      }
      tried++;
      return proveOn(server.connection, made);
    },
    stop: () => server.stop(),
  };
}

async function freshServer(): Promise<{ readonly connection: TwinConnection; readonly stop: () => Promise<void> }> {
  const server = await startEmbeddedServer({ kind: 'pglite' });
  const connection = await openTwinConnection(server.url);
  await connection.query(`SET TimeZone = 'UTC'`);
  return {
    connection,
    stop: async () => {
      await connection.close();
      await server.stop();
    },
  };
}

async function proveOn(
  connection: TwinConnection,
  { model, design }: { readonly model: LogicalModel; readonly design: PhysicalDesign },
): Promise<MixedProof> {
  const session = trialSession(connection);
  await connection.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const failed = await make(session, design.statements);
  if (failed !== undefined) return { faults: [`${failed.of}: ${failed.message}`], scenarios: [] };
  const [refused] = await fill(session, model.fixture);
  if (refused !== undefined) return { faults: [`${refused.message}\n${refused.statement}`], scenarios: [] };
  await countOn(connection);
  const scenarios = await tryScenarios(model, {
    session,
    dialect: 'postgres',
    checks: [],
    closing: 'SET CONSTRAINTS ALL IMMEDIATE',
    race: { why: oneSession },
  });
  return { faults: [], scenarios };
}

/** The only reason why something may stay open here: each domain's own test tries its races on a native server. */
export const oneSession = 'PGlite has one session.';
