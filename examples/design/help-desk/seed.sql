BEGIN;
SET CONSTRAINTS ALL DEFERRED;

-- public.sla_policies
INSERT INTO public.sla_policies (id, name, is_default, created_at, updated_at) VALUES
(1, 'Classic Alder Sla policy', 'f', '2023-11-04 10:33:38+00', '2023-11-04 10:33:38+00'),
(2, 'Light Summit Sla policy', 'f', '2024-02-23 21:22:46+00', '2024-04-06 18:21:50+00'),
(3, 'Soft Harbor Sla policy', 'f', '2024-08-21 19:32:07+00', '2024-09-06 05:49:50+00'),
(4, 'Rustic Birch Sla policy', 'f', '2024-10-13 16:57:58+00', '2024-10-13 16:57:58+00'),
(5, 'Waterproof Orchid Sla policy', 'f', '2025-01-13 17:58:34+00', '2025-02-08 22:01:22+00'),
(6, 'Urban Delta Sla policy', 'f', '2025-06-22 13:20:37+00', '2025-07-01 09:49:32+00'),
(7, 'Handmade Willow Sla policy', 'f', '2025-07-18 21:21:22+00', '2025-07-24 13:41:55+00'),
(8, 'Mini Keystone Sla policy', 'f', '2025-10-11 22:43:43+00', '2025-10-11 22:43:43+00');

-- public.tags
INSERT INTO public.tags (id, name, color, created_at, updated_at) VALUES
(1, 'new', '#cC7777', '2023-02-24 13:58:28+00', '2023-03-07 04:56:13+00'),
(2, 'beta', '#C77777', '2023-07-26 22:51:08+00', '2023-08-10 09:18:05+00'),
(3, 'vegan', '#cC7777', '2023-09-14 18:07:37+00', '2023-12-03 08:59:27+00'),
(4, 'limited', '#b00000', '2024-01-07 14:23:20+00', '2024-05-02 13:15:36+00'),
(5, 'travel', '#4cC777', '2024-01-28 17:24:03+00', '2024-02-10 11:14:22+00'),
(6, 'exclusive', '#E3eeee', '2024-04-07 11:06:03+00', '2024-06-14 19:19:39+00'),
(7, 'seasonal', '#2Ab000', '2024-05-18 13:18:27+00', '2024-05-31 04:26:47+00'),
(8, 'featured', '#777777', '2024-07-14 09:03:06+00', '2024-07-14 09:03:06+00'),
(9, 'urgent', '#dAb000', '2024-08-01 08:38:51+00', '2024-08-12 05:58:03+00'),
(10, 'clearance', '#cC7777', '2024-10-06 20:28:05+00', '2024-10-10 22:57:13+00'),
(11, 'popular', '#eeeeee', '2024-10-17 10:49:51+00', '2024-11-01 22:34:54+00'),
(12, 'follow-up', '#4cC777', '2024-12-05 16:21:00+00', '2024-12-23 20:23:40+00'),
(13, 'refurbished', '#000000', '2025-01-26 21:47:03+00', '2025-02-01 18:13:18+00'),
(14, 'gift', '#eeeeee', '2025-02-10 12:20:42+00', '2025-02-10 12:20:42+00'),
(15, 'news', '#dAb000', '2025-04-02 23:59:57+00', '2025-04-10 00:58:52+00'),
(16, 'family', '#1C7777', '2025-04-27 19:48:48+00', '2025-06-07 15:47:19+00'),
(17, 'bestseller', '#Ab0000', '2025-05-24 10:04:44+00', '2025-05-25 07:59:51+00'),
(18, 'sale', '#000000', '2025-07-10 08:37:28+00', '2025-07-29 08:09:55+00'),
(19, 'internal', '#fcC777', '2025-07-13 09:36:48+00', '2025-07-16 04:23:09+00'),
(20, 'handmade', '#693eee', '2025-09-03 16:27:49+00', '2025-09-11 15:33:06+00'),
(21, 'eco', '#B93eee', '2025-09-20 15:53:29+00', '2025-09-20 15:53:29+00'),
(22, 'howto', '#5b0000', '2025-10-27 13:41:24+00', '2025-10-27 13:41:24+00'),
(23, 'outdoor', '#777777', '2025-11-21 20:37:11+00', '2025-12-24 09:43:04+00'),
(24, 'premium', '#cC7777', '2025-12-22 17:31:12+00', '2025-12-22 17:31:12+00');

-- public.teams
INSERT INTO public.teams (id, name, inbox, is_active, created_at, updated_at) VALUES
(1, 'Engineering Alder', '0@0.0', 't', '2023-04-05 11:35:10+00', '2023-04-05 11:35:10+00'),
(2, 'Procurement Echo', '0@0bi.0ztx3dw', 't', '2024-04-12 17:32:39+00', '2024-04-12 17:32:39+00'),
(3, 'Finance Dune', '0@1o0.30ov7ss', 't', '2024-06-03 15:45:05+00', '2024-06-03 15:45:05+00'),
(4, 'IT Crescent', '0@30i.51jtc7o', 't', '2024-12-17 12:31:17+00', '2024-12-20 03:58:09+00'),
(5, 'Legal Birch', '0@4d0.72ergmk', 't', '2025-01-17 10:48:02+00', '2025-04-23 12:16:00+00'),
(6, 'Sales Anchor', '0@5pi.939pl1g', 't', '2025-07-10 13:30:49+00', '2025-07-10 13:30:49+00'),
(7, 'Product Zephyr', '0@720.b44npgc', 't', '2025-08-15 17:48:39+00', '2025-08-15 17:48:39+00'),
(8, 'Operations Yonder', '0@8ei.d4zltv8', 't', '2025-10-21 14:16:34+00', '2025-11-02 02:11:23+00');

