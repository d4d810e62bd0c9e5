BEGIN;

DROP INDEX uq_team_backlog_team_id_status_priority;

DROP MATERIALIZED VIEW team_backlog;

DROP TRIGGER trg_ticket_events_rows_unchanged ON ticket_events;

DROP TRIGGER trg_ticket_articles_article_allows ON ticket_articles;

DROP TRIGGER trg_article_revisions_title_body_unchanged ON article_revisions;

DROP TRIGGER trg_articles_status_transitions ON articles;

DROP TRIGGER trg_satisfaction_ratings_ticket_allows ON satisfaction_ratings;

DROP TRIGGER trg_ticket_deadlines_rows_unchanged ON ticket_deadlines;

DROP TRIGGER trg_sla_targets_sla_policy_keeps_one ON sla_targets;

DROP TRIGGER trg_sla_policies_has_sla_targets ON sla_policies;

DROP TRIGGER trg_attachments_message_count_within_limit ON attachments;

DROP TRIGGER trg_ticket_messages_ticket_requester_unchanged ON ticket_messages;

DROP TRIGGER trg_ticket_messages_ticket_allows ON ticket_messages;

DROP TRIGGER trg_tickets_team_allows ON tickets;

DROP TRIGGER trg_tickets_seat_allows ON tickets;

DROP TRIGGER trg_tickets_agent_allows ON tickets;

DROP TRIGGER trg_agents_open_ticket_limit_covers_tickets ON agents;

DROP TRIGGER trg_tickets_agent_count_within_limit ON tickets;

DROP TRIGGER trg_tickets_status_transitions ON tickets;

DROP TRIGGER trg_tickets_merged_into_acyclic ON tickets;

DROP TRIGGER trg_tickets_parent_acyclic ON tickets;

DROP TRIGGER trg_ticket_categories_parent_acyclic ON ticket_categories;

DROP TRIGGER trg_team_members_agent_allows ON team_members;

DROP TRIGGER trg_articles_updated_at ON articles;

DROP TRIGGER trg_canned_responses_updated_at ON canned_responses;

DROP TRIGGER trg_satisfaction_ratings_updated_at ON satisfaction_ratings;

DROP TRIGGER trg_agent_absences_updated_at ON agent_absences;

DROP TRIGGER trg_ticket_deadlines_updated_at ON ticket_deadlines;

DROP TRIGGER trg_sla_targets_updated_at ON sla_targets;

DROP TRIGGER trg_sla_policies_updated_at ON sla_policies;

DROP TRIGGER trg_tags_updated_at ON tags;

DROP TRIGGER trg_tickets_updated_at ON tickets;

DROP TRIGGER trg_ticket_categories_updated_at ON ticket_categories;

DROP TRIGGER trg_agents_updated_at ON agents;

DROP TRIGGER trg_teams_updated_at ON teams;

DROP TRIGGER trg_requesters_updated_at ON requesters;

DROP TRIGGER trg_organizations_updated_at ON organizations;

DROP TRIGGER trg_users_updated_at ON users;

DROP PROCEDURE make_monthly_parts;

DROP FUNCTION tickets_above;

DROP FUNCTION tickets_below;

DROP FUNCTION ticket_categories_above;

DROP FUNCTION ticket_categories_below;

DROP FUNCTION trg_ticket_events_rows_unchanged;

DROP FUNCTION trg_ticket_articles_article_allows;

DROP FUNCTION trg_article_revisions_title_body_unchanged;

DROP FUNCTION trg_articles_status_transitions;

DROP FUNCTION trg_satisfaction_ratings_ticket_allows;

DROP FUNCTION trg_ticket_deadlines_rows_unchanged;

DROP FUNCTION trg_sla_targets_sla_policy_keeps_one;

DROP FUNCTION trg_sla_policies_has_sla_targets;

DROP FUNCTION trg_attachments_message_count_within_limit;

DROP FUNCTION trg_ticket_messages_ticket_requester_unchanged;

DROP FUNCTION trg_ticket_messages_ticket_allows;

DROP FUNCTION trg_tickets_team_allows;

DROP FUNCTION trg_tickets_seat_allows;

DROP FUNCTION trg_tickets_agent_allows;

