CREATE TABLE absences (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), from_at INTEGER NOT NULL, to_at INTEGER NOT NULL,
  reason TEXT NOT NULL, CHECK (to_at > from_at)
) STRICT;

CREATE INDEX absences_by_user ON absences (user_id, to_at);

CREATE TRIGGER absences_capture_delete AFTER DELETE ON absences BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'absences', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER absences_capture_insert AFTER INSERT ON absences BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'absences', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER absences_capture_update AFTER UPDATE ON absences BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'absences', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE access_history (
  id INTEGER PRIMARY KEY, entity TEXT NOT NULL, row_id TEXT NOT NULL, content TEXT CHECK (json_valid(content)),
  operation TEXT NOT NULL, actor_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

CREATE INDEX access_history_by_row ON access_history (entity, row_id, id);

CREATE TRIGGER access_history_no_delete BEFORE DELETE ON access_history
  BEGIN SELECT RAISE(ABORT, 'the history of rights is append-only'); END;

CREATE TRIGGER access_history_no_update BEFORE UPDATE ON access_history
  BEGIN SELECT RAISE(ABORT, 'the history of rights is append-only'); END;

CREATE TABLE access_settings (
  key TEXT PRIMARY KEY CHECK (key = 'needsSecond'), value TEXT NOT NULL CHECK (value IN ('true', 'false'))
) STRICT;

CREATE TRIGGER access_settings_capture_delete AFTER DELETE ON access_settings BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'access_settings', OLD.key, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER access_settings_capture_insert AFTER INSERT ON access_settings BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'access_settings', NEW.key, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER access_settings_capture_update AFTER UPDATE ON access_settings BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'access_settings', NEW.key, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER access_settings_history_delete AFTER DELETE ON access_settings BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'access_settings', OLD.key, NULL, operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER access_settings_history_insert AFTER INSERT ON access_settings BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'access_settings', NEW.key, json_object('key', NEW.key, 'value', NEW.value), operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER access_settings_history_update AFTER UPDATE ON access_settings BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'access_settings', NEW.key, json_object('key', NEW.key, 'value', NEW.value), operation, actor_id, at FROM command_context;
END;

CREATE TABLE assignments (
  id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL, owner_id TEXT, group_id TEXT,
  at INTEGER NOT NULL, how TEXT NOT NULL
) STRICT;

CREATE INDEX assignments_by_opportunity ON assignments (opportunity_id, id);

CREATE INDEX assignments_claimed ON assignments (owner_id, at) WHERE how = 'pool.claim';

CREATE TRIGGER assignments_no_delete BEFORE DELETE ON assignments
  WHEN NOT EXISTS (SELECT 1 FROM command_context WHERE operation = 'job.transfer.undoImport')
  BEGIN SELECT RAISE(ABORT, 'assignments are facts: only the undo of the import of their opportunity removes them'); END;

CREATE TRIGGER assignments_no_update BEFORE UPDATE ON assignments
  BEGIN SELECT RAISE(ABORT, 'assignments are facts: append-only'); END;

CREATE TABLE attributes (
  key TEXT PRIMARY KEY CHECK (key <> ''), kind TEXT NOT NULL CHECK (kind IN ('enum', 'text', 'number', 'date', 'boolean', 'set')),
  label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
  "values" TEXT NOT NULL CHECK (json_valid("values")), position INTEGER NOT NULL
) STRICT;

CREATE TRIGGER attributes_capture_delete AFTER DELETE ON attributes BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'attributes', OLD.key, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER attributes_capture_insert AFTER INSERT ON attributes BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'attributes', NEW.key, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER attributes_capture_update AFTER UPDATE ON attributes BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'attributes', NEW.key, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE attribution_listings (
  run_seq INTEGER NOT NULL REFERENCES attribution_runs (seq), currency TEXT NOT NULL, closed_at INTEGER NOT NULL,
  order_id INTEGER NOT NULL, reason TEXT NOT NULL, eligibility_reason TEXT NOT NULL,
  PRIMARY KEY (run_seq, currency, closed_at, order_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attribution_listings_no_delete BEFORE DELETE ON attribution_listings
  WHEN (SELECT status FROM attribution_runs WHERE seq = OLD.run_seq) = 'done'
  BEGIN SELECT RAISE(ABORT, 'what a finished run found is kept'); END;

CREATE TRIGGER attribution_listings_no_update BEFORE UPDATE ON attribution_listings
  BEGIN SELECT RAISE(ABORT, 'sums and lists of a run are append-only'); END;

CREATE TABLE attribution_rollups (
  run_seq INTEGER NOT NULL REFERENCES attribution_runs (seq), grain TEXT NOT NULL CHECK (grain IN ('people', 'products')),
  currency TEXT NOT NULL, month TEXT NOT NULL, bucket TEXT NOT NULL, reason TEXT NOT NULL, eligibility_reason TEXT NOT NULL,
  rep_id TEXT, unit_id TEXT, product_id TEXT, category_id TEXT, line_id TEXT,
  orders INTEGER NOT NULL, gross_minor INTEGER NOT NULL, refunded_minor INTEGER NOT NULL, attributed_minor INTEGER NOT NULL,
  eligible_minor INTEGER NOT NULL, credited_minor INTEGER NOT NULL
) STRICT;

CREATE INDEX attribution_rollups_by_run ON attribution_rollups (run_seq, grain);

CREATE TRIGGER attribution_rollups_no_delete BEFORE DELETE ON attribution_rollups
  WHEN (SELECT status FROM attribution_runs WHERE seq = OLD.run_seq) = 'done'
  BEGIN SELECT RAISE(ABORT, 'what a finished run found is kept'); END;

CREATE TRIGGER attribution_rollups_no_update BEFORE UPDATE ON attribution_rollups
  BEGIN SELECT RAISE(ABORT, 'sums and lists of a run are append-only'); END;

CREATE TABLE attribution_runs (
  seq INTEGER PRIMARY KEY, job_id TEXT NOT NULL UNIQUE, policy_version_id TEXT NOT NULL REFERENCES policy_versions (id),
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'abandoned')), orders INTEGER NOT NULL,
  last_order_id INTEGER NOT NULL, last_refund_id INTEGER NOT NULL, last_follow_up_id INTEGER NOT NULL,
  invalid_seats TEXT NOT NULL CHECK (json_valid(invalid_seats)), zone TEXT NOT NULL,
  started_at INTEGER NOT NULL, finished_at INTEGER
) STRICT;

CREATE TRIGGER attribution_runs_frozen BEFORE UPDATE ON attribution_runs WHEN OLD.status = 'done'
  BEGIN SELECT RAISE(ABORT, 'a finished run never changes'); END;

CREATE TRIGGER attribution_runs_kept BEFORE DELETE ON attribution_runs WHEN OLD.status = 'done'
  BEGIN SELECT RAISE(ABORT, 'a finished run is kept for ever'); END;

CREATE TABLE attributions (
  run_seq INTEGER NOT NULL REFERENCES attribution_runs (seq), order_id INTEGER NOT NULL REFERENCES orders (id),
  bucket TEXT NOT NULL CHECK (bucket IN ('attributed', 'notAttributed')), reason TEXT NOT NULL,
  rep_id TEXT, unit_id TEXT, follow_up_id INTEGER, line_id TEXT, product_id TEXT, category_id TEXT,
  closed_at INTEGER NOT NULL, month TEXT NOT NULL,
  is_eligible INTEGER NOT NULL CHECK (is_eligible IN (0, 1)), eligibility_reason TEXT NOT NULL,
  gross_minor INTEGER NOT NULL, refunded_minor INTEGER NOT NULL, attributed_minor INTEGER NOT NULL,
  eligible_minor INTEGER NOT NULL, credited_minor INTEGER NOT NULL, currency TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  PRIMARY KEY (run_seq, order_id),
  CHECK ((bucket = 'attributed') = (rep_id IS NOT NULL AND follow_up_id IS NOT NULL)),
  CHECK (attributed_minor = iif(bucket = 'attributed', gross_minor - refunded_minor, 0) AND refunded_minor <= gross_minor),
  CHECK (eligible_minor = iif(is_eligible, attributed_minor, 0) AND credited_minor = eligible_minor)
) STRICT, WITHOUT ROWID;

CREATE INDEX attributions_by_order ON attributions (order_id);

CREATE INDEX attributions_by_rep ON attributions (run_seq, rep_id) WHERE rep_id IS NOT NULL;

CREATE TRIGGER attributions_no_delete BEFORE DELETE ON attributions
  WHEN (SELECT status FROM attribution_runs WHERE seq = OLD.run_seq) = 'done'
  BEGIN SELECT RAISE(ABORT, 'what a finished run found is kept'); END;

CREATE TRIGGER attributions_no_update BEFORE UPDATE ON attributions BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END;

CREATE TABLE audit_lines (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor_id TEXT NOT NULL, operation TEXT NOT NULL,
  subject TEXT NOT NULL, detail TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL
  , outcome TEXT GENERATED ALWAYS AS (CASE WHEN json_valid(detail) THEN coalesce(
  nullif(CAST(iif(substr(operation, 1, 4) = 'job.', detail ->> '$.status', detail ->> '$.outcome') AS TEXT), 'signedIn'), 'done') ELSE 'done' END) VIRTUAL, room TEXT GENERATED ALWAYS AS (iif(substr(operation, 1, 4) = 'job.',
  substr(operation, 5, instr(substr(operation, 5), '.') - 1), substr(operation, 1, instr(operation, '.') - 1))) VIRTUAL) STRICT;

CREATE INDEX audit_lines_by_actor ON audit_lines (actor_id, seq);

CREATE INDEX audit_lines_by_operation ON audit_lines (operation, seq);

CREATE INDEX audit_lines_by_outcome ON audit_lines (outcome, seq);

CREATE INDEX audit_lines_by_room ON audit_lines (room, seq);

CREATE INDEX audit_lines_by_subject ON audit_lines (subject, seq);

CREATE INDEX audit_lines_by_time ON audit_lines (at, actor_id, operation);

CREATE TRIGGER audit_lines_no_delete BEFORE DELETE ON audit_lines
  BEGIN SELECT RAISE(ABORT, 'audit lines are append-only'); END;

CREATE TRIGGER audit_lines_no_update BEFORE UPDATE ON audit_lines
  BEGIN SELECT RAISE(ABORT, 'audit lines are append-only'); END;

CREATE TRIGGER audit_lines_touch AFTER INSERT ON audit_lines BEGIN
  INSERT OR IGNORE INTO audit_touches (subject, seq) SELECT CASE WHEN NEW.subject GLOB '*[^0-9]*' THEN NEW.subject
  WHEN substr(NEW.operation, 1, 4) = 'job.' THEN 'run:' || NEW.subject ELSE 'opportunity:' || NEW.subject END, NEW.seq
  WHERE NEW.subject <> ''
  UNION ALL SELECT CASE WHEN found.type = 'text' THEN found.atom
  WHEN found.key = 'orderId' THEN 'order:' || found.atom WHEN found.key = 'cardId' THEN 'card:' || found.atom
  ELSE 'opportunity:' || found.atom END, NEW.seq
  FROM  json_tree(iif(json_valid(NEW.detail), NEW.detail, 'null')) found
  WHERE (found.type = 'text' AND found.atom <> '' AND (found.path GLOB '$.*Ids'
  OR (found.path IN ('$', '$.before', '$.after') AND (found.key GLOB '*Id' OR found.key = 'id'))
  OR (found.path GLOB '$.*members[[]*' AND found.key = 'userId')))
  OR (found.type = 'integer' AND (found.path GLOB '$.*pportunityIds'
  OR (found.path = '$' AND found.key IN ('opportunityId', 'keeperId', 'loserId', 'orderId', 'cardId'))));
END;

CREATE TABLE audit_touches (subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (subject, seq)) STRICT, WITHOUT ROWID;

CREATE INDEX audit_touches_by_line ON audit_touches (seq);

CREATE TABLE business_lines (
  id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
  grain TEXT NOT NULL CHECK (grain IN ('phone', 'shop', 'group')), position INTEGER NOT NULL
  , gate TEXT NOT NULL DEFAULT '{"oldAfterDays":null,"needed":[]}' CHECK (json_valid(gate)), revision INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TRIGGER business_lines_capture_delete AFTER DELETE ON business_lines BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'business_lines', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER business_lines_capture_insert AFTER INSERT ON business_lines BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'business_lines', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER business_lines_capture_update AFTER UPDATE ON business_lines BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'business_lines', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE cards (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'account')), contact TEXT NOT NULL CHECK (contact <> ''),
  name TEXT NOT NULL, company TEXT NOT NULL, batch_id TEXT, created_at INTEGER NOT NULL,
  UNIQUE (kind, contact)
) STRICT;

