BEGIN;

DROP INDEX uq_daily_encounters_department_id_kind_day;

DROP MATERIALIZED VIEW daily_encounters;

DROP TRIGGER trg_lab_results_rows_unchanged ON lab_results;

DROP TRIGGER trg_record_accesses_rows_unchanged ON record_accesses;

DROP TRIGGER trg_disclosures_rows_unchanged ON disclosures;

DROP TRIGGER trg_dispenses_rows_unchanged ON dispenses;

DROP TRIGGER trg_lab_order_tests_lab_order_allows ON lab_order_tests;

DROP TRIGGER trg_lab_order_tests_lab_order_keeps_one ON lab_order_tests;

DROP TRIGGER trg_lab_orders_has_lab_order_tests ON lab_orders;

DROP TRIGGER trg_lab_orders_status_transitions ON lab_orders;

DROP TRIGGER trg_appointments_status_transitions ON appointments;

DROP TRIGGER trg_disclosures_consent_allows ON disclosures;

DROP TRIGGER trg_consents_revoked_at_ends_at_unchanged ON consents;

DROP TRIGGER trg_consents_patient_purpose_unchanged ON consents;

DROP TRIGGER trg_prescriptions_quantity_covers_dispenses ON prescriptions;

DROP TRIGGER trg_dispenses_prescription_quantity_within_limit ON dispenses;

DROP TRIGGER trg_dispenses_prescription_allows ON dispenses;

DROP TRIGGER trg_prescriptions_medication_allows ON prescriptions;

DROP TRIGGER trg_prescriptions_prescriber_allows ON prescriptions;

DROP TRIGGER trg_prescriptions_patient_medication_unchanged ON prescriptions;

DROP TRIGGER trg_prescriptions_status_transitions ON prescriptions;

DROP TRIGGER trg_observations_number_words_unchanged ON observations;

DROP TRIGGER trg_clinical_notes_encounter_allows ON clinical_notes;

DROP TRIGGER trg_clinical_notes_amends_acyclic ON clinical_notes;

DROP TRIGGER trg_clinical_notes_rows_unchanged ON clinical_notes;

DROP TRIGGER trg_diagnoses_status_transitions ON diagnoses;

DROP TRIGGER trg_encounters_patient_number_unchanged ON encounters;

DROP TRIGGER trg_encounters_patient_allows ON encounters;

DROP TRIGGER trg_encounters_status_transitions ON encounters;

DROP TRIGGER trg_care_relationships_practitioner_allows ON care_relationships;

DROP TRIGGER trg_patients_record_number_unchanged ON patients;

DROP TRIGGER trg_patients_status_transitions ON patients;

DROP TRIGGER trg_patients_merged_into_acyclic ON patients;

DROP TRIGGER trg_lab_orders_updated_at ON lab_orders;

DROP TRIGGER trg_appointments_updated_at ON appointments;

DROP TRIGGER trg_consents_updated_at ON consents;

DROP TRIGGER trg_prescriptions_updated_at ON prescriptions;

DROP TRIGGER trg_medications_updated_at ON medications;

DROP TRIGGER trg_allergies_updated_at ON allergies;

DROP TRIGGER trg_observations_updated_at ON observations;

DROP TRIGGER trg_observation_types_updated_at ON observation_types;

DROP TRIGGER trg_clinical_notes_updated_at ON clinical_notes;

DROP TRIGGER trg_diagnoses_updated_at ON diagnoses;

DROP TRIGGER trg_encounters_updated_at ON encounters;

DROP TRIGGER trg_care_relationships_updated_at ON care_relationships;

DROP TRIGGER trg_patient_contacts_updated_at ON patient_contacts;

DROP TRIGGER trg_patient_addresses_updated_at ON patient_addresses;

DROP TRIGGER trg_patient_identifiers_updated_at ON patient_identifiers;

DROP TRIGGER trg_patients_updated_at ON patients;

DROP TRIGGER trg_practitioners_updated_at ON practitioners;

DROP TRIGGER trg_departments_updated_at ON departments;

DROP TRIGGER trg_facilities_updated_at ON facilities;

DROP TRIGGER trg_users_updated_at ON users;

DROP PROCEDURE make_monthly_parts;

DROP FUNCTION clinical_notes_above;

DROP FUNCTION clinical_notes_below;

DROP FUNCTION patients_above;

DROP FUNCTION patients_below;

DROP FUNCTION trg_lab_results_rows_unchanged;

DROP FUNCTION trg_record_accesses_rows_unchanged;

DROP FUNCTION trg_disclosures_rows_unchanged;

DROP FUNCTION trg_dispenses_rows_unchanged;

DROP FUNCTION trg_lab_order_tests_lab_order_allows;

DROP FUNCTION trg_lab_order_tests_lab_order_keeps_one;

DROP FUNCTION trg_lab_orders_has_lab_order_tests;

DROP FUNCTION trg_lab_orders_status_transitions;

DROP FUNCTION trg_appointments_status_transitions;

DROP FUNCTION trg_disclosures_consent_allows;

DROP FUNCTION trg_consents_revoked_at_ends_at_unchanged;

DROP FUNCTION trg_consents_patient_purpose_unchanged;

DROP FUNCTION trg_prescriptions_quantity_covers_dispenses;

DROP FUNCTION trg_dispenses_prescription_quantity_within_limit;

DROP FUNCTION trg_dispenses_prescription_allows;

DROP FUNCTION trg_prescriptions_medication_allows;

DROP FUNCTION trg_prescriptions_prescriber_allows;

DROP FUNCTION trg_prescriptions_patient_medication_unchanged;

DROP FUNCTION trg_prescriptions_status_transitions;

DROP FUNCTION trg_observations_number_words_unchanged;