DROP FUNCTION trg_agents_open_ticket_limit_covers_tickets;

DROP FUNCTION trg_tickets_agent_count_within_limit;

DROP FUNCTION trg_tickets_status_transitions;

DROP FUNCTION trg_tickets_merged_into_acyclic;

DROP FUNCTION trg_tickets_parent_acyclic;

DROP FUNCTION trg_ticket_categories_parent_acyclic;

DROP FUNCTION trg_team_members_agent_allows;

DROP FUNCTION set_updated_at;

DROP INDEX idx_ticket_articles_article_id;

DROP INDEX idx_article_revisions_author_id;

DROP INDEX idx_article_revisions_title_trgm_is_current;

DROP INDEX uq_article_revisions_article_id;

DROP INDEX idx_articles_category_id;

DROP INDEX idx_articles_category_id_published_at_status_published_and_del;

DROP INDEX uq_articles_slug;

DROP INDEX idx_canned_responses_created_by_id;

DROP INDEX uq_canned_responses_title_language;

DROP INDEX idx_satisfaction_ratings_created_at_rating_2;

DROP INDEX idx_agent_absences_agent_id_starts_at;

DROP INDEX idx_ticket_deadlines_sla_policy_id;

DROP INDEX idx_ticket_deadlines_due_at_met_at_is_null;

DROP INDEX uq_sla_policies;

DROP INDEX idx_ticket_followers_user_id;

DROP INDEX idx_ticket_tags_tag_id;

DROP INDEX idx_ticket_events_changed_by_id;

DROP INDEX idx_ticket_events_ticket_id_created_at;

DROP INDEX idx_attachments_message_id;

DROP INDEX idx_ticket_messages_agent_id;

DROP INDEX idx_ticket_messages_requester_id;

DROP INDEX idx_ticket_messages_ticket_id_created_at;

DROP INDEX idx_tickets_merged_into_id;

DROP INDEX idx_tickets_parent_id;

DROP INDEX idx_tickets_agent_id;

DROP INDEX idx_tickets_category_id;

DROP INDEX idx_tickets_solved_at_status_solved;

DROP INDEX idx_tickets_subject_trgm;

DROP INDEX idx_tickets_created_at_priority_urgent_and_stat;

DROP INDEX idx_tickets_team_id_agent_id;

DROP INDEX idx_tickets_organization_id_created_at;

DROP INDEX idx_tickets_requester_id_created_at;

DROP INDEX idx_tickets_agent_id_updated_at_status_in_open_pending;

DROP INDEX idx_tickets_team_id_created_at_status_new;

DROP INDEX idx_ticket_categories_team_id;

DROP INDEX idx_ticket_categories_parent_id;

DROP INDEX idx_team_members_agent_id;

DROP INDEX idx_team_members_agent_id_left_at_is_null;

DROP INDEX uq_team_members_team_id;

DROP INDEX uq_teams_inbox;

DROP INDEX idx_requesters_user_id;

DROP INDEX idx_requesters_organization_id;

DROP INDEX idx_requesters_full_name_trgm_deleted_at_is_null;

DROP INDEX idx_requesters_organization_id_full_name_deleted_at_is_null;

DROP INDEX uq_requesters_email;

DROP INDEX uq_requesters_user_id;

DROP INDEX idx_organizations_sla_policy_id;

DROP INDEX uq_organizations_web_domain;

DROP INDEX uq_organizations_name;

DROP INDEX uq_users_email;

DROP TABLE ticket_articles;

DROP TABLE article_revisions;

DROP TABLE articles;

DROP TABLE canned_responses;

DROP TABLE satisfaction_ratings;

DROP TABLE agent_absences;

DROP TABLE ticket_deadlines;

DROP TABLE sla_targets;

DROP TABLE ticket_followers;

DROP TABLE ticket_tags;

DROP TABLE tags;

DROP TABLE ticket_events;

DROP TABLE attachments;

DROP TABLE ticket_messages;

DROP TABLE tickets;

DROP TABLE ticket_categories;

DROP TABLE team_members;

DROP TABLE agents;

DROP TABLE teams;

DROP TABLE requesters;

DROP TABLE organizations;

DROP TABLE sla_policies;

DROP TABLE users;

COMMIT;