CREATE TABLE command_context (
  id INTEGER PRIMARY KEY CHECK (id = 1), operation TEXT NOT NULL, actor_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

CREATE TABLE credentials (
  user_id TEXT PRIMARY KEY REFERENCES users (id), password_hash TEXT NOT NULL,
  failed_count INTEGER NOT NULL DEFAULT 0, locked_until INTEGER, last_failed_at INTEGER, changed_at INTEGER NOT NULL
  , must_change INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1))) STRICT;

CREATE TRIGGER credentials_last_owner_delete BEFORE DELETE ON credentials WHEN EXISTS (SELECT 1 FROM user_roles WHERE user_roles.role_id = 'role-owner' AND user_roles.to_at IS NULL AND user_roles.from_at <= coalesce((SELECT at FROM command_context), user_roles.from_at) AND user_id = OLD.user_id) AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id AND status = 'active') AND NOT EXISTS (
  SELECT 1 FROM user_roles JOIN users ON users.id = user_roles.user_id JOIN credentials ON credentials.user_id = users.id
  WHERE user_roles.role_id = 'role-owner' AND user_roles.to_at IS NULL AND user_roles.from_at <= coalesce((SELECT at FROM command_context), user_roles.from_at) AND users.status = 'active' AND users.id <> OLD.user_id)
  BEGIN SELECT RAISE(ABORT, 'the last owner stays'); END;

