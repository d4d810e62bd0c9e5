import type { CatalogReader } from './catalog-reader.ts';
import { type CatalogRows, type FunctionRow, firstUserId, type HiddenRow } from './catalog-rows.ts';
import { type Follow, judgeFunction, judgeRelation } from './judge.ts';
import type { FunctionName, Name, Path } from './names.ts';
import { followPiece, type Piece, pieceOf } from './pieces.ts';
import { refused } from './refusal.ts';
import { typesInPlay } from './types-in-play.ts';

export interface NamesCase {
  /** The query itself, without EXPLAIN. */
  readonly query: unknown;
  readonly mode: 'run' | 'plan';
  /** current_schemas(true) of the session. */
  readonly path: Path;
  /** Functions of the user's that are allowed unseen: `app.tax_of`. */
  readonly allowed: ReadonlySet<string>;
  readonly catalog: CatalogReader;
}

/** A function to judge, found behind an operator, an aggregate, a cast or a type. */
interface Behind {
  readonly id: number;
  readonly mode: 'run' | 'plan';
  readonly who: string;
}

/** No honest query reaches deeper into views and functions. */
const mostRounds = 40;
const mostPieces = 5_000;

/** Functions that make rows of a type which no cast names: json_populate_record(t, …). */
const populating = /^jsonb?_populate_record/;

/**
 * Everything that the query reaches is looked up in the catalog and judged: functions, operators, casts, types,
 * relations, and what stands behind views, SQL functions, policies and domains, round by round until nothing new turns
 * up. A name stands for all that it could mean along the search path. Errors: denied.
 */
