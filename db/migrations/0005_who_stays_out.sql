CREATE TABLE `barred` (
	`coalition` text NOT NULL,
	`removed_from` text NOT NULL,
	`digest` text NOT NULL,
	PRIMARY KEY(`coalition`, `removed_from`, `digest`),
	FOREIGN KEY (`coalition`) REFERENCES `coalitions`(`id`) ON UPDATE no action ON DELETE cascade
);
