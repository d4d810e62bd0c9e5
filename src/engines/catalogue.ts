// Made by scripts/generate.ts from the files that are there; do not edit.
import { bigquery } from './bigquery/engine.ts';
import { mariadb } from './mariadb/engine.ts';
import { mysql } from './mysql/engine.ts';
import { postgres } from './postgres/engine.ts';
import { redshift } from './redshift/engine.ts';
import { snowflake } from './snowflake/engine.ts';
import { sqlite } from './sqlite/engine.ts';
import { sqlserver } from './sqlserver/engine.ts';

export const engines = [postgres, bigquery, mariadb, mysql, redshift, snowflake, sqlite, sqlserver] as const;
