BEGIN;

DROP INDEX uq_daily_alerts_organization_id_day_severity;

DROP MATERIALIZED VIEW daily_alerts;

DROP TRIGGER trg_device_events_rows_unchanged ON device_events;

DROP TRIGGER trg_readings_rows_unchanged ON readings;

DROP TRIGGER trg_device_commands_device_allows ON device_commands;

DROP TRIGGER trg_device_commands_status_transitions ON device_commands;

DROP TRIGGER trg_firmware_updates_status_transitions ON firmware_updates;

DROP TRIGGER trg_firmware_updates_release_allows ON firmware_updates;

DROP TRIGGER trg_firmware_releases_model_version_unchanged ON firmware_releases;

DROP TRIGGER trg_firmware_releases_status_transitions ON firmware_releases;

DROP TRIGGER trg_alert_notifications_status_transitions ON alert_notifications;

DROP TRIGGER trg_alerts_rule_sensor_unchanged ON alerts;

DROP TRIGGER trg_alerts_status_transitions ON alerts;

DROP TRIGGER trg_alerts_rule_allows ON alerts;

DROP TRIGGER trg_sensors_device_metric_unchanged ON sensors;

DROP TRIGGER trg_device_credentials_device_kind_unchanged ON device_credentials;

DROP TRIGGER trg_device_credentials_status_transitions ON device_credentials;

DROP TRIGGER trg_device_credentials_device_allows ON device_credentials;

DROP TRIGGER trg_device_credentials_device_count_within_limit ON device_credentials;

DROP TRIGGER trg_devices_organization_allows ON devices;

DROP TRIGGER trg_organizations_device_limit_covers_devices ON organizations;

DROP TRIGGER trg_devices_organization_count_within_limit ON devices;

DROP TRIGGER trg_devices_model_serial_number_unchanged ON devices;

DROP TRIGGER trg_devices_status_transitions ON devices;

DROP TRIGGER trg_devices_gateway_acyclic ON devices;

DROP TRIGGER trg_sensor_calibrations_updated_at ON sensor_calibrations;

DROP TRIGGER trg_device_commands_updated_at ON device_commands;

DROP TRIGGER trg_firmware_updates_updated_at ON firmware_updates;

DROP TRIGGER trg_firmware_releases_updated_at ON firmware_releases;

DROP TRIGGER trg_alerts_updated_at ON alerts;

DROP TRIGGER trg_alert_rules_updated_at ON alert_rules;

DROP TRIGGER trg_sensors_updated_at ON sensors;

DROP TRIGGER trg_metrics_updated_at ON metrics;

DROP TRIGGER trg_device_credentials_updated_at ON device_credentials;

DROP TRIGGER trg_devices_updated_at ON devices;

DROP TRIGGER trg_device_models_updated_at ON device_models;

DROP TRIGGER trg_maintenance_windows_updated_at ON maintenance_windows;

DROP TRIGGER trg_sites_updated_at ON sites;

DROP TRIGGER trg_organization_members_updated_at ON organization_members;

DROP TRIGGER trg_organizations_updated_at ON organizations;

DROP TRIGGER trg_users_updated_at ON users;

DROP PROCEDURE drop_expired_parts;

DROP PROCEDURE make_monthly_parts;

DROP FUNCTION devices_above;

DROP FUNCTION devices_below;

DROP FUNCTION trg_device_events_rows_unchanged;

DROP FUNCTION trg_readings_rows_unchanged;

DROP FUNCTION trg_device_commands_device_allows;

DROP FUNCTION trg_device_commands_status_transitions;

DROP FUNCTION trg_firmware_updates_status_transitions;

DROP FUNCTION trg_firmware_updates_release_allows;

DROP FUNCTION trg_firmware_releases_model_version_unchanged;

DROP FUNCTION trg_firmware_releases_status_transitions;

DROP FUNCTION trg_alert_notifications_status_transitions;

DROP FUNCTION trg_alerts_rule_sensor_unchanged;

DROP FUNCTION trg_alerts_status_transitions;

DROP FUNCTION trg_alerts_rule_allows;

DROP FUNCTION trg_sensors_device_metric_unchanged;

DROP FUNCTION trg_device_credentials_device_kind_unchanged;

DROP FUNCTION trg_device_credentials_status_transitions;

DROP FUNCTION trg_device_credentials_device_allows;

DROP FUNCTION trg_device_credentials_device_count_within_limit;

DROP FUNCTION trg_devices_organization_allows;