CREATE TABLE decision_blocks (
  version_id TEXT NOT NULL, block INTEGER NOT NULL, rule_id TEXT NOT NULL, group_id TEXT NOT NULL, reason TEXT NOT NULL,
  decided INTEGER NOT NULL, fallen INTEGER NOT NULL, won INTEGER NOT NULL, lost INTEGER NOT NULL, last_at INTEGER NOT NULL,
  PRIMARY KEY (version_id, block, rule_id, group_id, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_counts (
  version_id TEXT NOT NULL, day INTEGER NOT NULL, rule_id TEXT NOT NULL, group_id TEXT NOT NULL, reason TEXT NOT NULL,
  decided INTEGER NOT NULL, fallen INTEGER NOT NULL, won INTEGER NOT NULL, lost INTEGER NOT NULL, last_at INTEGER NOT NULL,
  PRIMARY KEY (version_id, day, rule_id, group_id, reason)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER decision_counts_insert
  AFTER INSERT ON decision_counts BEGIN
  INSERT INTO decision_blocks (version_id, block, rule_id, group_id, reason, decided, fallen, won, lost, last_at)
  VALUES (NEW.version_id, NEW.day >> 5, NEW.rule_id, NEW.group_id, NEW.reason,
  NEW.decided, NEW.fallen, NEW.won, NEW.lost, NEW.last_at)
  ON CONFLICT (version_id, block, rule_id, group_id, reason) DO UPDATE SET decided = decided + excluded.decided,
  fallen = fallen + excluded.fallen, won = won + excluded.won, lost = lost + excluded.lost, last_at = max(last_at, excluded.last_at);
  INSERT INTO decision_days (version_id, day, routed, unassigned)
  VALUES (NEW.version_id, NEW.day, iif(NEW.reason = 'routed', NEW.decided, 0), iif(NEW.reason = 'routed', 0, NEW.decided))
  ON CONFLICT (version_id, day) DO UPDATE SET routed = routed + excluded.routed, unassigned = unassigned + excluded.unassigned;
END;

CREATE TRIGGER decision_counts_update
  AFTER UPDATE ON decision_counts BEGIN
  INSERT INTO decision_blocks (version_id, block, rule_id, group_id, reason, decided, fallen, won, lost, last_at)
  VALUES (NEW.version_id, NEW.day >> 5, NEW.rule_id, NEW.group_id, NEW.reason,
  NEW.decided - OLD.decided, NEW.fallen - OLD.fallen, NEW.won - OLD.won, NEW.lost - OLD.lost, NEW.last_at)
  ON CONFLICT (version_id, block, rule_id, group_id, reason) DO UPDATE SET decided = decided + excluded.decided,
  fallen = fallen + excluded.fallen, won = won + excluded.won, lost = lost + excluded.lost, last_at = max(last_at, excluded.last_at);
  INSERT INTO decision_days (version_id, day, routed, unassigned)
  VALUES (NEW.version_id, NEW.day, iif(NEW.reason = 'routed', NEW.decided - OLD.decided, 0), iif(NEW.reason = 'routed', 0, NEW.decided - OLD.decided))
  ON CONFLICT (version_id, day) DO UPDATE SET routed = routed + excluded.routed, unassigned = unassigned + excluded.unassigned;
END;

CREATE TABLE decision_days (
  version_id TEXT NOT NULL, day INTEGER NOT NULL, routed INTEGER NOT NULL, unassigned INTEGER NOT NULL,
  PRIMARY KEY (version_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_frames (
  id INTEGER PRIMARY KEY, run_id TEXT NOT NULL, version_id TEXT NOT NULL REFERENCES rule_set_versions (id),
  seed INTEGER NOT NULL, decided_at INTEGER NOT NULL,
  first_decision_id INTEGER NOT NULL, last_decision_id INTEGER NOT NULL,
  groups TEXT NOT NULL CHECK (json_valid(groups)), CHECK (last_decision_id >= first_decision_id)
) STRICT;

CREATE INDEX decision_frames_by_run ON decision_frames (run_id, id);

CREATE TRIGGER decision_frames_no_delete BEFORE DELETE ON decision_frames
  BEGIN SELECT RAISE(ABORT, 'decisions are kept for ever'); END;

CREATE TRIGGER decision_frames_no_update BEFORE UPDATE ON decision_frames
  BEGIN SELECT RAISE(ABORT, 'decisions are kept for ever'); END;

CREATE TABLE decisions (
  id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
  frame_id INTEGER NOT NULL REFERENCES decision_frames (id),
  rule_id TEXT, group_id TEXT, rep_id TEXT, reason TEXT NOT NULL, propensity REAL,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  CHECK ((reason = 'routed') = (rep_id IS NOT NULL))
) STRICT;

CREATE INDEX decisions_by_opportunity ON decisions (opportunity_id, id);

CREATE INDEX decisions_by_rep ON decisions (rep_id, id) WHERE rep_id IS NOT NULL;

CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are kept for ever'); END;

CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are kept for ever'); END;

CREATE TRIGGER decisions_pooled AFTER INSERT ON decisions WHEN NEW.reason = 'manualPool' BEGIN
  INSERT OR REPLACE INTO pool_items (opportunity_id, group_id, since, reason)
  SELECT NEW.opportunity_id, NEW.group_id, decided_at, 'manualPick' FROM decision_frames WHERE id = NEW.frame_id;
END;

CREATE TRIGGER decisions_unpooled AFTER INSERT ON decisions WHEN NEW.rep_id IS NULL AND NEW.reason <> 'manualPool' BEGIN
  DELETE FROM pool_items WHERE opportunity_id = NEW.opportunity_id AND reason = 'manualPick';
END;

CREATE TABLE distribution_groups (
  id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
  fallback_group_id TEXT REFERENCES distribution_groups (id), is_on INTEGER NOT NULL CHECK (is_on IN (0, 1))
  , strategy TEXT NOT NULL DEFAULT 'fair' CHECK (strategy IN ('fair', 'leastLoaded', 'manual')), sticky TEXT NOT NULL DEFAULT 'none' CHECK (sticky IN ('none', 'previousOwner', 'leadOwner')), skill_attribute TEXT, calendar_id TEXT REFERENCES working_calendars (id), keeps_hours INTEGER NOT NULL DEFAULT 0 CHECK (keeps_hours IN (0, 1)), catches_up INTEGER NOT NULL DEFAULT 0 CHECK (catches_up IN (0, 1)), period TEXT NOT NULL DEFAULT 'day' CHECK (period IN ('day', 'week', 'month'))) STRICT;

CREATE TRIGGER distribution_groups_capture_delete AFTER DELETE ON distribution_groups BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'distribution_groups', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER distribution_groups_capture_insert AFTER INSERT ON distribution_groups BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'distribution_groups', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER distribution_groups_capture_update AFTER UPDATE ON distribution_groups BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'distribution_groups', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE duties (
  id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('static', 'dynamic')), member_kind TEXT NOT NULL CHECK (member_kind IN ('roles', 'permissions')),
  members TEXT NOT NULL CHECK (json_valid(members)), at_most INTEGER NOT NULL CHECK (at_most > 0)
) STRICT;

CREATE TRIGGER duties_capture_delete AFTER DELETE ON duties BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'duties', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER duties_capture_insert AFTER INSERT ON duties BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'duties', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER duties_capture_update AFTER UPDATE ON duties BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'duties', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER duties_history_delete
  AFTER DELETE ON duties BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'duties', OLD.id, NULL,
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER duties_history_insert
  AFTER INSERT ON duties BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'duties', NEW.id, json_object('id', NEW.id, 'label_zh', NEW.label_zh, 'label_en', NEW.label_en, 'kind', NEW.kind, 'member_kind', NEW.member_kind, 'members', NEW.members, 'at_most', NEW.at_most),
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER duties_history_update
  AFTER UPDATE OF id, label_zh, label_en, kind, member_kind, members, at_most ON duties BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'duties', NEW.id, json_object('id', NEW.id, 'label_zh', NEW.label_zh, 'label_en', NEW.label_en, 'kind', NEW.kind, 'member_kind', NEW.member_kind, 'members', NEW.members, 'at_most', NEW.at_most),
  operation, actor_id, at FROM command_context;
END;

CREATE TABLE file_chunks (
  file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE, seq INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (file_id, seq)
) STRICT;

CREATE TABLE files (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('upload', 'export', 'rejects')),
  is_complete INTEGER NOT NULL, owner_id TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE follow_ups (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL,
  card_id INTEGER NOT NULL REFERENCES cards (id), line_id TEXT REFERENCES business_lines (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  channel TEXT NOT NULL CHECK (channel IN ('call', 'message', 'visit', 'email', 'other')),
  outcome TEXT NOT NULL, note TEXT NOT NULL, duration_seconds INTEGER,
  happened_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, batch_id TEXT,
  UNIQUE (source, external_id)
) STRICT;

CREATE INDEX follow_ups_by_card ON follow_ups (card_id, happened_at);

CREATE INDEX follow_ups_by_user ON follow_ups (user_id, happened_at);

CREATE INDEX follow_ups_listed ON follow_ups (happened_at, id, channel);

CREATE TRIGGER follow_ups_no_delete BEFORE DELETE ON follow_ups
  WHEN NOT EXISTS (SELECT 1 FROM command_context WHERE operation = 'job.transfer.undoImport')
  BEGIN SELECT RAISE(ABORT, 'follow-ups are facts: only the undo of their import removes them'); END;

CREATE TRIGGER follow_ups_no_update BEFORE UPDATE ON follow_ups BEGIN SELECT RAISE(ABORT, 'follow-ups are facts: append-only'); END;

CREATE TABLE go_live_answers (
  seq INTEGER PRIMARY KEY, round_seq INTEGER NOT NULL REFERENCES go_live_rounds (seq), unit_id TEXT NOT NULL,
  left_out TEXT NOT NULL CHECK (json_valid(left_out)), note TEXT NOT NULL, actor_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

CREATE INDEX go_live_answers_by_round ON go_live_answers (round_seq, seq);

CREATE TRIGGER go_live_answers_by_actor BEFORE INSERT ON go_live_answers BEGIN
  SELECT RAISE(ABORT, 'written only inside a command, by who it names')
  WHERE NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.actor_id);
END;

CREATE TRIGGER go_live_answers_in_open BEFORE INSERT ON go_live_answers BEGIN
  SELECT RAISE(ABORT, 'the round is over') WHERE EXISTS (SELECT 1 FROM go_live_endings WHERE round_seq = NEW.round_seq);
END;

CREATE TRIGGER go_live_answers_no_delete BEFORE DELETE ON go_live_answers
  BEGIN SELECT RAISE(ABORT, 'go_live_answers is append-only'); END;

CREATE TRIGGER go_live_answers_no_update BEFORE UPDATE ON go_live_answers
  BEGIN SELECT RAISE(ABORT, 'go_live_answers is append-only'); END;

CREATE TABLE go_live_endings (
  round_seq INTEGER PRIMARY KEY REFERENCES go_live_rounds (seq), proposal_id TEXT REFERENCES proposals (id),
  left_out TEXT NOT NULL CHECK (json_valid(left_out)), actor_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER go_live_endings_by_actor BEFORE INSERT ON go_live_endings BEGIN
  SELECT RAISE(ABORT, 'written only inside a command, by who it names')
  WHERE NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.actor_id);
END;

CREATE TRIGGER go_live_endings_no_delete BEFORE DELETE ON go_live_endings
  BEGIN SELECT RAISE(ABORT, 'go_live_endings is append-only'); END;

CREATE TRIGGER go_live_endings_no_update BEFORE UPDATE ON go_live_endings
  BEGIN SELECT RAISE(ABORT, 'go_live_endings is append-only'); END;

CREATE TABLE go_live_rounds (
  seq INTEGER PRIMARY KEY, mapping TEXT NOT NULL CHECK (json_valid(mapping)), effective_at INTEGER NOT NULL,
  started_by TEXT NOT NULL, started_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER go_live_rounds_by_actor BEFORE INSERT ON go_live_rounds BEGIN
  SELECT RAISE(ABORT, 'written only inside a command, by who it names')
  WHERE NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.started_by);
END;

CREATE TRIGGER go_live_rounds_no_delete BEFORE DELETE ON go_live_rounds
  BEGIN SELECT RAISE(ABORT, 'go_live_rounds is append-only'); END;

CREATE TRIGGER go_live_rounds_no_update BEFORE UPDATE ON go_live_rounds
  BEGIN SELECT RAISE(ABORT, 'go_live_rounds is append-only'); END;

CREATE TRIGGER go_live_rounds_one_open BEFORE INSERT ON go_live_rounds BEGIN
  SELECT RAISE(ABORT, 'a round is open') WHERE EXISTS (
  SELECT 1 FROM go_live_rounds WHERE seq NOT IN (SELECT round_seq FROM go_live_endings));
END;

CREATE TABLE group_members (
  id TEXT PRIMARY KEY, group_id TEXT NOT NULL REFERENCES distribution_groups (id), user_id TEXT NOT NULL REFERENCES users (id),
  weight INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 1000), open_cap INTEGER CHECK (open_cap >= 0),
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)), period_cap INTEGER CHECK (period_cap >= 0), skills TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(skills)), calendar_id TEXT REFERENCES working_calendars (id), UNIQUE (group_id, user_id)
) STRICT;

CREATE TRIGGER group_members_capture_delete AFTER DELETE ON group_members BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'group_members', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER group_members_capture_insert AFTER INSERT ON group_members BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'group_members', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER group_members_capture_update AFTER UPDATE ON group_members BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'group_members', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE group_rosters (
  id INTEGER PRIMARY KEY, group_id TEXT NOT NULL REFERENCES distribution_groups (id),
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX group_rosters_by_group ON group_rosters (group_id, id);

CREATE TRIGGER group_rosters_no_delete BEFORE DELETE ON group_rosters
  BEGIN SELECT RAISE(ABORT, 'decisions are kept for ever'); END;

CREATE TRIGGER group_rosters_no_update BEFORE UPDATE ON group_rosters
  BEGIN SELECT RAISE(ABORT, 'decisions are kept for ever'); END;

CREATE TABLE group_turns (
  group_id TEXT NOT NULL REFERENCES distribution_groups (id), user_id TEXT NOT NULL REFERENCES users (id),
  turn INTEGER NOT NULL, assigned INTEGER NOT NULL, period TEXT NOT NULL DEFAULT '', given INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_batches (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, file_id TEXT NOT NULL, file_name TEXT NOT NULL,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  status TEXT NOT NULL CHECK (status IN ('committing', 'committed', 'cancelled', 'failed', 'undoing', 'undone')),
  counts TEXT NOT NULL CHECK (json_valid(counts)),
  created_by TEXT NOT NULL, created_at INTEGER NOT NULL, committed_at INTEGER, undone_at INTEGER
) STRICT;

CREATE TABLE import_changes (
  batch_id TEXT NOT NULL REFERENCES import_batches (id), seq INTEGER NOT NULL, table_name TEXT NOT NULL, row_id TEXT NOT NULL,
  before TEXT CHECK (json_valid(before)),
  PRIMARY KEY (batch_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_mappings (
  kind TEXT NOT NULL, source TEXT NOT NULL, mapping TEXT NOT NULL CHECK (json_valid(mapping)), updated_at INTEGER NOT NULL,
  PRIMARY KEY (kind, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_rejects (
  batch_id TEXT NOT NULL REFERENCES import_batches (id), line INTEGER NOT NULL,
  reasons TEXT NOT NULL CHECK (json_valid(reasons)), cells TEXT NOT NULL CHECK (json_valid(cells)),
  PRIMARY KEY (batch_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  phase TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL,
  input TEXT NOT NULL CHECK (json_valid(input)), token TEXT CHECK (json_valid(token)),
  result TEXT CHECK (json_valid(result)), error_code TEXT, error_params TEXT CHECK (json_valid(error_params)),
  cancel_requested INTEGER NOT NULL DEFAULT 0, actor_id TEXT NOT NULL,
  created_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER,
  owner TEXT, beat_at INTEGER
) STRICT;

CREATE INDEX jobs_unfinished ON jobs (created_at) WHERE status IN ('queued', 'running');

CREATE TABLE merges (
  id TEXT PRIMARY KEY, keeper_id INTEGER NOT NULL REFERENCES opportunities (id),
  loser_id INTEGER NOT NULL REFERENCES opportunities (id), merged_at INTEGER NOT NULL, merged_by TEXT NOT NULL,
  reason TEXT NOT NULL, before TEXT NOT NULL CHECK (json_valid(before)), after TEXT NOT NULL CHECK (json_valid(after)),
  undone_at INTEGER, undone_by TEXT, CHECK (keeper_id <> loser_id)
) STRICT;

CREATE INDEX merges_by_keeper ON merges (keeper_id);

CREATE UNIQUE INDEX merges_once ON merges (loser_id) WHERE undone_at IS NULL;

CREATE TRIGGER merges_no_delete BEFORE DELETE ON merges BEGIN SELECT RAISE(ABORT, 'merges are kept for ever'); END;

CREATE TRIGGER merges_undone_once BEFORE UPDATE ON merges
  WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR NEW.before <> OLD.before OR NEW.after <> OLD.after
  OR NEW.keeper_id <> OLD.keeper_id OR NEW.loser_id <> OLD.loser_id
  BEGIN SELECT RAISE(ABORT, 'a merge is kept as it was: it can only be undone, once'); END;

CREATE TABLE opportunities (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL,
  card_id INTEGER NOT NULL REFERENCES cards (id), line_id TEXT NOT NULL REFERENCES business_lines (id),
  grain_key TEXT NOT NULL CHECK (grain_key <> ''), title TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'won', 'lost')), stage TEXT NOT NULL,
  attributes TEXT NOT NULL CHECK (json_valid(attributes)),
  owner_id TEXT REFERENCES users (id), group_id TEXT, amount_minor INTEGER, currency TEXT,
  routing_state TEXT NOT NULL CHECK (routing_state IN ('waiting', 'routed', 'unassigned', 'none')),
  batch_id TEXT, created_at INTEGER NOT NULL, assigned_at INTEGER, closed_at INTEGER, entity TEXT NOT NULL DEFAULT '',
  UNIQUE (source, external_id)
) STRICT;

CREATE INDEX opportunities_by_batch ON opportunities (batch_id) WHERE batch_id IS NOT NULL;

CREATE INDEX opportunities_by_card ON opportunities (card_id, owner_id);

CREATE INDEX opportunities_by_owner ON opportunities (owner_id, created_at, id);

CREATE INDEX opportunities_listed ON opportunities (created_at, id, owner_id, line_id, status, amount_minor, card_id);

CREATE INDEX opportunities_not_routed ON opportunities (id) WHERE routing_state = 'none';

CREATE UNIQUE INDEX opportunities_one_open ON opportunities (line_id, grain_key) WHERE status = 'open';

CREATE INDEX opportunities_open_by_owner ON opportunities (owner_id) WHERE status = 'open' AND owner_id IS NOT NULL;

CREATE INDEX opportunities_unassigned ON opportunities (id) WHERE routing_state = 'unassigned';

CREATE INDEX opportunities_waiting ON opportunities (id) WHERE routing_state = 'waiting';

CREATE TRIGGER opportunities_given_insert AFTER INSERT ON opportunities WHEN NEW.owner_id IS NOT NULL BEGIN
  INSERT INTO assignments (opportunity_id, owner_id, group_id, at, how)
  VALUES (NEW.id, NEW.owner_id, NEW.group_id, coalesce(NEW.assigned_at, (SELECT at FROM command_context), NEW.created_at), coalesce((SELECT operation FROM command_context), 'outside'));
END;

CREATE TRIGGER opportunities_given_update AFTER UPDATE OF owner_id, assigned_at, status ON opportunities
  WHEN NEW.owner_id IS NOT OLD.owner_id OR (NEW.owner_id IS NOT NULL
  AND (NEW.assigned_at IS NOT OLD.assigned_at OR (NEW.status = 'open' AND OLD.status <> 'open' AND OLD.stage <> 'merged')))
  BEGIN
  INSERT INTO assignments (opportunity_id, owner_id, group_id, at, how)
  VALUES (NEW.id, NEW.owner_id, NEW.group_id,
  CASE WHEN NEW.assigned_at IS NOT OLD.assigned_at AND NEW.assigned_at IS NOT NULL THEN NEW.assigned_at
  ELSE coalesce((SELECT at FROM command_context), NEW.assigned_at, NEW.created_at) END, coalesce((SELECT operation FROM command_context), 'outside'));
  DELETE FROM pool_items WHERE opportunity_id = NEW.id AND NEW.owner_id IS NOT NULL;
END;

CREATE TRIGGER opportunities_gone AFTER DELETE ON opportunities BEGIN
  DELETE FROM assignments WHERE opportunity_id = OLD.id;
  DELETE FROM pool_clocks WHERE opportunity_id = OLD.id;
  DELETE FROM pool_items WHERE opportunity_id = OLD.id;
END;

CREATE TRIGGER opportunities_gone_marks AFTER DELETE ON opportunities BEGIN
  DELETE FROM opportunity_marks WHERE opportunity_id = OLD.id;
END;

CREATE TRIGGER opportunities_outcome AFTER UPDATE OF status ON opportunities
  WHEN NEW.status <> OLD.status BEGIN
  UPDATE decision_counts SET
  won = won + made.decided * ((NEW.status = 'won') - (OLD.status = 'won')),
  lost = lost + made.decided * ((NEW.status = 'lost') - (OLD.status = 'lost'))
  FROM (
  SELECT f.version_id, (f.decided_at + 28800000) / 86400000 AS day, coalesce(d.rule_id, '') AS rule_id, d.group_id, d.reason, count(*) AS decided
  FROM decisions d JOIN decision_frames f ON f.id = d.frame_id
  WHERE d.opportunity_id = NEW.id AND d.rep_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5
) AS made
  WHERE decision_counts.version_id = made.version_id AND decision_counts.day = made.day
  AND decision_counts.rule_id = made.rule_id AND decision_counts.group_id = made.group_id
  AND decision_counts.reason = made.reason;
END;

CREATE TRIGGER opportunities_replay_delete
  AFTER DELETE ON opportunities BEGIN
  INSERT INTO replay_blocks (block, version) VALUES (OLD.id / 16384, 1) ON CONFLICT (block) DO UPDATE SET version = version + 1;
END;

CREATE TRIGGER opportunities_replay_insert
  AFTER INSERT ON opportunities BEGIN
  INSERT INTO replay_blocks (block, version) VALUES (NEW.id / 16384, 1) ON CONFLICT (block) DO UPDATE SET version = version + 1;
END;

CREATE TRIGGER opportunities_replay_update
  AFTER UPDATE OF source, line_id, attributes, amount_minor, currency, created_at, status ON opportunities BEGIN
  INSERT INTO replay_blocks (block, version) VALUES (NEW.id / 16384, 1) ON CONFLICT (block) DO UPDATE SET version = version + 1;
END;

CREATE TABLE opportunity_marks (
  id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL, attribute TEXT NOT NULL CHECK (attribute <> ''), code TEXT,
  state TEXT NOT NULL CHECK (state IN ('set', 'removed', 'gone')), set_by TEXT NOT NULL CHECK (set_by IN ('rule', 'person')),
  by_id TEXT NOT NULL, revision INTEGER REFERENCES tag_rule_lists (revision),
  value TEXT NOT NULL CHECK (json_valid(value)), evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  at INTEGER NOT NULL, expires_at INTEGER, CHECK ((set_by = 'rule') = (revision IS NOT NULL))
) STRICT;

CREATE INDEX opportunity_marks_by_opportunity ON opportunity_marks (opportunity_id, attribute, code, id);

CREATE TRIGGER opportunity_marks_no_delete BEFORE DELETE ON opportunity_marks
  WHEN NOT EXISTS (SELECT 1 FROM command_context WHERE operation = 'job.transfer.undoImport')
  BEGIN SELECT RAISE(ABORT, 'marks are facts: only the undo of the import of their opportunity removes them'); END;

CREATE TRIGGER opportunity_marks_no_update BEFORE UPDATE ON opportunity_marks
  BEGIN SELECT RAISE(ABORT, 'marks are facts: append-only'); END;

CREATE TABLE orders (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL,
  card_id INTEGER REFERENCES cards (id), contact_raw TEXT NOT NULL,
  product_id TEXT REFERENCES products (id), product_raw TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0), currency TEXT NOT NULL, closed_at INTEGER NOT NULL, batch_id TEXT,
  UNIQUE (source, external_id)
) STRICT;

CREATE INDEX orders_by_card ON orders (card_id, closed_at);

CREATE INDEX orders_by_closing ON orders (closed_at, id, currency, amount_minor, product_id);

CREATE TRIGGER orders_no_delete BEFORE DELETE ON orders
  WHEN NOT EXISTS (SELECT 1 FROM command_context WHERE operation = 'job.transfer.undoImport')
  BEGIN SELECT RAISE(ABORT, 'orders are facts: only the undo of their import removes them'); END;

CREATE TRIGGER orders_no_update BEFORE UPDATE ON orders BEGIN SELECT RAISE(ABORT, 'orders are facts: append-only'); END;

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT NOT NULL, row_id TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('insert', 'update', 'delete')),
  operation TEXT NOT NULL, actor_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

CREATE TABLE permission_tests (
  id TEXT PRIMARY KEY, name TEXT NOT NULL CHECK (trim(name) <> ''), who TEXT NOT NULL CHECK (json_valid(who)),
  question TEXT NOT NULL CHECK (json_valid(question)), expected INTEGER NOT NULL CHECK (expected IN (0, 1))
) STRICT;

CREATE TRIGGER permission_tests_capture_delete AFTER DELETE ON permission_tests BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'permission_tests', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER permission_tests_capture_insert AFTER INSERT ON permission_tests BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'permission_tests', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER permission_tests_capture_update AFTER UPDATE ON permission_tests BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'permission_tests', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER permission_tests_history_delete AFTER DELETE ON permission_tests BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'permission_tests', OLD.id, NULL, operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER permission_tests_history_insert AFTER INSERT ON permission_tests BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'permission_tests', NEW.id, json_object('id', NEW.id, 'name', NEW.name, 'who', NEW.who, 'question', NEW.question, 'expected', NEW.expected), operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER permission_tests_history_update AFTER UPDATE ON permission_tests BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'permission_tests', NEW.id, json_object('id', NEW.id, 'name', NEW.name, 'who', NEW.who, 'question', NEW.question, 'expected', NEW.expected), operation, actor_id, at FROM command_context;
END;

CREATE TABLE permission_uses (
  user_id TEXT NOT NULL, permission TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (user_id, permission, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_versions (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, status TEXT NOT NULL CHECK (status IN ('draft', 'published')),
  layer1 TEXT NOT NULL CHECK (json_valid(layer1)), layer2 TEXT NOT NULL CHECK (json_valid(layer2)),
  note TEXT NOT NULL, revision INTEGER NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
  published_by TEXT, published_at INTEGER
) STRICT;

CREATE UNIQUE INDEX policy_versions_one_draft ON policy_versions (status) WHERE status = 'draft';

CREATE TRIGGER policy_versions_capture_delete AFTER DELETE ON policy_versions BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'policy_versions', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER policy_versions_capture_insert AFTER INSERT ON policy_versions BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'policy_versions', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER policy_versions_capture_update AFTER UPDATE ON policy_versions BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'policy_versions', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER policy_versions_frozen BEFORE UPDATE ON policy_versions WHEN OLD.status = 'published'
  BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;

CREATE TRIGGER policy_versions_kept BEFORE DELETE ON policy_versions WHEN OLD.status = 'published'
  BEGIN SELECT RAISE(ABORT, 'a published version is kept for ever'); END;

CREATE TABLE pool_clocks (opportunity_id INTEGER PRIMARY KEY, look_at INTEGER NOT NULL) STRICT;

CREATE INDEX pool_clocks_by_look ON pool_clocks (look_at, opportunity_id);

CREATE TABLE pool_events (
  id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
  kind TEXT NOT NULL CHECK (kind IN ('reminded', 'returned', 'reassigned', 'claimed', 'extended', 'transferred')),
  assignment_id INTEGER NOT NULL, user_id TEXT, actor_id TEXT NOT NULL, at INTEGER NOT NULL, due_at INTEGER,
  hours INTEGER, reason TEXT NOT NULL, note TEXT NOT NULL
) STRICT;

CREATE INDEX pool_events_by_opportunity ON pool_events (opportunity_id, id);

CREATE UNIQUE INDEX pool_events_remind_once ON pool_events (assignment_id, due_at, reason) WHERE kind = 'reminded';

CREATE INDEX pool_events_reminders ON pool_events (user_id, id) WHERE kind = 'reminded';

CREATE TRIGGER pool_events_no_delete BEFORE DELETE ON pool_events
  BEGIN SELECT RAISE(ABORT, 'pool events are facts: append-only'); END;

CREATE TRIGGER pool_events_no_update BEFORE UPDATE ON pool_events
  BEGIN SELECT RAISE(ABORT, 'pool events are facts: append-only'); END;

CREATE TABLE pool_items (
  opportunity_id INTEGER PRIMARY KEY, group_id TEXT, since INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('firstResponse', 'followUp', 'protection', 'byHand', 'manualPick'))
) STRICT;

CREATE INDEX pool_items_by_group ON pool_items (group_id, since);

CREATE TABLE pool_policies (
  id TEXT PRIMARY KEY, group_id TEXT REFERENCES distribution_groups (id), line_id TEXT REFERENCES business_lines (id),
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)), content TEXT NOT NULL CHECK (json_valid(content)),
  revision INTEGER NOT NULL, CHECK (group_id IS NULL OR line_id IS NULL)
) STRICT;

CREATE UNIQUE INDEX pool_policies_one_each ON pool_policies (coalesce(group_id, ''), coalesce(line_id, ''));

CREATE TRIGGER pool_policies_capture_delete AFTER DELETE ON pool_policies BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'pool_policies', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER pool_policies_capture_insert AFTER INSERT ON pool_policies BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'pool_policies', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER pool_policies_capture_update AFTER UPDATE ON pool_policies BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'pool_policies', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE pool_sweeps (
  id INTEGER PRIMARY KEY CHECK (id = 1), last_assignment_id INTEGER NOT NULL, stamp TEXT NOT NULL, swept_at INTEGER NOT NULL
) STRICT;

CREATE TABLE product_categories (id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL) STRICT;

CREATE TRIGGER product_categories_capture_delete AFTER DELETE ON product_categories BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'product_categories', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER product_categories_capture_insert AFTER INSERT ON product_categories BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'product_categories', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER product_categories_capture_update AFTER UPDATE ON product_categories BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'product_categories', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE products (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
  category_id TEXT NOT NULL REFERENCES product_categories (id), line_id TEXT REFERENCES business_lines (id)
) STRICT;

CREATE TRIGGER products_capture_delete AFTER DELETE ON products BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'products', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER products_capture_insert AFTER INSERT ON products BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'products', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER products_capture_update AFTER UPDATE ON products BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'products', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE proposal_steps (
  seq INTEGER PRIMARY KEY, proposal_id TEXT NOT NULL REFERENCES proposals (id),
  step TEXT NOT NULL CHECK (step IN ('approved', 'rejected', 'withdrawn', 'applied', 'failed')),
  actor_id TEXT NOT NULL, note TEXT NOT NULL, failure TEXT CHECK (json_valid(failure)), at INTEGER NOT NULL,
  CHECK ((step = 'failed') = (failure IS NOT NULL))
) STRICT;

CREATE INDEX proposal_steps_by_proposal ON proposal_steps (proposal_id, seq);

CREATE TRIGGER proposal_steps_in_order BEFORE INSERT ON proposal_steps BEGIN
  SELECT RAISE(ABORT, 'written only inside a command, by who it names') WHERE NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.actor_id);
  SELECT RAISE(ABORT, 'nobody decides their own proposal') WHERE NEW.step IN ('approved', 'rejected') AND EXISTS (SELECT 1 FROM proposals p WHERE p.id = NEW.proposal_id
  AND p.needs_second = 1 AND p.proposer_id = NEW.actor_id);
  SELECT RAISE(ABORT, 'nobody decides what is asked for them') WHERE NEW.step IN ('approved', 'rejected') AND EXISTS (SELECT 1 FROM proposals p, json_each(p.changes) c
  WHERE p.id = NEW.proposal_id AND p.kind = 'request' AND c.value ->> '$.personId' = NEW.actor_id);
  SELECT RAISE(ABORT, 'what is decided stays decided') WHERE coalesce((SELECT step FROM proposal_steps WHERE proposal_id = NEW.proposal_id ORDER BY seq DESC LIMIT 1), 'waiting')
  || '>' || NEW.step NOT IN ('waiting>approved', 'waiting>rejected', 'waiting>withdrawn',
  'approved>applied', 'approved>failed', 'approved>withdrawn');
END;

CREATE TRIGGER proposal_steps_no_delete BEFORE DELETE ON proposal_steps
  BEGIN SELECT RAISE(ABORT, 'proposal_steps is append-only'); END;

CREATE TRIGGER proposal_steps_no_replace BEFORE INSERT ON proposal_steps BEGIN
  SELECT RAISE(ABORT, 'proposal_steps is append-only') WHERE EXISTS (SELECT 1 FROM proposal_steps WHERE seq = NEW.seq);
END;

CREATE TRIGGER proposal_steps_no_update BEFORE UPDATE ON proposal_steps
  BEGIN SELECT RAISE(ABORT, 'proposal_steps is append-only'); END;

CREATE TABLE proposals (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('change', 'request')),
  proposer_id TEXT NOT NULL, reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  changes TEXT NOT NULL CHECK (json_valid(changes)), revision INTEGER NOT NULL, effective_at INTEGER,
  needs_second INTEGER NOT NULL CHECK (needs_second = 1 OR (needs_second = 0 AND kind = 'change')),
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX proposals_by_proposer ON proposals (proposer_id, created_at);

CREATE TRIGGER proposals_by_who_proposes BEFORE INSERT ON proposals BEGIN
  SELECT RAISE(ABORT, 'written only inside a command, by who it names') WHERE NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.proposer_id);
  SELECT RAISE(ABORT, 'a second person has to approve this') WHERE NEW.needs_second = 0 AND EXISTS (SELECT 1 FROM access_settings WHERE key = 'needsSecond' AND value = 'true');
END;

CREATE TRIGGER proposals_no_delete BEFORE DELETE ON proposals
  BEGIN SELECT RAISE(ABORT, 'proposals is append-only'); END;

CREATE TRIGGER proposals_no_replace BEFORE INSERT ON proposals BEGIN
  SELECT RAISE(ABORT, 'proposals is append-only') WHERE EXISTS (SELECT 1 FROM proposals WHERE id = NEW.id);
END;

CREATE TRIGGER proposals_no_update BEFORE UPDATE ON proposals
  BEGIN SELECT RAISE(ABORT, 'proposals is append-only'); END;

CREATE TABLE recovery_codes (
  user_id TEXT PRIMARY KEY REFERENCES users (id), code_hash TEXT NOT NULL, made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE refunds (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL, order_id INTEGER NOT NULL REFERENCES orders (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), refunded_at INTEGER NOT NULL, batch_id TEXT,
  UNIQUE (source, external_id)
) STRICT;

CREATE INDEX refunds_by_order ON refunds (order_id);

CREATE TRIGGER refunds_no_delete BEFORE DELETE ON refunds
  WHEN NOT EXISTS (SELECT 1 FROM command_context WHERE operation = 'job.transfer.undoImport')
  BEGIN SELECT RAISE(ABORT, 'refunds are facts: only the undo of their import removes them'); END;

CREATE TRIGGER refunds_no_update BEFORE UPDATE ON refunds BEGIN SELECT RAISE(ABORT, 'refunds are facts: append-only'); END;

CREATE TABLE replay_blocks (block INTEGER PRIMARY KEY, version INTEGER NOT NULL) STRICT;

CREATE TABLE review_decisions (
  seq INTEGER PRIMARY KEY, item_seq INTEGER NOT NULL REFERENCES review_items (seq), decision TEXT NOT NULL CHECK (decision IN ('attest', 'revoke')),
  actor_id TEXT NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL, CHECK (decision = 'attest' OR trim(note) <> '')
) STRICT;

CREATE INDEX review_decisions_by_item ON review_decisions (item_seq, seq);

CREATE TRIGGER review_decisions_by_others BEFORE INSERT ON review_decisions BEGIN
  SELECT RAISE(ABORT, 'written only inside a command, by who it names') WHERE NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.actor_id);
  SELECT RAISE(ABORT, 'nobody reviews what they have themselves') WHERE EXISTS (SELECT 1 FROM review_items WHERE seq = NEW.item_seq AND person_id = NEW.actor_id);
  SELECT RAISE(ABORT, 'what is ended stays ended') WHERE EXISTS (SELECT 1 FROM review_items i JOIN review_endings e ON e.review_id = i.review_id WHERE i.seq = NEW.item_seq);
END;

CREATE TRIGGER review_decisions_no_delete BEFORE DELETE ON review_decisions
  BEGIN SELECT RAISE(ABORT, 'review_decisions is append-only'); END;

CREATE TRIGGER review_decisions_no_replace BEFORE INSERT ON review_decisions BEGIN
  SELECT RAISE(ABORT, 'review_decisions is append-only') WHERE EXISTS (SELECT 1 FROM review_decisions WHERE seq = NEW.seq);
END;

CREATE TRIGGER review_decisions_no_update BEFORE UPDATE ON review_decisions
  BEGIN SELECT RAISE(ABORT, 'review_decisions is append-only'); END;

CREATE TABLE review_endings (
  review_id TEXT PRIMARY KEY REFERENCES reviews (id), actor_id TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER review_endings_no_delete BEFORE DELETE ON review_endings
  BEGIN SELECT RAISE(ABORT, 'review_endings is append-only'); END;

CREATE TRIGGER review_endings_no_replace BEFORE INSERT ON review_endings BEGIN
  SELECT RAISE(ABORT, 'review_endings is append-only') WHERE EXISTS (SELECT 1 FROM review_endings WHERE review_id = NEW.review_id);
END;

CREATE TRIGGER review_endings_no_update BEFORE UPDATE ON review_endings
  BEGIN SELECT RAISE(ABORT, 'review_endings is append-only'); END;

CREATE TABLE review_items (
  seq INTEGER PRIMARY KEY, review_id TEXT NOT NULL REFERENCES reviews (id), person_id TEXT NOT NULL,
  given TEXT NOT NULL CHECK (json_valid(given)), reviewer_id TEXT CHECK (reviewer_id <> person_id)
) STRICT;

CREATE INDEX review_items_by_review ON review_items (review_id, seq);

CREATE TRIGGER review_items_no_delete BEFORE DELETE ON review_items
  BEGIN SELECT RAISE(ABORT, 'review_items is append-only'); END;

CREATE TRIGGER review_items_no_replace BEFORE INSERT ON review_items BEGIN
  SELECT RAISE(ABORT, 'review_items is append-only') WHERE EXISTS (SELECT 1 FROM review_items WHERE seq = NEW.seq);
END;

CREATE TRIGGER review_items_no_update BEFORE UPDATE ON review_items
  BEGIN SELECT RAISE(ABORT, 'review_items is append-only'); END;

CREATE TABLE reviews (
  id TEXT PRIMARY KEY, name TEXT NOT NULL CHECK (trim(name) <> ''), among TEXT NOT NULL CHECK (json_valid(among)),
  due_at INTEGER NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
  BEGIN SELECT RAISE(ABORT, 'reviews is append-only'); END;

CREATE TRIGGER reviews_no_replace BEFORE INSERT ON reviews BEGIN
  SELECT RAISE(ABORT, 'reviews is append-only') WHERE EXISTS (SELECT 1 FROM reviews WHERE id = NEW.id);
END;

CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews
  BEGIN SELECT RAISE(ABORT, 'reviews is append-only'); END;

CREATE TABLE roles (
  id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
  permissions TEXT NOT NULL CHECK (json_valid(permissions))
  , parents TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(parents)), columns TEXT NOT NULL DEFAULT '{"phone":"plain","money":"plain","notes":"plain"}'
  CHECK (json_valid(columns))) STRICT;

CREATE TRIGGER roles_capture_delete AFTER DELETE ON roles BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'roles', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER roles_capture_insert AFTER INSERT ON roles BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'roles', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER roles_capture_update AFTER UPDATE ON roles BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'roles', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER roles_history_delete
  AFTER DELETE ON roles BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'roles', OLD.id, NULL,
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER roles_history_insert AFTER INSERT ON roles BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'roles', NEW.id, json_object('id', NEW.id, 'label_zh', NEW.label_zh, 'label_en', NEW.label_en, 'parents', NEW.parents, 'permissions', NEW.permissions, 'columns', NEW.columns), operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER roles_history_update AFTER UPDATE OF id, label_zh, label_en, parents, permissions, columns ON roles BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'roles', NEW.id, json_object('id', NEW.id, 'label_zh', NEW.label_zh, 'label_en', NEW.label_en, 'parents', NEW.parents, 'permissions', NEW.permissions, 'columns', NEW.columns), operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER roles_last_owner_delete BEFORE DELETE ON roles WHEN OLD.id = 'role-owner'
  BEGIN SELECT RAISE(ABORT, 'the last owner stays'); END;

CREATE TRIGGER roles_last_owner_shrinks BEFORE UPDATE OF permissions ON roles WHEN OLD.id = 'role-owner' AND EXISTS (SELECT value FROM json_each(OLD.permissions) EXCEPT SELECT value FROM json_each(NEW.permissions))
  BEGIN SELECT RAISE(ABORT, 'the last owner stays'); END;

CREATE TABLE routing_cases (
  id TEXT PRIMARY KEY, rule_set_id TEXT NOT NULL REFERENCES rule_sets (id), name TEXT NOT NULL CHECK (name <> ''),
  facts TEXT NOT NULL CHECK (json_valid(facts)), group_id TEXT NOT NULL REFERENCES distribution_groups (id),
  created_by TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX routing_cases_by_set ON routing_cases (rule_set_id, name);

CREATE TRIGGER routing_cases_capture_delete AFTER DELETE ON routing_cases BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'routing_cases', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER routing_cases_capture_insert AFTER INSERT ON routing_cases BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'routing_cases', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER routing_cases_capture_update AFTER UPDATE ON routing_cases BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'routing_cases', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE routing_rules (
  version_id TEXT NOT NULL REFERENCES rule_set_versions (id), id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
  condition TEXT NOT NULL CHECK (json_valid(condition)), group_id TEXT NOT NULL REFERENCES distribution_groups (id),
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)), note TEXT NOT NULL, owner_id TEXT, valid_from INTEGER, valid_to INTEGER, review_at INTEGER, tags TEXT CHECK (json_valid(tags)), changed_by TEXT, changed_at INTEGER,
  PRIMARY KEY (version_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX routing_rules_in_order ON routing_rules (version_id, position);

CREATE TRIGGER routing_rules_capture_delete AFTER DELETE ON routing_rules BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'routing_rules', OLD.version_id || ':' || OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER routing_rules_capture_insert AFTER INSERT ON routing_rules BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'routing_rules', NEW.version_id || ':' || NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER routing_rules_capture_update AFTER UPDATE ON routing_rules BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'routing_rules', NEW.version_id || ':' || NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER routing_rules_frozen_delete BEFORE DELETE ON routing_rules
  WHEN EXISTS (SELECT 1 FROM rule_set_versions WHERE id = OLD.version_id
  AND (status = 'published' OR submitted_at IS NOT NULL))
  BEGIN SELECT RAISE(ABORT, 'a submitted or published version never changes'); END;

CREATE TRIGGER routing_rules_frozen_insert BEFORE INSERT ON routing_rules
  WHEN EXISTS (SELECT 1 FROM rule_set_versions WHERE id = NEW.version_id
  AND (status = 'published' OR submitted_at IS NOT NULL))
  BEGIN SELECT RAISE(ABORT, 'a submitted or published version never changes'); END;

CREATE TRIGGER routing_rules_frozen_update BEFORE UPDATE ON routing_rules
  WHEN EXISTS (SELECT 1 FROM rule_set_versions WHERE id = OLD.version_id
  AND (status = 'published' OR submitted_at IS NOT NULL))
  BEGIN SELECT RAISE(ABORT, 'a submitted or published version never changes'); END;

CREATE TABLE rule_set_replays (
  version_id TEXT PRIMARY KEY REFERENCES rule_set_versions (id) ON DELETE CASCADE, revision INTEGER NOT NULL,
  baseline_version_id TEXT, received INTEGER NOT NULL, moved INTEGER NOT NULL, at INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (json_valid(result))
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_set_versions (
  id TEXT PRIMARY KEY, rule_set_id TEXT NOT NULL REFERENCES rule_sets (id), number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'published')), note TEXT NOT NULL, revision INTEGER NOT NULL,
  created_by TEXT NOT NULL, created_at INTEGER NOT NULL, published_by TEXT, published_at INTEGER, edited_by TEXT, submitted_by TEXT, submitted_at INTEGER CHECK ((submitted_at IS NULL) = (submitted_by IS NULL)), approved_by TEXT CHECK (approved_by <> submitted_by AND approved_by <> edited_by), sent_back_by TEXT, sent_back_reason TEXT, effective_at INTEGER, brings_back TEXT REFERENCES rule_set_versions (id),
  UNIQUE (rule_set_id, number)
) STRICT;

CREATE UNIQUE INDEX rule_set_versions_one_draft ON rule_set_versions (rule_set_id)
  WHERE status = 'draft' AND brings_back IS NULL;

CREATE TRIGGER rule_set_versions_by_who_acts BEFORE UPDATE ON rule_set_versions BEGIN
  SELECT RAISE(ABORT, 'a version names who acts') WHERE NEW.edited_by IS NOT OLD.edited_by AND NEW.edited_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.edited_by);
  SELECT RAISE(ABORT, 'a version names who acts') WHERE NEW.submitted_by IS NOT OLD.submitted_by AND NEW.submitted_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.submitted_by);
  SELECT RAISE(ABORT, 'a version names who acts') WHERE NEW.approved_by IS NOT OLD.approved_by AND NEW.approved_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.approved_by);
  SELECT RAISE(ABORT, 'a version names who acts') WHERE NEW.sent_back_by IS NOT OLD.sent_back_by AND NEW.sent_back_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.sent_back_by);
  SELECT RAISE(ABORT, 'who edited last is not forgotten') WHERE NEW.edited_by IS NULL AND OLD.edited_by IS NOT NULL;
  SELECT RAISE(ABORT, 'only what was submitted is approved, as it was submitted') WHERE NEW.approved_by IS NOT NULL
  AND (OLD.submitted_by IS NULL OR NEW.submitted_by IS NOT OLD.submitted_by OR NEW.edited_by IS NOT OLD.edited_by OR NEW.revision IS NOT OLD.revision);
