BEGIN;

DROP TRIGGER trg_trips_updated_at ON trips;

DROP TRIGGER trg_vehicles_updated_at ON vehicles;

DROP TRIGGER trg_drivers_updated_at ON drivers;

DROP FUNCTION set_updated_at;

DROP INDEX idx_trips_vehicle_id_start_time;

DROP INDEX idx_vehicles_driver_id;

DROP INDEX uq_drivers_email;

DROP TABLE trips;

DROP TABLE vehicles;

DROP TABLE drivers;

COMMIT;