-- public.users
INSERT INTO public.users (id, email, password_hash, display_name, status, last_sign_in_at, created_at, updated_at, deleted_at) VALUES
(1, 'duarte.gomes7@example.com', '$2b$12$2f5ebb3269a1f6629bd693a3a48de40101b50fabe43897c52c43f', 'Duarte Gomes', 'closed', '2025-11-24 10:06:25+00', '2023-10-24 19:45:43+00', '2023-10-24 19:45:43+00', NULL),
(2, 'priya.menon@example.com', '$2b$12$9768959000fee845a7aa4bd2a9a9dc548fb54737639d2111bd3a8', 'Priya Menon', 'active', '2025-09-09 13:23:46+00', '2024-02-23 13:34:24+00', '2024-03-16 15:55:23+00', '2024-05-10 17:41:24+00'),
(3, 'ratna.suwan@example.com', '$2b$12$2f6f40dfc9ff4503d594038d086502d559ce7f4a99c449c82fcaf', 'Ratna Suwan', 'active', '2024-09-21 16:56:34+00', '2024-07-06 15:09:18+00', '2024-10-26 07:10:01+00', '2024-10-07 10:31:35+00'),
(4, 'simon.smith@example.com', '$2b$12$ec5da7adcd9b6679db1413fa1e6d8dfe42757d211819b8af39499', 'Simon Smith', 'active', '2025-06-05 21:57:51+00', '2024-11-23 21:01:45+00', '2024-11-29 14:42:46+00', NULL),
(5, 'helena.oliveira@example.net', '$2b$12$ea70b531800fd8b5fe1a1fcc66ac1a134fd3f9d9606016ba512f8', 'Helena Oliveira', 'closed', '2025-07-08 20:27:50+00', '2024-12-31 08:00:54+00', '2024-12-31 08:00:54+00', NULL),
(6, 'burak.sahin24@example.com', '$2b$12$2de019503d149ac964348fb4269317e6a051b7f30b3a3680a21c2', 'Burak Şahin', 'closed', '2025-07-29 19:28:15+00', '2025-06-07 11:55:20+00', '2025-06-07 11:55:20+00', NULL),
(7, 'martina.esposito49@example.org', '$2b$12$e5a032bb60314cd62bc8e63edd9ee6710cfef5736bb91419b78ae', 'Martina Esposito', 'active', '2025-12-17 15:30:31+00', '2025-09-04 08:13:07+00', '2025-09-07 20:16:23+00', NULL),
(8, 'chloe.moreau@example.com', '$2b$12$b097cb2de061a923462504058b6d65d5e8a0cbf534753b5772895', 'Chloé Moreau', 'active', '2025-12-05 21:32:17+00', '2025-12-04 07:29:05+00', '2025-12-06 14:02:30+00', NULL);

-- public.agents
INSERT INTO public.agents (id, user_id, signature, status, open_ticket_limit, created_at, updated_at) VALUES
(1, 2, 'signature_3', 'active', 4, '2025-07-13 10:51:36+00', '2025-08-19 00:31:59+00'),
(2, 7, 'signature_5', 'active', 3, '2025-12-29 04:48:09+00', '2025-12-30 00:54:21+00'),
(3, 4, 'signature_4', 'active', 1, '2025-02-27 11:41:17+00', '2025-02-27 11:41:17+00'),
(4, 1, 'signature_0', 'away', 6, '2025-04-03 14:02:11+00', '2025-04-26 02:50:38+00'),
(5, 6, 'signature_1', 'away', 1, '2025-08-10 15:02:26+00', '2025-08-13 00:49:16+00'),
(6, 3, 'signature_1', 'active', 1, '2025-11-27 13:26:15+00', '2025-11-27 13:26:15+00');

