CREATE TABLE "people_count" (
	"day" date PRIMARY KEY NOT NULL,
	"counted_at" timestamp (3) with time zone NOT NULL,
	"many" integer NOT NULL,
	"trusts" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "people_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "select_allowed" ON "people_count" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('counting')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "people_count" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('counting')));--> statement-breakpoint
CREATE POLICY "delete_allowed" ON "people_count" AS PERMISSIVE FOR DELETE TO "oh_app" USING ((oh_part() in ('counting')));