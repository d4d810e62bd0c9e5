import { Injectable } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';
@Injectable()
export class PrismaService extends PrismaClient {}
@Injectable()
export class CommentsService {
  constructor(private readonly prisma: PrismaService) {}
  async feed() {
    const comments = await this.prisma.comment.findMany();
    for (const comment of comments) {
      (comment as any).likes = await this.prisma.like.count({ where: { commentId: comment.id } }); // expect: read prisma
    }
    return comments;
  }
}