-- public.organizations
INSERT INTO public.organizations (id, sla_policy_id, name, web_domain, created_at, updated_at, deleted_at) VALUES
(1, 1, 'Anchor Media Pty', 'anchor-media-pty.example', '2024-10-04 13:22:06+00', '2024-10-11 12:37:07+00', NULL),
(2, 1, 'Beacon Systems GmbH', 'beacon-systems-gmbh.example', '2024-06-11 22:05:41+00', '2024-06-22 02:10:31+00', NULL),
(3, NULL, 'Ember Instruments Ltd', 'ember-instruments-ltd.example', '2024-02-01 14:45:03+00', '2024-03-14 00:23:18+00', NULL),
(4, 3, 'Keystone Partners BV', 'keystone-partners-bv.example', '2025-06-09 03:34:57+00', '2025-06-09 15:15:32+00', NULL),
(5, 4, 'Birch Systems Pty', 'birch-systems-pty.example', '2025-05-17 14:52:17+00', '2025-06-07 21:00:11+00', NULL),
(6, 2, 'Yonder Logistics GmbH', 'yonder-logistics-gmbh.example', '2024-07-13 13:17:07+00', '2024-07-15 14:01:37+00', NULL),
(7, 1, 'Cobalt Partners BV', 'cobalt-partners-bv.example', '2024-10-28 22:39:58+00', '2025-01-10 12:18:50+00', NULL),
(8, NULL, 'Pioneer Works Ltd', 'pioneer-works-ltd.example', '2024-12-05 15:32:49+00', '2024-12-29 22:45:48+00', NULL),
(9, 6, 'Nimbus Systems LLC', 'nimbus-systems-llc.example', '2025-12-23 06:24:30+00', '2025-12-23 06:24:30+00', NULL),
(10, 4, 'Harbor Systems GmbH', 'harbor-systems-gmbh.example', '2025-03-04 10:36:56+00', '2025-03-04 10:36:56+00', NULL),
(11, 3, 'Echo Media Inc', 'echo-media-inc.example', '2025-04-28 21:07:14+00', '2025-04-28 21:07:14+00', NULL),
(12, 2, 'Dune Mobility SA', 'dune-mobility-sa.example', '2025-07-07 13:19:31+00', '2025-07-16 09:51:30+00', NULL),
(13, 1, 'Lattice Systems Pty', 'lattice-systems-pty.example', '2025-07-28 08:48:40+00', '2025-07-28 08:48:40+00', NULL),
(14, 1, 'Ember Trading Ltd', 'ember-trading-ltd.example', '2025-09-11 17:40:58+00', '2025-09-11 17:40:58+00', NULL),
(15, 4, 'Pioneer Labs AB', 'pioneer-labs-ab.example', '2025-11-05 19:48:11+00', '2025-12-01 01:33:10+00', NULL),
(16, 1, 'Beacon Partners Inc', 'beacon-partners-inc.example', '2025-12-01 10:31:19+00', '2025-12-04 00:52:15+00', NULL);

-- public.sla_targets
INSERT INTO public.sla_targets (sla_policy_id, priority, answer_minutes, solve_minutes, created_at, updated_at) VALUES
(1, 'normal', 133, 133, '2024-03-23 02:21:14+00', '2024-03-23 02:21:14+00'),
(4, 'high', 57, 57, '2025-07-04 19:05:01+00', '2025-07-11 15:09:42+00'),
(7, 'normal', 7, 230, '2025-08-08 14:24:42+00', '2025-09-24 09:40:30+00'),
(2, 'urgent', 170, 170, '2024-03-20 12:54:10+00', '2024-03-20 12:54:10+00'),
(5, 'low', 51, 65, '2025-06-17 22:50:12+00', '2025-06-17 22:50:12+00'),
(8, 'urgent', 150, 150, '2025-11-13 22:38:17+00', '2025-12-17 03:56:45+00'),
(3, 'high', 66, 181, '2024-10-26 12:57:39+00', '2024-11-08 13:49:22+00'),
(6, 'normal', 250, 250, '2025-10-01 12:25:02+00', '2025-10-01 12:25:02+00'),
(1, 'urgent', 67, 187, '2025-02-05 15:08:10+00', '2025-02-05 15:08:10+00'),
(4, 'low', 42, 102, '2025-02-26 19:01:53+00', '2025-03-04 06:44:35+00'),
(7, 'urgent', 175, 175, '2025-11-07 11:43:58+00', '2025-11-10 20:22:40+00'),
(2, 'high', 7, 17, '2025-06-25 16:30:35+00', '2025-08-28 18:23:14+00'),
(5, 'normal', 31, 36, '2025-08-04 17:38:04+00', '2025-08-04 17:38:04+00'),
(8, 'high', 11, 55, '2025-12-23 18:09:27+00', '2025-12-23 18:09:27+00'),
(3, 'low', 61, 192, '2025-10-24 19:40:33+00', '2025-11-26 09:36:02+00'),
(6, 'urgent', 33, 64, '2025-11-23 15:35:03+00', '2025-12-11 19:45:04+00');