END;

CREATE TRIGGER rule_set_versions_capture_delete AFTER DELETE ON rule_set_versions BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'rule_set_versions', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER rule_set_versions_capture_insert AFTER INSERT ON rule_set_versions BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'rule_set_versions', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER rule_set_versions_capture_update AFTER UPDATE ON rule_set_versions BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'rule_set_versions', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER rule_set_versions_frozen BEFORE UPDATE ON rule_set_versions WHEN OLD.status = 'published'
  BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;

CREATE TRIGGER rule_set_versions_kept BEFORE DELETE ON rule_set_versions WHEN OLD.status = 'published'
  BEGIN SELECT RAISE(ABORT, 'a published version is kept for ever'); END;

CREATE TRIGGER rule_set_versions_made_first BEFORE INSERT ON rule_set_versions
  WHEN NEW.approved_by IS NOT NULL OR NEW.submitted_by IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a version is made before it is submitted, and submitted before it is approved'); END;

CREATE TABLE rule_sets (
  id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL, line_id TEXT REFERENCES business_lines (id), approval_share REAL CHECK (approval_share BETWEEN 0 AND 1)) STRICT;

CREATE UNIQUE INDEX rule_sets_one_per_line ON rule_sets (line_id);

CREATE TRIGGER rule_sets_capture_delete AFTER DELETE ON rule_sets BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'rule_sets', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER rule_sets_capture_insert AFTER INSERT ON rule_sets BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'rule_sets', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER rule_sets_capture_update AFTER UPDATE ON rule_sets BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'rule_sets', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT, WITHOUT ROWID;

