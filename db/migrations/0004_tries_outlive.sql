-- Those of the last quarter of an hour are forgotten: they named accounts.
DROP TABLE `tries`;--> statement-breakpoint
CREATE TABLE `tries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`coalition` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tries_by` ON `tries` (`by`,`at`);
