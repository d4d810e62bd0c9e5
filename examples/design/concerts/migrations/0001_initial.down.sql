BEGIN;

DROP INDEX uq_performance_sales_performance_id_currency;

DROP MATERIALIZED VIEW performance_sales;

DROP TRIGGER trg_ticket_scans_rows_unchanged ON ticket_scans;

DROP TRIGGER trg_promo_code_uses_promo_code_allows ON promo_code_uses;

DROP TRIGGER trg_promo_codes_max_uses_covers_promo_code_uses ON promo_codes;

DROP TRIGGER trg_promo_code_uses_promo_code_count_within_limit ON promo_code_uses;

DROP TRIGGER trg_ticket_scans_ticket_allows ON ticket_scans;

DROP TRIGGER trg_tickets_order_line_performance_unchanged ON tickets;

DROP TRIGGER trg_tickets_order_allows ON tickets;

DROP TRIGGER trg_order_lines_quantity_covers_tickets ON order_lines;

DROP TRIGGER trg_tickets_order_line_count_within_limit ON tickets;

DROP TRIGGER trg_tickets_status_transitions ON tickets;

DROP TRIGGER trg_refunds_rows_unchanged ON refunds;

DROP TRIGGER trg_refunds_payment_allows ON refunds;

DROP TRIGGER trg_payments_amount_covers_refunds ON payments;

DROP TRIGGER trg_refunds_payment_amount_within_limit ON refunds;

DROP TRIGGER trg_orders_total_covers_payments ON orders;

DROP TRIGGER trg_payments_order_amount_within_limit ON payments;

DROP TRIGGER trg_payments_amount_currency_unchanged ON payments;

DROP TRIGGER trg_payments_status_transitions ON payments;

DROP TRIGGER trg_seat_claims_status_transitions ON seat_claims;

DROP TRIGGER trg_seat_claims_performance_allows ON seat_claims;

DROP TRIGGER trg_seat_claims_order_allows ON seat_claims;

DROP TRIGGER trg_order_lines_order_keeps_one ON order_lines;

DROP TRIGGER trg_orders_has_order_lines ON orders;

DROP TRIGGER trg_ticket_types_quantity_covers_order_lines ON ticket_types;

DROP TRIGGER trg_order_lines_ticket_type_quantity_within_limit ON order_lines;

DROP TRIGGER trg_order_lines_order_ticket_type_unchanged ON order_lines;

DROP TRIGGER trg_order_lines_ticket_type_allows ON order_lines;

DROP TRIGGER trg_order_lines_order_allows ON order_lines;

DROP TRIGGER trg_orders_status_transitions ON orders;

DROP TRIGGER trg_performances_capacity_covers_ticket_types ON performances;

DROP TRIGGER trg_ticket_types_performance_quantity_within_limit ON ticket_types;

DROP TRIGGER trg_performances_status_transitions ON performances;

DROP TRIGGER trg_events_status_transitions ON events;

DROP TRIGGER trg_venues_capacity_covers_seats ON venues;

DROP TRIGGER trg_seats_venue_count_within_limit ON seats;

DROP TRIGGER trg_waitlist_entries_updated_at ON waitlist_entries;

DROP TRIGGER trg_promo_codes_updated_at ON promo_codes;

DROP TRIGGER trg_performers_updated_at ON performers;

DROP TRIGGER trg_tickets_updated_at ON tickets;

DROP TRIGGER trg_payments_updated_at ON payments;

DROP TRIGGER trg_seat_claims_updated_at ON seat_claims;

DROP TRIGGER trg_orders_updated_at ON orders;

DROP TRIGGER trg_ticket_types_updated_at ON ticket_types;

DROP TRIGGER trg_performances_updated_at ON performances;

DROP TRIGGER trg_events_updated_at ON events;

DROP TRIGGER trg_categories_updated_at ON categories;

DROP TRIGGER trg_gates_updated_at ON gates;

DROP TRIGGER trg_sections_updated_at ON sections;

DROP TRIGGER trg_venues_updated_at ON venues;

DROP TRIGGER trg_organizer_members_updated_at ON organizer_members;

DROP TRIGGER trg_organizers_updated_at ON organizers;

DROP TRIGGER trg_users_updated_at ON users;

DROP FUNCTION trg_ticket_scans_rows_unchanged;

DROP FUNCTION trg_promo_code_uses_promo_code_allows;

DROP FUNCTION trg_promo_codes_max_uses_covers_promo_code_uses;

DROP FUNCTION trg_promo_code_uses_promo_code_count_within_limit;

DROP FUNCTION trg_ticket_scans_ticket_allows;

DROP FUNCTION trg_tickets_order_line_performance_unchanged;

DROP FUNCTION trg_tickets_order_allows;

DROP FUNCTION trg_order_lines_quantity_covers_tickets;

DROP FUNCTION trg_tickets_order_line_count_within_limit;

DROP FUNCTION trg_tickets_status_transitions;

DROP FUNCTION trg_refunds_rows_unchanged;

DROP FUNCTION trg_refunds_payment_allows;