CREATE TABLE tag_rule_lists (
  revision INTEGER PRIMARY KEY, rules TEXT NOT NULL CHECK (json_valid(rules)), saved_at INTEGER NOT NULL, saved_by TEXT NOT NULL
) STRICT;

CREATE TRIGGER tag_rule_lists_capture_insert AFTER INSERT ON tag_rule_lists BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'tag_rule_lists', NEW.revision, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER tag_rule_lists_no_delete BEFORE DELETE ON tag_rule_lists
  BEGIN SELECT RAISE(ABORT, 'a saved list of tag rules never changes'); END;

CREATE TRIGGER tag_rule_lists_no_update BEFORE UPDATE ON tag_rule_lists
  BEGIN SELECT RAISE(ABORT, 'a saved list of tag rules never changes'); END;

CREATE TABLE units (
  id TEXT PRIMARY KEY, parent_id TEXT REFERENCES units (id), label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
  leader_id TEXT REFERENCES users (id), external_id TEXT UNIQUE
) STRICT;

CREATE TRIGGER units_capture_delete AFTER DELETE ON units BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'units', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER units_capture_insert AFTER INSERT ON units BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'units', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER units_capture_update AFTER UPDATE ON units BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'units', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER units_history_delete
  AFTER DELETE ON units BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'units', OLD.id, NULL,
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER units_history_insert
  AFTER INSERT ON units BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'units', NEW.id, json_object('id', NEW.id, 'label_zh', NEW.label_zh, 'label_en', NEW.label_en, 'parent_id', NEW.parent_id, 'leader_id', NEW.leader_id),
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER units_history_update
  AFTER UPDATE OF id, label_zh, label_en, parent_id, leader_id ON units BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'units', NEW.id, json_object('id', NEW.id, 'label_zh', NEW.label_zh, 'label_en', NEW.label_en, 'parent_id', NEW.parent_id, 'leader_id', NEW.leader_id),
  operation, actor_id, at FROM command_context;
