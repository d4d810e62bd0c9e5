import type { Domain } from './domain.ts';
import { contracts } from './hr/contracts.ts';
import { leave } from './hr/leave.ts';
import { organisation } from './hr/organisation.ts';
import { payroll } from './hr/payroll.ts';
import { people } from './hr/people.ts';
import { recruiting } from './hr/recruiting.ts';
import { scenarios } from './hr/scenarios.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const hr: Domain = {
  id: 'hr',
  title: 'human resources',
  words: [
    'hr',
    'hr system',
    'hr management',
    'human resource',
    'human resources',
    'hris',
    'hrm',
    'personnel management',
    'employee management',
    'staff management',
    'employee database',
    'workforce management',
  ],
  part: mergeParts('hr', [
    { entities: { user: { ...user, volume: { rows: 60_000, perYear: 12_000 } } } },
    organisation,
    contracts,
    leave,
    scenarios,
  ]),
  options: [...payroll, ...recruiting, ...people],
  synonyms: {
    employee: ['worker', 'staff member', 'colleague', 'personnel'],
    employer: ['legal entity', 'employing company'],
    location: ['office', 'site', 'branch'],
    job: ['job title', 'position', 'role', 'profession'],
    assignment: ['placement', 'post'],
    contract: ['employment contract', 'work contract'],
    salary: ['compensation', 'pay', 'wage'],
    leave_request: ['holiday request', 'vacation request', 'time-off request', 'absence', 'time off'],
    leave_balance: ['vacation balance', 'leave entitlement'],
    time_entry: ['timesheet', 'attendance', 'working time', 'clock-in'],
    payslip: ['pay slip', 'pay stub'],
    job_opening: ['vacancy', 'open position', 'job posting'],
    application: ['job application'],
    candidate: ['applicant'],
    performance_review: ['appraisal', 'evaluation'],
  },
  hints: ['hire', 'onboarding', 'manager', 'headcount', 'sick leave', 'vacation', 'recruiter', 'org chart', 'payroll'],
};
