BEGIN;

DROP INDEX uq_tenant_seats_tenant_id;

DROP MATERIALIZED VIEW tenant_seats;

DROP TRIGGER trg_audit_events_rows_unchanged ON audit_events;

DROP TRIGGER trg_teams_parent_acyclic ON teams;

DROP TRIGGER trg_roles_tenant_name_unchanged ON roles;

DROP TRIGGER trg_api_key_permissions_api_key_allows ON api_key_permissions;

DROP TRIGGER trg_api_keys_tenant_created_by_unchanged ON api_keys;

DROP TRIGGER trg_api_keys_rows_unchanged ON api_keys;

DROP TRIGGER trg_api_keys_tenant_allows ON api_keys;

DROP TRIGGER trg_membership_roles_membership_allows ON membership_roles;

DROP TRIGGER trg_invitations_tenant_role_unchanged ON invitations;

DROP TRIGGER trg_invitations_tenant_allows ON invitations;

DROP TRIGGER trg_invitations_status_transitions ON invitations;

DROP TRIGGER trg_tenant_owners_tenant_keeps_one ON tenant_owners;

DROP TRIGGER trg_tenants_has_tenant_owners ON tenants;

DROP TRIGGER trg_memberships_tenant_user_unchanged ON memberships;

DROP TRIGGER trg_tenants_seat_limit_covers_memberships ON tenants;

DROP TRIGGER trg_memberships_tenant_count_within_limit ON memberships;

DROP TRIGGER trg_memberships_status_transitions ON memberships;

DROP TRIGGER trg_subscriptions_tenant_plan_unchanged ON subscriptions;

DROP TRIGGER trg_subscriptions_status_transitions ON subscriptions;

DROP TRIGGER trg_tenants_status_transitions ON tenants;

DROP TRIGGER trg_plans_code_price_unchanged ON plans;

DROP TRIGGER trg_plans_status_transitions ON plans;

DROP TRIGGER trg_tenant_features_updated_at ON tenant_features;

DROP TRIGGER trg_features_updated_at ON features;

DROP TRIGGER trg_teams_updated_at ON teams;

DROP TRIGGER trg_sessions_updated_at ON sessions;

DROP TRIGGER trg_api_keys_updated_at ON api_keys;

DROP TRIGGER trg_roles_updated_at ON roles;

DROP TRIGGER trg_permissions_updated_at ON permissions;

DROP TRIGGER trg_invitations_updated_at ON invitations;

DROP TRIGGER trg_memberships_updated_at ON memberships;

DROP TRIGGER trg_subscriptions_updated_at ON subscriptions;

DROP TRIGGER trg_tenants_updated_at ON tenants;

DROP TRIGGER trg_plans_updated_at ON plans;

DROP TRIGGER trg_users_updated_at ON users;

DROP PROCEDURE drop_expired_parts;

DROP PROCEDURE make_monthly_parts;

DROP FUNCTION teams_above;

DROP FUNCTION teams_below;

DROP FUNCTION trg_audit_events_rows_unchanged;

DROP FUNCTION trg_teams_parent_acyclic;

DROP FUNCTION trg_roles_tenant_name_unchanged;

DROP FUNCTION trg_api_key_permissions_api_key_allows;

DROP FUNCTION trg_api_keys_tenant_created_by_unchanged;

DROP FUNCTION trg_api_keys_rows_unchanged;

DROP FUNCTION trg_api_keys_tenant_allows;

DROP FUNCTION trg_membership_roles_membership_allows;

DROP FUNCTION trg_invitations_tenant_role_unchanged;

DROP FUNCTION trg_invitations_tenant_allows;

DROP FUNCTION trg_invitations_status_transitions;

DROP FUNCTION trg_tenant_owners_tenant_keeps_one;

DROP FUNCTION trg_tenants_has_tenant_owners;

DROP FUNCTION trg_memberships_tenant_user_unchanged;

DROP FUNCTION trg_tenants_seat_limit_covers_memberships;

DROP FUNCTION trg_memberships_tenant_count_within_limit;

DROP FUNCTION trg_memberships_status_transitions;

DROP FUNCTION trg_subscriptions_tenant_plan_unchanged;

DROP FUNCTION trg_subscriptions_status_transitions;

DROP FUNCTION trg_tenants_status_transitions;

DROP FUNCTION trg_plans_code_price_unchanged;

DROP FUNCTION trg_plans_status_transitions;

DROP FUNCTION set_updated_at;

DROP INDEX idx_tenant_features_feature_id;

DROP INDEX idx_plan_features_feature_id;

DROP INDEX idx_team_roles_tenant_id;

DROP INDEX idx_team_roles_role_id_tenant_id;

DROP INDEX idx_team_roles_team_id_tenant_id;

DROP INDEX idx_team_members_tenant_id;

DROP INDEX idx_team_members_membership_id_tenant_id;

DROP INDEX idx_team_members_team_id_tenant_id;

DROP INDEX idx_teams_parent_id_tenant_id;

DROP INDEX idx_audit_events_api_key_id_tenant_id;

DROP INDEX idx_audit_events_membership_id_tenant_id;

DROP INDEX idx_audit_events_tenant_id_created_at;

DROP INDEX idx_audit_events_tenant_id_target_created_at;

DROP INDEX idx_sessions_tenant_id;

DROP INDEX idx_sessions_user_id;

DROP INDEX idx_sessions_expires_at;

DROP INDEX idx_api_key_permissions_permission_id;

DROP INDEX idx_api_keys_tenant_id;

DROP INDEX idx_api_keys_created_by_id_tenant_id;

DROP INDEX idx_api_keys_tenant_id_created_at_revoked_at_is_null;

DROP INDEX idx_membership_roles_granted_by_id_tenant_id;

DROP INDEX idx_membership_roles_role_id_tenant_id;

DROP INDEX idx_membership_roles_membership_id_tenant_id;

DROP INDEX idx_membership_roles_tenant_id_role_id;

DROP INDEX idx_role_permissions_permission_id;

DROP INDEX idx_invitations_tenant_id;

DROP INDEX idx_invitations_invited_by_id_tenant_id;

DROP INDEX idx_invitations_role_id_tenant_id;

DROP INDEX idx_invitations_tenant_id_created_at_status_pending;

DROP INDEX uq_invitations_tenant_id_email;

DROP INDEX idx_tenant_owners_tenant_id;

DROP INDEX idx_memberships_user_id;

DROP INDEX idx_memberships_user_id_status_active;

DROP INDEX idx_memberships_tenant_id_joined_at;

DROP INDEX idx_subscriptions_plan_id;

DROP INDEX idx_subscriptions_ends_at_status_cancelled;

DROP INDEX idx_subscriptions_tenant_id_starts_at;

DROP INDEX uq_users_email;

DROP TABLE tenant_features;

DROP TABLE plan_features;

DROP TABLE features;

DROP TABLE team_roles;

DROP TABLE team_members;

DROP TABLE teams;

DROP TABLE audit_events;

DROP TABLE sessions;

DROP TABLE api_key_permissions;

DROP TABLE api_keys;

DROP TABLE membership_roles;

DROP TABLE role_permissions;

DROP TABLE permissions;

DROP TABLE invitations;

DROP TABLE roles;

DROP TABLE tenant_owners;

DROP TABLE memberships;

DROP TABLE subscriptions;

DROP TABLE tenants;

DROP TABLE plans;

DROP TABLE users;

COMMIT;
