import type { Domain } from './domain.ts';
import { appointments } from './healthcare/appointments.ts';
import { encounters } from './healthcare/encounters.ts';
import { insurance } from './healthcare/insurance.ts';
import { laboratory } from './healthcare/laboratory.ts';
import { medication } from './healthcare/medication.ts';
import { patients } from './healthcare/patients.ts';
import { privacy } from './healthcare/privacy.ts';
import { scenarios } from './healthcare/scenarios.ts';
import { wards } from './healthcare/wards.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const healthcare: Domain = {
  id: 'healthcare',
  title: 'health care records',
  words: [
    'healthcare',
    'health care',
    'healthcare record',
    'health record',
    'medical record',
    'patient record',
    'electronic health record',
    'electronic medical record',
    'ehr',
    'emr',
    'hospital',
    'hospital management',
    'clinic',
    'medical practice',
    'patient management',
    'telemedicine',
    'telehealth',
  ],
  part: mergeParts('healthcare', [
    { entities: { user: { ...user, volume: { rows: 600_000, perYear: 120_000 } } } },
    patients,
    encounters,
    medication,
    privacy,
    scenarios,
  ]),
  options: [appointments, laboratory, wards, insurance],
  synonyms: {
    facility: ['hospital site', 'health center', 'surgery'],
    department: ['medical department', 'specialty unit'],
    practitioner: ['doctor', 'physician', 'clinician', 'nurse', 'provider', 'therapist', 'gp'],
    patient_contact: ['emergency contact', 'next of kin'],
    encounter: ['visit', 'admission', 'consultation', 'hospital stay'],
    diagnosis: ['problem', 'medical condition', 'illness', 'disease'],
    clinical_note: ['medical note', 'doctor note', 'progress note', 'chart note'],
    observation: ['vital sign', 'measurement', 'vital', 'blood pressure'],
    allergy: ['intolerance', 'allergies'],
    medication: ['drug', 'medicine'],
    prescription: ['medication order'],
    dispense: ['dispensing', 'pharmacy fill'],
    consent: ['patient consent'],
    record_access: ['access log', 'audit log', 'audit trail', 'audit'],
  },
  hints: ['hipaa', 'icd', 'fhir', 'medical', 'treatment', 'therapy', 'symptom', 'pharmacy'],
};
