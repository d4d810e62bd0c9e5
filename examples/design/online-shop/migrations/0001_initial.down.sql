BEGIN;

DROP INDEX uq_daily_sales_day_currency;

DROP MATERIALIZED VIEW daily_sales;

DROP TRIGGER trg_order_status_changes_rows_unchanged ON order_status_changes;

DROP TRIGGER trg_coupon_redemptions_coupon_allows ON coupon_redemptions;

DROP TRIGGER trg_coupons_max_redemptions_covers_coupon_redemptions ON coupons;

DROP TRIGGER trg_coupon_redemptions_coupon_count_within_limit ON coupon_redemptions;

DROP TRIGGER trg_stock_levels_on_hand_by_movements ON stock_levels;

DROP TRIGGER trg_stock_movements_movements_unchanged ON stock_movements;

DROP TRIGGER trg_stock_movements_change_into_stock_levels ON stock_movements;

DROP TRIGGER trg_order_lines_quantity_covers_shipment_lines ON order_lines;

DROP TRIGGER trg_shipment_lines_order_line_quantity_within_limit ON shipment_lines;

DROP TRIGGER trg_refunds_rows_unchanged ON refunds;

DROP TRIGGER trg_refunds_payment_allows ON refunds;

DROP TRIGGER trg_payments_amount_covers_refunds ON payments;

DROP TRIGGER trg_refunds_payment_amount_within_limit ON refunds;

DROP TRIGGER trg_orders_total_covers_payments ON orders;

DROP TRIGGER trg_payments_order_amount_within_limit ON payments;

DROP TRIGGER trg_payments_amount_currency_unchanged ON payments;

DROP TRIGGER trg_payments_status_transitions ON payments;

DROP TRIGGER trg_order_lines_rows_unchanged ON order_lines;

DROP TRIGGER trg_order_lines_order_allows ON order_lines;

DROP TRIGGER trg_orders_status_transitions ON orders;

DROP TRIGGER trg_products_status_transitions ON products;

DROP TRIGGER trg_categories_parent_acyclic ON categories;

DROP TRIGGER trg_coupons_updated_at ON coupons;

DROP TRIGGER trg_reviews_updated_at ON reviews;

DROP TRIGGER trg_stock_levels_updated_at ON stock_levels;

DROP TRIGGER trg_warehouses_updated_at ON warehouses;

DROP TRIGGER trg_shipments_updated_at ON shipments;

DROP TRIGGER trg_payments_updated_at ON payments;

DROP TRIGGER trg_orders_updated_at ON orders;

DROP TRIGGER trg_cart_lines_updated_at ON cart_lines;

DROP TRIGGER trg_carts_updated_at ON carts;

DROP TRIGGER trg_addresses_updated_at ON addresses;

DROP TRIGGER trg_product_variants_updated_at ON product_variants;

DROP TRIGGER trg_products_updated_at ON products;

DROP TRIGGER trg_brands_updated_at ON brands;

DROP TRIGGER trg_categories_updated_at ON categories;

DROP TRIGGER trg_users_updated_at ON users;

DROP FUNCTION categories_above;

DROP FUNCTION categories_below;

DROP FUNCTION trg_order_status_changes_rows_unchanged;

DROP FUNCTION trg_coupon_redemptions_coupon_allows;

DROP FUNCTION trg_coupons_max_redemptions_covers_coupon_redemptions;

DROP FUNCTION trg_coupon_redemptions_coupon_count_within_limit;

DROP FUNCTION trg_stock_levels_on_hand_by_movements;

DROP FUNCTION trg_stock_movements_movements_unchanged;

DROP FUNCTION trg_stock_movements_change_into_stock_levels;

DROP FUNCTION trg_order_lines_quantity_covers_shipment_lines;

DROP FUNCTION trg_shipment_lines_order_line_quantity_within_limit;

DROP FUNCTION trg_refunds_rows_unchanged;

DROP FUNCTION trg_refunds_payment_allows;

DROP FUNCTION trg_payments_amount_covers_refunds;

DROP FUNCTION trg_refunds_payment_amount_within_limit;

DROP FUNCTION trg_orders_total_covers_payments;

DROP FUNCTION trg_payments_order_amount_within_limit;

DROP FUNCTION trg_payments_amount_currency_unchanged;

DROP FUNCTION trg_payments_status_transitions;

DROP FUNCTION trg_order_lines_rows_unchanged;

DROP FUNCTION trg_order_lines_order_allows;

DROP FUNCTION trg_orders_status_transitions;

DROP FUNCTION trg_products_status_transitions;

DROP FUNCTION trg_categories_parent_acyclic;

DROP FUNCTION set_updated_at;

DROP INDEX idx_coupon_redemptions_user_id;

DROP INDEX idx_coupon_redemptions_order_id;

DROP INDEX uq_coupon_redemptions_coupon_id_user_id;

DROP INDEX idx_reviews_user_id;

DROP INDEX idx_reviews_product_id_created_at_status_published;

DROP INDEX idx_stock_movements_order_line_id;

DROP INDEX idx_stock_movements_warehouse_id;

DROP INDEX idx_stock_movements_variant_id_warehouse_id_created_at;

DROP INDEX idx_stock_levels_variant_id;

DROP INDEX idx_shipment_lines_order_line_id;

DROP INDEX idx_shipments_warehouse_id;

DROP INDEX idx_shipments_order_id;

DROP INDEX idx_refunds_payment_id;

DROP INDEX idx_payments_order_id_currency;

DROP INDEX idx_order_status_changes_changed_by_id;

DROP INDEX idx_order_status_changes_order_id_created_at;

DROP INDEX idx_order_lines_variant_id;

DROP INDEX idx_orders_placed_at_status_paid;

DROP INDEX idx_orders_user_id_placed_at;

DROP INDEX idx_cart_lines_variant_id;

DROP INDEX idx_carts_user_id;

DROP INDEX uq_carts_user_id;

DROP INDEX idx_addresses_user_id;

DROP INDEX idx_addresses_user_id_deleted_at_is_null;

DROP INDEX uq_addresses_user_id_2;

DROP INDEX uq_addresses_user_id;

DROP INDEX idx_variant_option_values_option_id;

DROP INDEX idx_variant_option_values_value_id_option_id;

DROP INDEX idx_product_variants_product_id;

DROP INDEX idx_product_variants_product_id_status_active;

DROP INDEX idx_product_categories_category_id;

DROP INDEX idx_products_brand_id;

DROP INDEX idx_products_title_trgm_deleted_at_is_null;

DROP INDEX uq_products_slug;

DROP INDEX idx_categories_parent_id_position;

DROP INDEX uq_users_email;

DROP TABLE coupon_redemptions;

DROP TABLE coupons;

DROP TABLE reviews;

DROP TABLE stock_movements;

DROP TABLE stock_levels;

DROP TABLE shipment_lines;

DROP TABLE shipments;

DROP TABLE warehouses;

DROP TABLE refunds;

DROP TABLE payments;

DROP TABLE order_status_changes;

DROP TABLE order_addresses;

DROP TABLE order_lines;

DROP TABLE orders;

DROP TABLE cart_lines;

DROP TABLE carts;

DROP TABLE addresses;

DROP TABLE variant_option_values;

DROP TABLE product_variants;

DROP TABLE product_option_values;

DROP TABLE product_options;

DROP TABLE product_images;

DROP TABLE product_categories;

DROP TABLE products;

DROP TABLE brands;

DROP TABLE categories;

DROP TABLE users;

COMMIT;
