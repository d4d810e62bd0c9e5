import type { ModelPart } from '#analysis/domains/domain.ts';

/** What runs on devices, and how it gets there. */
export const firmware: ModelPart = {
  entities: {
    firmware_release: {
      description: 'A version of what runs on a model of device.',
      references: { model: 'device_model' },
      attributes: {
        version: 'code',
        storage_key: 'token unique',
        size: 'bytes > 0',
        sha256: 'hash',
        status: 'state(draft, released, withdrawn) = draft',
        released_at: 'moment?',
        notes: "text = ''",
      },
      unique: [{ of: ['model', 'version'] }],
      checks: [{ name: 'released_has_time', sql: "(status = 'draft') = (released_at IS NULL)" }],
      volume: { rows: 4_000, perYear: 1_000 },
    },
    firmware_update: {
      description: 'A device is to run a release, made for its model.',
      references: {
        model: 'device_model',
        device: 'device agree(model)',
        release: 'firmware_release agree(model)',
        requested_by: 'user?',
      },
      attributes: {
        status: 'state(queued, downloading, installing, installed, failed, cancelled) = queued',
        attempts: 'count = 0',
        finished_at: 'moment?',
        failure: 'title?',
      },
      checks: [
        { name: 'over_has_time', sql: "(status IN ('installed', 'failed', 'cancelled')) = (finished_at IS NOT NULL)" },
        { name: 'failed_has_reason', sql: "(status = 'failed') = (failure IS NOT NULL)" },
      ],
      volume: { rows: 600_000, perYear: 250_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'firmware_release',
      attribute: 'status',
      allowed: { draft: ['released'], released: ['withdrawn'], withdrawn: [] },
      says: 'A release that was withdrawn does not come back.',
    },
    {
      kind: 'immutable',
      entity: 'firmware_release',
      attributes: ['model', 'version', 'storage_key', 'size', 'sha256'],
      when: "status <> 'draft'",
      says: 'What was released is not changed: make another version.',
    },
    {
      kind: 'only-one',
      entity: 'firmware_update',
      per: ['device'],
      where: "status IN ('queued', 'downloading', 'installing')",
      says: 'A device gets one update at a time.',
    },
    {
      kind: 'only-while',
      entity: 'firmware_update',
      reference: 'release',
      parent: "status = 'released'",
      says: 'Only what is released is installed.',
    },
    {
      kind: 'transitions',
      entity: 'firmware_update',
      attribute: 'status',
      allowed: {
        queued: ['downloading', 'failed', 'cancelled'],
        downloading: ['queued', 'installing', 'failed', 'cancelled'],
        installing: ['installed', 'failed'],
        installed: [],
        failed: [],
        cancelled: [],
      },
      start: ['queued'],
      says: 'An update that is over stays so, and one that is being installed is not cancelled.',
    },
  ],
  access: [
    { name: 'releases of a model, newest first', entity: 'firmware_release', by: ['model'], order: ['-released_at'] },
    {
      name: 'the update that a device must make',
      entity: 'firmware_update',
      by: ['device'],
      where: "status IN ('queued', 'downloading', 'installing')",
      perSecond: 50,
    },
    {
      name: 'updates of a device, newest first',
      entity: 'firmware_update',
      by: ['device'],
      order: ['-created_at'],
      limit: 20,
    },
    { name: 'how far a release has come', entity: 'firmware_update', by: ['release', 'status'], limit: 100 },
  ],
};
