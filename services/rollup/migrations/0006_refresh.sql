CREATE TABLE "counted_submission" (
	"publication" integer NOT NULL,
	"month" text NOT NULL,
	"submission" uuid NOT NULL,
	CONSTRAINT "counted_submission_publication_submission_pk" PRIMARY KEY("publication","submission")
);
--> statement-breakpoint
ALTER TABLE "counted_submission" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "preparation" ADD COLUMN "kind" text DEFAULT 'month' NOT NULL;--> statement-breakpoint
ALTER TABLE "publication" ADD COLUMN "kind" text DEFAULT 'month' NOT NULL;--> statement-breakpoint
ALTER TABLE "counted_submission" ADD CONSTRAINT "counted_submission_publication_publication_number_fk" FOREIGN KEY ("publication") REFERENCES "public"."publication"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counted_submission" ADD CONSTRAINT "counted_submission_submission_submission_id_fk" FOREIGN KEY ("submission") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "counted_submission_month" ON "counted_submission" USING btree ("month","publication");--> statement-breakpoint
CREATE UNIQUE INDEX "publication_refresh_once" ON "publication" USING btree ("month") WHERE kind = 'refresh';--> statement-breakpoint
CREATE POLICY "select_allowed" ON "counted_submission" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_part() in ('publishing', 'seed')) or (oh_has_role('statistician'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "counted_submission" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('publishing', 'seed')));--> statement-breakpoint
-- until now nothing was taken in once a month was published: what is newest of it is what was counted. Row security binds the
-- owner too, and is forced again after the migrations.
ALTER TABLE "publication" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "withdrawal" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "submission" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "counted_submission" ("publication", "month", "submission")
	SELECT p.number, newest.month, newest.id FROM (
		SELECT DISTINCT ON (service, employer, month) id, employer, month, synthetic FROM "submission"
		ORDER BY service, employer, month, restatement DESC
	) newest JOIN "publication" p ON p.month = newest.month
	WHERE NOT EXISTS (SELECT 1 FROM "withdrawal" w WHERE w.publication = p.number AND w.kind = 'replaced')
		AND (NOT newest.synthetic OR NOT EXISTS (
			SELECT 1 FROM "submission" own WHERE own.employer = newest.employer AND own.month = newest.month AND NOT own.synthetic));
