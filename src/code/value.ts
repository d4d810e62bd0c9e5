import type ts from 'typescript';
import type { QueryLibrary } from '#vocabulary/query-loop.ts';
import type { Role } from './libraries.ts';

/** What an expression stands for, as far as it has to do with a database. */
export interface Value {
  readonly library: QueryLibrary;
  readonly role: Role;
  /** An import's name, a model's, a table's. */
  readonly name?: string | undefined;
  /** Of a query, a builder or a prepared statement. */
  readonly op?: 'read' | 'write' | 'other' | undefined;
  readonly sql?: string | undefined;
  /** The statement's text is put together elsewhere: it may be another one each time. */
  readonly dynamic?: boolean | undefined;
  /** Asked of a loaded row: `user.getPosts()`. */
  readonly ofRow?: true;
  /** The call that asks, for rows and what is made of them. */
  readonly at?: ts.Node | undefined;
}

export type Evaluate = (node: ts.Node) => Value | undefined;