DROP FUNCTION trg_organizations_device_limit_covers_devices;

DROP FUNCTION trg_devices_organization_count_within_limit;

DROP FUNCTION trg_devices_model_serial_number_unchanged;

DROP FUNCTION trg_devices_status_transitions;

DROP FUNCTION trg_devices_gateway_acyclic;

DROP FUNCTION set_updated_at;

DROP INDEX idx_sensor_calibrations_calibrated_by_id;

DROP INDEX idx_sensor_calibrations_sensor_id_valid_from;

DROP INDEX idx_device_commands_requested_by_id;

DROP INDEX idx_device_commands_device_id_created_at;

DROP INDEX idx_device_commands_device_id_created_at_status_queued;

DROP INDEX idx_firmware_updates_requested_by_id;

DROP INDEX idx_firmware_updates_model_id;

DROP INDEX idx_firmware_updates_release_id_model_id;

DROP INDEX idx_firmware_updates_device_id_model_id;

DROP INDEX idx_firmware_updates_release_id_status;

DROP INDEX idx_firmware_updates_device_id_created_at;

DROP INDEX uq_firmware_updates_device_id;

DROP INDEX idx_firmware_releases_model_id_released_at;

DROP INDEX idx_alert_notifications_user_id;

DROP INDEX idx_alert_notifications_created_at_status_queued;

DROP INDEX idx_alerts_acknowledged_by_id;

DROP INDEX idx_alerts_organization_id;

DROP INDEX idx_alerts_sensor_id_organization_id;

DROP INDEX idx_alerts_rule_id_organization_id;

DROP INDEX idx_alerts_sensor_id_opened_at;

DROP INDEX idx_alerts_organization_id_opened_at_status_resolved;

DROP INDEX uq_alerts_rule_id_sensor_id;

DROP INDEX idx_alert_rule_recipients_user_id;

DROP INDEX idx_alert_rule_recipients_organization_id_user_id;

DROP INDEX idx_alert_rule_recipients_rule_id_organization_id;

DROP INDEX idx_alert_rule_sensors_metric_id;

DROP INDEX idx_alert_rule_sensors_organization_id;

DROP INDEX idx_alert_rule_sensors_sensor_id_organization_id_metric_id;

DROP INDEX idx_alert_rule_sensors_rule_id_organization_id_metric_id;

DROP INDEX idx_alert_rules_metric_id;

DROP INDEX idx_sensors_metric_id;

DROP INDEX idx_sensors_device_id_organization_id;

DROP INDEX idx_sensors_organization_id_metric_id;

DROP INDEX idx_device_credentials_valid_until_status_active;

DROP INDEX idx_device_credentials_device_id;

DROP INDEX idx_device_states_firmware_release_id;

DROP INDEX idx_device_states_last_seen_at_is_online;

DROP INDEX idx_devices_name_trgm;

DROP INDEX idx_devices_gateway_id_organization_id;

DROP INDEX idx_devices_site_id_organization_id;

DROP INDEX idx_devices_organization_id_status_name;

DROP INDEX idx_maintenance_windows_planned_by_id;

DROP INDEX idx_maintenance_windows_organization_id;

DROP INDEX idx_maintenance_windows_device_id_organization_id;

DROP INDEX idx_maintenance_windows_site_id_organization_id;

DROP INDEX idx_maintenance_windows_device_id_starts_at;

DROP INDEX idx_maintenance_windows_site_id_starts_at;

DROP INDEX idx_sites_organization_id;

DROP INDEX uq_sites_organization_id_name;

DROP INDEX idx_organization_members_user_id;

DROP INDEX uq_users_email;

DROP TABLE sensor_calibrations;

DROP TABLE device_commands;

DROP TABLE firmware_updates;

DROP TABLE alert_notifications;

DROP TABLE alerts;

DROP TABLE alert_rule_recipients;

DROP TABLE alert_rule_sensors;

DROP TABLE alert_rules;

DROP TABLE device_events;

DROP TABLE latest_readings;

DROP TABLE daily_readings;

DROP TABLE hourly_readings;

DROP TABLE readings;

DROP TABLE sensors;

DROP TABLE metrics;

DROP TABLE device_credentials;

DROP TABLE device_states;

DROP TABLE firmware_releases;

DROP TABLE maintenance_windows;

DROP TABLE devices;

DROP TABLE device_models;

DROP TABLE sites;

DROP TABLE organization_members;

DROP TABLE organizations;

DROP TABLE users;

COMMIT;