-- public.ticket_categories
INSERT INTO public.ticket_categories (id, parent_id, team_id, name, slug, is_active, created_at, updated_at) VALUES
(1, NULL, 2, 'Electronics', 'electronics', 'f', '2025-08-14 22:39:21+00', '2025-08-24 00:27:00+00'),
(2, NULL, 8, 'Art & Crafts', 'art-crafts', 't', '2025-11-24 10:08:15+00', '2025-11-24 10:08:15+00'),
(3, 2, 4, 'Office', 'office', 't', '2025-12-02 12:31:06+00', '2025-12-14 01:03:10+00'),
(4, 1, 1, 'Stationery', 'stationery', 't', '2023-11-11 13:46:26+00', '2023-11-16 18:11:31+00'),
(5, NULL, 6, 'Health', 'health', 't', '2025-08-06 08:18:06+00', '2025-11-09 12:17:27+00'),
(6, 5, 4, 'Garden', 'garden', 't', '2025-01-09 20:50:13+00', '2025-01-09 20:50:13+00'),
(7, 3, 2, 'Computers', 'computers', 'f', '2024-09-26 04:04:30+00', '2024-10-02 21:44:25+00'),
(8, 2, 1, 'Pet Supplies', 'pet-supplies', 't', '2024-04-12 19:03:19+00', '2024-04-12 19:03:19+00'),
(9, 1, 1, 'Books', 'books', 't', '2024-06-12 12:11:00+00', '2024-06-15 16:54:17+00'),
(10, 1, 6, 'Lighting', 'lighting', 't', '2025-10-11 21:36:38+00', '2025-11-02 01:29:45+00'),
(11, 7, 4, 'Shoes', 'shoes', 't', '2025-11-26 03:41:24+00', '2025-11-26 03:41:24+00'),
(12, NULL, 4, 'Watches', 'watches', 'f', '2025-03-05 17:52:45+00', '2025-03-25 04:18:06+00'),
(13, 1, 2, 'Baby', 'baby', 't', '2024-10-21 09:46:38+00', '2024-11-03 06:00:21+00'),
(14, NULL, 1, 'Beauty', 'beauty', 't', '2024-11-05 22:14:50+00', '2025-01-04 07:36:44+00'),
(15, NULL, NULL, 'Outdoor', 'outdoor', 't', '2024-12-13 23:32:43+00', '2024-12-13 23:32:43+00'),
(16, 6, 2, 'Automotive', 'automotive', 't', '2025-01-11 14:47:03+00', '2025-01-21 04:35:59+00'),
(17, 3, 4, 'Sports', 'sports', 't', '2025-01-23 14:06:27+00', '2025-02-07 05:37:20+00'),
(18, 3, 5, 'Phones', 'phones', 't', '2025-03-09 20:26:27+00', '2025-04-08 22:13:16+00'),
(19, 13, NULL, 'Groceries', 'groceries', 't', '2025-03-28 16:23:51+00', '2025-04-19 13:32:34+00'),
(20, 7, 2, 'Home & Kitchen', 'home-kitchen', 't', '2025-05-01 12:48:52+00', '2025-05-01 12:48:52+00'),
(21, 8, 4, 'Furniture', 'furniture', 't', '2025-05-13 11:42:28+00', '2025-06-16 12:18:30+00'),
(22, 16, 2, 'Music', 'music', 't', '2025-06-27 11:16:43+00', '2025-06-27 11:16:43+00'),
(23, NULL, 2, 'Bedding', 'bedding', 't', '2025-07-23 10:54:19+00', '2025-07-23 10:54:19+00'),
(24, NULL, 6, 'Travel', 'travel', 't', '2025-08-15 22:50:33+00', '2025-08-15 22:50:33+00'),
(25, 1, 2, 'Toys', 'toys', 'f', '2025-08-22 14:59:19+00', '2025-08-22 14:59:19+00'),
(26, NULL, 8, 'Games', 'games', 't', '2025-11-15 08:36:14+00', '2025-11-25 22:55:45+00'),
(27, NULL, 1, 'Tools', 'tools', 't', '2025-10-04 09:22:34+00', '2025-10-18 16:50:13+00'),
(28, 4, 1, 'Clothing', 'clothing', 't', '2025-10-31 21:50:32+00', '2025-11-08 13:17:44+00'),
(29, 4, 2, 'Cameras', 'cameras', 't', '2025-12-05 12:31:50+00', '2025-12-07 04:59:55+00'),
(30, NULL, 8, 'Jewellery', 'jewellery', 't', '2025-12-12 14:03:45+00', '2025-12-12 14:03:45+00');

-- public.agent_absences
INSERT INTO public.agent_absences (id, agent_id, starts_at, ends_at, reason, created_at, updated_at) VALUES
(1, 3, '2025-01-01 17:00:00+00', '2025-01-01 18:45:00+00', 'late', '2025-09-11 00:46:10+00', '2025-10-20 18:14:46+00'),
(2, 2, '2025-01-01 13:00:00+00', '2025-01-01 13:45:00+00', 'other', '2025-12-30 02:57:53+00', '2025-12-30 02:57:53+00'),
(3, 5, '2025-01-01 09:00:00+00', '2025-01-01 10:00:00+00', 'wrong_item', '2025-10-04 23:33:47+00', '2025-10-08 15:54:15+00'),
(4, 5, '2025-01-01 10:00:00+00', '2025-01-01 11:30:00+00', 'late', '2025-09-07 12:04:20+00', '2025-09-11 05:58:39+00'),
(5, 2, '2025-01-01 16:30:00+00', '2025-01-01 19:00:00+00', 'changed_mind', '2025-12-31 20:27:48+00', '2025-12-31 20:27:48+00'),
(6, 3, '2025-01-01 21:30:00+00', '2025-01-01 22:15:00+00', 'changed_mind', '2025-05-27 06:19:42+00', '2025-05-27 06:19:42+00'),
(7, 6, '2025-01-01 11:45:00+00', '2025-01-01 12:00:00+00', 'changed_mind', '2025-12-27 03:20:59+00', '2025-12-27 03:20:59+00'),
(8, 1, '2025-01-01 16:15:00+00', '2025-01-01 18:15:00+00', 'damaged', '2025-09-13 16:12:03+00', '2025-09-22 16:13:01+00'),
(9, 1, '2025-01-01 18:15:00+00', '2025-01-01 19:15:00+00', 'late', '2025-10-04 16:17:15+00', '2025-10-04 16:17:15+00'),
(10, 2, '2025-01-01 23:45:00+00', '2025-01-02 01:30:00+00', 'changed_mind', '2025-12-31 23:02:11+00', '2025-12-31 23:04:45+00'),
(11, 5, '2025-01-01 16:45:00+00', '2025-01-01 19:00:00+00', 'changed_mind', '2025-08-11 07:25:55+00', '2025-08-11 07:25:55+00'),
(12, 4, '2025-01-01 13:45:00+00', '2025-01-01 14:00:00+00', 'other', '2025-10-01 22:41:50+00', '2025-10-01 22:41:50+00'),
(13, 4, '2025-01-01 20:00:00+00', '2025-01-01 20:15:00+00', 'other', '2025-11-14 00:11:48+00', '2025-12-13 11:17:50+00');

