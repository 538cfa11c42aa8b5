CREATE TABLE "submission_grid_count" (
	"submission_id" uuid NOT NULL,
	"measure" text NOT NULL,
	"version" integer NOT NULL,
	"staff_group" text NOT NULL,
	"reason_group" text NOT NULL,
	"numerator" integer NOT NULL,
	"denominator" integer NOT NULL,
	CONSTRAINT "submission_grid_count_submission_id_measure_staff_group_reason_group_pk" PRIMARY KEY("submission_id","measure","staff_group","reason_group")
);
--> statement-breakpoint
ALTER TABLE "submission_grid_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "submission_grid_count" ADD CONSTRAINT "submission_grid_count_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "select_allowed" ON "submission_grid_count" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('publishing', 'seed')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "submission_grid_count" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_member() is not null) or (oh_part() in ('seed'))));