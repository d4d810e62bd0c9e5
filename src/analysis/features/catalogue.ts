// Made by scripts/generate.ts from the files that are there; do not edit.
import type { Feature } from '#analysis/domains/domain.ts';
import { addresses } from './addresses.ts';
import { auditTrail } from './audit-trail.ts';
import { carts } from './carts.ts';
import { comments } from './comments.ts';
import { coupons } from './coupons.ts';
import { eventSourcing } from './event-sourcing.ts';
import { files } from './files.ts';
import { history } from './history.ts';
import { multiTenancy } from './multi-tenancy.ts';
import { notifications } from './notifications.ts';
import { outbox } from './outbox.ts';
import { payments } from './payments.ts';
import { ratings } from './ratings.ts';
import { roles } from './roles.ts';
import { softDelete } from './soft-delete.ts';
import { tags } from './tags.ts';
import { translations } from './translations.ts';
import { usersAndAuth } from './users-and-auth.ts';
import { workflow } from './workflow.ts';

export const features: readonly Feature[] = [
  addresses,
  auditTrail,
  carts,
  comments,
  coupons,
  eventSourcing,
  files,
  history,
  multiTenancy,
  notifications,
  outbox,
  payments,
  ratings,
  roles,
  softDelete,
  tags,
  translations,
  usersAndAuth,
  workflow,
];