-- public.articles
INSERT INTO public.articles (id, category_id, slug, language, status, published_at, created_at, updated_at, deleted_at) VALUES
(1, 4, 'sturdy-ridge', 'en', 'published', '2025-04-08 13:09:34+00', '2025-04-07 21:12:09+00', '2025-04-07 21:12:09+00', NULL),
(2, 2, 'foldable-alder', 'el', 'draft', NULL, '2025-12-25 02:49:01+00', '2025-12-30 16:14:34+00', NULL),
(3, 2, 'mini-juniper', 'hi', 'draft', NULL, '2025-12-13 04:53:09+00', '2025-12-20 19:53:15+00', NULL),
(4, 3, 'light-quartz', 'nb', 'published', '2025-12-07 16:27:04+00', '2025-12-07 12:21:06+00', '2025-12-12 12:46:48+00', NULL),
(5, 3, 'soft-delta', 'en', 'draft', NULL, '2025-12-05 03:13:13+00', '2025-12-06 04:27:13+00', NULL),
(6, 12, 'bright-willow', 'pt', 'published', '2025-05-21 09:37:23+00', '2025-05-20 19:41:50+00', '2025-08-06 00:16:32+00', NULL),
(7, 30, 'bright-yonder', 'en', 'retired', '2025-12-30 09:26:22+00', '2025-12-30 05:43:01+00', '2025-12-30 05:43:01+00', NULL),
(8, 26, 'slim-meridian', 'es', 'published', '2025-12-06 07:58:32+00', '2025-12-05 16:46:17+00', '2025-12-05 16:46:17+00', NULL);

-- public.canned_responses
INSERT INTO public.canned_responses (id, team_id, created_by_id, title, body, language, created_at, updated_at) VALUES
(1, 3, NULL, 'Lessons from tidy desks', 'The instruction sheet was changed on request and the price is fair. Our team fits well and it is easy to clean. The whole process is in good condition and the price is fair. The meeting arrived two days early and nothing was missing. The whole process was checked twice and everyone was happy with it.', 'de', '2025-01-15 00:42:01+00', '2025-01-23 13:54:57+00'),
(2, NULL, 5, 'What we know about remote teams', 'The supplier was checked twice and the colour differs a little.', 'fr', '2025-08-11 13:41:20+00', '2025-08-12 02:44:44+00'),
(3, 1, NULL, 'Questions about small kitchens', 'The second batch looks fine at first but a follow-up is due on Monday. The supplier came without a note but a follow-up is due on Monday. The whole process fits well and the result will be sent by mail.', 'en', '2024-01-02 13:23:11+00', '2024-01-02 13:23:11+00'),
(4, 3, 1, 'A closer look at saving energy at home', 'The material fits well and no further action is needed. The second batch was moved to next week and nothing was missing. The instruction sheet was checked twice and a second person should confirm it. The meeting took longer than planned but it is easy to clean. The meeting was changed on request and the details are in the attached file. The support desk looks fine at first but the numbers add up. The delivery works as described and a second person should confirm it.', 'ar', '2025-12-21 00:50:13+00', '2025-12-29 22:35:36+00'),
(5, 1, 3, 'Lessons from the right bike', 'The sample looks fine at first but it is easy to clean. The room needs another look but no further action is needed. The second batch was changed on request and a second person should confirm it.', 'fi', '2025-09-20 06:16:00+00', '2025-10-02 04:14:12+00'),
(6, 3, 6, 'The case for remote teams', 'The sample looks fine at first but the price is fair.', 'ro', '2025-12-06 00:04:56+00', '2025-12-06 00:04:56+00'),
(7, 8, NULL, 'The case for better reports', 'The delivery took longer than planned but it is easy to clean. The second batch works as described and we would order it again.', 'pl', '2025-12-17 06:29:59+00', '2025-12-21 21:39:05+00'),
(8, 1, 2, 'The truth about growing tomatoes', 'The second batch was better than expected and the details are in the attached file. The instruction sheet needs another look but the result will be sent by mail. The customer took longer than planned but the colour differs a little. The support desk was changed on request and everyone was happy with it.', 'ar', '2025-12-29 07:10:34+00', '2025-12-29 07:10:34+00'),
(9, 6, 2, 'A year of the right bike', 'The room needs another look but the old one can be returned. The order needs another look but a second person should confirm it. This model was better than expected and nothing was missing. The second batch needs another look but the price is fair. The new version was better than expected and everyone was happy with it. The whole process needs another look but it runs quietly.', 'es', '2025-12-31 02:19:37+00', '2025-12-31 15:50:17+00'),
(10, 1, 5, 'What we know about small kitchens', 'This model was better than expected and the details are in the attached file. The instruction sheet was changed on request and the numbers add up. The first invoice came without a note but the colour differs a little. The last update came without a note but the result will be sent by mail.', 'ar', '2025-09-17 04:03:37+00', '2025-09-17 04:03:37+00'),
(11, 1, 2, 'Lessons from small kitchens', 'The support desk came without a note but it runs quietly. The customer works as described and a second person should confirm it.', 'it', '2025-12-29 18:15:19+00', '2025-12-30 08:05:46+00'),
(12, 6, 2, 'The case for remote teams', 'The delivery looks fine at first but no further action is needed. The customer needs another look but everyone was happy with it.', 'tr', '2025-12-30 05:26:13+00', '2025-12-30 23:30:32+00'),
(13, 1, NULL, 'A guide to the right bike', 'The material works as described and the numbers add up.', 'en', '2025-07-21 21:55:40+00', '2025-07-25 17:48:58+00'),
(14, 7, 5, 'What we know about tidy desks', 'The whole process was changed on request and no further action is needed. The second batch was checked twice and the details are in the attached file.', 'de', '2025-10-08 18:24:15+00', '2025-10-08 18:24:15+00'),
(15, 1, 3, 'The truth about the right bike', 'Our team looks fine at first but no further action is needed. The room came without a note but nothing was missing. The instruction sheet came without a note but everyone was happy with it.', 'pl', '2025-10-29 17:55:08+00', '2025-11-04 14:04:49+00'),
(16, 6, 2, 'Getting started with a quiet office', 'The second batch works as described and a second person should confirm it. The supplier was changed on request and the old one can be returned.', 'it', '2025-12-30 21:33:36+00', '2025-12-31 05:36:06+00');

