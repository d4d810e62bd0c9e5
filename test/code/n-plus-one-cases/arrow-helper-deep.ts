import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const one = (id: number) => prisma.city.findFirst({ where: { id } });
const name = async (id: number) => (await one(id))?.name;
export async function names(trips: { cityId: number }[]) {
  const names = [];
  for (const trip of trips) names.push(await name(trip.cityId)); // expect: read prisma
  return names;
}
