import { PrismaClient } from '@prisma/client';
import { MongoClient } from 'mongodb';
const prisma = new PrismaClient();
const mongo = new MongoClient('mongodb://localhost');
export async function save(batches: { name: string }[][]) {
  for (const batch of batches) {
    await prisma.tag.createMany({ data: batch });
    await mongo.db('a').collection('tags').insertMany(batch);
  }
}
