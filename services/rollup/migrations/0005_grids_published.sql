ALTER TABLE "prepared_cell" ADD COLUMN "staff_group" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "prepared_cell" ADD COLUMN "reason_group" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "published_cell" ADD COLUMN "staff_group" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "published_cell" ADD COLUMN "reason_group" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "prepared_cell" DROP CONSTRAINT "prepared_cell_preparation_measure_level_area_period_pk";--> statement-breakpoint
ALTER TABLE "published_cell" DROP CONSTRAINT "published_cell_publication_measure_level_area_period_pk";--> statement-breakpoint
ALTER TABLE "prepared_cell" ADD CONSTRAINT "prepared_cell_once" PRIMARY KEY("preparation","measure","level","area","period","staff_group","reason_group");--> statement-breakpoint
ALTER TABLE "published_cell" ADD CONSTRAINT "published_cell_once" PRIMARY KEY("publication","measure","level","area","period","staff_group","reason_group");