CREATE TABLE `accounts` (
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`id` text NOT NULL,
	`person` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`platform`, `workspace`, `id`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `accounts_person` ON `accounts` (`person`);--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`coalition` text NOT NULL,
	`at` integer NOT NULL,
	`person` text,
	`organisation` text,
	`platform` text,
	`workspace` text,
	`channel` text,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`before` text,
	`after` text,
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `audit_coalition` ON `audit` (`coalition`,`seq`);--> statement-breakpoint
CREATE TABLE `channels` (
	`coalition` text NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`channel` text NOT NULL,
	`ours` text,
	`organisations` text NOT NULL,
	PRIMARY KEY(`platform`, `workspace`, `channel`),
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `channels_coalition` ON `channels` (`coalition`);--> statement-breakpoint
CREATE TABLE `coalitions` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`founded_at` integer NOT NULL,
	`purge_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `codes` (
	`coalition` text NOT NULL,
	`digest` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`person` text NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`account` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `codes_coalition` ON `codes` (`coalition`,`person`);--> statement-breakpoint
CREATE TABLE `members` (
	`coalition` text NOT NULL,
	`person` text NOT NULL,
	`name` text,
	`role` text NOT NULL,
	`organisation` text,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`joined_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`named_at` integer,
	PRIMARY KEY(`coalition`, `person`),
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `members_person` ON `members` (`person`);--> statement-breakpoint
CREATE INDEX `members_silent` ON `members` (`role`,`seen_at`);--> statement-breakpoint
CREATE TABLE `organisations` (
	`coalition` text NOT NULL,
	`id` text NOT NULL,
	`short` text NOT NULL,
	`name` text NOT NULL,
	`short_folded` text NOT NULL,
	`name_folded` text NOT NULL,
	`languages` text NOT NULL,
	`ecosoc` text,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`coalition`, `id`),
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `organisations_short` ON `organisations` (`coalition`,`short_folded`);--> statement-breakpoint
CREATE UNIQUE INDEX `organisations_name` ON `organisations` (`coalition`,`name_folded`);--> statement-breakpoint
CREATE TABLE `own_deadlines` (
	`coalition` text NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`date` text NOT NULL,
	`time` text,
	`zone` text,
	`first_day` text NOT NULL,
	`before` text,
	`visibility` text NOT NULL,
	`date_version` integer NOT NULL,
	`moved_from` text,
	`moved_at` integer,
	`dropped_at` integer,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`created_by` text NOT NULL,
	`account_workspace` text NOT NULL,
	`account` text NOT NULL,
	`account_platform` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`coalition`, `id`),
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `own_deadlines_falling` ON `own_deadlines` (`first_day`);--> statement-breakpoint
CREATE INDEX `own_deadlines_moved` ON `own_deadlines` (`moved_at`);--> statement-breakpoint
CREATE INDEX `own_deadlines_dropped` ON `own_deadlines` (`dropped_at`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `places` (
	`coalition` text NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`seeds` integer NOT NULL,
	`joined_at` integer NOT NULL,
	`joined_by` text,
	PRIMARY KEY(`platform`, `workspace`),
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `places_coalition` ON `places` (`coalition`);--> statement-breakpoint
CREATE TABLE `requests` (
	`coalition` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`joining` text,
	`organisation` text,
	`person` text NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`account` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`status` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	PRIMARY KEY(`coalition`, `id`),
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `tries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`coalition` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `tries_by` ON `tries` (`by`,`at`);--> statement-breakpoint
-- What was followed before there were coalitions: each place founds one, whose name its platform tells at the next start.
CREATE TABLE `__places` AS
SELECT `platform`, `workspace`,
	lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))) AS `coalition`,
	min(`created_at`) AS `founded_at`
FROM (
	SELECT `platform`, CASE `workspace` WHEN 'dm' THEN 'dm:' || `created_by` ELSE `workspace` END AS `workspace`, `created_at` FROM `follows`
	UNION ALL
	SELECT `platform`, `workspace`, `created_at` FROM `outbox` WHERE `workspace` <> 'dm'
)
GROUP BY 1, 2;
--> statement-breakpoint
INSERT INTO `coalitions` (`id`, `name`, `founded_at`)
SELECT `coalition`, `workspace`, `founded_at` FROM `__places`;
--> statement-breakpoint
INSERT INTO `places` (`coalition`, `platform`, `workspace`, `name`, `kind`, `seeds`, `joined_at`)
SELECT `coalition`, `platform`, `workspace`, `workspace`, CASE WHEN `workspace` LIKE 'dm:%' THEN 'direct' ELSE 'workspace' END, 1, `founded_at` FROM `__places`;
--> statement-breakpoint
CREATE TABLE `__new_follows` (
	`id` text PRIMARY KEY NOT NULL,
	`coalition` text NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`channel` text NOT NULL,
	`subject` text NOT NULL,
	`events` text NOT NULL,
	`ladder` text NOT NULL,
	`time` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`stopped` text,
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_follows` (`coalition`, `id`, `platform`, `workspace`, `channel`, `subject`, `events`, `ladder`, `time`, `created_by`, `created_at`, `stopped`)
SELECT p.`coalition`, f.`id`, f.`platform`, f.`workspace`, f.`channel`, f.`subject`, f.`events`, f.`ladder`, f.`time`, f.`created_by`, f.`created_at`, f.`stopped` FROM `follows` f
JOIN `__places` p ON p.`platform` = f.`platform` AND p.`workspace` = CASE f.`workspace` WHEN 'dm' THEN 'dm:' || f.`created_by` ELSE f.`workspace` END;
--> statement-breakpoint
CREATE TABLE `__new_outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`key` text NOT NULL,
	`coalition` text NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`state` text,
	`deadline` text,
	`subjects` text,
	`due_on` text,
	`due_at` integer NOT NULL,
	`reply` text,
	`status` text NOT NULL,
	`visible_at` integer NOT NULL,
	`lease_until` integer,
	`attempts` integer NOT NULL,
	`refusals` integer NOT NULL,
	`tried_at` integer,
	`in_doubt_since` integer,
	`last_error` text,
	`message` text,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
-- Notices of direct messages that nobody follows in any more go: nothing plans them again.
INSERT INTO `__new_outbox` (`coalition`, `seq`, `id`, `key`, `platform`, `workspace`, `channel`, `kind`, `state`, `deadline`, `subjects`, `due_on`, `due_at`, `reply`, `status`, `visible_at`, `lease_until`, `attempts`, `refusals`, `tried_at`, `in_doubt_since`, `last_error`, `message`, `created_at`, `settled_at`)
SELECT p.`coalition`, o.`seq`, o.`id`, o.`key`, o.`platform`, o.`workspace`, o.`channel`, o.`kind`, o.`state`, o.`deadline`, o.`subjects`, o.`due_on`, o.`due_at`, o.`reply`, o.`status`, o.`visible_at`, o.`lease_until`, o.`attempts`, o.`refusals`, o.`tried_at`, o.`in_doubt_since`, o.`last_error`, o.`message`, o.`created_at`, o.`settled_at` FROM `outbox` o
JOIN `__places` p ON p.`platform` = o.`platform` AND p.`workspace` = CASE o.`workspace`
	WHEN 'dm' THEN 'dm:' || (SELECT f.`created_by` FROM `follows` f WHERE f.`platform` = o.`platform` AND f.`workspace` = 'dm' AND f.`channel` = o.`channel` LIMIT 1)
	ELSE o.`workspace` END
ORDER BY o.`seq`;
--> statement-breakpoint
DROP TABLE `follows`;
--> statement-breakpoint
ALTER TABLE `__new_follows` RENAME TO `follows`;
--> statement-breakpoint
DROP TABLE `outbox`;
--> statement-breakpoint
ALTER TABLE `__new_outbox` RENAME TO `outbox`;
--> statement-breakpoint
DROP TABLE `__places`;
--> statement-breakpoint
CREATE UNIQUE INDEX `follows_place_subject` ON `follows` (`platform`,`workspace`,`channel`,`subject`);
--> statement-breakpoint
CREATE INDEX `follows_coalition` ON `follows` (`coalition`);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id_unique` ON `outbox` (`id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key_unique` ON `outbox` (`key`);
--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`platform`,`workspace`,`channel`,`seq`) WHERE status in ('pending', 'sending');
--> statement-breakpoint
CREATE INDEX `outbox_waiting_deadline` ON `outbox` (`deadline`) WHERE status in ('pending', 'sending');
--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`platform`,`settled_at`) WHERE status = 'sent';
--> statement-breakpoint
CREATE INDEX `outbox_coalition` ON `outbox` (`coalition`);
