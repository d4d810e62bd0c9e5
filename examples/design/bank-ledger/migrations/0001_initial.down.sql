BEGIN;

DROP INDEX uq_trial_balance_account_type_id_currency;

DROP MATERIALIZED VIEW trial_balance;

DROP TRIGGER trg_currency_exchanges_rows_unchanged ON currency_exchanges;

DROP TRIGGER trg_exchange_rates_rows_unchanged ON exchange_rates;

DROP TRIGGER trg_transactions_rows_unchanged ON transactions;

DROP TRIGGER trg_daily_balances_rows_unchanged ON daily_balances;

DROP TRIGGER trg_holds_card_allows ON holds;

DROP TRIGGER trg_cards_status_transitions ON cards;

DROP TRIGGER trg_transfers_amount_currency_unchanged ON transfers;

DROP TRIGGER trg_transfers_status_transitions ON transfers;

DROP TRIGGER trg_transfers_from_account_allows ON transfers;

DROP TRIGGER trg_holds_account_amount_unchanged ON holds;

DROP TRIGGER trg_holds_remaining_by_movements ON holds;

DROP TRIGGER trg_hold_changes_movements_unchanged_2 ON hold_changes;

DROP TRIGGER trg_hold_changes_change_into_holds ON hold_changes;

DROP TRIGGER trg_accounts_held_by_movements ON accounts;

DROP TRIGGER trg_hold_changes_movements_unchanged ON hold_changes;

DROP TRIGGER trg_hold_changes_change_into_accounts ON hold_changes;

DROP TRIGGER trg_entries_account_allows ON entries;

DROP TRIGGER trg_accounts_balance_by_movements ON accounts;

DROP TRIGGER trg_entries_movements_unchanged ON entries;

DROP TRIGGER trg_entries_signed_amount_into_accounts ON entries;

DROP TRIGGER trg_entries_transaction_signed_amount_balanced ON entries;

DROP TRIGGER trg_entries_transaction_keeps_one ON entries;

DROP TRIGGER trg_transactions_has_entries ON transactions;

DROP TRIGGER trg_transactions_period_allows ON transactions;

DROP TRIGGER trg_accounting_periods_status_transitions ON accounting_periods;

DROP TRIGGER trg_statements_rows_unchanged ON statements;

DROP TRIGGER trg_accounts_number_currency_unchanged ON accounts;

DROP TRIGGER trg_accounts_status_transitions ON accounts;

DROP TRIGGER trg_accounts_customer_allows ON accounts;

DROP TRIGGER trg_customers_verification_transitions ON customers;

DROP TRIGGER trg_cards_updated_at ON cards;

DROP TRIGGER trg_transfers_updated_at ON transfers;

DROP TRIGGER trg_beneficiaries_updated_at ON beneficiaries;

DROP TRIGGER trg_holds_updated_at ON holds;

DROP TRIGGER trg_accounting_periods_updated_at ON accounting_periods;

DROP TRIGGER trg_interest_rates_updated_at ON interest_rates;

DROP TRIGGER trg_accounts_updated_at ON accounts;

DROP TRIGGER trg_account_types_updated_at ON account_types;

DROP TRIGGER trg_customers_updated_at ON customers;

DROP TRIGGER trg_users_updated_at ON users;

DROP PROCEDURE make_monthly_parts;

DROP FUNCTION trg_currency_exchanges_rows_unchanged;

DROP FUNCTION trg_exchange_rates_rows_unchanged;

DROP FUNCTION trg_transactions_rows_unchanged;

DROP FUNCTION trg_daily_balances_rows_unchanged;

DROP FUNCTION trg_holds_card_allows;

DROP FUNCTION trg_cards_status_transitions;

DROP FUNCTION trg_transfers_amount_currency_unchanged;

DROP FUNCTION trg_transfers_status_transitions;

DROP FUNCTION trg_transfers_from_account_allows;

DROP FUNCTION trg_holds_account_amount_unchanged;

