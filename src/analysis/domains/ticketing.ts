import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';
import { agents } from './ticketing/agents.ts';
import { knowledge } from './ticketing/knowledge.ts';
import { options } from './ticketing/options.ts';
import { scenarios } from './ticketing/scenarios.ts';
import { service } from './ticketing/service.ts';
import { tickets } from './ticketing/tickets.ts';

export const ticketing: Domain = {
  id: 'ticketing',
  title: 'a support desk',
  words: [
    'ticketing',
    'ticketing system',
    'support desk',
    'help desk',
    'helpdesk',
    'service desk',
    'customer support',
    'customer service',
    'support ticket',
    'ticket system',
    'issue tracker',
    'issue tracking',
    'it support',
    'bug tracking',
    'bug tracker',
    'bug report',
    'project ticket',
    'defect tracking',
    'shared inbox',
    'support inbox',
  ],
  part: mergeParts('ticketing', [
    { entities: { user: { ...user, volume: { rows: 2_000_000, perYear: 700_000 } } } },
    agents,
    tickets,
    service,
    scenarios,
  ]),
  options: [...options, knowledge],
  synonyms: {
    ticket: ['support ticket', 'issue', 'case', 'incident', 'support request'],
    ticket_message: ['reply', 'message', 'comment', 'internal note', 'conversation'],
    agent: ['support agent', 'supporter', 'operator', 'technician'],
    requester: ['customer', 'client', 'reporter', 'end user'],
    team: ['queue', 'group', 'support team', 'department'],
    organization: ['organisation', 'company', 'client company'],
    ticket_category: ['topic', 'issue type', 'category'],
    sla_policy: ['sla', 'service level agreement', 'service level'],
    ticket_deadline: ['sla timer', 'response time', 'resolution time'],
    attachment: ['file', 'screenshot'],
    satisfaction_rating: ['csat', 'survey', 'feedback'],
    canned_response: ['macro', 'reply template', 'saved reply'],
    article: ['knowledge base article', 'help article', 'faq'],
    work_log: ['time log', 'time spent', 'worklog'],
  },
  hints: ['escalation', 'first response', 'resolution', 'priority', 'assignee', 'sla', 'backlog'],
};
