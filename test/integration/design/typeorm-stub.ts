/** The decorators of TypeORM 0.3 as far as entities use them, by its documentation; the package itself is 30 MB. */
export const typeormStub = `
declare module 'typeorm' {
  export type Relation<T> = T;
  type Action = 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'DEFAULT' | 'SET DEFAULT' | 'NO ACTION';
  type Deferrable = 'INITIALLY IMMEDIATE' | 'INITIALLY DEFERRED';
  type ColumnType =
    | 'smallint' | 'integer' | 'bigint' | 'numeric' | 'real' | 'double precision' | 'boolean' | 'text'
    | 'character varying' | 'character' | 'citext' | 'uuid' | 'date' | 'timestamp without time zone'
    | 'timestamp with time zone' | 'time without time zone' | 'time with time zone' | 'interval' | 'json' | 'jsonb'
    | 'bytea' | 'inet' | 'cidr' | 'macaddr' | 'macaddr8' | 'tsvector' | 'tsquery' | 'bit' | 'bit varying' | 'point' | 'line'
    | 'box' | 'circle' | 'path' | 'polygon' | 'xml' | 'money' | 'enum' | 'int4range' | 'int8range' | 'numrange' | 'tsrange'
    | 'tstzrange' | 'daterange' | 'hstore' | 'ltree' | 'geometry' | 'geography' | 'cube';
  interface ColumnOptions {
    name?: string; type?: ColumnType; length?: number; precision?: number | null; scale?: number; array?: boolean;
    nullable?: boolean; default?: () => string; enum?: string[]; enumName?: string; collation?: string; comment?: string;
    generatedType?: 'VIRTUAL' | 'STORED'; asExpression?: string; primaryKeyConstraintName?: string;
  }
  interface RelationOptions { onDelete?: Action; onUpdate?: Action; nullable?: boolean; deferrable?: Deferrable }
  export function Entity(options: { name?: string; schema?: string; comment?: string }): ClassDecorator;
  export function Column(options: ColumnOptions): PropertyDecorator;
  export function PrimaryColumn(options: ColumnOptions): PropertyDecorator;
  export function PrimaryGeneratedColumn(kind: 'increment', options: { name?: string; type?: 'smallint' | 'integer' | 'bigint'; primaryKeyConstraintName?: string; comment?: string }): PropertyDecorator;
  export function PrimaryGeneratedColumn(kind: 'identity', options: { name?: string; type?: 'smallint' | 'integer' | 'bigint'; generatedIdentity?: 'ALWAYS' | 'BY DEFAULT'; primaryKeyConstraintName?: string; comment?: string }): PropertyDecorator;
  export function ManyToOne<T>(type: () => new () => T, other: (one: T) => unknown, options?: RelationOptions): PropertyDecorator;
  export function OneToOne<T>(type: () => new () => T, other: (one: T) => unknown, options?: RelationOptions): PropertyDecorator;
  export function OneToMany<T>(type: () => new () => T, other: (one: T) => unknown): PropertyDecorator;
  export function JoinColumn(columns: { name?: string; referencedColumnName?: string; foreignKeyConstraintName?: string }[]): PropertyDecorator;
  export function Unique(name: string, fields: string[], options?: { deferrable?: Deferrable }): ClassDecorator;
  export function Check(name: string, expression: string): ClassDecorator;
  export function Exclusion(name: string, expression: string): ClassDecorator;
  export function Index(name: string, fields: string[], options?: { unique?: boolean; where?: string }): ClassDecorator;
  export function Index(name: string, options: { synchronize: false }): ClassDecorator;
}
`;
