/**
 * SQLite as WebAssembly in a thread of its own: a statement that takes too long cannot be interrupted, but its thread
 * can be ended. Plain JavaScript, since Node runs it as it is, from the sources and from the package.
 *
 * It opens one database (`SqliteWorkerData` in thread.ts) and obeys orders (`SqliteOrder`), one at a time. The memory
 * of SQLite has a ceiling, and no file can be touched but the database and what lies beside it.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const { path, write, memoryBytes, pragmas } = /** @type {import('./thread.ts').SqliteWorkerData} */ (workerData);
const PAGE = 65_536;
const TEXT = 3;
const BLOB = 4;
const STACK_BYTES = 8_388_608;
const CANARY_BYTES = 4_096;
const CANARY = 0xa5;

limitMemory(memoryBytes);
const instance = watchInstance();
const { default: sqlite } = await import('node-sqlite3-wasm');
const stack = giveStack();
limitFiles(path);
forgetReservedLock(path);
const database = open();

parentPort?.on('message', (order) => {
  try {
    const done = obey(order);
    parentPort?.postMessage(stack.isWhole() ? { done } : { broken: 'The stack is too small.' });
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    // What is no error of SQLite's own is a trap, after which its memory is not to be trusted.
    parentPort?.postMessage(name === 'SQLite3Error' && stack.isWhole() ? { error: message } : { broken: message });
  }
});

function open() {
  const opened = new sqlite.Database(path, write ? {} : { readOnly: true });
  for (const pragma of pragmas) opened.exec(pragma);
  return opened;
}

/** @param {import('./thread.ts').SqliteOrder} order */
function obey(order) {
  switch (order.do) {
    case 'rows':
      return rows(order);
    case 'time':
      return time(order);
    case 'run':
      return { changes: database.run(order.sql, order.values).changes };
    case 'exec':
      database.exec(order.sql);
      return {};
    case 'close':
      database.close();
      return {};
  }
}

/**
 * Rows as arrays: two columns may have one name. The size of a row is known before it is taken out of SQLite.
 * @param {Extract<import('./thread.ts').SqliteOrder, {do: 'rows'}>} order
 */
function rows({ sql, values, limits }) {
  const statement = database.prepare(sql);
  try {
    const names = statement._getColumnNames();
    const positions = names.map((_, at) => String(at));
    const taken = [];
    let bytes = 0;
    statement._assertReady();
    statement._bind(values);
    while (statement._step()) {
      if (taken.length >= limits.rows) return { columns: names, rows: taken, truncated: 'rows' };
      bytes += bytesOfRow(statement._ptr, names.length);
      if (bytes > limits.bytes) return { columns: names, rows: taken, truncated: 'bytes' };
      taken.push(Object.values(statement._getRow(positions, false)));
    }
    return { columns: names, rows: taken };
  } finally {
    // What finalizing says was said by the step before.
    try {
      statement.finalize();
    } catch {}
  }
}

/**
 * Runs a statement to its end without handing its rows out. Where they are to be compared, a sum over all rows that no
 * order changes; reals count with 12 digits, since the order of adding up changes the last ones.
 * @param {Extract<import('./thread.ts').SqliteOrder, {do: 'time'}>} order
 */
function time({ sql, compare }) {
  const statement = database.prepare(sql);
  try {
    const names = statement._getColumnNames();
    const positions = names.map((_, at) => String(at));
    let rows = 0;
    let low = 0;
    let high = 0;
    let reals = false;
    const start = performance.now();
    statement._assertReady();
    while (statement._step()) {
      rows++;
      if (!compare) continue;
      const values = Object.values(statement._getRow(positions, false));
      reals ||= values.some((value) => typeof value === 'number' && !Number.isInteger(value));
      const [one, other] = hashOf(values.map(spelled).join('\u001f'));
      low = (low + one) % 2 ** 48;
      high = (high + other) % 2 ** 48;
    }
    const milliseconds = performance.now() - start;
    return { milliseconds, rows, checksum: compare ? `${low.toString(16)}.${high.toString(16)}` : '', reals };
  } finally {
    try {
      statement.finalize();
    } catch {}
  }
}

/** A value with its type: 1 and '1' are two. */
function spelled(value) {
  if (value === null) return 'n';
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'number' && !Number.isInteger(value)) return `r${value.toPrecision(12)}`;
  return `${typeof value === 'string' ? 's' : 'i'}${value}`;
}

/** Two 32-bit hashes (FNV-1a with different starts). */
function hashOf(text) {
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) + at;
  }
  return [one >>> 0, other >>> 0];
}

/** @param {number} pointer @param {number} columns */
function bytesOfRow(pointer, columns) {
  let bytes = 0;
  for (let at = 0; at < columns; at++) {
    const type = sqlite._sqlite3_column_type(pointer, at);
    bytes += type === TEXT || type === BLOB ? sqlite._sqlite3_column_bytes(pointer, at) : 8;
  }
  return bytes;
}

/** SQLite is told that there is no more memory; its own limit (hard_heap_limit) is not compiled in. */
function limitMemory(most) {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > most) throw new RangeError('The ceiling of memory is reached.');
    return grow.call(this, pages);
  };
}

/** The last wall: whatever a statement found to write to, it is not there. */
function limitFiles(own) {
  const isOwn = (file) =>
    own !== ':memory:' &&
    [own, `${own}-journal`, `${own}-wal`, `${own}-shm`, `${own}.lock`, dirname(own)].includes(String(file));
  for (const name of ['openSync', 'accessSync', 'unlinkSync', 'mkdirSync', 'rmdirSync']) {
    const original = fs[name];
    fs[name] = (file, ...rest) => {
      if (isOwn(file)) return original.call(fs, file, ...rest);
      throw Object.assign(new Error('Only the database itself may be touched.'), { code: 'EACCES' });
    };
  }
}

/**
 * The library keeps one lock for all of SQLite's kinds, so that its own shared lock looks like a writer's reserved one,
 * and a journal that a killed writer left is never rolled back. Nobody else opens our files: nothing is reserved.
 */
function forgetReservedLock(own) {
  const original = fs.accessSync;
  fs.accessSync = (file, ...rest) => {
    if (String(file) === `${own}.lock`) throw Object.assign(new Error('Nobody holds it.'), { code: 'ENOENT' });
    return original.call(fs, file, ...rest);
  };
}

/** The library keeps its instance to itself. */
function watchInstance() {
  const found = { exports: /** @type {Record<string, any>} */ ({}) };
  const Original = WebAssembly.Instance;
  WebAssembly.Instance = class extends Original {
    constructor(module, imports) {
      super(module, imports);
      found.exports = this.exports;
      WebAssembly.Instance = Original;
    }
  };
  return found;
}

/**
 * The library has a stack of 64 KB above its variables, which deep expressions and long LIKE patterns overwrite without
 * a word. So SQLite gets as much as it has elsewhere, with a canary at its end.
 */
function giveStack() {
  const library = fs.readFileSync(createRequire(import.meta.url).resolve('node-sqlite3-wasm'), 'utf8');
  const [, name = ''] = /__emscripten_stack_restore=wasmExports\["(\w+)"\]/.exec(library) ?? [];
  const memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory);
  const restore = instance.exports[name];
  if (memory === undefined || restore === undefined) throw new Error('The stack of SQLite was not found.');
  const bottom = sqlite._malloc(STACK_BYTES);
  const canary = () => new Uint8Array(memory.buffer, bottom, CANARY_BYTES);
  canary().fill(CANARY);
  restore((bottom + STACK_BYTES) & ~15);
  return { isWhole: () => canary().every((byte) => byte === CANARY) };
}
