/** In what MySQL and MariaDB differ, as far as a schema shows it. */
export interface Flavour {
  readonly id: 'mysql' | 'mariadb';
  readonly name: string;
  /** Of every table: two texts are one if all their bytes are, trailing blanks too. */
  readonly exactCollation: string;
  /** Case does not count, accents do. */
  readonly caselessCollation: string;
  /** Of what is searched for words: neither counts. */
  readonly searchCollation: string;
  readonly uuidType: string;
}

/** https://dev.mysql.com/doc/refman/8.4/en/charset-unicode-sets.html */
export const mysqlFlavour: Flavour = {
  id: 'mysql',
  name: 'MySQL',
  exactCollation: 'utf8mb4_0900_bin',
  caselessCollation: 'utf8mb4_0900_as_ci',
  searchCollation: 'utf8mb4_0900_ai_ci',
  uuidType: 'varchar(36)',
};

/** https://mariadb.com/kb/en/supported-character-sets-and-collations/ */
export const mariadbFlavour: Flavour = {
  id: 'mariadb',
  name: 'MariaDB',
  exactCollation: 'utf8mb4_nopad_bin',
  caselessCollation: 'utf8mb4_uca1400_as_ci',
  searchCollation: 'utf8mb4_uca1400_ai_ci',
  uuidType: 'uuid',
};
