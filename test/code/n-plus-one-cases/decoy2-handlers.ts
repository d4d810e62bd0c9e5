import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const bus = { subscribe(_topic: string, _handler: (id: string) => Promise<void>) {} };
export function start(topics: string[]) {
  for (const topic of topics) {
    bus.subscribe(topic, async (id) => {
      await prisma.event.create({ data: { topic, id } });
    });
  }
}
