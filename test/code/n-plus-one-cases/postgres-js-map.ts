import postgres from 'postgres';
const sql = postgres('postgres://localhost/app');
export const withOwner = async (ids: string[]) => {
  const pets = await sql<{ id: string; owner: string }[]>`select id, owner from pets where id in ${sql(ids)}`;
  return await Promise.all(pets.map(async (pet) => {
    const [owner] = await sql`select name from owners where id = ${pet.owner}`; // expect: read postgres
    return { ...pet, owner };
  }));
};
