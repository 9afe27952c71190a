ALTER TABLE `people` ADD `merged_into` text REFERENCES people(id) ON DELETE cascade;--> statement-breakpoint
CREATE INDEX `people_merged` ON `people` (`merged_into`);
