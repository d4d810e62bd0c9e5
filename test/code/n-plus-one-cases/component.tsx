import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export default async function Page() {
  const teams = await prisma.team.findMany();
  const rows = await Promise.all(
    teams.map(async (team) => {
      const members = await prisma.member.findMany({ where: { teamId: team.id } }); // expect: read prisma
      return <li key={team.id}>{members.length}</li>;
    }),
  );
  return <ul>{rows}</ul>;
}
