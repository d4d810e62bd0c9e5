/**
 * A process of its own for PGlite: WebAssembly blocks its thread, and what it leaks goes with the process.
 * Plain JavaScript, since Node runs it as it is, from the sources and from the package.
 *
 * Its parent sends one order (see PgliteOrder in pglite-child.ts) and gets one answer, `{ready}` or `{error}`.
 * When the parent goes, however that happens, this process ends too and removes the folder it was told to remove.
 */
import { rmSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { servePglite } from './pglite-wire.mjs';

/** ICU's root collation: as on the native server, and unlike PGlite's own "C". */
const INITDB_PARAMETERS = ['--no-data-checksums', '--locale-provider=icu', '--icu-locale=und'];

process.once('message', (order) => {
  obey(/** @type {import('./pglite-child.ts').PgliteOrder} */ (order)).then(
    (ready) => process.send?.({ ready }),
    (error) => process.send?.({ error: String(error?.message ?? error) }, () => process.exit(1)),
  );
});
// Replaced as soon as there is something to put in order first.
process.once('disconnect', () => process.exit(0));

/** @param {import('./pglite-child.ts').PgliteOrder} order */
async function obey(order) {
  switch (order.do) {
    case 'create':
      return create(order.dataDirectory, order.archive);
    case 'archive':
      return archive(order.file);
    case 'serve':
      return serve(order);
  }
}

/** @param {string} dataDirectory @param {string | undefined} archiveFile */
async function create(dataDirectory, archiveFile) {
  const prepared = archiveFile ? { loadDataDir: new Blob([await readFile(archiveFile)]) } : {};
  const database = await PGlite.create({ dataDir: dataDirectory, initDbStartParams: INITDB_PARAMETERS, ...prepared });
  await database.exec('CHECKPOINT');
  await database.close();
  return {};
}

/** @param {string} file */
async function archive(file) {
  const database = await PGlite.create({ initDbStartParams: INITDB_PARAMETERS });
  await database.exec('CHECKPOINT');
  const packed = await database.dumpDataDir('gzip');
  await database.close();
  await writeFile(file, Buffer.from(await packed.arrayBuffer()));
  return {};
}

/** @param {Extract<import('./pglite-child.ts').PgliteOrder, {do: 'serve'}>} order */
async function serve(order) {
  const { removeAtEnd } = order;
  if (removeAtEnd) atOrphaning(() => rmSync(removeAtEnd, { recursive: true, force: true, maxRetries: 10 }));
  const database = await PGlite.create({
    dataDir: order.dataDirectory,
    extensions: await allExtensions(),
    startParams: [
      ...PGlite.defaultStartParams,
      ...Object.entries(order.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
  });
  if (!removeAtEnd) atOrphaning(() => database.close());
  process.on('message', async (word) => {
    if (word !== 'end') return;
    await database.exec('CHECKPOINT');
    await database.close();
    process.exit(0);
  });
  const { rows } = await database.query('SHOW server_version');
  await servePglite(database, order.listening);
  return { version: rows[0].server_version };
}

/** Every extension that PGlite's package holds; CREATE EXTENSION then finds them as on a full server. */
async function allExtensions() {
  const folder = `${dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite')))}/contrib`;
  const files = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const modules = await Promise.all(files.map((name) => import(pathToFileURL(`${folder}/${name}`).href)));
  return Object.fromEntries(modules.flatMap((each) => Object.entries(each).filter(([, value]) => value?.setup)));
}

/** @param {() => Promise<void> | void} tidy */
function atOrphaning(tidy) {
  process.removeAllListeners('disconnect');
  process.once('disconnect', async () => {
    try {
      await tidy();
    } finally {
      process.exit(0);
    }
  });
}
