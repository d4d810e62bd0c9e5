import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

export interface ServerPrograms {
  readonly server: string;
  /** MariaDB makes its data folder by a program of its own; MySQL's server does it itself. */
  readonly install?: string;
}

/** Where packages put servers that no user's PATH names. */
export const serverFolders: readonly string[] = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/usr/libexec',
];

/** MariaDB's server where it is installed, else MySQL's: on Debian mysqld is a name of the first. */
export async function findPrograms(folders: readonly string[]): Promise<ServerPrograms | undefined> {
  const find = async (name: string) => {
    for (const folder of new Set(folders)) {
      if (folder === '') continue;
      const file = join(folder, name);
      const isThere = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return file;
    }
    return undefined;
  };
  const [mariadb, install] = [await find('mariadbd'), await find('mariadb-install-db')];
  if (mariadb !== undefined && install !== undefined) return { server: mariadb, install };
  const mysql = await find('mysqld');
  return mysql === undefined ? undefined : { server: mysql };
}
