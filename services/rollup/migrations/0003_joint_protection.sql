CREATE TABLE "preparation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"month" text NOT NULL,
	"state" text NOT NULL,
	"prepared_by" text NOT NULL,
	"prepared_by_name" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"inputs" text,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"report" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"published_as" integer
);
--> statement-breakpoint
ALTER TABLE "preparation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "prepared_cell" (
	"preparation" uuid NOT NULL,
	"measure" text NOT NULL,
	"version" integer NOT NULL,
	"level" text NOT NULL,
	"area" text NOT NULL,
	"period" text NOT NULL,
	"numerator" integer,
	"numerator_mark" text,
	"numerator_why" text,
	"denominator" integer,
	"denominator_mark" text,
	"denominator_why" text,
	"contributors" integer NOT NULL,
	"expected" integer NOT NULL,
	"staff_covered" integer NOT NULL,
	CONSTRAINT "prepared_cell_preparation_measure_level_area_period_pk" PRIMARY KEY("preparation","measure","level","area","period"),
	CONSTRAINT "prepared_cell_numerator" CHECK ((numerator is null) <> (numerator_mark is null)),
	CONSTRAINT "prepared_cell_denominator" CHECK ((denominator is null) <> (denominator_mark is null))
);
--> statement-breakpoint
ALTER TABLE "prepared_cell" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "withdrawal" (
	"publication" integer PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by_name" text NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "withdrawal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "publication" DROP CONSTRAINT "publication_month_unique";--> statement-breakpoint
ALTER TABLE "publication" ADD COLUMN "restatement" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "preparation" ADD CONSTRAINT "preparation_published_as_publication_number_fk" FOREIGN KEY ("published_as") REFERENCES "public"."publication"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prepared_cell" ADD CONSTRAINT "prepared_cell_preparation_preparation_id_fk" FOREIGN KEY ("preparation") REFERENCES "public"."preparation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withdrawal" ADD CONSTRAINT "withdrawal_publication_publication_number_fk" FOREIGN KEY ("publication") REFERENCES "public"."publication"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "preparation_list" ON "preparation" USING btree ("asked_at","id");--> statement-breakpoint
CREATE INDEX "preparation_open" ON "preparation" USING btree ("asked_at") WHERE state in ('pending', 'running');--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_once" UNIQUE("month","restatement");--> statement-breakpoint
CREATE POLICY "select_allowed" ON "preparation" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('statistician')) or (oh_part() in ('publishing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "preparation" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((prepared_by = oh_person()) and (oh_has_role('statistician'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "preparation" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('publishing'))) WITH CHECK ((oh_part() in ('publishing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "prepared_cell" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('statistician')) or (oh_part() in ('publishing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "prepared_cell" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('publishing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "withdrawal" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((((oh_has_role('national-lead') or oh_has_role('ics-lead') or oh_has_role('statistician')) or (oh_part() in ('publishing', 'seed'))) or (oh_member() is not null)));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "withdrawal" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('publishing', 'seed')));