END;

CREATE TABLE unknown_logins (
  login_hash TEXT PRIMARY KEY, failed_count INTEGER NOT NULL, locked_until INTEGER, last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "user_roles" (
  user_id TEXT NOT NULL REFERENCES users (id), role_id TEXT NOT NULL REFERENCES roles (id),
  from_at INTEGER NOT NULL DEFAULT 0, to_at INTEGER CHECK (to_at > from_at), PRIMARY KEY (user_id, role_id, from_at)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER user_roles_capture_delete AFTER DELETE ON user_roles BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'user_roles', OLD.user_id || ':' || OLD.role_id || ':' || OLD.from_at, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_roles_capture_insert AFTER INSERT ON user_roles BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'user_roles', NEW.user_id || ':' || NEW.role_id || ':' || NEW.from_at, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_roles_capture_update AFTER UPDATE ON user_roles BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'user_roles', NEW.user_id || ':' || NEW.role_id || ':' || NEW.from_at, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_roles_history_delete
  AFTER DELETE ON user_roles BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'user_roles', OLD.user_id || ':' || OLD.role_id || ':' || OLD.from_at, NULL,
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_roles_history_insert
  AFTER INSERT ON user_roles BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'user_roles', NEW.user_id || ':' || NEW.role_id || ':' || NEW.from_at, json_object('user_id', NEW.user_id, 'role_id', NEW.role_id, 'from_at', NEW.from_at, 'to_at', NEW.to_at),
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_roles_history_update
  AFTER UPDATE OF user_id, role_id, from_at, to_at ON user_roles BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'user_roles', NEW.user_id || ':' || NEW.role_id || ':' || NEW.from_at, json_object('user_id', NEW.user_id, 'role_id', NEW.role_id, 'from_at', NEW.from_at, 'to_at', NEW.to_at),
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_roles_last_owner_delete BEFORE DELETE ON user_roles WHEN OLD.role_id = 'role-owner' AND OLD.to_at IS NULL AND OLD.from_at <= coalesce((SELECT at FROM command_context), OLD.from_at) AND TRUE AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id AND status = 'active') AND EXISTS (SELECT 1 FROM credentials WHERE user_id = OLD.user_id) AND NOT EXISTS (
  SELECT 1 FROM user_roles JOIN users ON users.id = user_roles.user_id JOIN credentials ON credentials.user_id = users.id
  WHERE user_roles.role_id = 'role-owner' AND user_roles.to_at IS NULL AND user_roles.from_at <= coalesce((SELECT at FROM command_context), user_roles.from_at) AND users.status = 'active' AND users.id <> OLD.user_id)
  BEGIN SELECT RAISE(ABORT, 'the last owner stays'); END;

CREATE TRIGGER user_roles_last_owner_update BEFORE UPDATE ON user_roles WHEN OLD.role_id = 'role-owner' AND OLD.to_at IS NULL AND OLD.from_at <= coalesce((SELECT at FROM command_context), OLD.from_at) AND (NEW.role_id <> OLD.role_id OR NEW.user_id <> OLD.user_id OR NEW.to_at IS NOT NULL) AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id AND status = 'active') AND EXISTS (SELECT 1 FROM credentials WHERE user_id = OLD.user_id) AND NOT EXISTS (
  SELECT 1 FROM user_roles JOIN users ON users.id = user_roles.user_id JOIN credentials ON credentials.user_id = users.id
  WHERE user_roles.role_id = 'role-owner' AND user_roles.to_at IS NULL AND user_roles.from_at <= coalesce((SELECT at FROM command_context), user_roles.from_at) AND users.status = 'active' AND users.id <> OLD.user_id)
  BEGIN SELECT RAISE(ABORT, 'the last owner stays'); END;

