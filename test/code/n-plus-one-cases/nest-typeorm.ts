import { Injectable } from '@nestjs/common';
import { DataSource, Repository } from 'typeorm';
import { Course } from './course.entity';
import { Lesson } from './lesson.entity';
@Injectable()
export class CourseService {
  private readonly courses: Repository<Course>;
  private readonly lessons: Repository<Lesson>;
  constructor(dataSource: DataSource) {
    this.courses = dataSource.getRepository(Course);
    this.lessons = dataSource.getRepository(Lesson);
  }
  private async lessonsOf(courseId: string): Promise<Lesson[]> {
    return this.lessons.find({ where: { course: { id: courseId } }, order: { position: 'ASC' } });
  }
  async list() {
    const courses = await this.courses.find();
    const out: unknown[] = [];
    for (const [index, course] of courses.entries()) {
      out.push({ index, course, lessons: await this.lessonsOf(course.id) }); // expect: read typeorm
    }
    return out;
  }
}
