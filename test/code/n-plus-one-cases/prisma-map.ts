import { PrismaClient } from '@prisma/client';
export class Dashboard {
  private prisma = new PrismaClient();
  async counts() {
    const projects = await this.prisma.project.findMany({ take: 20 });
    return await Promise.all(
      projects.map(async (project) => ({
        id: project.id,
        open: await this.prisma.issue.count({ where: { projectId: project.id, closed: false } }), // expect: read prisma
      })),
    );
  }
}
