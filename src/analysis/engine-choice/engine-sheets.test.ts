import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { designs } from './designs/find-design.ts';
import { engineSheets } from './engine-sheets.ts';
import { findEngine } from './find-engine.ts';
import { managedForms } from './managed-forms.ts';

/** The 28 databases that are asked for, in the words they are asked for in. */
const named =
  'PostgreSQL, MySQL, MariaDB, SQL Server, SQLite, Amazon Aurora, MongoDB, CouchDB, Redis, Memcached, Cassandra, ScyllaDB, DynamoDB, Elasticsearch, Meilisearch, Neo4j, ArangoDB, Amazon Neptune, InfluxDB, TimescaleDB, Snowflake, BigQuery, Redshift, ChromaDB, Pinecone, Weaviate, Amazon RDS, Google Cloud SQL'.split(
    ', ',
  );

describe('fact sheets', () => {
  test('each of the 28 databases has a sheet, or is a form of engines that have one', () => {
    expect(named).toHaveLength(28);
    const lost = named.filter(
      (name) => findEngine(name) === undefined && !managedForms.some((form) => form.name === name),
    );
    expect(lost).toEqual([]);
  });

  test('each file is listed, each engine has a layout', () => {
    const files = readdirSync('src/analysis/engine-choice/sheets').map((file) => file.replace(/\.ts$/, ''));
    expect(engineSheets.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
    expect(Object.keys(designs).toSorted()).toEqual(files.toSorted());
  });

  test.each(engineSheets.map((sheet) => [sheet.name, sheet] as const))(
    '%s: every fact has a public source and a date',
    (_, sheet) => {
      const facts = Object.entries(sheet.facts);
      expect(facts.length).toBeGreaterThanOrEqual(50);
      for (const [name, fact] of facts) {
        expect(fact.source, name).toMatch(/^https:\/\/[a-z0-9.-]+\.[a-z]{2,}\//);
        expect(fact.date, name).toMatch(/20(?:2[3-9])/);
        expect(fact.value, name).toBeDefined();
      }
    },
  );

  test('managed forms run engines that there are', () => {
    const ids = new Set(engineSheets.map(({ id }) => id));
    expect(managedForms.flatMap(({ of }) => of).filter((id) => !ids.has(id))).toEqual([]);
  });

  test('no two engines share a name', () => {
    const names = engineSheets.flatMap(({ id, name, aliases }) => [...new Set([id, name.toLowerCase(), ...aliases])]);
    expect(names.length).toBe(new Set(names).size);
  });
});
