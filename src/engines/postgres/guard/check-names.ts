import type { CatalogReader } from './catalog-reader.ts';
import { type CatalogRows, type FunctionRow, firstUserId, type HiddenRow, type RelationRow } from './catalog-rows.ts';
import { judgeFunction, judgeRelation } from './judge.ts';
import type { FunctionName, Name, Path } from './names.ts';
import { checkPieceSizes } from './piece-sizes.ts';
import { type Following, followPiece, type Piece, pieceOf } from './pieces.ts';
import { refused } from './refusal.ts';
import type { Measured } from './size-scope.ts';
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
  /** Throws where the server would read a text otherwise than our parser does. */
  readonly checkDialect: (text: string) => void;
  /** Told the OID of every function and relation that was judged. */
  readonly judged?: (id: number) => void;
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

/** Functions and operators that make rows of a type which no cast names: json_populate_record(t, …), t #= hstore. */
const populating = /^(jsonb?_)?populate_record|^#=$/;

/**
 * Everything that the query reaches is looked up in the catalog and judged: functions, operators, casts, types,
 * relations, and what stands behind views, SQL functions, policies and domains, round by round until nothing new turns
 * up. A name stands for all that it could mean along the search path. Errors: denied.
 */
export async function checkNames(at: NamesCase): Promise<Measured> {
  const play = typesInPlay();
  const seen = new Set<string>();
  const hidden = new Map<string, HiddenRow>();
  const ofRows: { readonly row: FunctionRow; readonly use: FunctionName; readonly piece: Piece }[] = [];
  const facts = { assigns: false, makesJson: false };
  const all: Piece[] = [];
  let pieces: readonly Piece[] = [
    pieceOf([at.query], at.path, { mode: at.mode, who: 'it', form: 'query', direct: true }),
  ];
  let behind: readonly Behind[] = [];

  for (let round = 0; pieces.length > 0 || behind.length > 0 || play.unread().length > 0; round++) {
    all.push(...pieces);
    if (round > mostRounds || all.length > mostPieces) throw refused('it reaches too far into views and functions');
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
      .filter((follow) => isNew(`${follow.mode} ${follow.printed} ${follow.direct} ${follow.text}`))
      .map((follow) => {
        if (!follow.printed) at.checkDialect(follow.text);
        return followPiece(follow, at.path);
      });
  }
  return checkPieceSizes(all);

  function judgeRound(rows: CatalogRows, pieces: readonly Piece[], asked: readonly Behind[]) {
    const follows: Following[] = [];
    const next: Behind[] = [];
    const call = (row: FunctionRow, mode: 'run' | 'plan', foldable: boolean, who: string, direct: boolean) => {
      at.judged?.(row.id);
      const judged = judgeFunction(row, { mode, foldable, who, allowed: at.allowed });
      follows.push(...judged.map((follow) => ({ ...follow, direct })));
      if (row.id < firstUserId && !row.touched) return;
      play.addTargets([...row.takes, ...row.gives]);
      const behindIt = `${row.kind === 'a' ? 'the aggregate' : 'the function'} ${row.schema}.${row.name}`;
      // What helps the planner runs for a mere plan too.
      if (mode === 'run' || row.kind !== 'a') for (const id of row.parts) next.push({ id, mode: 'run', who: behindIt });
      // The printed body lacks operators that NULLIF, USING and the like imply, and casts.
      for (const { mode: inner } of judged.slice(0, 1)) {
        for (const id of row.uses) next.push({ id, mode: inner, who: behindIt });
      }
    };
    const read = (row: RelationRow, piece: Pick<Piece, 'mode' | 'who' | 'direct'>, written: boolean) => {
      at.judged?.(row.id);
      const policed = !row.inherited && (piece.direct ? row.policed : row.policies.length > 0);
      const judged = judgeRelation(row, { mode: piece.mode, who: piece.who, written, policed });
      follows.push(...judged.map((follow) => ({ ...follow, direct: false })));
      const who = `${row.kind === 'v' ? 'the view' : 'the table'} ${row.schema}.${row.name}`;
      for (const id of [...row.uses, ...(policed ? row.policyUses : [])]) next.push({ id, mode: piece.mode, who });
      play.addValues(row.types);
      play.addFamilies(row.families);
      if (written) play.addTargets(row.types);
    };
    for (const piece of pieces) {
      const foldsAnyway = !relationsOf(piece, rows).every(
        (row) => row.computed.length === 0 && 'rpmf'.includes(row.kind),
      );
      for (const use of piece.names.functions) {
        for (const row of rows.functions) {
          if (!means(use, row) || !takes(row, use.arguments)) continue;
          if (use.ofRow === true) ofRows.push({ row, use, piece });
          else call(row, piece.mode, foldsAnyway || use.foldable, piece.who, piece.direct);
        }
        facts.makesJson ||= use.name.includes('json');
      }
      if ([...piece.names.functions, ...piece.names.operators].some((use) => populating.test(use.name))) {
        play.addTargets(relationsOf(piece, rows).flatMap((row) => row.types));
      }
      for (const use of piece.names.operators) {
        for (const row of rows.operators.filter((one) => means(use, one))) {
          // The planner runs operators to estimate how much they let through.
          for (const id of row.functions) next.push({ id, mode: 'run', who: `the operator ${row.schema}.${row.name}` });
          play.addFamilies(row.families);
        }
      }
      for (const use of piece.names.types) {
        play.addTargets(rows.types.filter((row) => means(use, row)).map((row) => row.id));
      }
      const written = piece.names.written.length > 0;
      facts.assigns ||= piece.names.assigns || (written && at.mode === 'plan');
      for (const row of relationsOf(piece, rows)) read(row, piece, written);
    }
    const heirs = { mode: at.mode, who: 'it', direct: true };
    for (const row of rows.relations.filter((one) => one.inherited)) read(row, heirs, facts.assigns);
    for (const one of asked) {
      for (const row of rows.functions.filter((candidate) => candidate.id === one.id))
        call(row, one.mode, true, one.who, false);
    }
    for (const { row, target } of play.learn(rows.types)) {
      const who = `the type ${row.schema}.${row.name}`;
      for (const id of row.machinery) next.push({ id, mode: 'run', who });
      play.addFamilies(row.families);
      if (!target) continue;
      for (const text of row.checks)
        follows.push({ text: `SELECT ${text}`, printed: true, mode: 'run', who, form: 'query', direct: false });
    }
    return { follows, behind: next.filter((one) => isNew(`function ${one.id} ${one.mode}`)) };
  }

  /** Casts and comparisons that nobody names. */
  function hiddenInPlay(): readonly Behind[] {
    const reached = [...hidden.values()].filter((row) => play.reaches(row, facts));
    const made = reached.find((row) => row.function === 0);
    if (made !== undefined) throw refused(`somebody made a ${made.what} here, and it may run in any statement`);
    return reached
      .filter((row) => isNew(`function ${row.function} run`))
      .map((row) => ({ id: row.function, mode: 'run', who: `a ${row.what}, at work in the statement,` }));
  }

  /** `t.f` and `(t).f`, where f is no column: judged again each round, as more types come into play. */
  function rowCalls(): readonly Following[] {
    return ofRows
      .filter(({ row, use }) => row.takes.some((type) => play.mayCall(type, use.name, use.ofAny === true)))
      .flatMap(({ row, piece }) => {
        at.judged?.(row.id);
        const judged = judgeFunction(row, { mode: piece.mode, foldable: true, who: piece.who, allowed: at.allowed });
        return judged.map((follow) => ({ ...follow, direct: piece.direct }));
      });
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