DROP FUNCTION trg_payments_amount_covers_refunds;

DROP FUNCTION trg_refunds_payment_amount_within_limit;

DROP FUNCTION trg_orders_total_covers_payments;

DROP FUNCTION trg_payments_order_amount_within_limit;

DROP FUNCTION trg_payments_amount_currency_unchanged;

DROP FUNCTION trg_payments_status_transitions;

DROP FUNCTION trg_seat_claims_status_transitions;

DROP FUNCTION trg_seat_claims_performance_allows;

DROP FUNCTION trg_seat_claims_order_allows;

DROP FUNCTION trg_order_lines_order_keeps_one;

DROP FUNCTION trg_orders_has_order_lines;

DROP FUNCTION trg_ticket_types_quantity_covers_order_lines;

DROP FUNCTION trg_order_lines_ticket_type_quantity_within_limit;

DROP FUNCTION trg_order_lines_order_ticket_type_unchanged;

DROP FUNCTION trg_order_lines_ticket_type_allows;

DROP FUNCTION trg_order_lines_order_allows;

DROP FUNCTION trg_orders_status_transitions;

DROP FUNCTION trg_performances_capacity_covers_ticket_types;

DROP FUNCTION trg_ticket_types_performance_quantity_within_limit;

DROP FUNCTION trg_performances_status_transitions;

DROP FUNCTION trg_events_status_transitions;

DROP FUNCTION trg_venues_capacity_covers_seats;

DROP FUNCTION trg_seats_venue_count_within_limit;

DROP FUNCTION set_updated_at;

DROP INDEX idx_waitlist_entries_user_id;

DROP INDEX idx_waitlist_entries_performance_id;

DROP INDEX idx_waitlist_entries_performance_id_created_at_status_waiting;

DROP INDEX uq_waitlist_entries_performance_id_email;

DROP INDEX idx_promo_code_uses_promo_code_id;

DROP INDEX idx_event_performers_performer_id;

DROP INDEX idx_performers_name_trgm;

DROP INDEX idx_ticket_scans_scanned_by_id;

DROP INDEX idx_ticket_scans_gate_id_scanned_at;

DROP INDEX idx_ticket_scans_ticket_id_scanned_at;

DROP INDEX uq_ticket_scans_ticket_id;

DROP INDEX idx_tickets_section_id;

DROP INDEX idx_tickets_performance_id;

DROP INDEX idx_tickets_performance_id_status_valid;

DROP INDEX idx_tickets_order_id;

DROP INDEX idx_tickets_seat_id_section_id;

DROP INDEX idx_tickets_order_line_id_order_id_performance_id_section_id;

DROP INDEX uq_tickets_performance_id_seat_id;

DROP INDEX idx_refunds_payment_id;

DROP INDEX idx_payments_order_id_currency;

DROP INDEX idx_seat_claims_venue_id;

DROP INDEX idx_seat_claims_held_until_status_held;

DROP INDEX idx_seat_claims_order_id;

DROP INDEX idx_seat_claims_seat_id_venue_id;

DROP INDEX idx_seat_claims_performance_id_venue_id;

DROP INDEX idx_order_lines_section_id;

DROP INDEX idx_order_lines_performance_id;

DROP INDEX idx_order_lines_order_id_currency;

DROP INDEX idx_order_lines_ticket_type_id_performance_id_section_id_99a6f7;

DROP INDEX idx_orders_expires_at_status_pending;

DROP INDEX idx_orders_lower_email;

DROP INDEX idx_orders_user_id_created_at;

DROP INDEX idx_ticket_types_venue_id;

DROP INDEX idx_ticket_types_section_id_venue_id;

DROP INDEX idx_ticket_types_performance_id_venue_id;

DROP INDEX idx_performances_starts_at_status_on_sale;

DROP INDEX idx_performances_venue_id_starts_at;

DROP INDEX idx_performances_event_id_starts_at;

DROP INDEX idx_events_category_id;

DROP INDEX idx_events_title_trgm;

DROP INDEX idx_events_organizer_id_created_at;

DROP INDEX idx_events_category_id_created_at_status_published;

DROP INDEX idx_seats_venue_id;

DROP INDEX idx_seats_section_id_venue_id;

DROP INDEX idx_organizer_members_user_id;

DROP INDEX uq_organizer_members_organizer_id;

DROP INDEX uq_users_email;

DROP TABLE waitlist_entries;

DROP TABLE promo_code_uses;

DROP TABLE promo_codes;

DROP TABLE event_performers;

DROP TABLE performers;

DROP TABLE ticket_scans;

DROP TABLE tickets;

DROP TABLE refunds;

DROP TABLE payments;

DROP TABLE seat_claims;

DROP TABLE order_lines;

DROP TABLE orders;

DROP TABLE ticket_types;

DROP TABLE performances;

DROP TABLE events;

DROP TABLE categories;

DROP TABLE gates;

DROP TABLE seats;

DROP TABLE sections;

DROP TABLE venues;

DROP TABLE organizer_members;

DROP TABLE organizers;

DROP TABLE users;

COMMIT;
