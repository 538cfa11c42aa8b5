CREATE TABLE "withdrawal_ask" (
	"publication" integer PRIMARY KEY NOT NULL,
	"asked_by" text NOT NULL,
	"asked_by_name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "withdrawal_ask" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "withdrawal_ask" ADD CONSTRAINT "withdrawal_ask_publication_publication_number_fk" FOREIGN KEY ("publication") REFERENCES "public"."publication"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "delete_allowed" ON "prepared_cell" AS PERMISSIVE FOR DELETE TO "oh_app" USING ((oh_part() in ('publishing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "withdrawal_ask" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('national-lead') or oh_has_role('ics-lead') or oh_has_role('statistician')) or (oh_part() in ('publishing', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "withdrawal_ask" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('publishing', 'seed')));--> statement-breakpoint
CREATE POLICY "delete_allowed" ON "withdrawal_ask" AS PERMISSIVE FOR DELETE TO "oh_app" USING ((oh_part() in ('publishing', 'seed')));