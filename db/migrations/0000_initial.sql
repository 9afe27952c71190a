CREATE TABLE `facts` (
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`position` integer NOT NULL,
	`withdrawn` integer NOT NULL,
	`source` text NOT NULL,
	`confidence` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`batch` text NOT NULL,
	`subject` text NOT NULL,
	`kind` text NOT NULL,
	`date` text,
	`known_from` text,
	`session` integer,
	`detail` text,
	`summary` text,
	`rivals` text NOT NULL,
	PRIMARY KEY(`id`, `version`),
	FOREIGN KEY (`source`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `follows` (
	`id` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`channel` text NOT NULL,
	`subject` text NOT NULL,
	`events` text NOT NULL,
	`ladder` text NOT NULL,
	`time` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`stopped` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `follows_place_subject` ON `follows` (`platform`,`workspace`,`channel`,`subject`);--> statement-breakpoint
CREATE TABLE `loads` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`batch` text NOT NULL,
	`hash` text NOT NULL,
	`loaded_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`key` text NOT NULL,
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
	`settled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id_unique` ON `outbox` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key_unique` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`platform`,`workspace`,`channel`,`seq`) WHERE status in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX `outbox_waiting_deadline` ON `outbox` (`deadline`) WHERE status in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`platform`,`settled_at`) WHERE status = 'sent';--> statement-breakpoint
CREATE TABLE `planner` (
	`id` integer PRIMARY KEY NOT NULL,
	`planned_through` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`publisher` text NOT NULL,
	`title` text,
	`url` text,
	`published` text,
	`read_on` text NOT NULL,
	`grade` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `statements` (
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`position` integer NOT NULL,
	`withdrawn` integer NOT NULL,
	`source` text NOT NULL,
	`confidence` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`batch` text NOT NULL,
	`state` text NOT NULL,
	`date` text NOT NULL,
	`organisations` text NOT NULL,
	`speaker` text,
	`role` text,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`addressed_to` text NOT NULL,
	`summary` text NOT NULL,
	`topics` text NOT NULL,
	`reshares` text,
	PRIMARY KEY(`id`, `version`),
	FOREIGN KEY (`source`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `states` (
	`code` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`entry` text NOT NULL
);