CREATE TABLE "user_scopes" (
  user_id TEXT NOT NULL REFERENCES users (id), page_group TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('own', 'group', 'subtree', 'chosen', 'all')),
  unit_ids TEXT NOT NULL CHECK (json_valid(unit_ids)),
  from_at INTEGER NOT NULL DEFAULT 0, to_at INTEGER CHECK (to_at > from_at),
  effect TEXT NOT NULL DEFAULT 'show' CHECK (effect IN ('show', 'limit')),
  PRIMARY KEY (user_id, page_group, effect, kind, from_at)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER user_scopes_capture_delete AFTER DELETE ON user_scopes BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'user_scopes', OLD.user_id || ':' || OLD.page_group || ':' || OLD.kind || ':' || OLD.from_at || iif(OLD.effect = 'show', '', ':' || OLD.effect), 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_scopes_capture_insert AFTER INSERT ON user_scopes BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'user_scopes', NEW.user_id || ':' || NEW.page_group || ':' || NEW.kind || ':' || NEW.from_at || iif(NEW.effect = 'show', '', ':' || NEW.effect), 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_scopes_capture_update AFTER UPDATE ON user_scopes BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'user_scopes', NEW.user_id || ':' || NEW.page_group || ':' || NEW.kind || ':' || NEW.from_at || iif(NEW.effect = 'show', '', ':' || NEW.effect), 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_scopes_history_delete AFTER DELETE ON user_scopes BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'user_scopes', OLD.user_id || ':' || OLD.page_group || ':' || OLD.kind || ':' || OLD.from_at || iif(OLD.effect = 'show', '', ':' || OLD.effect), NULL, operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_scopes_history_insert AFTER INSERT ON user_scopes BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'user_scopes', NEW.user_id || ':' || NEW.page_group || ':' || NEW.kind || ':' || NEW.from_at || iif(NEW.effect = 'show', '', ':' || NEW.effect), json_object('user_id', NEW.user_id, 'page_group', NEW.page_group, 'kind', NEW.kind, 'unit_ids', NEW.unit_ids, 'from_at', NEW.from_at, 'to_at', NEW.to_at, 'effect', NEW.effect), operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER user_scopes_history_update AFTER UPDATE OF user_id, page_group, kind, unit_ids, from_at, to_at, effect ON user_scopes BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'user_scopes', NEW.user_id || ':' || NEW.page_group || ':' || NEW.kind || ':' || NEW.from_at || iif(NEW.effect = 'show', '', ':' || NEW.effect), json_object('user_id', NEW.user_id, 'page_group', NEW.page_group, 'kind', NEW.kind, 'unit_ids', NEW.unit_ids, 'from_at', NEW.from_at, 'to_at', NEW.to_at, 'effect', NEW.effect), operation, actor_id, at FROM command_context;