-- public.requesters
INSERT INTO public.requesters (id, organization_id, user_id, full_name, email, phone, language, timezone, created_at, updated_at, deleted_at) VALUES
(1, 8, 7, 'Beatriz Carvalho', 'beatriz.carvalho45@example.com', '+16095550130', 'it', 'Europe/Budapest', '2025-12-16 22:57:48+00', '2025-12-27 21:43:23+00', NULL),
(2, 14, 3, 'Xiaoyu Li', 'xiaoyu.li@example.com', '+18915550156', 'zh', 'Asia/Singapore', '2025-10-28 20:11:02+00', '2025-11-10 21:58:58+00', NULL),
(3, 9, 2, 'Jiwoo Han', 'jiwoo.han@example.com', '+18665550112', 'cs', 'Europe/Rome', '2025-12-25 19:53:31+00', '2025-12-25 19:53:31+00', NULL),
(4, 7, 1, 'Svetlana Popov', 'svetlana.popov28@example.com', '+14675550189', 'vi', 'America/Los_Angeles', '2025-09-14 17:36:08+00', '2025-10-09 07:56:53+00', NULL),
(5, 8, 6, 'Abigail Whitaker', 'abigail.whitaker63@example.net', '+13405550179', 'cs', 'Europe/Madrid', '2025-12-26 06:31:12+00', '2025-12-26 06:31:12+00', NULL),
(6, 16, NULL, 'Sergei Shevchenko', 'sergei.shevchenko@example.net', '+18605550103', 'pl', 'Europe/Vienna', '2025-12-20 05:09:25+00', '2025-12-28 10:50:52+00', NULL),
(7, 4, NULL, 'Wei Liu', 'wei.liu38@example.com', '+19485550166', 'th', 'America/Chicago', '2025-10-20 10:07:14+00', '2025-11-04 19:51:03+00', NULL),
(8, 7, 5, 'Lotte Richter', 'lotte.richter48@example.com', '+15845550196', 'ja', 'Asia/Jakarta', '2025-09-09 03:18:21+00', '2025-09-09 03:18:21+00', NULL),
(9, 5, 4, 'Simon Taylor', 'simon.taylor@example.net', '+19995550126', 'sv', 'America/New_York', '2025-07-02 12:42:03+00', '2025-07-03 23:59:50+00', NULL),
(11, 13, NULL, 'Elif Arslan', 'elif.arslan225550396821@example.net', '+16015550129', 'en', 'America/New_York', '2025-11-18 06:11:11+00', '2025-12-07 12:38:41+00', NULL),
(13, 12, NULL, 'Andrés Molina', 'andres.molina485427258374@example.org', NULL, 'ar', 'America/Sao_Paulo', '2025-12-10 09:22:30+00', '2025-12-24 08:22:30+00', NULL),
(14, 13, 8, 'Nihan Arslan', 'nihan.arslan41@example.com', '+13835550107', 'en', 'America/Los_Angeles', '2025-12-18 00:49:08+00', '2025-12-25 03:35:21+00', NULL),
(15, 7, NULL, 'Femke Nyström', 'femke.nystroem@example.net', '+15915550184', 'en', 'Europe/Berlin', '2025-10-08 20:43:52+00', '2025-10-21 06:04:32+00', NULL),
(16, NULL, NULL, 'Rania Mansour', 'rania.mansour71@example.net', NULL, 'en', 'Europe/Berlin', '2024-10-18 08:39:24+00', '2024-11-04 10:43:33+00', NULL),
(17, 12, NULL, 'Keiko Sasaki', 'keiko.sasaki935554616021@example.org', '+16735550174', 'es', 'Europe/Bucharest', '2025-07-12 04:43:12+00', '2025-07-12 04:43:12+00', NULL),
(18, 1, NULL, 'Yves Mercier', 'yves.mercier74@example.org', '+14685550133', 'da', 'Europe/London', '2024-12-16 09:03:10+00', '2025-01-04 08:14:56+00', NULL),
(19, 5, 4, 'Paola Romano', 'paola.romano77@example.com', '+15455550114', 'fr', 'Asia/Tokyo', '2025-07-21 10:14:03+00', '2025-08-17 11:38:06+00', '2025-08-18 08:44:46+00'),
(22, 15, NULL, 'Antoine Dubois', 'antoine.dubois253854576362@example.org', '+14825550183', 'en', 'America/New_York', '2025-12-13 16:15:07+00', '2025-12-13 16:15:07+00', NULL),
(23, 1, NULL, 'Femke Dahl', 'femke.dahl@example.net', '+12025550115', 'en', 'Europe/Rome', '2025-02-28 18:41:06+00', '2025-03-08 11:23:00+00', NULL),
(24, 5, 4, 'Felix Vogel', 'felix.vogel911760837497@example.org', '+13435550174', 'ro', 'America/Toronto', '2025-06-09 17:27:25+00', '2025-06-14 19:43:13+00', '2025-10-10 21:39:40+00'),
(29, 8, NULL, 'Louis Blanc', 'louis.blanc900320794113@example.net', '+13255550174', 'en', 'Asia/Tokyo', '2025-04-27 23:06:06+00', '2025-04-27 23:06:06+00', NULL),
(32, 7, 8, 'Osamu Sasaki', 'osamu.sasaki448528134377@example.org', '+18725550182', 'de', 'America/Santiago', '2025-12-28 14:48:52+00', '2025-12-28 14:48:52+00', '2025-12-30 02:14:15+00'),
(33, NULL, NULL, 'Katharina Weber', 'katharina.weber@example.com', '+16505550108', 'cs', 'Europe/Paris', '2025-05-29 16:22:44+00', '2025-05-29 16:22:44+00', NULL),
(36, 9, 6, 'Étienne Martin', 'etienne.martin957384399634@example.com', NULL, 'en', 'Europe/Warsaw', '2025-12-25 05:36:29+00', '2025-12-25 05:36:29+00', '2025-12-28 05:25:23+00'),
(37, NULL, NULL, 'Taras Petrov', 'taras.petrov@example.net', '+15905550115', 'de', 'America/Chicago', '2025-07-21 10:42:12+00', '2025-08-21 12:47:24+00', NULL),
(41, 15, NULL, 'Megan Cooper', 'megan.cooper953818846483@example.com', '+15695550120', 'en', 'Europe/Rome', '2025-12-30 19:41:49+00', '2025-12-30 22:10:59+00', NULL),
(42, 3, 1, 'Olga Bondarenko', 'olga.bondarenko48@example.com', '+17295550148', 'es', 'Africa/Johannesburg', '2025-09-12 21:22:55+00', '2025-09-12 21:22:55+00', '2025-11-21 10:14:45+00'),
(46, 4, 3, 'Lorenzo Barbieri', 'lorenzo.barbieri60116990382@example.net', '+12655550123', 'en', 'Asia/Tokyo', '2025-09-29 10:36:33+00', '2025-10-01 00:47:26+00', '2025-12-24 17:08:55+00'),
(47, 7, NULL, 'Letícia Pereira', 'leticia.pereira883497349115@example.org', '+13455550169', 'fr', 'America/Chicago', '2025-10-29 19:32:32+00', '2025-10-29 19:32:32+00', NULL),
(49, 8, 1, 'Emily Reid', 'emily.reid258608075526@example.net', '+12035550198', 'zh', 'America/Sao_Paulo', '2025-11-20 15:33:02+00', '2025-11-20 15:33:02+00', '2025-12-09 13:58:22+00'),
(50, 8, 8, 'Ekaterina Morozov', 'ekaterina.morozov130795515317@example.org', '+18005550128', 'fr', 'Europe/Rome', '2025-12-06 08:51:43+00', '2025-12-12 04:03:34+00', '2025-12-19 12:31:54+00'),
(51, 11, NULL, 'Joon Lee', 'joon.lee@example.net', '+17545550126', 'en', 'America/New_York', '2025-12-25 09:17:28+00', '2025-12-25 09:17:28+00', NULL);

