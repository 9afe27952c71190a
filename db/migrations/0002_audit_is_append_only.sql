-- A line of the log is never changed. Where two coalitions become one, its coalition alone is.
CREATE TRIGGER `audit_keeps_its_words` BEFORE UPDATE OF `seq`, `at`, `person`, `organisation`, `platform`, `workspace`, `channel`, `action`, `subject`, `before`, `after` ON `audit`
BEGIN
	SELECT RAISE(ABORT, 'the audit log is append-only');
END;
--> statement-breakpoint
-- It goes with its coalition and not before: a purge deletes the coalition first.
CREATE TRIGGER `audit_keeps_its_lines` BEFORE DELETE ON `audit`
WHEN EXISTS (SELECT 1 FROM `coalitions` WHERE `id` = OLD.`coalition`)
BEGIN
	SELECT RAISE(ABORT, 'the audit log is append-only');
END;