END;

CREATE TABLE users (
  id TEXT PRIMARY KEY, login TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (login <> ''), name TEXT NOT NULL CHECK (name <> ''),
  unit_id TEXT REFERENCES units (id), status TEXT NOT NULL CHECK (status IN ('active', 'left')),
  source TEXT NOT NULL, external_id TEXT NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE (source, external_id)
) STRICT;

CREATE INDEX users_by_unit ON users (unit_id);

CREATE TRIGGER users_capture_delete AFTER DELETE ON users BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'users', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER users_capture_insert AFTER INSERT ON users BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'users', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER users_capture_update AFTER UPDATE ON users BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'users', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER users_history_delete
  AFTER DELETE ON users BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'users', OLD.id, NULL,
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER users_history_insert
  AFTER INSERT ON users BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'users', NEW.id, json_object('id', NEW.id, 'name', NEW.name, 'unit_id', NEW.unit_id, 'status', NEW.status),
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER users_history_update
  AFTER UPDATE OF id, name, unit_id, status ON users BEGIN
  INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
  SELECT 'users', NEW.id, json_object('id', NEW.id, 'name', NEW.name, 'unit_id', NEW.unit_id, 'status', NEW.status),
  operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER users_last_owner_leaves BEFORE UPDATE OF status ON users WHEN OLD.status = 'active' AND NEW.status <> 'active' AND EXISTS (SELECT 1 FROM user_roles WHERE user_roles.role_id = 'role-owner' AND user_roles.to_at IS NULL AND user_roles.from_at <= coalesce((SELECT at FROM command_context), user_roles.from_at) AND user_id = OLD.id) AND EXISTS (SELECT 1 FROM credentials WHERE user_id = OLD.id) AND NOT EXISTS (
  SELECT 1 FROM user_roles JOIN users ON users.id = user_roles.user_id JOIN credentials ON credentials.user_id = users.id
  WHERE user_roles.role_id = 'role-owner' AND user_roles.to_at IS NULL AND user_roles.from_at <= coalesce((SELECT at FROM command_context), user_roles.from_at) AND users.status = 'active' AND users.id <> OLD.id)
  BEGIN SELECT RAISE(ABORT, 'the last owner stays'); END;

CREATE TABLE working_calendars (
  id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE TRIGGER working_calendars_capture_delete AFTER DELETE ON working_calendars BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'working_calendars', OLD.id, 'delete', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER working_calendars_capture_insert AFTER INSERT ON working_calendars BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'working_calendars', NEW.id, 'insert', operation, actor_id, at FROM command_context;
END;

CREATE TRIGGER working_calendars_capture_update AFTER UPDATE ON working_calendars BEGIN
  SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
  INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
  SELECT 'working_calendars', NEW.id, 'update', operation, actor_id, at FROM command_context;
END;