-- public.team_members
INSERT INTO public.team_members (team_id, agent_id, role, left_at, created_at) VALUES
(1, 1, 'lead', '2025-09-21 22:31:40+00', '2025-08-12 09:57:02+00'),
(5, 6, 'lead', '2025-12-09 02:02:24+00', '2025-12-31 09:45:38+00'),
(2, 5, 'lead', '2026-06-11 08:01:24+00', '2025-12-14 02:19:53+00'),
(7, 4, 'member', '2025-08-28 02:26:13+00', '2025-11-02 06:36:48+00'),
(4, 3, 'member', '2025-03-08 07:50:28+00', '2025-08-15 21:23:22+00'),
(1, 2, 'lead', '2026-01-02 21:58:32+00', '2025-12-29 07:58:31+00'),
(6, 1, 'member', '2025-07-18 15:04:01+00', '2025-10-31 16:47:57+00'),
(2, 6, 'member', '2025-12-03 15:59:07+00', '2025-12-17 22:55:01+00'),
(7, 5, 'lead', '2025-08-22 08:23:47+00', '2025-11-14 03:54:49+00'),
(4, 4, 'member', '2025-04-30 22:13:23+00', '2025-08-11 20:27:46+00'),
(1, 3, 'member', '2025-04-08 11:12:37+00', '2025-05-19 17:26:12+00'),
(6, 2, 'lead', '2026-01-20 13:38:54+00', '2025-12-30 10:54:54+00'),
(3, 1, 'member', '2025-07-28 08:27:32+00', '2025-08-12 08:02:34+00'),
(7, 6, 'lead', '2025-12-10 12:19:14+00', '2025-12-17 15:27:36+00'),
(4, 5, 'lead', NULL, '2025-11-02 07:51:26+00'),
(1, 4, 'lead', '2025-04-21 12:01:56+00', '2025-11-28 12:29:52+00');