DROP FUNCTION trg_clinical_notes_encounter_allows;

DROP FUNCTION trg_clinical_notes_amends_acyclic;

DROP FUNCTION trg_clinical_notes_rows_unchanged;

DROP FUNCTION trg_diagnoses_status_transitions;

DROP FUNCTION trg_encounters_patient_number_unchanged;

DROP FUNCTION trg_encounters_patient_allows;

DROP FUNCTION trg_encounters_status_transitions;

DROP FUNCTION trg_care_relationships_practitioner_allows;

DROP FUNCTION trg_patients_record_number_unchanged;

DROP FUNCTION trg_patients_status_transitions;

DROP FUNCTION trg_patients_merged_into_acyclic;

DROP FUNCTION set_updated_at;

DROP INDEX idx_lab_results_verified_by_id;

DROP INDEX idx_lab_results_lab_order_test_id_created_at;

DROP INDEX uq_lab_results_lab_order_test_id;

DROP INDEX idx_lab_order_tests_observation_type_id;

DROP INDEX idx_lab_orders_ordered_by_id;

DROP INDEX idx_lab_orders_created_at_status_ordered;

DROP INDEX idx_lab_orders_encounter_id_patient_id;

DROP INDEX idx_lab_orders_patient_id_created_at;

DROP INDEX idx_appointments_facility_id;

DROP INDEX idx_appointments_facility_id_starts_at_status_booked;

DROP INDEX idx_appointments_patient_id_starts_at;

DROP INDEX idx_appointments_practitioner_id_starts_at;

DROP INDEX idx_record_accesses_created_at_is_emergency;

DROP INDEX idx_record_accesses_user_id_created_at;

DROP INDEX idx_record_accesses_patient_id_created_at;

DROP INDEX idx_disclosures_disclosed_by_id;

DROP INDEX idx_disclosures_consent_id_patient_id;

DROP INDEX idx_disclosures_patient_id_disclosed_at;

DROP INDEX idx_consents_recorded_by_id;

DROP INDEX idx_consents_patient_id;

DROP INDEX idx_consents_patient_id_revoked_at_is_null;

DROP INDEX idx_dispenses_dispensed_by_id;

DROP INDEX idx_dispenses_prescription_id;

DROP INDEX idx_prescriptions_medication_id;

DROP INDEX idx_prescriptions_prescriber_id;

DROP INDEX idx_prescriptions_patient_id;

DROP INDEX idx_prescriptions_encounter_id_patient_id;

DROP INDEX idx_prescriptions_patient_id_valid_from_status_active;

DROP INDEX idx_medications_name_trgm;

DROP INDEX idx_allergies_recorded_by_id;

DROP INDEX idx_allergies_patient_id;

DROP INDEX uq_allergies_patient_id_substance;

DROP INDEX idx_observations_taken_by_id;

DROP INDEX idx_observations_observation_type_id;

DROP INDEX idx_observations_encounter_id_patient_id;

DROP INDEX idx_clinical_notes_author_id;

DROP INDEX idx_clinical_notes_patient_id;

DROP INDEX idx_clinical_notes_amends_id_encounter_id;

DROP INDEX idx_clinical_notes_encounter_id_patient_id;

DROP INDEX idx_clinical_notes_author_id_created_at_status_draft;

DROP INDEX idx_clinical_notes_encounter_id_created_at;

DROP INDEX idx_encounter_diagnoses_patient_id;

DROP INDEX idx_encounter_diagnoses_diagnosis_id_patient_id;

DROP INDEX idx_encounter_diagnoses_encounter_id_patient_id;

DROP INDEX uq_encounter_diagnoses_encounter_id;

DROP INDEX idx_diagnoses_recorded_by_id;

DROP INDEX idx_diagnoses_patient_id;

DROP INDEX idx_encounters_facility_id;

DROP INDEX idx_encounters_department_id_facility_id;

DROP INDEX idx_encounters_practitioner_id_starts_at;

DROP INDEX idx_encounters_department_id_starts_at;

DROP INDEX idx_encounters_patient_id_starts_at;

DROP INDEX idx_care_relationships_practitioner_id;

DROP INDEX idx_care_relationships_patient_id;

DROP INDEX idx_care_relationships_practitioner_id_ends_at_is_null;

DROP INDEX idx_care_relationships_patient_id_ends_at_is_null;

DROP INDEX idx_patient_contacts_patient_id;

DROP INDEX uq_patient_contacts_patient_id;

DROP INDEX idx_patient_addresses_patient_id_valid_from;

DROP INDEX idx_patient_identifiers_patient_id;

DROP INDEX idx_patients_merged_into_id;

DROP INDEX idx_patients_family_name_trgm;

DROP INDEX idx_patients_family_name_birth_date;

DROP INDEX idx_practitioner_departments_department_id;

DROP INDEX uq_users_email;

DROP TABLE lab_results;

DROP TABLE lab_order_tests;

DROP TABLE lab_orders;

DROP TABLE appointments;

DROP TABLE record_accesses;

DROP TABLE disclosures;

DROP TABLE consents;

DROP TABLE dispenses;

DROP TABLE prescriptions;

DROP TABLE medications;

DROP TABLE allergies;

DROP TABLE observations;

DROP TABLE observation_types;

DROP TABLE clinical_notes;

DROP TABLE encounter_diagnoses;

DROP TABLE diagnoses;

DROP TABLE encounters;

DROP TABLE care_relationships;

DROP TABLE patient_contacts;

DROP TABLE patient_addresses;

DROP TABLE patient_identifiers;

DROP TABLE patients;

DROP TABLE practitioner_departments;

DROP TABLE practitioners;

DROP TABLE departments;

DROP TABLE facilities;

DROP TABLE users;

COMMIT;