export async function checkNames(at: NamesCase): Promise<void> {
  const play = typesInPlay();
  const seen = new Set<string>();
  const hidden = new Map<string, HiddenRow>();
  const ofRows: { readonly row: FunctionRow; readonly use: FunctionName; readonly piece: Piece }[] = [];
  const facts = { writes: false, makesJson: false };
  let count = 0;
  let pieces: readonly Piece[] = [pieceOf(at.query, at.path, { mode: at.mode, who: 'it', form: 'query' })];
  let behind: readonly Behind[] = [];

  for (let round = 0; pieces.length > 0 || behind.length > 0 || play.unread().length > 0; round++) {
    count += pieces.length;
    if (round > mostRounds || count > mostPieces) throw refused('it reaches too far into views and functions');
    const rows = await at.catalog.read({
      functions: distinct(pieces.flatMap((piece) => piece.names.functions)),
      operators: distinct(pieces.flatMap((piece) => piece.names.operators)),
      types: distinct(pieces.flatMap((piece) => piece.names.types)),
      relations: distinct(pieces.flatMap((piece) => piece.names.relations)),
      functionIds: [...new Set(behind.map((one) => one.id))],
      typeIds: play.unread(),
      hidden: round === 0,
    });
    for (const row of rows.hidden) hidden.set(JSON.stringify(row), row);
    const found = judgeRound(rows, pieces, behind);
    behind = [...found.behind, ...hiddenInPlay()];
    pieces = [...found.follows, ...rowCalls()]
      .filter((follow) => isNew(`${follow.mode} ${follow.printed} ${follow.text}`))
      .map((follow) => followPiece(follow, at.path));
  }

  function judgeRound(rows: CatalogRows, pieces: readonly Piece[], asked: readonly Behind[]) {
    const follows: Follow[] = [];
    const next: Behind[] = [];
    const call = (row: FunctionRow, mode: 'run' | 'plan', foldable: boolean, who: string) => {
      follows.push(...judgeFunction(row, { mode, foldable, who, allowed: at.allowed }));
      if (row.id < firstUserId) return;
      play.addTargets([...row.takes, ...row.gives]);
      if (mode === 'run') {
        for (const id of row.parts) next.push({ id, mode, who: `the aggregate ${row.schema}.${row.name}` });
      }
    };
    for (const piece of pieces) {
      const foldsAnyway = !relationsOf(piece, rows).every(
        (row) => row.computed.length === 0 && 'rpmf'.includes(row.kind),
      );
      for (const use of piece.names.functions) {
        for (const row of rows.functions) {
          if (!means(use, row) || !takes(row, use.arguments)) continue;
          if (use.ofRow === true) ofRows.push({ row, use, piece });
          else call(row, piece.mode, foldsAnyway || use.foldable, piece.who);
        }
        facts.makesJson ||= use.name.includes('json');
        if (populating.test(use.name)) play.addTargets(relationsOf(piece, rows).flatMap((row) => row.types));
      }
      for (const use of piece.names.operators) {
        for (const row of rows.operators.filter((one) => means(use, one))) {
          // The planner runs operators to estimate how much they let through.
          next.push({ id: row.function, mode: 'run', who: `the operator ${row.schema}.${row.name}` });
        }
      }
      for (const use of piece.names.types) {
        play.addTargets(rows.types.filter((row) => means(use, row)).map((row) => row.id));
      }
      const written = piece.names.written.length > 0;
      facts.writes ||= written && at.mode === 'plan';
      for (const row of relationsOf(piece, rows)) {
        follows.push(...judgeRelation(row, { mode: piece.mode, who: piece.who, written }));
        play.addValues(row.types);
        if (written) play.addTargets(row.types);
      }
    }
    for (const row of rows.relations.filter((one) => one.inherited)) {
      follows.push(...judgeRelation(row, { mode: at.mode, who: 'it', written: facts.writes }));
      play.addValues(row.types);
    }
    for (const one of asked) {
      for (const row of rows.functions.filter((candidate) => candidate.id === one.id))
        call(row, one.mode, true, one.who);
    }
    for (const { row, target } of play.learn(rows.types)) {
      const who = `the type ${row.schema}.${row.name}`;
      for (const id of row.machinery) next.push({ id, mode: 'run', who });
      if (!target) continue;
      for (const text of row.checks)
        follows.push({ text: `SELECT ${text}`, printed: true, mode: 'run', who, form: 'query' });
    }
    return { follows, behind: next.filter((one) => isNew(`function ${one.id} ${one.mode}`)) };
  }

  /** Casts and comparisons that nobody names. */
  function hiddenInPlay(): readonly Behind[] {
    return [...hidden.values()]
      .filter((row) => play.reaches(row, facts) && isNew(`function ${row.function} run`))
      .map((row) => ({ id: row.function, mode: 'run', who: `a ${row.what} of a type in the statement` }));
  }

  /** `t.f` and `(t).f`, where f is no column: judged again each round, as more types come into play. */
  function rowCalls(): readonly Follow[] {
    return ofRows
      .filter(({ row, use }) => row.takes.some((type) => play.mayCall(type, use.name, use.ofAny === true)))
      .flatMap(({ row, piece }) =>
        judgeFunction(row, { mode: piece.mode, foldable: true, who: piece.who, allowed: at.allowed }),
      );
  }

  function isNew(key: string): boolean {
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  }
}

function relationsOf(piece: Piece, rows: CatalogRows) {
  return piece.names.relations.flatMap((use) => {
    const candidates = rows.relations.filter((row) => means(use, row));
    const place = (schema: string) => use.schemas.indexOf(schema);
    return candidates.sort((a, b) => place(a.schema) - place(b.schema)).slice(0, 1);
  });
}

function means(use: Name, row: { readonly name: string; readonly schema: string }): boolean {
  return row.name === use.name && use.schemas.includes(row.schema);
}

function takes(row: FunctionRow, count: number | undefined): boolean {
  return count === undefined || row.variadic || (row.least <= count && count <= row.most);
}

function distinct(names: readonly Name[]): readonly Name[] {
  return [...new Map(names.map((name) => [`${name.name}\0${name.schemas.join('\0')}`, name])).values()];
}