-- public.article_revisions
INSERT INTO public.article_revisions (article_id, author_id, number, title, body, is_current, created_at) VALUES
(8, 5, 6, 'A guide to planning meals', 'The supplier was changed on request and the numbers add up.', 't', '2025-12-05 22:19:44+00'),
(2, 6, 13, 'A closer look at the right bike', 'The instruction sheet needs another look but the details are in the attached file.', 'f', '2025-12-29 14:19:36+00'),
(6, 4, 13, 'Notes on remote teams', 'The customer arrived two days early and the result will be sent by mail.', 'f', '2025-07-08 23:51:40+00'),
(7, 2, 12, 'A guide to small kitchens', 'This model fits well and no further action is needed.', 'f', '2025-12-31 10:50:23+00'),
(2, 6, 15, 'The case for slow mornings', 'The first invoice needs another look but a second person should confirm it.', 't', '2025-12-30 12:07:06+00'),
(1, 3, 12, 'What we know about growing tomatoes', 'The instruction sheet was checked twice and it runs quietly. The order arrived two days early and everyone was happy with it. This model was checked twice and the result will be sent by mail.', 'f', '2025-12-30 00:59:21+00'),
(4, 5, 16, 'The truth about a quiet office', 'The new version was moved to next week and a follow-up is due on Monday. The sample is in good condition and we would order it again.', 't', '2025-12-15 11:31:08+00'),
(2, 4, 7, 'A guide to saving energy at home', 'The last update was moved to next week and the price is fair. The whole process arrived two days early and the numbers add up.', 'f', '2025-12-30 04:10:01+00'),
(3, 6, 2, 'The truth about the right bike', 'This model was better than expected and a second person should confirm it. Our team was moved to next week and we would order it again. The sample looks fine at first but the colour differs a little. The order was checked twice and the colour differs a little.', 'f', '2025-12-14 20:34:59+00'),
(3, 1, 12, 'Notes on planning meals', 'The instruction sheet was checked twice and a second person should confirm it. This model was changed on request and no further action is needed.', 'f', '2025-12-28 19:43:09+00'),
(4, 4, 6, 'A guide to saving energy at home', 'The package was moved to next week and it is easy to clean.', 'f', '2025-12-26 19:41:56+00'),
(2, 2, 4, 'The case for a quiet office', 'The instruction sheet fits well and nothing was missing.', 'f', '2025-12-31 17:30:09+00'),
(1, 1, 13, 'The truth about better reports', 'The new version fits well and the details are in the attached file. The instruction sheet needs another look but everyone was happy with it.', 'f', '2025-08-15 14:41:39+00'),
(6, 2, 10, 'The truth about travelling by train', 'The support desk arrived two days early and the old one can be returned.', 't', '2025-12-31 20:29:32+00'),
(2, 1, 1, 'The truth about saving energy at home', 'The instruction sheet fits well and a second person should confirm it.', 'f', '2025-12-31 19:14:45+00'),
(2, 4, 14, 'A guide to learning a language', 'The sample was checked twice and the result will be sent by mail.', 'f', '2025-12-27 04:45:52+00');

-- public.tickets

-- public.satisfaction_ratings

-- public.ticket_articles

-- public.ticket_deadlines

-- public.ticket_events

-- public.ticket_followers

-- public.ticket_messages

-- public.ticket_tags

-- public.attachments

-- Sequences go on behind the last number.
SELECT setval(pg_get_serial_sequence('public.sla_policies', 'id'), max(id)) FROM public.sla_policies HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.tags', 'id'), max(id)) FROM public.tags HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.teams', 'id'), max(id)) FROM public.teams HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.users', 'id'), max(id)) FROM public.users HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.agents', 'id'), max(id)) FROM public.agents HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.organizations', 'id'), max(id)) FROM public.organizations HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.ticket_categories', 'id'), max(id)) FROM public.ticket_categories HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.agent_absences', 'id'), max(id)) FROM public.agent_absences HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.articles', 'id'), max(id)) FROM public.articles HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.canned_responses', 'id'), max(id)) FROM public.canned_responses HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.requesters', 'id'), max(id)) FROM public.requesters HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.tickets', 'id'), max(id)) FROM public.tickets HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.satisfaction_ratings', 'id'), max(id)) FROM public.satisfaction_ratings HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.ticket_events', 'id'), max(id)) FROM public.ticket_events HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.ticket_messages', 'id'), max(id)) FROM public.ticket_messages HAVING max(id) > 0;
SELECT setval(pg_get_serial_sequence('public.attachments', 'id'), max(id)) FROM public.attachments HAVING max(id) > 0;

COMMIT;

ANALYZE;
