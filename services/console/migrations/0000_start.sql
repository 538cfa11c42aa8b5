CREATE TABLE "draft" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"owner_hash" text NOT NULL,
	"contents" "bytea" NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "draft" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"provider_session" text,
	"assurance" text,
	"contents" "bytea" NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"locked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "sign_in" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_flight" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"browser_hash" text NOT NULL,
	"person" text,
	"contents" "bytea" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"landed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "sign_in_flight" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "draft_expires" ON "draft" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "draft_owner" ON "draft" USING btree ("owner_hash","kept_at");--> statement-breakpoint
CREATE INDEX "sign_in_person" ON "sign_in" USING btree ("person");--> statement-breakpoint
CREATE INDEX "sign_in_provider_session" ON "sign_in" USING btree ("provider_session");--> statement-breakpoint
CREATE INDEX "sign_in_flight_expires" ON "sign_in_flight" USING btree ("expires_at");--> statement-breakpoint
CREATE POLICY "select_allowed" ON "draft" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('drafts')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "draft" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('drafts')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "draft" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('drafts'))) WITH CHECK ((oh_part() in ('drafts')));--> statement-breakpoint
CREATE POLICY "delete_allowed" ON "draft" AS PERMISSIVE FOR DELETE TO "oh_app" USING ((oh_part() in ('drafts')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "sign_in" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('sign-in')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "sign_in" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('sign-in')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "sign_in" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('sign-in'))) WITH CHECK ((oh_part() in ('sign-in')));--> statement-breakpoint
CREATE POLICY "delete_allowed" ON "sign_in" AS PERMISSIVE FOR DELETE TO "oh_app" USING ((oh_part() in ('sign-in')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "sign_in_flight" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('sign-in')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "sign_in_flight" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('sign-in')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "sign_in_flight" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('sign-in'))) WITH CHECK ((oh_part() in ('sign-in')));--> statement-breakpoint
CREATE POLICY "delete_allowed" ON "sign_in_flight" AS PERMISSIVE FOR DELETE TO "oh_app" USING ((oh_part() in ('sign-in')));