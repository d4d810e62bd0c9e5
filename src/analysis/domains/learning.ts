import type { Domain } from './domain.ts';
import { courses } from './learning/courses.ts';
import { options } from './learning/options.ts';
import { runs } from './learning/runs.ts';
import { scenarios } from './learning/scenarios.ts';
import { work } from './learning/work.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const learning: Domain = {
  id: 'learning',
  title: 'online learning',
  words: [
    'learning',
    'e-learning',
    'elearning',
    'online learning',
    'learning platform',
    'learning management',
    'learning management system',
    'lms',
    'online course',
    'course platform',
    'mooc',
    'education',
    'school management',
    'university',
    'training platform',
  ],
  part: mergeParts('learning', [
    { entities: { user: { ...user, volume: { rows: 1_000_000, perYear: 400_000 } } } },
    courses,
    runs,
    work,
    scenarios,
  ]),
  options,
  synonyms: {
    user: ['student', 'learner', 'pupil', 'participant'],
    course_instructor: ['instructor', 'teacher', 'tutor', 'lecturer', 'professor'],
    course: ['class', 'training', 'program'],
    course_run: ['run', 'course offering', 'semester', 'cohort', 'session', 'section'],
    module: ['chapter', 'unit', 'course section'],
    lesson: ['lecture', 'course content'],
    enrolment: ['enrollment', 'registration', 'course registration'],
    assignment: ['homework', 'exercise', 'coursework'],
    submission: ['handed-in work', 'hand-in'],
    grade: ['mark', 'score', 'grading'],
    lesson_progress: ['progress', 'course progress'],
  },
  hints: ['exam', 'curriculum', 'syllabus', 'teach', 'gradebook', 'student', 'deadline'],
};