DROP FUNCTION trg_holds_remaining_by_movements;

DROP FUNCTION trg_hold_changes_movements_unchanged_2;

DROP FUNCTION trg_hold_changes_change_into_holds;

DROP FUNCTION trg_accounts_held_by_movements;

DROP FUNCTION trg_hold_changes_movements_unchanged;

DROP FUNCTION trg_hold_changes_change_into_accounts;

DROP FUNCTION trg_entries_account_allows;

DROP FUNCTION trg_accounts_balance_by_movements;

DROP FUNCTION trg_entries_movements_unchanged;

DROP FUNCTION trg_entries_signed_amount_into_accounts;

DROP FUNCTION trg_entries_transaction_signed_amount_balanced;

DROP FUNCTION trg_entries_transaction_keeps_one;

DROP FUNCTION trg_transactions_has_entries;

DROP FUNCTION trg_transactions_period_allows;

DROP FUNCTION trg_accounting_periods_status_transitions;

DROP FUNCTION trg_statements_rows_unchanged;

DROP FUNCTION trg_accounts_number_currency_unchanged;

DROP FUNCTION trg_accounts_status_transitions;

DROP FUNCTION trg_accounts_customer_allows;

DROP FUNCTION trg_customers_verification_transitions;

DROP FUNCTION set_updated_at;

DROP INDEX idx_cards_customer_id;

DROP INDEX idx_cards_account_id_customer_id;

DROP INDEX idx_transfers_requested_by_id;

DROP INDEX idx_transfers_execute_on_status_requested;

DROP INDEX idx_transfers_beneficiary_id_customer_id;

DROP INDEX idx_transfers_to_account_id_currency;

DROP INDEX idx_transfers_customer_id_created_at;

DROP INDEX idx_transfers_from_account_id_currency_customer_id;

DROP INDEX idx_beneficiaries_customer_id;

DROP INDEX idx_beneficiaries_customer_id_name_deleted_at_is_null;

DROP INDEX uq_beneficiaries_customer_id_account_number;

DROP INDEX idx_hold_changes_transaction_id;

DROP INDEX idx_hold_changes_account_id;

DROP INDEX idx_hold_changes_hold_id_account_id;

DROP INDEX idx_hold_changes_hold_id_created_at;

DROP INDEX idx_holds_expires_at_remaining_0;

DROP INDEX idx_holds_card_id_account_id;

DROP INDEX idx_holds_account_id_currency;

DROP INDEX idx_holds_account_id_expires_at_remaining_0;

DROP INDEX idx_entries_account_id_currency;

DROP INDEX idx_entries_account_id_created_at;

DROP INDEX idx_entries_transaction_id_currency_entry_count;

DROP INDEX idx_transactions_created_by_id;

DROP INDEX idx_transactions_period_id;

DROP INDEX idx_transactions_booked_at;

DROP INDEX idx_statements_account_id_currency;

DROP INDEX idx_statements_account_id_starts_on;

DROP INDEX idx_interest_rates_type_id_currency_valid_from;

DROP INDEX idx_accounts_type_id;

DROP INDEX idx_accounts_balance_balance_0_and_customer_i;

DROP INDEX idx_accounts_customer_id;

DROP INDEX idx_customers_created_at_verification_pending;

DROP INDEX idx_customers_legal_name_trgm;

DROP INDEX uq_users_email;

DROP TABLE currency_exchanges;

DROP TABLE exchange_rates;

DROP TABLE transfers;

DROP TABLE beneficiaries;

DROP TABLE hold_changes;

DROP TABLE holds;

DROP TABLE cards;

DROP TABLE entries;

DROP TABLE transactions;

DROP TABLE accounting_periods;

DROP TABLE statements;

DROP TABLE daily_balances;

DROP TABLE interest_rates;

DROP TABLE accounts;

DROP TABLE account_types;

DROP TABLE customers;

DROP TABLE users;

COMMIT;
