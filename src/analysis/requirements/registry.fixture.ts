import type { Feature, Registry } from '#analysis/domains/domain.ts';
import { domainsFixture } from './domains.fixture.ts';
import { partFixture } from './part.fixture.ts';

/** A small library in the shape of the real one. */
export const registryFixture: Registry = {
  domains: domainsFixture,
  features: [
    feature(
      'users',
      'user accounts',
      'user account, account, login, sign in, sign up, authentication, registration, user and auth',
      () => partFixture('user'),
    ),
    feature('roles', 'roles and permissions', 'role, permission, rbac, role based access control, access right', () =>
      partFixture('role name:name; user_role >role >user; user'),
    ),
    feature(
      'audit-trail',
      'an audit trail',
      'audit trail, audit log, audit, change history, every change logged, change log',
      () => partFixture('audit_entry entity:name action:name'),
    ),
    feature(
      'soft-delete',
      'soft delete',
      'soft delete, recycle bin, undelete, trash',
      (on) => (on === undefined ? {} : { entities: { [on]: { softDelete: true } } }),
      true,
    ),
    feature(
      'tags',
      'tags',
      'tag, label, hashtag',
      (on = 'thing') => partFixture(`tag name:name; ${on}_tag >${on} >tag`),
      true,
    ),
    feature('comments', 'comments', 'comment', (on = 'thing') => partFixture(`${on}_comment >${on} body:text`), true),
    feature(
      'ratings',
      'ratings and reviews',
      'rating, review, star rating',
      (on = 'thing') => partFixture(`${on}_review >${on} stars:rating`),
      true,
    ),
    feature(
      'files',
      'files',
      'attachment, file, upload, photo, image, document upload, photo upload, file attachment',
      (on = 'thing') => partFixture(`${on}_file >${on} url:url`),
      true,
    ),
    feature(
      'addresses',
      'addresses',
      'address, postal address',
      (on = 'thing') => partFixture(`${on}_address >${on} street:name`),
      true,
    ),
    feature(
      'payments',
      'payments',
      'payment, card payment, online payment',
      (on = 'thing') => partFixture(`${on}_payment >${on} amount:money`),
      true,
    ),
    feature('coupons', 'coupons', 'coupon, voucher, discount code, promo code, loyalty coupon', () =>
      partFixture('coupon code:code'),
    ),
    feature('carts', 'carts', 'cart, shopping cart, basket', () => partFixture('cart')),
    feature('notifications', 'notifications', 'notification, email notification, push notification, alert', () =>
      partFixture('notification body:text'),
    ),
    feature(
      'translations',
      'translations',
      'translation, i18n, multilingual, several language, multiple language, three language, two language',
      (on = 'thing') => partFixture(`${on}_translation >${on} language:language`),
      true,
    ),
    feature(
      'workflow',
      'a workflow',
      'workflow, approval, approval workflow, status workflow',
      (on = 'thing') => partFixture(`${on}_transition >${on} from_state:name to_state:name`),
      true,
    ),
    feature(
      'versions',
      'rows versioned in time',
      'versioned, version history, temporal, time-versioned, versioned in time, point in time, revision',
      (on = 'thing') => partFixture(`${on}_version >${on} valid_from:moment`),
      true,
    ),
    feature('event-sourcing', 'event sourcing', 'event sourcing, event sourced, event store', () =>
      partFixture('stored_event payload:json'),
    ),
  ],
};

function feature(id: string, title: string, words: string, make: Feature['part'], needsEntity = false): Feature {
  return { id, title, words: words.split(', '), part: make, needsEntity };
}
